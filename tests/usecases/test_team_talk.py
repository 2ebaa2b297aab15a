"""Case discussion, signals and announcements: what a team tells each other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.records import a_call
from tests.usecases.desks import DESK

from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.usecases.announce import announce
from workstation.usecases.discussion_agenda import discussion_agenda
from workstation.usecases.keep_minutes import keep_minutes
from workstation.usecases.look_up_announcements import look_up_announcements
from workstation.usecases.look_up_signals import look_up_signals
from workstation.usecases.mark_for_discussion import mark_for_discussion
from workstation.usecases.note_signal import note_signal
from workstation.usecases.pass_on_signal import pass_on_signal
from workstation.usecases.read_announcement import read_announcement
from workstation.usecases.support_signal import support_signal

COORDINATOR = replace(DESK, counsellor="c.wouters", role="team_coordinator")


@pytest.fixture
def calls(vault):
    made = [a_call(id=f"c{at}", number=f"2026-K7-{at}") for at in range(3)]
    with vault.work() as work:
        work.calls.put_many(made)
    return made


def test_a_marked_call_is_discussed_and_its_minutes_stay(vault, clock, calls):
    mark_for_discussion(calls[0].id, "Had ik moeten doorbellen?", DESK, vault=vault, now=clock)
    (point,) = discussion_agenda(COORDINATOR, vault=vault)
    assert (point.number, point.marked_by) == ("2026-K7-0", "m.peeters")
    with pytest.raises(NotAllowed):
        keep_minutes(point.id, "Ja.", "", DESK, vault=vault, now=clock)
    keep_minutes(point.id, "Rustig overlopen.", "Volgende keer sneller", COORDINATOR, vault=vault, now=clock)
    assert discussion_agenda(DESK, vault=vault) == ()
    assert discussion_agenda(DESK, vault=vault, discussed=True)[0].agreed == "Volgende keer sneller"


def test_another_team_has_an_agenda_of_its_own(vault, clock, calls):
    mark_for_discussion(calls[0].id, "Vraag", DESK, vault=vault, now=clock)
    assert discussion_agenda(replace(DESK, team="antwerpen"), vault=vault) == ()
    with pytest.raises(NotAllowed):
        mark_for_discussion(calls[0].id, "x", replace(DESK, counsellor="l", team="antwerpen"), vault=vault, now=clock)


def test_a_signal_counts_each_call_behind_it_once(vault, clock, calls):
    note_signal("waiting_list", "Drie maanden wachten.", (calls[0].id,), DESK, vault=vault, now=clock)
    (signal,) = look_up_signals(DESK, vault=vault)
    for call in (calls[1], calls[1], calls[2]):
        support_signal(signal.id, call.id, DESK, vault=vault)
    assert look_up_signals(DESK, vault=vault)[0].calls == 3
    with pytest.raises(NotAllowed):
        pass_on_signal(signal.id, "kabinet", DESK, vault=vault, now=clock)
    pass_on_signal(signal.id, "het kabinet", COORDINATOR, vault=vault, now=clock)
    assert look_up_signals(DESK, vault=vault)[0].passed_on_to == "het kabinet"
    with pytest.raises(NotReady):
        note_signal("waiting_list", " ", (), DESK, vault=vault, now=clock)


def test_an_announcement_is_unread_until_it_is_read_and_gone_when_its_time_is_over(vault, clock):
    until = clock() + timedelta(days=2)
    with pytest.raises(NotAllowed):
        announce("Chat dicht op vrijdag.", until, DESK, vault=vault, now=clock)
    announce("Chat dicht op vrijdag.", until, COORDINATOR, vault=vault, now=clock)
    (one,) = look_up_announcements(DESK, vault=vault, now=clock, unread=True)
    read_announcement(one.id, DESK, vault=vault, now=clock)
    read_announcement(one.id, DESK, vault=vault, now=clock)
    assert look_up_announcements(DESK, vault=vault, now=clock, unread=True) == ()
    assert look_up_announcements(DESK, vault=vault, now=clock)[0].read_by == 1
    clock.pass_by(days=3)
    assert look_up_announcements(COORDINATOR, vault=vault, now=clock) == ()
