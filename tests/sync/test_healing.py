"""A fork and its cure: three who act apart end with two lists, two of them choose one, and nothing written is lost."""

from dataclasses import replace

import pytest
from tests.sync.hostile import HostileHub
from tests.sync.team_talk import propose, seen, sign
from tests.sync.teams import hand_round
from tests.sync.test_sealing import secret_call

from workstation.domain.flat import MEMBERS, Flat
from workstation.sync.enrolling import enrol_again
from workstation.sync.meetings import Meetings
from workstation.sync.sealing import keyring as judge
from workstation.sync.sealing.membership import (
    Refused,
    accept,
    check_of,
    healing_list,
    published,
    read_list,
    signature,
)
from workstation.sync.team_keys import CannotPropose, believe, heal_team


class Forked:
    """an, bo and cas coordinate; dirk and els are in the team, and noor asks.

    cas and an sign the list of an (els goes), an and bo the list of bo (dirk goes, noor comes): cas stands on the
    one, everybody else on the other, and each side writes.
    """

    def __init__(self, join, hub=None):
        names = ("an", "bo", "cas", "dirk", "els", "noor")
        self.an, self.bo, self.cas, self.dirk, self.els, self.noor = self.all = [
            join("an" if one != "bo" else "bo", one) for one in names
        ]
        an, bo, cas, dirk, els, noor = self.all
        hand_round(*self.all, an)
        leaders = ("an", "bo", "cas")
        propose(an, *leaders, "dirk", "els", coordinators=leaders)
        hand_round(an, bo)
        sign(bo)
        hand_round(bo, *self.all)
        for one in (cas, dirk, els, noor):
            believe(seen(an).code, vault=one.vault, keyring=one.keys)
        hand_round(*self.all, *self.all)
        assert {one.folder.name: seen(one).stage for one in self.all}["els"] == "inside"
        propose(bo, *leaders, "els", "noor", coordinators=leaders)  # not handed over yet
        propose(an, *leaders, "dirk", coordinators=leaders)
        hand_round(an, cas)
        sign(cas)
        self.theirs = seen(cas).list_id
        hand_round(bo, an)
        sign(an)
        self.ours = seen(an).list_id
        hand_round(an, bo, els, noor, cas, dirk)
        self.said = {one.folder.name: self.write(one) for one in (an, cas, noor)}
        hand_round(*self.all, *self.all)

    def write(self, one):
        call = secret_call()
        one.keep(call)
        return call

    def heal(self, first, second, head):
        heal_team(head, vault=first.vault, keyring=first.keys)
        hand_round(first, second)
        waits = seen(second).proposal
        assert waits.heals
        assert waits.may_sign
        assert waits.code == seen(first).proposal.code, "what is read aloud is the same on both screens"
        sign(second)
        for _ in range(2):
            for one in (second, first, *self.all):
                Meetings(one.exchange, one.vault, one.keys).meet()

    def reads(self, one):
        with one.vault.reading() as work:
            return {name for name, call in self.said.items() if _readable(work, call)}


def _readable(work, call):
    try:
        return work.calls.get(call.id) == call
    except KeyError:
        return False


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


def test_who_was_let_in_by_the_other_list_keeps_what_was_typed_and_is_let_in_again(forked):
    forked.heal(forked.an, forked.bo, forked.theirs)
    noor = forked.noor
    assert seen(noor).stage == "outside"
    assert forked.reads(noor) >= {"noor"}, "what one wrote oneself stays"
    later = forked.write(noor)
    hand_round(noor)
    assert noor.waiting().to_send == 3
    propose(forked.an, "an", "bo", "cas", "noor", coordinators=("an", "bo", "cas"))
    hand_round(forked.an, forked.bo)
    sign(forked.bo)
    hand_round(forked.bo)
    for one in (noor, forked.cas):
        Meetings(one.exchange, one.vault, one.keys).meet()
    assert seen(noor).stage == "inside"
    assert forked.reads(noor) == {"an", "cas", "noor"}
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


# -- what a hub could try ----------------------------------------------------------------------------------------------


class Hostile:
    """A healed team, and a hub that shows cas what it likes."""

    def __init__(self, forked, team):
        self.forked, self.cas = forked, forked.cas
        self.hub = HostileHub(team.archive)
        cas = self.cas
        cas.hub = cas.exchange._hub = self.hub
        cas.exchange._renew = lambda old: enrol_again(cas.vault, self.hub, old)

    def newest(self):
        with self.cas.vault.reading() as work:
            return self.cas.keys.newest(work, "A")

    def keys(self, one):
        with one.vault.work() as work:
            from workstation.sync.sealing.founding import own_keys

            return own_keys(work)

    def head(self, list_id):
        with self.cas.vault.reading() as work:
            return next(f for v in work.records.of_kind(MEMBERS) if (f := read_list(v.fields)).id == list_id)

    def healing(self, signers, chosen, refused):
        """A list that ends the branch of `refused`, signed by whom the hub could win over."""
        made = healing_list((chosen, refused), chosen.members, b"e" * 32, frozenset())
        fields = published(made, b"e" * 32, (chosen.id, b"o" * 32))
        for one in signers:
            fields |= signature(made, *self.keys(one))
        return made, fields

    def show(self, made, fields):
        """Hand this record out as one more of the team's lists."""
        from workstation.domain.envelopes import LAST, Item

        real = self.hub._archive.pull

        def pull(device, asked):
            pulled = real(device, asked)
            item = None
            pages = []
            for page in pulled.pages:
                if page.stream == "A" and item is None:
                    changes = dict.fromkeys([*fields, LAST], "0198c000-0000-7000-8000-00000000abcd")
                    seq = max(page.end.seq, 1)
                    item = Item(seq, made.record, MEMBERS, None, fields, changes)
                    page = replace(page, items=(*page.items, item), digest=None)
                pages.append(page)
            return replace(pulled, pages=tuple(pages))

        self.hub.pull = pull


