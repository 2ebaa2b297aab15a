"""The permission table is enforced where things happen: every role, every relation, and again with a changed role."""

from dataclasses import replace

import pytest
from tests.records import MORNING, a_call
from tests.usecases.desks import DESK, a_draft

from workstation.domain.counsellors import ROLES
from workstation.domain.permissions import NotAllowed, decide
from workstation.usecases.add_to_call import add_to_call
from workstation.usecases.correct_call import correct_call
from workstation.usecases.count_calls import count_calls
from workstation.usecases.export_registrations import export_registrations
from workstation.usecases.look_at_log import look_at_log
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.open_call import open_call
from workstation.usecases.register_call import register_call
from workstation.usecases.register_print import PrintWish, register_print

WHOSE = {
    "own": ("m.peeters", "oost_vlaanderen"),
    "team": ("j.maes", "oost_vlaanderen"),
    "other_team": ("l.claes", "antwerpen"),
    "practice": ("l.claes", "antwerpen"),
}


@pytest.fixture
def calls(vault):
    made = {
        relation: a_call(id=f"c{at}", number=f"2026-K7-{at}", counsellor=who, team=team, started_at=MORNING)
        for at, (relation, (who, team)) in enumerate(WHOSE.items())
    }
    with vault.work() as work:
        work.calls.put_many(made.values())
    return made


@pytest.fixture
def acts(vault, clock, codebook, tmp_path):
    clock.pass_by(hours=1)
    draw = lambda *_: (b"page", 1)  # noqa: E731
    return {
        "read": lambda call, desk: open_call(call.id, desk, vault=vault, now=clock, reason="handover"),
        "add": lambda call, desk: add_to_call(call.id, "Nog iets.", desk, vault=vault, now=clock),
        "correct": lambda call, desk: correct_call(
            replace(call, channel="chat"), "verkeerd", desk, vault=vault, codebook=codebook, now=clock
        ),
        "print": lambda call, desk: register_print(
            PrintWish(call.id, "internal", "printed", "overleg"), draw, desk, vault=vault, now=clock
        ),
    }


@pytest.mark.parametrize("action", ["read", "add", "correct", "print"])
@pytest.mark.parametrize("relation", list(WHOSE))
@pytest.mark.parametrize("role", ROLES)
def test_an_act_on_a_call_passes_exactly_where_the_table_lets_it(calls, acts, vault, role, relation, action):
    desk = replace(DESK, role=role, practice=relation == "practice")
    allowed = decide(role, action, relation) in {"yes", "reason"}
    _tried(acts[action], calls[relation], desk, allowed)
    with vault.reading() as work:
        shown = [entry for entry in work.read_log.entries() if entry.action == "open"]
    assert (action == "read" and allowed) == bool(shown)
    for other in ROLES:
        changed = decide(other, "read", relation) in {"yes", "reason"}
        _tried(acts["read"], calls[relation], replace(desk, role=other), changed)


def _tried(act, call, desk, allowed):
    if allowed:
        act(call, desk)
    else:
        with pytest.raises(NotAllowed):
            act(call, desk)


@pytest.mark.parametrize("role", ROLES)
def test_lists_searches_and_counts_hold_what_a_role_may_see(calls, vault, clock, role):
    desk = replace(DESK, role=role)
    for act in (
        lambda: look_up_calls(desk=desk, vault=vault, now=clock),
        lambda: look_up_calls("mevrouw", desk=desk, vault=vault, now=clock),
    ):
        if decide(role, "search", "own") == "no":
            with pytest.raises(NotAllowed):
                act()
        else:
            assert {line.counsellor for line in act()} == {"m.peeters", "j.maes"}
    if decide(role, "list", "own") == "yes":
        assert count_calls(desk=desk, vault=vault) == 2


def test_in_practice_every_invented_call_is_listed(calls, vault, clock):
    assert len(look_up_calls(desk=replace(DESK, practice=True), vault=vault, now=clock)) == len(WHOSE)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("practice", [False, True])
def test_filing_exporting_and_looking_at_the_log_go_by_role(vault, clock, codebook, tmp_path, role, practice):
    desk = replace(DESK, role=role, practice=practice)
    where = "practice" if practice else "own"
    for action, act in {
        "create": lambda: register_call(a_draft(), desk, vault=vault, codebook=codebook, now=clock),
        "export": lambda: export_registrations(vault, codebook, 2026, tmp_path / "out", desk=desk, now=clock),
        "read_log": lambda: look_at_log(desk, vault=vault, now=clock),
    }.items():
        if decide(role, action, where) in {"yes", "reason"}:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def test_a_team_call_is_not_shown_without_a_reason(calls, vault, clock):
    with pytest.raises(NotAllowed) as refused:
        open_call(calls["team"].id, DESK, vault=vault, now=clock)
    assert refused.value.text_key == "permissions.reason_needed"
    with vault.reading() as work:
        assert list(work.read_log.entries()) == []


def test_after_a_day_only_the_coordinator_corrects(calls, vault, clock, codebook):
    clock.pass_by(hours=26)
    changed = replace(calls["own"], channel="chat")
    with pytest.raises(NotAllowed):
        correct_call(changed, "verkeerd", DESK, vault=vault, codebook=codebook, now=clock)
    coordinator = replace(DESK, counsellor="c.wouters", role="team_coordinator")
    correct_call(changed, "verkeerd", coordinator, vault=vault, codebook=codebook, now=clock)
