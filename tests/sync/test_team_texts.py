"""Step cards, the review form and abbreviations of a team, between two stations and a hub that reads none of it."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from tests.sync.teams import founded, round_

from workstation.domain.counsellors import Desk
from workstation.domain.flat import TEXT, TEXT_VERSION
from workstation.forms.review_form import NAME, shipped_review_form
from workstation.forms.step_cards import PREFIX, shipped_step_cards
from workstation.forms.text_help import OWN_ABBREVIATIONS
from workstation.hub.tables import CHANGES, RECORDS
from workstation.store.first_capture import TEAM, capture_team
from workstation.store.marks import ProfileOwner, keep_owner
from workstation.store.own_texts import OwnTexts
from workstation.sync.conflicts import open_conflicts, resolve, settle_what_is_alike, to_look_at
from workstation.sync.meetings import standing
from workstation.usecases.keep_own_text import keep_own_text
from workstation.usecases.own_abbreviations import own_abbreviations
from workstation.usecases.review_form import review_form
from workstation.usecases.step_card_versions import step_card_versions
from workstation.usecases.step_cards import step_cards

AN = Desk(counsellor="an", mark="K7", team="A", role="team_coordinator")
BO = Desk(counsellor="bo", mark="K8", team="A", role="team_coordinator")
DANGER = PREFIX + "acute_danger"
WAS = "Waar is de persoon nu, en op welk adres kan hulp komen"


def a_card(words):
    return shipped_step_cards()["acute_danger"].replace(WAS, words)


def keep(one, desk, name, body):
    return keep_own_text(name, body, desk, vault=one.vault, now=one.clock)


def first_step(one):
    return next(card for card in step_cards(vault=one.vault) if card.code == "acute_danger").steps[0].text


def versions(one, name=DANGER):
    with one.vault.reading() as work:
        return [(text.version, text.counsellor, text.body) for text in OwnTexts(work.connection).versions(name)]


def sits(one, desk):
    with one.vault.work() as work:
        keep_owner(work.connection, ProfileOwner(desk.counsellor, "044", desk.team, desk.mark, desk.role))


def agree(*stations):
    """Let them meet as the program does: what both wrote alike is settled by itself."""
    round_(*stations)
    settle_what_is_alike(stations[0].vault, stations[0].keys)
    round_(*stations)


@pytest.fixture
def pair(station):
    an, bo = station("an", "an"), station("bo", "bo")
    founded(an, bo)
    sits(an, AN)
    sits(bo, BO)
    return an, bo


def test_cards_form_and_abbreviations_are_the_same_at_the_other_station_and_sealed_at_the_hub(pair, team):
    an, bo = pair
    keep(an, AN, DANGER, a_card("Wielewaal: waar ben je nu"))
    keep(an, AN, NAME, shipped_review_form().replace('greeting = "', 'greeting = "Wielewaal: '))
    keep(an, AN, OWN_ABBREVIATIONS + "an", 'wiel = "Wielewaal"\n')
    an.meet()
    changes = bo.meet().changes
    assert changes.concerns("own_text")
    assert first_step(bo) == "Wielewaal: waar ben je nu"
    assert versions(bo) == versions(an)
    assert review_form(vault=bo.vault) == review_form(vault=an.vault)
    assert own_abbreviations(AN, vault=bo.vault) == {"wiel": "Wielewaal"}  # another station of the same person
    assert own_abbreviations(BO, vault=bo.vault) == {}
    bo.clock.pass_by(minutes=1)
    keep(bo, BO, DANGER, a_card("Waar mag hulp komen"))
    round_(bo, an)
    assert first_step(an) == "Waar mag hulp komen"
    assert [len(one) for one in step_card_versions(vault=an.vault).values() if len(one) > 1] == [3]
    with team.database.snapshot() as connection:
        rows = (
            connection.execute(select(RECORDS.c.fields).where(RECORDS.c.kind.in_((TEXT, TEXT_VERSION))))
            .scalars()
            .all()
        )
        rows += connection.execute(select(CHANGES.c.payload)).scalars().all()
    assert len(rows) > 8
    assert not [
        row for row in rows if any(word in str(row) for word in ("ielewaal", "acute_danger", "abbreviations"))
    ]


def test_two_edits_of_one_card_at_once_stand_side_by_side_and_the_choice_holds_everywhere(pair):
    an, bo = pair
    keep(an, AN, DANGER, a_card("Waar ben je nu"))
    keep(bo, BO, DANGER, a_card("Zeg waar hulp mag komen"))
    agree(an, bo)
    assert first_step(an) == first_step(bo)
    assert sorted(versions(an)) == sorted(versions(bo))
    assert len({version for version, _, _ in versions(an)}) == 2  # a tick tells which of the two was read
    for one in pair:
        (seen,) = open_conflicts(one.vault, one.keys)
        assert (seen.about, seen.field, seen.may_keep_both, seen.may_write) == ("Acuut gevaar", "holds", False, False)
        said = dict(seen.names)
        assert {said[seen.here], said[seen.theirs]} == {
            "Acuut gevaar\nWaar ben je nu", "Acuut gevaar\nZeg waar hulp mag komen"
        }  # fmt: skip
        assert {seen.who, seen.who_here} == {"an", "bo"}
        assert standing(one.vault).conflicts == 1
    (seen,) = open_conflicts(bo.vault, bo.keys)
    was = first_step(bo)
    changes = resolve(seen, "theirs", vault=bo.vault, keyring=bo.keys)
    assert changes.concerns("own_text")
    round_(bo, an)
    assert first_step(an) == first_step(bo) != was
    assert [open_conflicts(one.vault, one.keys) for one in pair] == [(), ()]
    assert sorted(versions(an)) == sorted(versions(bo))
    # whoever coordinates nothing is not asked, and is not told that something waits
    keep(an, AN, DANGER, a_card("Nog eens an"))
    keep(bo, BO, DANGER, a_card("Nog eens bo"))
    agree(an, bo)
    sits(bo, replace(BO, role="counsellor"))
    assert (open_conflicts(bo.vault, bo.keys), standing(bo.vault).conflicts) == ((), 0)
    with an.vault.reading() as work:
        assert len(to_look_at(work)) == 1


def test_the_same_words_twice_are_no_conflict_and_two_of_ones_own_are_ones_own_to_settle(pair):
    an, bo = pair
    for one, desk in ((an, AN), (bo, BO)):
        keep(one, desk, DANGER, a_card("Waar ben je nu"))
        keep(one, AN, OWN_ABBREVIATIONS + "an", f'tv = "van {desk.counsellor}"\n')
    agree(an, bo)
    assert open_conflicts(bo.vault, bo.keys) == ()
    (seen,) = open_conflicts(an.vault, an.keys)
    assert {said for _, said in seen.names} == {";tv van an", ";tv van bo"}


def test_a_text_no_program_of_ours_would_have_written_is_not_used(pair):
    an, bo = pair
    with an.vault.work() as work:
        OwnTexts(work.connection).put(DANGER, 'code = "acute_danger"', "an", an.clock())
    round_(an, bo)
    assert first_step(bo) == WAS
    assert versions(bo) == []
    assert "unknown_schema" in bo.alarms()


def test_texts_of_before_the_hub_and_of_an_earlier_program_go_along_once(station):
    an, bo = station("an", "an"), station("bo", "bo")
    founded(an, bo)
    with an.vault.work() as work:
        work.sync_state.put(TEAM, "told")  # what an earlier program wrote: it knew nothing of texts
        home = work.sync_state.get("home")
        work.sync_state.put("home", None)
        OwnTexts(work.connection).put(DANGER, a_card("Van vroeger"), "an", an.clock())
        work.sync_state.put("home", home)
    for _ in range(2):
        with an.vault.work() as work:
            capture_team(work.connection)
    assert an.waiting().to_send == 2
    round_(an, bo)
    assert first_step(bo) == "Van vroeger"