@pytest.fixture
def hostile(forked, team):
    """Healed once; then bo was taken out, as happens in any team."""
    forked.heal(forked.an, forked.bo, forked.ours)
    propose(forked.an, "an", "cas", "noor", coordinators=("an", "cas"))
    hand_round(forked.an, forked.cas)
    sign(forked.cas)
    hand_round(forked.cas, forked.an)
    return Hostile(forked, team)


def is_refused(hostile, made, fields):
    before = hostile.newest()
    hostile.show(made, fields)
    forked = hostile.forked
    forked.write(forked.an)
    hand_round(forked.an, forked.cas)
    return before.id == hostile.newest().id


def coordinators_of_old_roll_back(hostile):
    """Two who were coordinators once, under a branch that has ended."""
    bo, an = hostile.forked.bo, hostile.forked.an
    made, fields = hostile.healing([bo, an], hostile.head(hostile.forked.theirs), hostile.newest())
    return made, fields


def one_coordinator_alone(hostile):
    return hostile.healing([hostile.forked.an], hostile.head(hostile.forked.theirs), hostile.newest())


def the_old_cure_again(hostile):
    """The healing that was true once, when the team has gone on since."""
    once = the_cure(hostile)
    return read_list(once.fields), dict(once.fields)


def the_same_signatures_under_other_words(hostile):
    """The cure with our newest list among what it refuses."""
    once, newest = the_cure(hostile), hostile.newest()
    made = replace(read_list(once.fields), number=newest.number + 1, refuses=(newest.id,))
    return made, dict(once.fields) | {"body": made.body}


def not_above_both(hostile):
    """Signed by two who may, but numbered as what we hold: whoever kept it could show it at any time."""
    made, _ = hostile.healing([], hostile.head(hostile.forked.theirs), hostile.newest())
    made = replace(made, number=hostile.newest().number)
    return made, signed_anew(hostile, made)


def another_team(hostile):
    made, _ = hostile.healing([], hostile.head(hostile.forked.theirs), hostile.newest())
    made = replace(made, team="B")
    return made, signed_anew(hostile, made)


def the_cure(hostile):
    with hostile.cas.vault.reading() as work:
        return next(view for view in work.records.of_kind(MEMBERS) if "refuses" in view.fields["body"])


def signed_anew(hostile, made):
    fields = published(made, b"e" * 32, (made.before, b"o" * 32))
    for one in (hostile.forked.an, hostile.cas):
        fields |= signature(made, *hostile.keys(one))
    return fields


ATTACKS = (coordinators_of_old_roll_back, one_coordinator_alone, the_old_cure_again,
           the_same_signatures_under_other_words, not_above_both, another_team)  # fmt: skip


def test_a_hub_can_never_use_the_cure_to_go_back(hostile):
    for attack in ATTACKS:
        assert is_refused(hostile, *attack(hostile)), attack.__name__
    assert hostile.forked.reads(hostile.cas) >= {"an", "cas", "noor"}
    # the control: a list that two of today's coordinators signed is taken, whoever hands it out
    made, _ = hostile.healing([], hostile.newest(), hostile.head(hostile.forked.theirs))
    fields = signed_anew(hostile, made) | {"boxes": {m.id: dict(_box(made, m)) for m in made.members}}
    assert not is_refused(hostile, made, fields)


def test_the_control_judged_by_the_branch_it_chooses_the_roll_back_would_succeed(hostile, monkeypatch):
    """The rule that matters: signed by coordinators of the list which this station believes, and of no other."""
    made, fields = coordinators_of_old_roll_back(hostile)

    def careless(found, given, before):
        try:
            return accept(found, given, before)
        except Refused:
            if before is None or before.id not in found.refuses:
                raise
            return accept(found, given, hostile.head(found.before))

    assert is_refused(hostile, made, fields)
    monkeypatch.setattr(judge, "accept", careless)
    hostile.forked.write(hostile.forked.an)
    hand_round(hostile.forked.an, hostile.cas)
    assert hostile.newest().id == made.id


def _box(made, member):
    from workstation.sync.sealing.boxes import boxed
    from workstation.sync.sealing.membership import about

    return boxed(b"e" * 32, member.boxed_to, about(made, member.id))


def test_a_key_of_a_branch_that_is_not_the_one_of_its_list_is_refused(forked):
    from workstation.sync.sealing.fields import seal
    from workstation.sync.sealing.membership import aside_name, aside_place

    forked.heal(forked.an, forked.bo, forked.ours)
    cas = forked.cas
    with cas.vault.work() as work:
        newest = cas.keys.newest(work, "A")
        key = cas.keys.key(work, "A", newest.id)
        false = seal(key, newest.id, aside_place(newest, forked.theirs), "f" * 64)
        work.sync_state.put(f"key.A.{forked.theirs}", None)
        work.outbox.write([Flat(newest.record, MEMBERS, {aside_name(forked.theirs, "0"): false})])
    hand_round(cas, forked.an)
    hand_round(cas)
    assert "members_forked" in cas.alarms()
    with cas.vault.reading() as work:
        assert check_of(cas.keys.key(work, "A", forked.theirs)) == read_list_of(work, forked.theirs).key_check


def read_list_of(work, list_id):
    return next(f for v in work.records.of_kind(MEMBERS) if (f := read_list(v.fields)).id == list_id)


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
