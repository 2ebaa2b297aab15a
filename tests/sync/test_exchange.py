from dataclasses import replace
from datetime import timedelta

import pytest
from tests.records import MORNING, a_call, a_person, a_referral

from workstation.domain.calls import Addition
from workstation.domain.lines import EVERY_CALL
from workstation.sync.protocol import Revoked


def test_a_call_filed_alone_is_at_the_colleague_when_both_have_met_the_hub(station):
    an, bo = station("an"), station("bo")
    call = a_call(referrals=(a_referral(),), contact_name="Jan Jansens")
    an.keep(call)
    an.meet()
    changes = bo.meet().changes
    assert bo.call(call.id) == call
    assert changes.concerns("call")
    with bo.vault.reading() as work:
        assert [line.id for line in work.calls.search("haar werk", EVERY_CALL, 10)] == [call.id]


def test_a_call_filed_before_the_station_knew_a_hub_goes_along(team, tmp_path, migrated_store, station):
    from tests.sync.stations import Station

    early = Station(tmp_path / "early", team.archive, "an").open(migrated_store)
    call = a_call()
    early.keep(call)
    with early.vault.work() as work:
        work.calls.add(call.id, Addition(MORNING + timedelta(hours=1), "an", "Later gebeld."))
    assert early.waiting().to_send == 0
    early.enrol(team.administration.code_for("an"))
    early.meet()
    bo = station("bo")
    bo.meet()
    assert [one.text for one in bo.call(call.id).additions] == ["Later gebeld."]
    early.close()


