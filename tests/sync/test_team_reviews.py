"""Reviews and secret addresses between two stations: what goes round, what the hub reads of it, what never leaves."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from tests.records import a_call, a_service
from tests.sync.teams import round_

from workstation.domain.counsellors import Desk
from workstation.domain.permissions import NotAllowed
from workstation.hub.tables import CHANGES, RECORDS
from workstation.store.bringing_team import BringingTeam
from workstation.store.records import Records
from workstation.store.service_outcomes import ServiceOutcomes
from workstation.usecases.close_review import close_review
from workstation.usecases.comment_on_call import comment_on_call
from workstation.usecases.edit_service import edit_service
from workstation.usecases.fill_in_review import fill_in_review
from workstation.usecases.note_outcome import note_outcome
from workstation.usecases.own_reviews import own_reviews
from workstation.usecases.review_of_call import review_of_call
from workstation.usecases.take_back_outcome import take_back_outcome

AN = Desk(counsellor="an", mark="K7", team="A", role="team_coordinator")
BO = Desk(counsellor="bo", mark="K8", team="A", role="team_coordinator")


def on(one):
    return {"vault": one.vault, "now": one.clock}


def calls(an):
    made = [a_call(team="A", counsellor="an") for _ in range(2)]
    an.keep(*made)
    return made


def test_a_review_goes_round_between_two_stations_and_the_hub_reads_none_of_it(pair, team):
    an, bo = pair
    call, _ = calls(an)
    round_(an, bo)
    bo.clock.pass_by(minutes=5)
    comment_on_call(call.id, "safety", "Vroeg je naar een mes?", BO, **on(bo))
    fill_in_review(call.id, "weapon", "partly", 0, BO, vault=bo.vault)
    round_(bo, an)
    seen = own_reviews(AN, vault=an.vault)
    assert [(one.call, one.status, one.answers) for one in seen] == [(call.id, "commented", {"weapon": "partly"})]
    an.clock.pass_by(minutes=9)
    comment_on_call(call.id, "safety", "Ja, in de keuken.", replace(AN, role="counsellor"), **on(an))
    round_(an, bo)
    bo.clock.pass_by(minutes=9)
    assert [one.text for one in review_of_call(call.id, BO, vault=bo.vault).comments][-1] == "Ja, in de keuken."
    close_review(call.id, BO, **on(bo))
    round_(bo, an)
    assert review_of_call(call.id, AN, vault=an.vault) == review_of_call(call.id, BO, vault=bo.vault)
    assert review_of_call(call.id, AN, vault=an.vault).closed_by == "bo"
    # a third colleague of the team is shown nothing of it
    with pytest.raises(NotAllowed):
        review_of_call(call.id, replace(BO, counsellor="cas", role="counsellor"), vault=bo.vault)
    with team.database.snapshot() as connection:
        kinds = RECORDS.c.kind.in_(("review", "review_comment"))
        rows = connection.execute(select(RECORDS.c.fields).where(kinds)).scalars().all()
        rows += connection.execute(select(CHANGES.c.payload)).scalars().all()
    assert len(rows) > 4
    assert not [row for row in rows if any(word in str(row) for word in ("mes?", "keuken", "weapon", "partly"))]


def test_a_remark_that_comes_before_its_review_waits_for_it(pair):
    an, bo = pair
    call, _ = calls(an)
    round_(an, bo)
    comment_on_call(call.id, "", "Mooi.", BO, **on(bo))
    round_(bo, an)
    with an.vault.work() as work:
        work.connection.exec_driver_sql("DELETE FROM reviews")
        opener = an.keys.opening(work)
        home = BringingTeam(work.connection, opener, lambda record, name: None)
        views = Records(work.connection).of_kind("review_comment")
        assert not home.bring(views).concerns("review")
        assert home.bring(Records(work.connection).of_kind("review")).concerns("review")
    assert [one.text for one in review_of_call(call.id, AN, vault=an.vault).comments] == ["Mooi."]


def test_an_address_that_never_leaves_the_store_is_on_no_way_to_anybody(pair, team):
    an, bo = pair
    for one in pair:
        with one.vault.work() as work:
            work.directory.bring_in((a_service(address="Markt 1"),), "2026-test", one.clock(), "edition")
    with an.vault.reading() as work:
        entry = work.directory.current()[0]
    edit_service(replace(entry, address="Geheimstraat 77", address_class="store"), AN, **on(an))
    with an.vault.reading() as work:
        sent = work.connection.exec_driver_sql("SELECT * FROM outbox").all()
        assert work.directory.get(entry.id).address == "Geheimstraat 77"
    assert sent
    assert "Geheimstraat" not in str(sent)
    round_(an, bo)
    with bo.vault.reading() as work:
        theirs = work.directory.get(entry.id)
    # the colleague keeps what was public, and shows it no more
    assert (theirs.address, theirs.address_class) == ("Markt 1", "store")


def test_how_it_went_at_a_service_is_told_to_the_team_and_taken_back_again(pair):
    an, bo = pair
    for one in pair:
        with one.vault.work() as work:
            work.directory.bring_in((a_service(),), "2026-test", one.clock(), "edition")
    for outcome, weeks in (("reached", None), ("waiting_list", 6), ("refused", None)):
        note_outcome(a_service().id, outcome, weeks=weeks, **on(an))
    round_(an, bo)

    def told(one):
        with one.vault.reading() as work:
            return ServiceOutcomes(work.connection).since(one.clock().date())[a_service().id]

    assert (told(bo).counts, told(bo).weeks) == ({"reached": 1, "waiting_list": 1, "refused": 1}, (6,))
    take_back_outcome(a_service().id, "refused", **on(an))
    round_(an, bo)
    assert told(an).counts == told(bo).counts == {"reached": 1, "waiting_list": 1}
