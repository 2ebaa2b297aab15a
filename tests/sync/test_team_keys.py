"""The team's keys as people see them: founded by two, somebody comes, somebody leaves, keys are made anew."""

import pytest
from tests.sync.team_talk import named, propose, seen, sign
from tests.sync.teams import hand_round, keyed
from tests.sync.test_sealing import secret_call

from workstation.domain.flat import APPLICANT, Flat
from workstation.store.marks import owner
from workstation.sync.meetings import Meetings
from workstation.sync.sealing.applicants import control_number
from workstation.sync.sealing.membership import Refused, read_list
from workstation.sync.sealing.names import applicants_of
from workstation.sync.team_keys import CannotPropose, Wish, believe, propose_team, renew_keys, sign_team


def stages(*stations):
    return [seen(one).stage for one in stations]


def test_a_station_without_a_hub_has_no_team_keys(tmp_path, migrated_store):
    from tests.sync.stations import Station

    from workstation.sync.no_hub import NoHub

    alone = keyed(Station(tmp_path / "alone", NoHub(), "an").open(migrated_store))
    assert seen(alone).stage == "alone"
    assert not seen(alone).may_propose
    alone.close()


def test_two_found_a_team_and_a_third_reads_out_the_number(join):
    an, bo, cas = join("an", "an"), join("bo", "bo"), join("an", "cas")
    call = secret_call()
    cas.keep(call)
    hand_round(an, bo, cas, an, bo)
    assert stages(an, bo, cas) == ["unfounded"] * 3
    assert Meetings(cas.exchange, cas.vault, cas.keys).meet().standing.trouble == "no_key"
    assert [(p.name, p.inside, p.me) for p in seen(an).people] == [
        ("an", False, True), ("bo", False, False), ("cas", False, False)
    ]  # fmt: skip
    # what is read aloud from one screen stands on the other
    assert {p.name: p.code for p in seen(an).people} == {p.name: p.code for p in seen(cas).people}
    propose(an, "an", "bo", "cas")
    mine = seen(an).proposal
    assert (mine.mine, mine.may_sign, mine.by, [p.name for p in mine.added]) == (
        True,
        False,
        "an",
        ["an", "bo", "cas"],
    )
    hand_round(an, bo, cas)
    assert stages(an, bo, cas) == ["unfounded"] * 3
    theirs = seen(bo).proposal
    assert (theirs.mine, theirs.may_sign, theirs.by, theirs.code) == (False, True, "an", mine.code)
    assert not seen(cas).proposal.may_sign
    sign(bo)
    hand_round(bo, an, cas)
    assert stages(an, bo, cas) == ["inside", "inside", "unknown"]
    assert believe("11111 22222", vault=cas.vault, keyring=cas.keys) is None
    believe(seen(an).code, vault=cas.vault, keyring=cas.keys)
    assert stages(cas) == ["inside"]
    hand_round(cas, an)
    assert an.call(call.id) == call
    assert Meetings(cas.exchange, cas.vault, cas.keys).meet().standing.trouble == ""
    assert an.alarms() == bo.alarms() == cas.alarms() == []


def test_the_role_follows_the_list_that_two_signed(three):
    roles = []
    for one in three:
        with one.vault.reading() as work:
            roles.append(owner(work.connection).role)
    assert roles == ["team_coordinator", "team_coordinator", "counsellor"]
    assert [seen(one).may_propose for one in three] == [True, True, False]


def test_somebody_comes_later_with_an_invitation_and_reads_what_was_there(three, join):
    an, bo, _ = three
    old = secret_call()
    an.keep(old)
    an.meet()
    new = join("bo", "new")
    with new.vault.work() as work:
        from workstation.sync.sealing.founding import trust

        trust(work, "A", seen(an).list_id)  # what an invitation brings
    hand_round(new, an)
    assert stages(new) == ["outside"]
    assert new.alarms() == []
    propose(an, "an", "bo", "cas", "new")
    hand_round(an, bo)
    assert [person.name for person in seen(bo).proposal.added] == ["new"]
    sign(bo)
    hand_round(bo, new)
    assert stages(new) == ["inside"]
    assert new.call(old.id) == old
    assert new.alarms() == []


def test_who_is_taken_out_reads_nothing_new_and_sends_nothing_in_clear(three):
    an, bo, cas = three
    propose(an, "an", "bo")
    hand_round(an, bo)
    assert [person.name for person in seen(bo).proposal.removed] == ["cas"]
    sign(bo)
    call, own = secret_call(), secret_call()
    hand_round(bo, an)
    an.keep(call)
    hand_round(an, cas)
    cas.keep(own)
    cas.meet()
    assert stages(an, bo, cas) == ["inside", "inside", "outside"]
    assert cas.waiting().to_send == 3
    assert cas.alarms() == []
    with pytest.raises(KeyError):
        cas.call(call.id)
    # back again: everything between comes too, and what waited goes
    propose(an, "an", "bo", "cas")
    hand_round(an, bo)
    sign(bo)
    bo.meet()
    Meetings(cas.exchange, cas.vault, cas.keys).meet()
    an.meet()
    assert cas.call(call.id) == call
    assert an.call(own.id) == own


