"""Cases: link, unlink, merge, split, each with a reason, each to be taken back, on one time line."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.records import a_call
from tests.usecases.desks import DESK

from workstation.domain.ids import CallId
from workstation.domain.permissions import NotAllowed, ReasonNeeded
from workstation.domain.problems import NotReady
from workstation.usecases.link_call import link_call
from workstation.usecases.merge_cases import merge_cases
from workstation.usecases.note_on_case import note_on_case
from workstation.usecases.open_case import open_case
from workstation.usecases.split_case import split_case
from workstation.usecases.undo_case_act import undo_case_act
from workstation.usecases.unlink_call import unlink_call

IDS = tuple(CallId(f"c{at}") for at in range(4))
WHY = "zelfde gezin"


@pytest.fixture
def calls(vault):
    with vault.work() as work:
        work.calls.put_many(a_call(id=one, number=f"2026-K7-{one}") for one in IDS)
    return IDS


def link(vault, clock, call, case=None, reason=WHY, desk=DESK):
    return link_call(call, case, reason, desk, vault=vault, now=clock)[0]


def places(vault):
    with vault.reading() as work:
        return {call: work.cases.of_call(call) for call in IDS}


def last_act(vault, case):
    with vault.reading() as work:
        return work.cases.acts(case)[-1].id


def test_two_calls_become_one_case_with_a_number(vault, clock, calls):
    case = link(vault, clock, IDS[0])
    assert link(vault, clock, IDS[1], case) == case
    with vault.reading() as work:
        found = work.cases.get(case)
    assert (found.number, found.calls) == ("D-0001", IDS[:2])


def test_every_act_wants_a_reason(vault, clock, calls):
    with pytest.raises(ReasonNeeded):
        link(vault, clock, IDS[0], reason=" ")
    case = link(vault, clock, IDS[0])
    link(vault, clock, IDS[1], case)
    other = link(vault, clock, IDS[2])
    for act in (
        lambda: unlink_call(IDS[0], "", DESK, vault=vault, now=clock),
        lambda: merge_cases(case, other, "", DESK, vault=vault, now=clock),
        lambda: split_case(case, {IDS[0]}, "", DESK, vault=vault, now=clock),
        lambda: undo_case_act(1, "", DESK, vault=vault, now=clock),
        lambda: open_case(case, DESK, vault=vault, now=clock, reason=""),
    ):
        with pytest.raises(ReasonNeeded):
            act()


def test_a_call_is_in_one_case_at_most(vault, clock, calls):
    link(vault, clock, IDS[0])
    with pytest.raises(NotReady):
        link(vault, clock, IDS[0])


def test_merging_splitting_and_taking_back(vault, clock, calls):
    one = link(vault, clock, IDS[0])
    link(vault, clock, IDS[1], one)
    two = link(vault, clock, IDS[2])
    before = places(vault)
    merge_cases(one, two, WHY, DESK, vault=vault, now=clock)
    assert set(places(vault).values()) == {one, None}
    undo_case_act(last_act(vault, one), "toch niet", DESK, vault=vault, now=clock)
    assert places(vault) == before
    three, _ = split_case(one, {IDS[1]}, "ander gezin", DESK, vault=vault, now=clock)
    assert places(vault)[IDS[1]] == three
    undo_case_act(last_act(vault, three), "toch wel", DESK, vault=vault, now=clock)
    assert places(vault) == before
    unlink_call(IDS[2], "verkeerd", DESK, vault=vault, now=clock)
    assert places(vault)[IDS[2]] is None


def test_what_was_moved_since_or_undone_before_is_not_undone(vault, clock, calls):
    one = link(vault, clock, IDS[0])
    act = last_act(vault, one)
    unlink_call(IDS[0], "verkeerd", DESK, vault=vault, now=clock)
    with pytest.raises(NotReady):
        undo_case_act(act, "toch niet", DESK, vault=vault, now=clock)
    undo_case_act(last_act(vault, one), "toch wel", DESK, vault=vault, now=clock)
    undo_case_act(act, "toch niet", DESK, vault=vault, now=clock)
    with pytest.raises(NotReady):
        undo_case_act(act, "nog eens", DESK, vault=vault, now=clock)


def test_splitting_leaves_a_call_on_either_side(vault, clock, calls):
    case = link(vault, clock, IDS[0])
    link(vault, clock, IDS[1], case)
    for wrong in ((), IDS[:2], (IDS[3],), (IDS[0], IDS[3])):
        with pytest.raises(NotReady):
            split_case(case, wrong, WHY, DESK, vault=vault, now=clock)
    with pytest.raises(NotReady):
        merge_cases(case, case, WHY, DESK, vault=vault, now=clock)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from("lums")), max_size=8))
def test_whatever_was_done_taking_it_all_back_leaves_it_as_it_was(vault, clock, acts):
    with vault.work() as work:
        if not work.calls.has(IDS[0]):
            work.calls.put_many(a_call(id=one, number=f"2026-K7-{one}") for one in IDS)
        first = len(work.cases._acts(True)) and work.cases._acts(True)[-1].id
    before = places(vault)
    for call, other, act in acts:
        _try(vault, clock, IDS[call], IDS[other], act)
    with vault.reading() as work:
        done = [one.id for one in work.cases._acts(True) if one.id > first and one.moves]
    for act in reversed(done):
        undo_case_act(act, "terug", DESK, vault=vault, now=clock)
    assert places(vault) == before


def _try(vault, clock, call, other, act):
    mine, theirs = places(vault)[call], places(vault)[other]
    try:
        if act == "l":
            link(vault, clock, call, theirs)
        elif act == "u":
            unlink_call(call, WHY, DESK, vault=vault, now=clock)
        elif act == "m" and mine and theirs:
            merge_cases(mine, theirs, WHY, DESK, vault=vault, now=clock)
        elif act == "s" and mine:
            split_case(mine, {call}, WHY, DESK, vault=vault, now=clock)
    except (NotReady, KeyError):
        pass


def test_the_time_line_tells_everything_and_no_narrative(vault, clock, calls):
    case = link(vault, clock, IDS[0])
    note_on_case(case, "De school weet ervan.", DESK, vault=vault, now=clock)
    open_case(case, DESK, vault=vault, now=clock, reason="follow_up")
    events = open_case(case, DESK, vault=vault, now=clock, reason="follow_up").events
    assert {event.kind for event in events} >= {"call", "link", "note", "read"}
    assert "vanop haar werk" not in repr(events)
    with vault.reading() as work:
        assert [(one.action, one.reason) for one in work.read_log.entries()] == [("open_case", "follow_up")] * 2
    with pytest.raises(NotReady):
        note_on_case(case, " ", DESK, vault=vault, now=clock)


def test_another_team_neither_opens_nor_changes_a_case(vault, clock, calls):
    case = link(vault, clock, IDS[0])
    stranger = replace(DESK, counsellor="l.claes", team="antwerpen")
    for act in (
        lambda: open_case(case, stranger, vault=vault, now=clock, reason="handover"),
        lambda: link(vault, clock, IDS[1], case, desk=stranger),
        lambda: undo_case_act(1, WHY, stranger, vault=vault, now=clock),
        lambda: note_on_case(case, "x", stranger, vault=vault, now=clock),
    ):
        with pytest.raises(NotAllowed):
            act()
