from dataclasses import replace

from tests.usecases.desks import DESK

from workstation.usecases.agree_to_request import agree_to_request
from workstation.usecases.ask_for_two import ask_for_two
from workstation.usecases.signed_export import signed_export
from workstation.usecases.two_persons import request_for

AN = replace(DESK, counsellor="an", role="team_coordinator")
BO = replace(DESK, counsellor="bo", role="flemish_coordinator")


def test_only_a_year_that_two_persons_signed_for_is_found_and_only_for_them(vault, clock):
    asked = ask_for_two("export", {"year": 2025}, "jaarverslag", AN, vault=vault, now=clock)
    assert signed_export(2025, AN, vault=vault, now=clock) == ""
    agree_to_request(asked.id, BO, vault=vault, now=clock)
    assert signed_export(2025, AN, vault=vault, now=clock) == asked.id
    assert signed_export(2025, BO, vault=vault, now=clock) == asked.id
    assert signed_export(2024, AN, vault=vault, now=clock) == ""
    assert signed_export(2025, DESK, vault=vault, now=clock) == ""
    clock.pass_by(days=15)
    assert signed_export(2025, AN, vault=vault, now=clock) == ""


def test_a_request_that_still_waits_hides_none_that_both_signed(vault, clock):
    asked = ask_for_two("export", {"year": 2025}, "jaarverslag", AN, vault=vault, now=clock)
    agree_to_request(asked.id, BO, vault=vault, now=clock)
    clock.pass_by(hours=1)
    cas = replace(AN, counsellor="cas")
    later = ask_for_two("export", {"year": 2025}, "nog eens", cas, vault=vault, now=clock)
    assert signed_export(2025, AN, vault=vault, now=clock) == asked.id
    agree_to_request(later.id, BO, vault=vault, now=clock)
    assert signed_export(2025, AN, vault=vault, now=clock) == asked.id
    assert signed_export(2025, cas, vault=vault, now=clock) == later.id
    with vault.reading() as work:
        assert request_for("export", {"year": 2025}, DESK, work, clock).id == later.id
