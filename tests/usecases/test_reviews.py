"""Reading a call again: the gravest first, then a sample; a comment, an answer, a close; never a ranking."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.records import MORNING, a_call
from tests.usecases.desks import DESK

from workstation.domain.calls import Mark
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.domain.text_versions import place_of
from workstation.forms.review_form import UnreadableForm, shipped_review_form
from workstation.usecases.close_review import close_review
from workstation.usecases.comment_on_call import comment_on_call
from workstation.usecases.fill_in_review import fill_in_review
from workstation.usecases.keep_own_text import keep_own_text
from workstation.usecases.own_reviews import own_reviews
from workstation.usecases.review_form import review_form
from workstation.usecases.review_of_call import review_of_call
from workstation.usecases.review_queue import review_queue

COORDINATOR = replace(DESK, counsellor="c.wouters", role="team_coordinator")
STRANGER = replace(COORDINATOR, counsellor="l.claes", team="antwerpen")


@pytest.fixture
def filed(vault):
    def file(name, **changed):
        call = replace(a_call(**changed), id=name, number=f"2026-K7-{name}")
        with vault.work() as work:
            work.calls.put(call)
        return call

    return file


def test_the_gravest_call_comes_first_and_most_calls_do_not_come_at_all(vault, clock, filed):
    clock.pass_by(hours=1)
    filed("child", contact_age="minor_under_12")
    filed("danger", safety={"immediate_danger": "yes"}, started_at=MORNING + timedelta(minutes=3))
    filed("marked", marks=(Mark(MORNING, "danger_on"),))
    filed("rough", qualifiers=("aggressive_caller",))
    for at in range(60):
        filed(f"plain{at}")
    found = review_queue(COORDINATOR, vault=vault, now=clock)
    assert [line.call for line in found[:4]] == ["danger", "marked", "child", "rough"]
    assert (found[0].themes, found[0].minutes, found[0].channel) == (("partner_violence",), 17, "phone")
    drawn = [line for line in found[4:] if line.why == ("sample",)]
    assert len(found) == 4 + len(drawn)
    assert 0 < len(drawn) < 20
    assert [line.call for line in review_queue(COORDINATOR, vault=vault, now=clock)] == [one.call for one in found]


def test_another_team_and_a_counsellor_see_no_queue(vault, clock, filed):
    filed("danger", safety={"immediate_danger": "yes"})
    clock.pass_by(hours=1)
    assert review_queue(STRANGER, vault=vault, now=clock) == ()
    with pytest.raises(NotAllowed):
        review_queue(DESK, vault=vault, now=clock)


def test_a_comment_is_answered_by_the_counsellor_and_then_closed(vault, clock, filed):
    call = filed("danger", safety={"immediate_danger": "yes"})
    clock.pass_by(hours=1)
    comment_on_call(call.id, "urgency", "Waarom niet dringend?", COORDINATOR, vault=vault, now=clock)
    assert review_queue(COORDINATOR, vault=vault, now=clock)[0].status == "commented"
    assert own_reviews(DESK, vault=vault)[0].comments[0].field == "urgency"
    comment_on_call(call.id, "urgency", "Ze was al bij haar zus.", DESK, vault=vault, now=clock)
    assert review_queue(COORDINATOR, vault=vault, now=clock)[0].status == "answered"
    fill_in_review(call.id, "danger_now", "yes", 0, COORDINATOR, vault=vault)
    close_review(call.id, COORDINATOR, vault=vault, now=clock)
    assert review_queue(COORDINATOR, vault=vault, now=clock) == ()
    kept = review_of_call(call.id, DESK, vault=vault)
    assert (kept.status, kept.answers, kept.form_version, kept.closed_by) == (
        "closed", {"danger_now": "yes"}, 0, "c.wouters",
    )  # fmt: skip


def test_each_answer_is_kept_beside_the_others_whoever_gave_them(vault, clock, filed):
    call = filed("danger", safety={"immediate_danger": "yes"})
    for point, answer, version in (("a", "yes", 3), ("b", "partly", 3), ("c", "no", 4), ("a", None, 3)):
        fill_in_review(call.id, point, answer, version, COORDINATOR, vault=vault)
    kept = review_of_call(call.id, COORDINATOR, vault=vault)
    assert (kept.answers, kept.form_version) == ({"b": "partly", "c": "no"}, 3)
    with pytest.raises(ValueError, match="5"):
        fill_in_review(call.id, "a", "maybe", 3, COORDINATOR, vault=vault)


def test_nobody_reviews_their_own_call_nor_reads_a_talk_they_have_no_part_in(vault, clock, filed):
    own = filed("mine", counsellor="c.wouters", safety={"weapon": "yes"})
    clock.pass_by(hours=1)
    assert review_queue(COORDINATOR, vault=vault, now=clock) == ()
    with pytest.raises(NotAllowed):
        close_review(own.id, COORDINATOR, vault=vault, now=clock)
    with pytest.raises(NotAllowed):
        review_of_call(own.id, DESK, vault=vault)
    with pytest.raises(NotAllowed):
        comment_on_call(own.id, "", "Goed zo", STRANGER, vault=vault, now=clock)


def test_an_empty_comment_is_not_kept(vault, clock, filed):
    call = filed("danger")
    with pytest.raises(NotReady):
        comment_on_call(call.id, "", "  ", COORDINATOR, vault=vault, now=clock)


def test_the_form_is_edited_by_a_coordinator_and_earlier_versions_stay(vault, clock):
    shipped = review_form(vault=vault)
    assert shipped.version == 0
    assert 30 <= len(shipped.points) <= 40
    edited = shipped_review_form().replace('greeting = "', 'greeting = "Nieuw: ')
    with pytest.raises(NotAllowed):
        keep_own_text("review_form", edited, DESK, vault=vault, now=clock)
    keep_own_text("review_form", edited, COORDINATOR, vault=vault, now=clock)
    assert review_form(vault=vault).sections[0].points["greeting"].startswith("Nieuw")
    assert place_of(review_form(vault=vault).version) == 1
    assert review_form(vault=vault, version=0) == shipped


@pytest.mark.parametrize(
    "broken", ["title =", 'title = "x"', 'title="x"\n[[section]]\ncode="a"\ntitle="t"', "x" * 200_000]
)
def test_a_form_that_does_not_read_is_not_kept(vault, clock, broken):
    with pytest.raises(UnreadableForm):
        keep_own_text("review_form", broken, COORDINATOR, vault=vault, now=clock)
    assert review_form(vault=vault).version == 0
