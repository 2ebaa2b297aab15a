"""What people do and what befalls them: the rules of the model, each with what it may be given.

A history is a row of these acts. Hypothesis makes short rows and shrinks what it finds (`test_model.py`); `histories.py`
makes many.
"""

from typing import NamedTuple

from tests.hub.grounds import OWNERS, SEES
from tests.hub.grouped import SECRET
from tests.hub.machines import HOURS, LATER
from tests.hub.world import World

from workstation.domain.envelopes import GROUP

FAULTS = ("ok", "ok", "ok", "drop_request", "drop_answer", "twice", "replay_old", "stale_answer",
          "hub_crash_before", "hub_crash_after", "hub_crash_mid")  # fmt: skip
POINTS = (*[None] * 6, "push_answered", "acks_before_commit", "pull_answered", "page_before_commit")


class Options(NamedTuple):
    """What an argument may be: one of these, or a row of up to `most` of them."""

    of: tuple
    most: int | None = None

    def draw(self, dice):
        if self.most is None:
            return dice.choice(self.of)
        return [dice.choice(self.of) for _ in range(dice.randint(0, self.most))]


NAMES = Options(tuple(OWNERS))
PLACES = Options(tuple(range(10)))
YES_OR_NO = Options((False, True))
PLANS = Options(FAULTS, 6)


def act(when=None, **given):
    """A rule: `when` says whether it is possible now, `given` what its arguments may be."""

    def mark(function):
        function.given, function.when = given, when
        return function

    return mark


