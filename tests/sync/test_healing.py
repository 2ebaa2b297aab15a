"""A fork and its cure: three who act apart end with two lists, two of them choose one, and nothing written is lost."""

import pytest
from tests.sync.forked import Forked
from tests.sync.team_talk import propose, seen, sign
from tests.sync.teams import hand_round

from workstation.domain.flat import MEMBERS, Flat
from workstation.sync.meetings import Meetings
from workstation.sync.team_keys import CannotPropose, believe, heal_team


@pytest.fixture
def forked(join):
    return Forked(join)


def heads(one):
    return {side.head for side in seen(one).fork}


def test_a_fork_is_shown_as_two_lists_with_who_is_in_which(forked):
    assert forked.ours != forked.theirs
    assert "members_forked" in forked.an.alarms() + forked.cas.alarms()
    assert heads(forked.an) == heads(forked.cas) == {forked.ours, forked.theirs}
    mine, other = seen(forked.an).fork
    assert (mine.head, mine.mine, other.mine) == (forked.ours, True, False)
    assert mine.may_choose
    assert mine.everywhere
    # who goes on with the list of bo: dirk was taken out there, els on the other side
    assert [one.name for one in mine.people] == ["an", "bo", "cas", "noor"]
    assert [one.name for one in mine.kept_out] == ["els"]
    assert [one.name for one in mine.lost] == ["dirk"]
    assert not any(side.may_choose for side in seen(forked.noor).fork)
    # each side reads its own
    assert forked.reads(forked.cas) == {"cas"}
    assert forked.reads(forked.bo) == {"an", "noor"}


@pytest.mark.parametrize("chosen", ["ours", "theirs"])
def test_two_choose_one_list_and_everything_written_on_both_is_read_by_who_is_in_it(forked, chosen):
    forked.heal(forked.an, forked.cas, getattr(forked, chosen))
    inside = [one for one in forked.all if seen(one).stage == "inside"]
    names = {one.folder.name for one in inside}
    assert names == ({"an", "bo", "cas", "noor"} if chosen == "ours" else {"an", "bo", "cas"})
    assert {seen(one).code for one in forked.all} == {seen(forked.an).code}
    assert {seen(one).number for one in forked.all} == {3}
    assert not any(seen(one).fork for one in forked.all)
    for one in inside:
        assert forked.reads(one) == {"an", "cas", "noor"}
    for one in forked.all:
        with one.vault.work() as work:
            work.sync_state.clear_alarms()
    hand_round(*forked.all)
    assert {what for one in forked.all for what in one.alarms()} == set(), "nothing is refused once it is healed"


def test_who_was_let_in_by_the_other_list_keeps_what_was_typed_and_is_let_in_again(forked, join):
    forked.heal(forked.an, forked.bo, forked.theirs)
    noor = forked.noor
    assert seen(noor).stage == "outside"
    assert forked.reads(noor) >= {"noor"}, "what one wrote oneself stays"
    later = forked.write(noor)
    hand_round(noor)
    assert noor.waiting().to_send == 3
    fay = join("bo", "fay")  # comes only now, with the number of the list that healed
    hand_round(fay, forked.an)
    believe(seen(forked.an).code, vault=fay.vault, keyring=fay.keys)
    propose(forked.an, "an", "bo", "cas", "noor", "fay", coordinators=("an", "bo", "cas"))
    hand_round(forked.an, forked.bo)
    sign(forked.bo)
    hand_round(forked.bo)
    for one in (noor, fay, forked.cas):
        Meetings(one.exchange, one.vault, one.keys).meet()
    assert seen(noor).stage == "inside"
    assert forked.reads(noor) == forked.reads(fay) == {"an", "cas", "noor"}
    assert forked.cas.call(later.id) == later


def test_both_choose_at_once_and_one_choice_counts(forked):
    an, cas = forked.an, forked.cas
    heal_team(forked.ours, vault=an.vault, keyring=an.keys)
    heal_team(forked.theirs, vault=cas.vault, keyring=cas.keys)
    hand_round(an, cas, an)
    assert seen(an).proposal.record == seen(cas).proposal.record
    second = cas if seen(an).proposal.mine else an
    sign(second)
    for _ in range(2):
        hand_round(*forked.all)
    assert len({seen(one).code for one in forked.all}) == 1
    assert not any(seen(one).fork for one in forked.all)


def test_one_who_is_not_a_coordinator_on_the_chosen_side_cannot_choose(forked):
    with pytest.raises(CannotPropose):
        heal_team(forked.ours, vault=forked.noor.vault, keyring=forked.noor.keys)


def test_what_the_proposer_could_not_read_is_given_on_by_a_member_who_can(forked):
    an = forked.an
    heal_team(forked.ours, vault=an.vault, keyring=an.keys)
    with an.vault.work() as work:  # as if the other list had had no box for who proposed
        record = next(view for view in work.records.of_kind(MEMBERS) if "refuses" in view.fields["body"])
        asides = [name for name in record.fields if name.startswith("aside_")]
        work.outbox.write([Flat(record.id, MEMBERS, dict.fromkeys(asides))])
    hand_round(an, forked.bo)
    sign(forked.bo)
    hand_round(forked.bo, an)
    assert "cas" not in forked.reads(an)
    for one in (forked.cas, an, forked.bo):
        Meetings(one.exchange, one.vault, one.keys).meet()
    assert forked.reads(an) == forked.reads(forked.bo) == {"an", "cas", "noor"}


# -- a fork in which no two stand on both sides ------------------------------------------------------------------------


def test_two_who_put_each_other_out_a_person_types_the_number(join):
    """an and cas put bo aside, an and bo put cas aside: nobody of the one list may sign for the other."""
    an, bo, cas = every = [join("bo" if one == "bo" else "an", one) for one in ("an", "bo", "cas")]
    hand_round(*every, an)
    leaders = ("an", "bo", "cas")
    propose(an, *leaders, coordinators=leaders)
    hand_round(an, bo)
    sign(bo)
    hand_round(bo, *every)
    believe(seen(an).code, vault=cas.vault, keyring=cas.keys)
    propose(bo, "an", "bo", "cas", coordinators=("an", "bo"))
    propose(an, "an", "cas", coordinators=("an", "cas"))
    hand_round(an, cas)
    sign(cas)
    hand_round(bo, an)
    sign(an)
    hand_round(an, bo, cas, an)
    side = next(one for one in seen(an).fork if one.mine)
    assert side.may_choose
    assert not side.everywhere
    heal_team(side.head, vault=an.vault, keyring=an.keys)
    hand_round(an, bo)
    sign(bo)
    hand_round(bo, an, cas)
    assert seen(cas).ended
    assert seen(cas).code != seen(an).code
    assert believe("11111 22222", vault=cas.vault, keyring=cas.keys) is None
    assert seen(cas).ended
    believe(seen(an).code, vault=cas.vault, keyring=cas.keys)
    assert seen(cas).code == seen(an).code
    assert not seen(cas).ended