def test_new_own_keys_are_let_in_again_and_the_old_ones_go(three):
    an, bo, cas = three
    renew_keys(vault=cas.vault, keyring=cas.keys)
    hand_round(cas, an, bo)
    twice = [person for person in seen(an).people if person.name == "cas"]
    assert [person.inside for person in twice] == [True, False]
    assert twice[0].code != twice[1].code
    members = frozenset(p.id for p in seen(an).people if p.name != "cas") | {twice[1].id}
    propose_team(Wish(members, named(an, "an", "bo")), vault=an.vault, keyring=an.keys)
    hand_round(an, bo)
    sign(bo)
    call = secret_call()
    hand_round(bo, an)
    an.keep(call)
    hand_round(an, cas)
    assert stages(cas) == ["inside"]
    assert cas.call(call.id) == call
    assert cas.alarms() == []


@pytest.mark.parametrize(
    ("members", "coordinators", "why"),
    [
        (("an", "bo", "cas"), ("an",), "two_coordinators"),
        (("an", "bo", "cas"), ("an", "bo"), "nothing_changed"),
        (("an", "cas"), ("an", "cas"), "two_others"),  # bo goes, and an alone is left to sign
    ],
)
def test_a_list_that_could_never_be_signed_is_not_proposed(three, members, coordinators, why):
    an, _, _ = three
    with pytest.raises(CannotPropose) as wrong:
        propose(an, *members, coordinators=coordinators)
    assert wrong.value.text_key == f"team_keys.{why}"


def test_two_proposals_at_once_end_in_one_list(three, join):
    an, bo, _ = three
    new = join("bo", "new")
    hand_round(new, an, bo)
    propose(an, "an", "bo", "cas", "new")
    propose(bo, "an", "bo")
    hand_round(an, bo, an)
    assert seen(an).proposal.record == seen(bo).proposal.record
    first, second = (an, bo) if seen(an).proposal.mine else (bo, an)
    sign(second)
    with pytest.raises(Refused):
        sign_team(
            next(v.id for v in first.views("members") if v.id != seen(first).proposal.record and "-2-" in v.id),
            vault=first.vault, keyring=first.keys,
        )  # fmt: skip
    hand_round(second, first)
    assert seen(an).code == seen(bo).code
    assert seen(an).number == 2
    assert an.alarms() == bo.alarms() == []


def test_a_proposal_that_was_made_anew_replaces_the_first(three):
    an, bo, _ = three
    propose(an, "an", "bo")
    propose(an, "an", "bo", "cas", coordinators=("an", "bo", "cas"))
    hand_round(an, bo)
    assert [person.name for person in seen(bo).proposal.changed] == ["cas"]
    sign(bo)
    hand_round(bo, an)
    assert seen(an).number == 2


def test_a_name_that_its_keys_do_not_vouch_for_is_not_shown(three, team):
    an, _, cas = three
    with cas.vault.work() as work:
        record = next(v.id for v in work.records.of_kind(APPLICANT) if v.fields["name"] == "cas")
        work.outbox.write([Flat(record, APPLICANT, {"name": "bo"})])
        assert "cas" not in {one.name for one in applicants_of(work, cas.keys, "A").values()}
    hand_round(cas, an)
    assert sorted(person.name for person in seen(an).people) == ["", "an", "bo"]


def test_a_control_number_is_thirty_digits_and_says_which_list():
    one = control_number("0" * 31 + "7")
    assert one == "00000 00000 00000 00000 00000 00007"
    assert control_number("f" * 32) != one


def test_who_let_whom_in_stands_in_the_read_log_by_ids_and_codes_alone(three):
    """Each act at the station where somebody did it: what cannot be written down is not done."""
    an, bo, cas = three
    list_id, member = seen(an).list_id, {p.name: p.id for p in seen(an).people}
    renew_keys(vault=cas.vault, keyring=cas.keys)
    propose(an, "an", "bo")
    hand_round(an, bo)
    sign(bo)
    logged = {one.folder.name: acts(one) for one in three}
    assert logged["an"] == [("proposed", list_id), ("proposed", seen(bo).list_id)]
    founding = [("signed", list_id), *(("let_in", member[name]) for name in sorted(member, key=member.get))]
    assert logged["bo"] == [*founding, ("signed", seen(bo).list_id), ("put_out", member["cas"])]
    assert logged["cas"][0] == ("believed", list_id)
    assert logged["cas"][1][0] == "new_keys"
    with an.vault.work() as work:
        assert work.read_log.faults() == []
        assert not {"an", "bo", "cas"} & {one.record for one in work.read_log.entries()}
    # the control: a log that takes nothing lets nothing happen
    with an.vault.work() as work:
        work.connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON read_log BEGIN SELECT RAISE(FAIL, 'full'); END"
        )
    before = an.waiting()
    with pytest.raises(Exception, match="constraint"):
        propose(an, "an", "bo", "cas", coordinators=("an", "bo", "cas"))
    assert an.waiting() == before


def acts(one):
    """What the log of a station says of its team, oldest first; ids are looked up by their pseudonyms."""
    with one.vault.work() as work:
        ids = {v.fields["member"] for v in work.records.of_kind(APPLICANT)}
        ids |= {read_list(v.fields).id for v in work.records.of_kind("members")}
        known = {work.read_log.pseudonym(i): i for i in ids}
        entries = [e for e in work.read_log.entries() if e.action == "members"]
        return [(entry.reason, known.get(entry.record, "")) for entry in entries]