class Acts:
    """The people, on one world. `settled` must hold at the end of every history."""

    make = World

    def __init__(self, ground):
        super().__init__()
        self.world = self.make(ground)

    def pick(self, name, place, conflicts=False, kind=None):
        seen = self.world.visible(name, conflicts, kind)
        return seen[place % len(seen)] if seen else None

    @act(name=NAMES)
    def create(self, name):
        self.world.write(name, self.world.new_id(), "a", "call", next(iter(self.world.grants[OWNERS[name]])))

    @act(name=NAMES, place=PLACES)
    def add_part(self, name, place):
        """What hangs under a record: it goes where that goes, and is erased with it."""
        if record := self.pick(name, place, kind="call"):
            stream = self.world.stations[name].records()[record][0]
            self.world.write(name, self.world.new_id(), "note", "part", stream, parent=record)

    @act(name=NAMES, place=PLACES, field=Options(("a", "b", "note")))
    def edit(self, name, place, field):
        if record := self.pick(name, place):
            self.world.write(name, record, field)

    @act(name=NAMES, place=PLACES)
    def two_type_the_very_same(self, name, place):
        if record := self.pick(name, place):
            self.world.write(name, record, "b", value="same")

    @act(name=NAMES, place=PLACES)
    def delete(self, name, place):
        if record := self.pick(name, place):
            self.world.delete(name, record)

    @act(name=Options(("c0", "c1", "c2")), place=PLACES, to=Options(("A", "B")))
    def move(self, name, place, to):
        station, record = self.world.stations[name], self.pick(name, place, kind="call")
        if record and not station.where(record).startswith(GROUP):
            station.write(record, {"~s": to})

    @act(name=NAMES, place=PLACES)
    def tell(self, name, place):
        if record := self.pick(name, place):
            self.world.write(name, record, SECRET)

    @act(name=NAMES, place=PLACES)
    def seal(self, name, place):
        """For the few of a group: those who have a call now need not be among them."""
        groups = [one for one in self.world.grants[OWNERS[name]] if one.startswith(GROUP)]
        if groups and (record := self.pick(name, place, kind="call")):
            self.world.stations[name].give_to(record, groups[0])

    @act(name=NAMES, place=PLACES)
    def unseal(self, name, place):
        teams = [one for one in self.world.grants[OWNERS[name]] if not one.startswith(GROUP)]
        station = self.world.stations[name]
        if teams and (record := self.pick(name, place, kind="call")) and station.where(record).startswith(GROUP):
            station.give_to(record, teams[0])

    @act(account=Options(("u0", "u1", "u2")), inside=YES_OR_NO)
    def regroup(self, account, inside):
        """Who was in a group leaves it, or is in it again."""
        group = next(one for one in SEES[account] if one.startswith(GROUP))
        others = {one: may for one, may in self.world.grants[account].items() if one != group}
        if not self.world.rolled:
            self.world.grant(account, others | ({group: True} if inside else {}))

    @act(name=NAMES, place=PLACES, take=YES_OR_NO)
    def resolve(self, name, place, take):
        conflict = self.pick(name, place, conflicts=True)
        if conflict is None:
            return
        shown = self.world.stations[name].records()
        fields = shown[conflict][2]
        if take and fields["field"] in ("a", "b", "note", SECRET) and fields["rec"] in shown:
            self.world.write(name, fields["rec"], fields["field"], value=fields["value"])
        self.world.resolve(name, conflict)

    @act(name=NAMES, plan=PLANS, point=Options(POINTS))
    def sync(self, name, plan, point):
        self.world.sync(name, plan, point)
        self.world.nobody_misses_own_text(name)

    @act()
    def back_up_hub(self):
        self.world.back_up()

    @act(when=lambda self: self.world.backup is not None, declared=YES_OR_NO)
    def restore_hub(self, declared):
        """With the runbook's one command (`declared`), and by somebody who forgot it."""
        self.world.restore(declared)

    @act(name=NAMES)
    def take_image(self, name):
        self.world.take_image(name)

    @act(when=lambda self: self.world.images, place=PLACES)
    def image_back(self, place):
        """The laptop comes back from an image, or a clone of it is switched on."""
        self.world.image_back(sorted(self.world.images)[place % len(self.world.images)])

    @act(name=NAMES, place=PLACES)
    def image_work_and_back(self, name, place):
        self.take_image(name)
        self.edit(name, place, "a")
        self.create(name)
        self.world.sync(name)
        if name in self.world.images:  # it was not revoked on the way
            self.world.image_back(name)
        self.edit(name, place, "a")
        self.world.sync(name)

    @act(name=NAMES, other=NAMES, place=PLACES, declared=YES_OR_NO)
    def hub_rolls_back(self, name, other, place, declared):
        self.back_up_hub()
        self.edit(name, place, "a")
        self.world.sync(name)
        self.edit(other, place, "note")
        self.world.sync(other)
        self.restore_hub(declared)

    @act(name=NAMES)
    def lose_device(self, name):
        self.world.lose(name)

    @act(name=NAMES)
    def revoke(self, name):
        self.world.revoke(name)

    @act(
        account=Options(("u0", "u1")),
        streams=Options((["A"], ["B"], ["A", "B"])),
        writes=Options((True, True, False)),
    )
    def grant(self, account, streams, writes):
        if not self.world.rolled:  # after a restore nothing is withdrawn until every device has reported
            groups = [one for one in self.world.grants[account] if one.startswith(GROUP)]
            self.world.grant(account, dict.fromkeys([*streams, *groups], writes))

    @act(name=NAMES, place=PLACES)
    def erase(self, name, place):
        if record := self.pick(name, place):
            self.world.erase(record)

    @act(whose=Options(("hub", "other hub", *OWNERS)), hours=Options(HOURS))
    def set_clock(self, whose, hours):
        """A battery is flat, or somebody sets the day wrong: of one of the hub's machines, or of a station."""
        self.world.clocks[whose].hours = hours

    @act(name=NAMES, newer=YES_OR_NO)
    def renew_program(self, name, newer):
        self.world.renew(name, newer)

    @act(name=NAMES, place=PLACES)
    def write_what_is_new(self, name, place):
        """A field and a kind of a newer program, where stations of older ones write, move, erase and give back."""
        record = self.pick(name, place, kind="call")
        if record and name not in self.world.older:
            stream = self.world.stations[name].records()[record][0]
            self.world.write(name, record, LATER)
            self.world.write(name, self.world.new_id(), LATER, LATER, stream, parent=record)

    @act()
    def quiet(self):
        self.world.check()


ACTS = {name: one for name, one in vars(Acts).items() if hasattr(one, "given")}
