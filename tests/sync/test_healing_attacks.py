"""What a hub could try with the list that heals a fork: it never brings a station back to an older one."""

from dataclasses import replace

import pytest
from tests.sync.forked import Forked
from tests.sync.hostile import HostileHub
from tests.sync.team_talk import propose, sign
from tests.sync.teams import hand_round

from workstation.domain.envelopes import LAST, Item
from workstation.domain.flat import MEMBERS, Flat
from workstation.sync.enrolling import enrol_again
from workstation.sync.sealing import keyring as judge
from workstation.sync.sealing.boxes import boxed
from workstation.sync.sealing.fields import seal
from workstation.sync.sealing.founding import own_keys
from workstation.sync.sealing.membership import (
    Refused,
    about,
    accept,
    aside_name,
    aside_place,
    check_of,
    healing_list,
    published,
    read_list,
    signature,
)


@pytest.fixture
def forked(join):
    return Forked(join)


class Hostile:
    """A healed team, and a hub that shows cas what it likes."""

    def __init__(self, forked, team):
        self.forked, self.cas = forked, forked.cas
        self.hub = HostileHub(team.archive)
        cas = self.cas
        cas.hub = cas.exchange.line.hub = self.hub
        cas.exchange._renew = lambda old: enrol_again(cas.vault, self.hub, old)

    def newest(self):
        with self.cas.vault.reading() as work:
            return self.cas.keys.newest(work, "A")

    def keys(self, one):
        with one.vault.work() as work:
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
                    pages.append(replace(page, items=(*page.items, item), digest=None))
                else:
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
    return boxed(b"e" * 32, member.boxed_to, about(made, member.id))


def test_a_key_of_a_branch_that_is_not_the_one_of_its_list_is_refused(forked):
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
