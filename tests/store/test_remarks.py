import pytest
from tests.records import MORNING

from workstation.domain.moments import as_text
from workstation.domain.services import Remark


def remark(key, at=MORNING):
    return Remark(key, "caw-oost", 2, as_text(at), "m.peeters", "Nummer klopt niet meer 😀")


def test_a_remark_stays_on_the_work_list_until_it_is_settled(vault):
    with vault.work() as work:
        work.remarks.put(remark("r1"))
        work.remarks.put(remark("r2"))
        assert work.remarks.waiting() == (remark("r1"), remark("r2"))
        work.remarks.settle("r1", MORNING)
        assert work.remarks.waiting() == (remark("r2"),)
        assert [one.settled for one in work.remarks.of_service("caw-oost")] == [as_text(MORNING), None]
        assert work.remarks.of_service("other") == ()
        with pytest.raises(KeyError):
            work.remarks.settle("nothing", MORNING)