def test_calls_from_before_a_hub_are_told_newest_first_each_once_and_never_looked_at_again(
    team, tmp_path, migrated_store
):
    from tests.sync.stations import Station

    from workstation.store.first_capture import capture_older
    from workstation.sync.enrolling import enrol

    early = Station(tmp_path / "early", team.archive, "an").open(migrated_store)
    calls = [a_call(number=f"2026-K7-{at:05d}", started_at=MORNING + timedelta(hours=at // 2)) for at in range(5)]
    early.keep(*calls)
    early.exchange.called(enrol(early.vault, team.archive, team.administration.code_for("an"), "A"))
    told = []
    for _ in range(5):  # two at a time, as when the program stops in between; two began in the same hour
        with early.vault.work() as work:
            told.append(capture_older(work.connection, 2))
    assert told == [2, 2, 1, 0, 0]
    assert early.waiting().to_send == 10
    with early.vault.work() as work:
        order = work.connection.exec_driver_sql("SELECT record FROM outbox WHERE kind = 'call' ORDER BY line")
        assert order.scalar() == calls[4].id
    early.close()


def test_additions_of_two_stations_both_stay(station):
    an, bo = station("an"), station("bo")
    call = a_call()
    an.keep(call)
    an.meet(), bo.meet()
    for who, words in ((an, "van An"), (bo, "van Bo")):
        with who.vault.work() as work:
            work.calls.add(call.id, Addition(MORNING, who.account, words))
    an.meet(), bo.meet(), an.meet()
    assert {one.text for one in an.call(call.id).additions} == {"van An", "van Bo"}
    assert an.call(call.id) == bo.call(call.id)


def test_additions_of_the_same_second_stand_in_the_same_order_everywhere(station):
    an, bo = station("an"), station("bo")
    call = a_call()
    an.keep(call)
    an.meet(), bo.meet()
    for who in (bo, an, bo, an, an):
        with who.vault.work() as work:
            work.calls.add(call.id, Addition(MORNING, who.account, who.account))
        an.meet(), bo.meet(), an.meet()
    assert an.call(call.id) == bo.call(call.id)


def correct(who, call_id, **changed):
    call = who.call(call_id)
    with who.vault.work() as work:
        work.calls.revise(replace(call, revision=call.revision + 1, **changed), "nagekeken", who.account, MORNING)


def test_corrections_of_different_fields_meet_without_a_conflict(station):
    an, bo = station("an"), station("bo")
    call = a_call()
    an.keep(call)
    an.meet(), bo.meet()
    correct(an, call.id, urgency="urgent")
    correct(bo, call.id, contact_gender="female")
    an.meet(), bo.meet(), an.meet()
    assert an.call(call.id) == bo.call(call.id)
    assert (an.call(call.id).urgency, an.call(call.id).contact_gender) == ("urgent", "female")
    assert an.views("_conflict") == []


def test_the_same_field_corrected_on_both_is_a_conflict_that_both_see(station):
    an, bo = station("an"), station("bo")
    call = a_call()
    an.keep(call)
    an.meet(), bo.meet()
    correct(an, call.id, urgency="urgent")
    correct(bo, call.id, urgency="not_urgent")
    an.meet(), bo.meet(), an.meet()
    assert an.call(call.id).urgency == bo.call(call.id).urgency == "urgent"
    assert (
        [v.fields["value"] for v in an.views("_conflict")]
        == ["not_urgent"]
        == [v.fields["value"] for v in bo.views("_conflict")]
    )


def test_a_person_taken_out_by_a_correction_goes_everywhere(station):
    an, bo = station("an"), station("bo")
    stays, goes = a_person(), a_person()
    call = a_call(persons=(stays, goes), outcomes=())
    an.keep(call)
    an.meet(), bo.meet()
    correct(an, call.id, persons=(stays,))
    an.meet(), bo.meet()
    assert [one.id for one in bo.call(call.id).persons] == [stays.id]


def test_a_call_taken_back_to_a_draft_leaves_the_others_and_returns_when_filed_again(station):
    an, bo = station("an"), station("bo")
    call = a_call(contact_name="Jan")
    an.keep(call)
    an.meet(), bo.meet()
    with an.vault.work() as work:
        work.calls.take_out(call.id)
    an.meet(), bo.meet()
    with pytest.raises(KeyError):
        bo.call(call.id)
    again = replace(call, contact_name=None, urgency="urgent")
    an.keep(again)
    an.meet(), bo.meet()
    assert bo.call(call.id) == again


def test_ones_own_text_stays_while_the_hub_has_not_shown_it_back(station):
    an, bo = station("an"), station("bo")
    call = a_call()
    an.keep(call)
    an.meet(), bo.meet()
    correct(bo, call.id, heard_via="flyer")
    bo.meet()
    correct(an, call.id, urgency="urgent")
    an.exchange.page = 1
    an.meet()
    assert (an.call(call.id).urgency, an.call(call.id).heard_via) == ("urgent", "flyer")


def test_a_second_meeting_brings_nothing(station):
    an, bo = station("an"), station("bo")
    an.keep(a_call())
    an.meet(), bo.meet()
    again = bo.meet()
    assert (again.taken, again.handed_over, again.changes.touched) == (0, 0, frozenset())


def test_what_may_no_longer_be_seen_leaves_the_station(station, team):
    an = station("an")
    bo = station("bo")
    call = a_call()
    an.keep(call)
    an.meet(), bo.meet()
    team.administration.grant("bo", {"B": True})
    assert bo.meet().changes.concerns("call")
    with pytest.raises(KeyError):
        bo.call(call.id)


def test_a_revoked_station_is_told(station, team):
    bo = station("bo")
    bo.meet()
    with bo.vault.reading() as work:
        device = work.sync_state.get("device")
    team.administration.revoke(device)
    with pytest.raises(Revoked):
        bo.meet()


def test_a_change_the_hub_refuses_is_kept_and_counted_and_the_call_stays(station, team):
    bo = station("bo")
    bo.meet()
    team.administration.grant("bo", {"A": False})
    call = a_call()
    bo.keep(call)
    bo.meet()
    assert bo.waiting().refused == 2  # the call and its person
    assert bo.waiting().to_send == 0
    assert bo.call(call.id) == call


def test_two_stations_with_the_same_mark_keep_both_calls(station):
    an, bo = station("an"), station("bo")
    one, other = a_call(number="2026-K7-00001"), a_call(number="2026-K7-00001")
    an.keep(one)
    bo.keep(other)
    an.meet(), bo.meet(), an.meet()
    assert an.call(other.id).number == f"2026-K7-00001-{other.id[:4]}"
    assert bo.call(one.id).number.startswith("2026-K7-00001")
