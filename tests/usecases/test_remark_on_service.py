from dataclasses import replace

import pytest
from tests.records import a_service
from tests.usecases.desks import DESK

from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.usecases.remark_on_service import remark_on_service
from workstation.usecases.settle_remark import settle_remark


def waiting(vault):
    with vault.reading() as work:
        return work.remarks.waiting()


def test_a_remark_stands_on_the_work_list_with_the_version_it_was_about(vault, clock):
    remark_on_service(a_service(version=4), " Nummer klopt niet ", "m.peeters", vault=vault, now=clock)
    (remark,) = waiting(vault)
    assert (remark.service, remark.service_version, remark.text) == ("caw-oost", 4, "Nummer klopt niet")
    with pytest.raises(NotAllowed):
        settle_remark(remark.id, DESK, vault=vault, now=clock)
    assert settle_remark(remark.id, replace(DESK, role="team_coordinator"), vault=vault, now=clock).concerns("remark")
    assert waiting(vault) == ()


def test_nothing_is_no_remark(vault, clock):
    with pytest.raises(NotReady):
        remark_on_service(a_service(), " ", "m.peeters", vault=vault, now=clock)
