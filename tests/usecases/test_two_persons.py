"""Export, erasure, lifting a hold and other periods: no single person can do them, whatever the order of acts."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.records import MORNING, a_call
from tests.usecases.desks import DESK

from workstation.domain.calls import Addition
from workstation.domain.counsellors import ROLES
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.domain.retention import Period
from workstation.usecases.agree_to_request import agree_to_request, withdraw_request
from workstation.usecases.ask_for_two import ask_for_two
from workstation.usecases.carry_out_request import carry_out_request
from workstation.usecases.export_registrations import export_registrations
from workstation.usecases.hold_call import hold_call

FIRST = replace(DESK, counsellor="c.wouters", role="team_coordinator")
SECOND = replace(DESK, counsellor="d.dpo", team=None, role="protection_officer")
CHIEF = replace(DESK, counsellor="v.chief", team=None, role="flemish_coordinator")


@pytest.fixture
def call(vault):
    call = a_call()
    with vault.work() as work:
        work.calls.put(call)
    return call


@pytest.fixture
def asked(vault, clock, call):
    return ask_for_two("erasure", {"calls": [call.id]}, "verzoek van de beller", FIRST, vault=vault, now=clock)


def agree(asked, vault, clock, desk=SECOND):
    return agree_to_request(asked.id, desk, vault=vault, now=clock)


def carry_out(asked, vault, clock, desk=FIRST):
    return carry_out_request(asked.id, desk, vault=vault, now=clock)


def is_there(vault, call):
    with vault.reading() as work:
        return work.calls.has(call.id)


def test_two_persons_erase_after_three_days(vault, clock, call, asked):
    agree(asked, vault, clock)
    with pytest.raises(NotReady):
        carry_out(asked, vault, clock)
    clock.pass_by(hours=73)
    carry_out(asked, vault, clock)
    assert not is_there(vault, call)
    with pytest.raises(NotReady):
        carry_out(asked, vault, clock)


def test_one_person_does_not(vault, clock, call, asked):
    clock.pass_by(hours=80)
    with pytest.raises(NotReady):
        carry_out(asked, vault, clock)
    for desk in (FIRST, replace(FIRST, role="protection_officer"), replace(FIRST, role="flemish_coordinator")):
        with pytest.raises(NotReady):
            agree(asked, vault, clock, desk)
    assert is_there(vault, call)


def test_a_request_expires_and_can_be_withdrawn_by_either(vault, clock, call, asked):
    agree(asked, vault, clock)
    with pytest.raises(NotAllowed):
        withdraw_request(asked.id, CHIEF, vault=vault, now=clock)
    withdraw_request(asked.id, SECOND, vault=vault, now=clock)
    clock.pass_by(hours=80)
    with pytest.raises(NotReady):
        carry_out(asked, vault, clock)
    late = ask_for_two("erasure", {"calls": [call.id]}, "verzoek", FIRST, vault=vault, now=clock)
    clock.pass_by(days=14)
    with pytest.raises(NotReady):
        agree(late, vault, clock)


def test_what_changed_since_the_second_person_looked_is_not_carried_out(vault, clock, call, asked, codebook):
    agree(asked, vault, clock)
    with vault.work() as work:
        work.calls.revise(replace(call, channel="chat", revision=2), "x", "m.peeters", MORNING)
        work.calls.add(call.id, Addition(MORNING, "m.peeters", "nog iets"))
    clock.pass_by(hours=73)
    with pytest.raises(NotReady):
        carry_out(asked, vault, clock)
    assert is_there(vault, call)


def test_a_hold_stops_an_erasure_and_is_lifted_by_two(vault, clock, call, asked):
    agree(asked, vault, clock)
    hold_call(call.id, "onderzoek", FIRST, vault=vault, now=clock)
    clock.pass_by(hours=73)
    with pytest.raises(NotReady):
        carry_out(asked, vault, clock)
    lifting = ask_for_two("lift_hold", {"calls": [call.id]}, "onderzoek gesloten", FIRST, vault=vault, now=clock)
    agree(lifting, vault, clock)
    carry_out(lifting, vault, clock)
    carry_out(asked, vault, clock)
    assert not is_there(vault, call)


def test_other_periods_need_two(vault, clock):
    subject = {"kind": "narrative_of_minor", "months": 36, "days": 0}
    wish = ask_for_two("retention_rules", subject, "besluit", CHIEF, vault=vault, now=clock)
    agree(wish, vault, clock)
    carry_out(wish, vault, clock, CHIEF)
    with vault.reading() as work:
        assert work.retention.rules()["narrative_of_minor"] == Period(months=36)
        assert work.retention.rules()["narrative"] == Period(months=12)


def test_an_export_needs_two_and_serves_once(vault, clock, codebook, tmp_path, call):
    def export(desk, request):
        return export_registrations(
            vault, codebook, call.day.year, tmp_path / "out", desk=desk, now=clock, request=request
        )

    wish = ask_for_two("export", {"year": call.day.year}, "jaarverslag", FIRST, vault=vault, now=clock)
    for desk, request, refusal in ((FIRST, "", NotAllowed), (FIRST, wish.id, NotReady), (CHIEF, wish.id, NotAllowed)):
        with pytest.raises(refusal):
            export(desk, request)
    agree(wish, vault, clock)
    assert export(FIRST, wish.id).calls == 1
    with pytest.raises(NotReady):
        export(FIRST, wish.id)


@pytest.mark.parametrize("role", ROLES)
def test_only_these_roles_ask_and_agree(vault, clock, call, role):
    desk = replace(DESK, counsellor="x", role=role)
    if role == "team_coordinator":
        ask_for_two("erasure", {"calls": [call.id]}, "verzoek", desk, vault=vault, now=clock)
    else:
        with pytest.raises(NotAllowed):
            ask_for_two("erasure", {"calls": [call.id]}, "verzoek", desk, vault=vault, now=clock)
    asked = ask_for_two("erasure", {"calls": [call.id]}, "verzoek", FIRST, vault=vault, now=clock)
    if role in {"flemish_coordinator", "protection_officer"}:
        agree(asked, vault, clock, desk)
    else:
        with pytest.raises(NotAllowed):
            agree(asked, vault, clock, desk)


def test_no_order_of_acts_lets_one_person_erase(vault, clock, call):
    dice, ids = random.Random(1712), []
    alone = [replace(FIRST, role=role) for role in ROLES]
    for _ in range(600):
        desk = dice.choice(alone)
        act = dice.choice(["ask", "agree", "carry_out", "withdraw", "wait"])
        try:
            if act == "ask":
                ids.append(ask_for_two("erasure", {"calls": [call.id]}, "x", desk, vault=vault, now=clock).id)
            elif act == "wait":
                clock.at += timedelta(hours=dice.choice([1, 30, 80]))
            elif ids:
                todo = {"agree": agree_to_request, "carry_out": carry_out_request, "withdraw": withdraw_request}[act]
                todo(dice.choice(ids), desk, vault=vault, now=clock)
        except (NotAllowed, NotReady):
            pass
    assert len(ids) > 10
    assert is_there(vault, call)
