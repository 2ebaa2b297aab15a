"""Sealing from end to end: what the hub holds, who can read it, who leaves, and the way back from paper."""

import json
from dataclasses import replace

import pytest
from tests.records import a_call, a_person, a_referral
from tests.sync.teams import founded, hand_round, keyed

from workstation.domain.calls import Override
from workstation.domain.flat import SEALED
from workstation.sync.sealing.boxes import OwnKeys
from workstation.sync.sealing.fields import NotOurs, Place, padded, seal, unpadded, unseal
from workstation.sync.sealing.founding import myself, propose, sign, trust
from workstation.sync.sealing.membership import Member, Refused
from workstation.sync.sealing.recovery import SharesDoNotFit, keys_of, shares_of

MARKER = "Zonnebloem"


def secret_call(**changed):
    person = a_person(age_years=31, municipality="11002")
    return a_call(
        **{
            "narrative": f"{MARKER} vertelt", "contact_name": f"{MARKER} Maes", "safe_moment": f"{MARKER} om 8 uur",
            "persons": (person,), "outcomes": (), "contact_municipality": "11002",
            "overrides": (Override("R10", None, MARKER),), "referrals": (a_referral(service_name=f"CAW {MARKER}"),),
        }
        | changed
    )  # fmt: skip


def everything_at(team):
    with team.database.snapshot() as connection:
        tables = connection.exec_driver_sql("select name from sqlite_master where type='table'").scalars().all()
        return json.dumps(
            [[list(map(str, row)) for row in connection.exec_driver_sql(f'select * from "{t}"')] for t in tables]
        )


def test_a_colleague_reads_everything_and_the_hub_nothing(pair, team):
    an, bo = pair
    call = secret_call()
    an.keep(call)
    hand_round(an, bo)
    assert bo.call(call.id) == call
    assert bo.alarms() == an.alarms() == []
    held = everything_at(team)
    for secret in (MARKER, "11002", call.number, "09:12", call.counsellor):
        assert secret not in held
    assert "partner_violence" in held  # the control: coded fields stay readable for statistics


def test_every_field_that_must_be_sealed_is(pair, team):
    an, _ = pair
    an.keep(secret_call())
    an.meet()
    with team.database.snapshot() as connection:
        rows = connection.exec_driver_sql("select kind, fields from records").all()
    found = {
        (kind, name)
        for kind, fields in rows
        for name, value in json.loads(fields).items()
        if name in SEALED.get(kind, ()) and set(value) != {"$e"}
    }
    assert found == set()
    assert {kind for kind, _ in rows} == {"call", "person", "referral", "members"}


def test_a_conflict_on_a_sealed_field_stays_sealed_and_both_can_read_it(pair, team):
    an, bo = pair
    call = secret_call()
    an.keep(call)
    hand_round(an, bo)
    for who, place in ((an, "44021"), (bo, "21004")):
        held = who.call(call.id)
        with who.vault.work() as work:
            changed = replace(held, revision=2, contact_municipality=place)
            work.calls.revise(changed, "verbeterd", who.account, who.clock())
    hand_round(an, bo, an)
    assert an.call(call.id).contact_municipality == bo.call(call.id).contact_municipality == "44021"
    for who in (an, bo):
        (view,) = who.views("_conflict")
        with who.vault.work() as work:
            assert who.keys.opened_conflict(work, view, "call") == "21004"
    assert "21004" not in everything_at(team)
    assert an.alarms() == bo.alarms() == []


def test_nothing_leaves_a_station_that_has_no_key(station, team):
    an = keyed(station("an"))
    an.keep(secret_call())
    an.meet()
    assert an.waiting().to_send == 3
    assert MARKER not in everything_at(team)


