import hashlib

from tests.records import MORNING

from workstation.domain.prints import Print


def copy(number, call="c1"):
    return Print(
        number=number, call=call, at=MORNING, counsellor="m.peeters", audience="police", how="printed",
        reason="aangifte", pages=2, sha256=hashlib.sha256(b"pdf").digest(),
    )  # fmt: skip


def test_copies_are_numbered_by_year(vault):
    with vault.work() as work:
        assert work.prints.next_number(2026) == "A-2026-000001"
        work.prints.put(copy("A-2026-000001"))
        work.prints.put(copy("A-2026-000122"))
        assert work.prints.next_number(2026) == "A-2026-000123"
        assert work.prints.next_number(2027) == "A-2027-000001"


def test_the_register_keeps_every_copy_as_it_was(vault):
    with vault.work() as work:
        work.prints.put(copy("A-2026-000002", "c2"))
        work.prints.put(copy("A-2026-000001"))
        assert work.prints.all() == (copy("A-2026-000001"), copy("A-2026-000002", "c2"))
        assert work.prints.of_call("c2") == (copy("A-2026-000002", "c2"),)
