from datetime import UTC, datetime

import pytest

from workstation.domain.team_talk import Announcement
from workstation.sync.helping import HelpWanted
from workstation.ui.colleagues import Colleagues
from workstation.ui.notices import Notices

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def wanted(**changed):
    return HelpWanted(
        **{"id": "h1", "asked_by": "An", "asked_at": AT, "words": "", "call": "", "state": "open", "taken_by": None}
        | changed
    )


@pytest.fixture
def colleagues(qtbot, text):
    notices = Notices(text)
    qtbot.addWidget(notices)
    qtbot.addWidget(notices.alarm)
    done = []
    made = Colleagues(
        notices, "Bo", lambda one: done.append(("come", one)), lambda one: done.append(("read", one)), text
    )
    made.notices, made.done = notices, done
    return made


def test_a_colleague_who_needs_somebody_stands_in_the_bar_with_what_was_shared(colleagues):
    colleagues.show([wanted(call="2026-K7-00012", words="zwaar gesprek")], [])
    assert colleagues.notices.alarm.words == "An heeft iemand nodig bij oproep 2026-K7-00012: zwaar gesprek"
    colleagues.notices.alarm._again()
    assert colleagues.done == [("come", "h1")]
    assert colleagues.notices.alarm.words == ""


def test_it_goes_when_somebody_else_took_it(colleagues):
    colleagues.show([wanted()], [])
    colleagues.show([wanted(state="taken", taken_by="Cas")], [])
    assert colleagues.notices.alarm.words == ""


def test_who_asked_hears_who_comes_and_does_not_see_the_own_request(colleagues):
    colleagues.show([wanted(asked_by="Bo")], [])
    assert colleagues.notices.alarm.words == ""
    colleagues.show([wanted(asked_by="Bo", state="taken", taken_by="An")], [])
    assert colleagues.notices.shown == "An komt naar je toe"


def test_a_word_to_the_team_stands_until_it_is_read(colleagues):
    colleagues.show([], [Announcement(id="a1", text="Om 17 uur open.", counsellor="An", at=AT, until=AT)])
    assert colleagues.notices.alarm.words == "An: Om 17 uur open."
    colleagues.notices.alarm._again()
    assert colleagues.done == [("read", "a1")]
