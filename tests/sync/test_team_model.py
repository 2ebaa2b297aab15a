"""Random histories of two coordinators and a counsellor, each out of touch most of the time: one line of lists for all.

The third coordinator of the second form may act apart at the same moment: there a fork is possible, and then it is
shown, and healed by two of them. Every text that was sealed is read by all who are in the list.
"""

import random
from contextlib import suppress

import pytest
from tests.sync.team_talk import seen
from tests.sync.teams import hand_round
from tests.sync.test_sealing import secret_call

from workstation.domain.flat import Flat
from workstation.sync.sealing.founding import own_keys
from workstation.sync.sealing.membership import Refused, read_list, signature
from workstation.sync.team_keys import CannotPropose, Wish, believe, heal_team, propose_team, sign_team

STEPS = 30


class World:
    def __init__(self, join, dice, coordinators):
        self.dice, self.coordinators = dice, coordinators
        self.stations = [join("an", name) for name in ("an", "bo", "cas", "dirk")]
        hand_round(*self.stations, self.stations[0])
        an, bo, *_ = self.stations
        everybody = frozenset(one.id for one in seen(an).people)
        lead = frozenset(p.id for p in seen(an).people if p.name in {s.folder.name for s in self.leaders})
        propose_team(Wish(everybody, lead), vault=an.vault, keyring=an.keys)
        hand_round(an, bo)
        sign_team(seen(bo).proposal.record, vault=bo.vault, keyring=bo.keys)
        hand_round(bo, *self.stations)
        for one in self.stations[2:]:
            believe(seen(an).code, vault=one.vault, keyring=one.keys)

    @property
    def leaders(self):
        return self.stations[: self.coordinators]

    def step(self):
        one = self.dice.choice(self.leaders)
        act = self.dice.choice(("meet", "meet", "meet", "propose", "sign", "sign", "write"))
        if act == "meet":
            self.dice.choice(self.stations).meet()
        elif act == "propose":
            self.propose(one)
        elif act == "sign":
            waits = seen(one).proposal
            if waits is not None and waits.may_sign:
                self.quietly(lambda: sign_team(waits.record, vault=one.vault, keyring=one.keys))
        else:
            one.keep(secret_call())

    def propose(self, one):
        people = seen(one).people
        lead = frozenset(p.id for p in people if p.coordinator)
        others = frozenset(p.id for p in people if not p.coordinator and self.dice.random() < 0.5)
        self.quietly(lambda: propose_team(Wish(lead | others, lead), vault=one.vault, keyring=one.keys))

    def quietly(self, act):
        with suppress(Refused, CannotPropose):
            act()

    def settle(self):
        for _ in range(3):
            hand_round(*self.stations)

    def heal(self):
        """Two coordinators who look at the fork agree on one side; whoever cannot leaves it to the others."""
        for one in self.leaders:
            for side in seen(one).fork[:1]:
                self.quietly(lambda one=one, side=side: heal_team(side.head, vault=one.vault, keyring=one.keys))
                self.settle()
            for other in self.leaders:
                waits = seen(other).proposal
                if waits is not None and waits.may_sign and waits.heals:
                    self.quietly(
                        lambda other=other, waits=waits: sign_team(
                            waits.record, vault=other.vault, keyring=other.keys
                        )
                    )
                    self.settle()

    def lists(self, one):
        with one.vault.reading() as work:
            return work.sync_state.under("list.A.")

    def calls(self, one):
        with one.vault.reading() as work:
            return {line.id for line in work.calls.lines(limit=500)}


def in_one_line(world):
    for one in world.stations:
        for other in world.stations:
            mine, theirs = world.lists(one), world.lists(other)
            assert all(mine[name] == theirs[name] for name in mine.keys() & theirs.keys())


@pytest.mark.parametrize("seed", range(6))
def test_two_coordinators_never_end_with_two_lists(join, seed):
    world = World(join, random.Random(seed), 2)
    for _ in range(STEPS):
        world.step()
    world.settle()
    in_one_line(world)
    assert [one.alarms() for one in world.stations] == [[]] * 4
    inside = [one for one in world.stations if seen(one).stage == "inside"]
    assert len(inside) >= 2
    assert len({seen(one).code for one in world.stations}) == 1
    assert all(world.calls(one) == world.calls(inside[0]) for one in inside)


@pytest.mark.parametrize("seed", [100, 101, 102, 158])
def test_three_who_act_apart_agree_or_are_told(join, seed):
    world = World(join, random.Random(seed), 3)
    for _ in range(STEPS):
        world.step()
    world.settle()
    alarms = {what for one in world.stations for what in one.alarms()}
    assert alarms <= {"members_forked"}
    world.heal()
    assert not any(seen(one).fork for one in world.stations)
    in_one_line(world)
    inside = [one for one in world.stations if seen(one).stage == "inside"]
    assert len(inside) >= 3
    assert all(world.calls(one) == world.calls(inside[0]) for one in inside)


def test_two_lists_signed_by_both_would_be_told_to_everybody(join):
    """The control: without the rule about who signs whose, both become lists, and stations say so."""
    world = World(join, random.Random(1), 2)
    an, bo, *_ = world.stations
    everybody = frozenset(one.id for one in seen(an).people)
    lead = frozenset(p.id for p in seen(an).people if p.coordinator)
    for one in (an, bo):
        propose_team(Wish(lead | everybody - {max(everybody - lead)}, lead), vault=one.vault, keyring=one.keys)
    hand_round(an, bo, an)
    for one in (an, bo):
        with one.vault.work() as work:
            name, own = own_keys(work)
            proposed = [view for view in work.records.of_kind("members") if view.id.startswith("members-2-")]
            assert len(proposed) == 2
            for view in proposed:
                work.outbox.write([Flat(view.id, "members", signature(read_list(view.fields), name, own))])
    world.settle()
    assert any("members_forked" in one.alarms() for one in world.stations)
