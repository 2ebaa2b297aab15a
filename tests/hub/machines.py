"""The line to the hub, and machines that are not alike: their clocks are wrong, their programs of another version."""

from datetime import UTC, datetime, timedelta

LATER = "later"  # a kind, and a field, that only the newer program knows
HOURS = (-300, -26, -1, 0, 0, 1, 26, 300)  # never so far apart that a station counts as away too long


class Line:
    """What a station has for a hub: the hub, and everything that can happen on the way."""

    def __init__(self, world):
        self.world = world

    def enrol(self, enrol):
        return self.world.send("enrol", None, (enrol,))

    def push(self, device, push):
        return self.world.send("push", device, (device, push))

    def pull(self, device, pull):
        return self.world.send("pull", device, (device, pull))

    def known(self, device, ids):
        return self.world.send("known", device, (device, ids))

    def recover(self, device, changes, knew):
        return self.world.send("recover", device, (device, changes, knew))


class WrongClock:
    """A clock that goes, but may be set by so many hours at any moment."""

    def __init__(self):
        self.hours = 0

    def __call__(self):
        return datetime.now(UTC) + timedelta(hours=self.hours)