def test_who_leaves_reads_nothing_new_and_keeps_what_was_read(station, team):
    an, bo, cas = station("an", "an"), station("bo", "bo"), station("an", "cas")
    founded(an, bo, cas)
    old, new = secret_call(), secret_call()
    an.keep(old)
    hand_round(an, bo, cas)
    assert cas.call(old.id) == old
    with an.vault.work() as work:
        now = an.keys.newest(work, "A")
        leaver = cas_name(cas)
        found = propose(work, an.keys, "A", tuple(one for one in now.members if one.id != leaver))
    hand_round(an, bo)
    with bo.vault.work() as work:
        sign(work, found.record)
    hand_round(bo, an)
    an.keep(new)
    hand_round(an, bo, cas)
    assert bo.call(new.id) == new
    assert cas.call(old.id) == old
    with pytest.raises(KeyError):
        cas.call(new.id)


def cas_name(station):
    with station.vault.work() as work:
        return myself(work).id


def test_who_comes_later_reads_what_was_written_before(station, team):
    an, bo = station("an", "an"), station("bo", "bo")
    founded(an, bo)
    old = secret_call()
    an.keep(old)
    hand_round(an, bo)
    newcomer = keyed(station("bo", "newcomer"))
    with newcomer.vault.work() as work:
        new = myself(work)
    newcomer.meet()
    with an.vault.work() as work:
        found = propose(work, an.keys, "A", (*an.keys.newest(work, "A").members, new))
    hand_round(an, bo)
    with bo.vault.work() as work:
        sign(work, found.record)
    with newcomer.vault.work() as work:
        trust(work, "A", found.id)
    hand_round(bo, newcomer)
    assert newcomer.call(old.id) == old
    assert newcomer.alarms() == []


def test_lost_laptop_and_lost_coordinator_two_shares_on_paper_bring_the_text_back(station, team):
    paper = OwnKeys(bytes(range(32)))
    an, bo = station("an", "an"), station("bo", "bo")
    keyed(an), keyed(bo)
    members = []
    for one in (an, bo):
        with one.vault.work() as work:
            members.append(myself(work, coordinator=True))
    with an.vault.work() as work:
        found = propose(work, an.keys, "A", (*members, Member.of("paper", paper, coordinator=True)))
    for one in (an, bo):
        with one.vault.work() as work:
            trust(work, "A", found.id)
    hand_round(an, bo)
    with bo.vault.work() as work:
        sign(work, found.record)
    hand_round(bo, an)
    call = secret_call()
    an.keep(call)
    an.meet()
    one, _, three = shares_of(paper)
    again = station("an", "again")
    keyed(again)
    with again.vault.work() as work:
        from workstation.sync.sealing.recovery import take_over

        take_over(work, keys_of((three, one)), "paper")
        trust(work, "A", found.id)
    again.meet()
    assert again.call(call.id) == call
    for too_few in ((one,), (one, one), (one, "geen woorden")):
        with pytest.raises(SharesDoNotFit):
            keys_of(too_few)


@pytest.mark.parametrize("length", [0, 1, 62, 63, 64, 500, 5000])
def test_sizes_say_little(length):
    text = b"x" * length
    assert unpadded(padded(text)) == text
    assert len(padded(text)) >= 64
    assert len(padded(text)) <= max(128, length * 1.3)
    sizes = {len(padded(b"x" * n)) for n in range(1024)}
    assert len(sizes) <= 17


def test_a_value_is_bound_to_its_place():
    key, here = bytes(32), Place("A", "r1", "call", "narrative", "c1", 1)
    value = seal(key, "k", here, "tekst")
    assert unseal(key, here, value) == "tekst"
    moved = (
        {"team": "B"},
        {"record": "r2"},
        {"field": "safe_moment"},
        {"change": "c2"},
        {"number": 2},
        {"kind": "person"},
    )
    for changed in moved:
        with pytest.raises(NotOurs):
            unseal(key, replace(here, **changed), value)


def test_a_coordinator_alone_changes_nothing(pair):
    an, bo = pair
    with an.vault.work() as work:
        before = an.keys.newest(work, "A")
        propose(work, an.keys, "A", before.members)
    hand_round(an, bo, an)
    with bo.vault.reading() as work:
        assert bo.keys.newest(work, "A") == before
    with pytest.raises(Refused), bo.vault.work() as work:
        sign(work, "nothing-there")
