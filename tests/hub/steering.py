"""Acts that go straight to where a rule is needed, for dice that are loaded (`broken_rules.py`). They hold as all others.

What meets in them by intent meets in the plain histories by chance, once in some thousands.
"""

from tests.hub.acts import NAMES, PLACES, YES_OR_NO, Acts, Options, act

LATE = Options(("ok", "older_answer", "older_answer", "drop_answer", "drop_request"), 5)


class Steered(Acts):
    """The people, and what befalls them in the very order in which it is hard."""

    def shared(self, place, *names):
        """A record that all of them see."""
        seen = [set(self.world.visible(name)) for name in names]
        found = sorted(set.intersection(*seen))
        return found[place % len(found)] if found else None

    def type_in(self, name, record, field, value=None):
        """Unless it has left this station meanwhile."""
        if record in self.world.visible(name):
            self.world.write(name, record, field, value=value)

    @act(name=NAMES, plan=LATE)
    def sync_while_old_answers_arrive(self, name, plan):
        self.world.sync(name, plan)
        self.world.nobody_misses_own_text(name)

    @act(name=NAMES, place=PLACES)
    def the_copy_writes_more(self, name, place):
        """A laptop put back writes more than it had written since, before it meets the hub."""
        self.take_image(name)
        self.edit(name, place, "a")
        self.world.sync(name)
        if name in self.world.images:  # it was not revoked on the way
            self.world.image_back(name)
        for field in ("a", "b"):
            self.edit(name, place, field)
        self.create(name)
        self.world.sync(name)

    @act(name=NAMES, other=NAMES, place=PLACES)
    def type_on_after_the_very_same(self, name, other, place):
        if record := self.shared(place, name, other):
            for one in (name, other):
                self.type_in(one, record, "b", value="same")
            self.world.sync(other)
            self.type_in(name, record, "b")
            self.world.sync(name)

    @act(name=NAMES, other=NAMES, place=PLACES)
    def record_changes_on_a_later_page(self, name, other, place):
        """Own text is answered; then its record is changed again, and stands behind a page that is read first."""
        if (record := self.shared(place, name, other)) is None:
            return
        self.world.sync(other)
        self.type_in(name, record, "a")
        self.world.sync(name, ["ok", "drop_request"])
        for _ in range(4):
            self.create(other)
        self.type_in(other, record, "b")
        self.world.sync(other)
        for plan in (["ok", "drop_request"], []):
            self.world.sync(name, plan)
            self.world.nobody_misses_own_text(name)

    @act(name=NAMES, other=NAMES, place=PLACES)
    def a_stream_falls_out_of_a_store(self, name, other, place):
        """A store forgets in silence what it had read, and reads on: the sum that comes with the next page tells."""
        for one in (name, other):
            self.world.sync(one)
        record = self.shared(place, name, other)
        if record is None or self.world.stations[name].unsent():
            return
        self.type_in(other, record, "b")
        self.world.sync(other)
        if self.world.behind(name, self.world.heads()):
            self.world.forget_rows(name, self.world.stations[name].records()[record][0])
            self.world.sync(name)

    @act(name=NAMES, place=PLACES)
    def an_answer_from_before_comes_late(self, name, place):
        """The program stops over an answer; then it types, hands over, and that answer comes, from before."""
        self.world.sync(name, [], "pull_answered")
        if record := self.pick(name, place):
            self.type_in(name, record, "a")
            self.world.sync(name, ["ok", "stale_answer", "drop_request"])
            self.world.nobody_misses_own_text(name)

    @act(name=NAMES, declared=YES_OR_NO)
    def hub_forgets_an_answer(self, name, declared):
        """A station has an answer and has not read on, so that nothing but its numbers tells that the hub went back."""
        self.world.sync(name)
        self.back_up_hub()
        self.create(name)
        self.world.sync(name, ["ok", "drop_request"])
        self.restore_hub(declared)
        self.create(name)
        self.world.sync(name)

    @act(name=NAMES, other=NAMES, third=NAMES, place=PLACES, declared=YES_OR_NO)
    def hub_forgets_who_just_handed_over(self, name, other, third, place, declared):
        """A new station has the answer, at a high number, and not read on; the hub forgets it, and hears of its text
        from another, who then writes over it at a low one.
        """
        self.create(third)
        for one in (third, other):
            self.world.sync(one)
        if (record := self.shared(place, third, other)) is None:
            return
        self.back_up_hub()
        for _ in range(8):
            self.type_in(third, record, "a")
        self.world.sync(third)
        self.world.lose(third)
        self.create(name)
        new = max(self.world.visible(name))
        self.world.sync(name, [*["ok"] * (1 + (self.world.stations[name].device is None)), "drop_request"])
        self.world.sync(other)
        self.restore_hub(declared)
        self.world.sync(other)
        self.type_in(other, new, "a")
        self.world.sync(other)
        self.world.sync(name)

    def lost_merge(self, name, other, record):
        """Of two who type, `name` comes late and types on without having read: one conflict, with the latest value."""
        self.type_in(other, record, "a")
        self.world.sync(other)
        self.type_in(name, record, "a")
        self.world.sync(name, ["ok", "drop_request"])
        self.type_in(name, record, "a")
        self.world.sync(name)

    @act(name=NAMES, other=NAMES, third=NAMES, place=PLACES, first=NAMES, early=YES_OR_NO, declared=YES_OR_NO)
    def hub_loses_a_conflict(self, name, other, third, place, first, early, declared):
        """A restored hub hears of a conflict first from whom it may be, also while somebody puts it away.

        `early`: it may have lost the very names of those who are new.
        """
        self.back_up_hub()
        for one in (name, other, third):
            self.world.sync(one)
        if (record := self.shared(place, name, other, third)) is None:
            return
        if not early:
            self.back_up_hub()
        self.lost_merge(name, other, record)
        self.world.sync(third)
        self.restore_hub(declared)
        self.world.sync(first)
        self.resolve(third, place, take=False)
        self.world.sync(third)

    @act(name=NAMES, other=NAMES, third=NAMES, place=PLACES)
    def type_on_in_a_conflict_put_away(self, name, other, third, place):
        """Who came late types on, while another has put the conflict away."""
        if (record := self.shared(place, name, other)) is None:
            return
        self.world.sync(name)
        self.type_in(other, record, "a")
        self.world.sync(other)
        self.type_in(name, record, "a")
        self.world.sync(name, ["ok", "drop_request"])
        self.world.sync(third)
        self.resolve(third, place, take=False)
        self.world.sync(third)
        self.type_in(name, record, "a")
        self.world.sync(name)

    @act(name=NAMES, other=NAMES, third=NAMES, place=PLACES, noted=YES_OR_NO, declared=YES_OR_NO)
    def hub_goes_back_twice(self, name, other, third, place, noted, declared):
        """Nobody declared the first restore; one had typed since, and another still holds what was lost."""
        for one in (name, other, third):
            self.world.sync(one)
        if (record := self.shared(place, name, other, third)) is None:
            return
        self.back_up_hub()
        self.type_in(name, record, "a")
        self.world.sync(name)
        self.world.sync(third)
        self.restore_hub(declared=False)
        self.type_in(other, record, "a")
        self.world.sync(other)
        if noted:  # it laid aside what it held, and then the line went
            self.world.sync(third, ["ok", "drop_request"])
            self.back_up_hub()
        else:
            self.back_up_hub()
            self.world.sync(third, ["ok", "drop_request"])
        self.restore_hub(declared)
        self.world.sync(third)


STEERING = {name: one for name, one in vars(Steered).items() if hasattr(one, "given")}
