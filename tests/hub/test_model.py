"""The model of the protocol: histories of people, faults, restores and permissions; the invariants stand in world.py.

SYNC_HISTORIES says how many histories there are on SQLite (short form when unset); on PostgreSQL a tenth of that.
"""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from tests.hub.world import FAULTS, OWNERS, POINTS, World, image

HISTORIES = int(os.environ.get("SYNC_HISTORIES", "100"))
STEPS = int(os.environ.get("SYNC_STEPS", "40"))
PHASES = [Phase.generate] if os.environ.get("SYNC_FAST") else [Phase.generate, Phase.shrink]
names = st.sampled_from(list(OWNERS))
places = st.integers(0, 9)


class Sync(RuleBasedStateMachine):
    server = None

    def __init__(self):
        super().__init__()
        self.world = World(self.server)

    def teardown(self):
        try:
            self.world.check()
        finally:
            self.world.close()

    def pick(self, name, place, conflicts=False):
        seen = self.world.visible(name, conflicts)
        return seen[place % len(seen)] if seen else None

    @rule(name=names)
    def create(self, name):
        streams = self.world.grants[OWNERS[name]]
        if streams:
            self.world.write(name, self.world.new_id(), "a", "call", streams[0])

    @rule(name=names, place=places, field=st.sampled_from(["a", "b", "note"]))
    def edit(self, name, place, field):
        if record := self.pick(name, place):
            self.world.write(name, record, field)

    @rule(name=names, place=places)
    def two_type_the_very_same(self, name, place):
        if record := self.pick(name, place):
            self.world.write(name, record, "b", value="same")

    @rule(name=names, place=places)
    def delete(self, name, place):
        if record := self.pick(name, place):
            self.world.stations[name].write(record, {"~": True})

    @rule(name=st.sampled_from(["c0", "c1", "c2"]), place=places, to=st.sampled_from(["A", "B"]))
    def move(self, name, place, to):
        if record := self.pick(name, place):
            self.world.stations[name].write(record, {"~s": to})

    @rule(name=names, place=places, take=st.booleans())
    def resolve(self, name, place, take):
        conflict = self.pick(name, place, conflicts=True)
        if conflict is None:
            return
        shown = self.world.stations[name].records()
        fields = shown[conflict][2]
        if take and fields["field"] in ("a", "b", "note") and fields["rec"] in shown:
            self.world.write(name, fields["rec"], fields["field"], value=fields["value"])
        self.world.stations[name].write(conflict, {"state": "resolved"})

    @rule(name=names, plan=st.lists(st.sampled_from(FAULTS), max_size=6), point=st.sampled_from(POINTS))
    def sync(self, name, plan, point):
        self.world.sync(name, plan, point)
        self.world.nobody_misses_own_text(name)

    @rule()
    def back_up_hub(self):
        if self.world.on_file:
            source = sqlite3.connect(self.world.folder / "hub.db")
            copy = sqlite3.connect(self.world.folder / "hub.backup")
            source.backup(copy)
            source.close()
            copy.close()
            self.world.backup = True

    @precondition(lambda self: self.world.backup)
    @rule(declared=st.booleans())
    def restore_hub(self, declared):
        """With the runbook's one command (`declared`), and by somebody who forgot it."""
        world = self.world
        world.hub.database.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{world.folder}/hub.db{end}").unlink(missing_ok=True)
        shutil.copy(world.folder / "hub.backup", world.folder / "hub.db")
        world.open_hub()
        world.old = []
        for account, streams in world.grants.items():
            world.hub.administration.grant(account, dict.fromkeys(streams, True))
        for record in world.purged:
            world.hub.administration.erase(record)
        if declared:
            world.hub.administration.new_epoch()
        world.backup, world.rolled = False, True
        world.orphans()

    @rule(name=names)
    def take_image(self, name):
        image(self.world.stations[name], self.world.folder / f"{name}.image")
        self.world.images[name] = len(self.world.writes)

    @precondition(lambda self: self.world.images)
    @rule(place=places)
    def image_back(self, place):
        """The laptop comes back from an image, or a clone of it is switched on."""
        world = self.world
        name = sorted(world.images)[place % len(world.images)]
        since = world.images.pop(name)
        known = world.ids_at_hub()
        # typed after the image was taken and never sent: physically gone
        world.dead |= {w["id"] for w in world.writes[since:] if w["by"] == name and w["id"] not in known}
        world.stations.pop(name).db.close()
        world.replace_file(name, world.folder / f"{name}.image")
        world.open(name)
        world.backup = False  # hub and station both rolled back over the same change is out of the promise

    @rule(name=names, place=places)
    def image_work_and_back(self, name, place):
        self.take_image(name)
        self.edit(name, place, "a")
        self.create(name)
        self.world.sync(name)
        self.world.images = {name: self.world.images[name]}
        self.image_back(0)
        self.edit(name, place, "a")
        self.world.sync(name)

    @rule(name=names, other=names, place=places, declared=st.booleans())
    def hub_rolls_back(self, name, other, place, declared):
        if self.world.on_file:
            self.back_up_hub()
            self.edit(name, place, "a")
            self.world.sync(name)
            self.edit(other, place, "note")
            self.world.sync(other)
            self.restore_hub(declared)

    @rule(name=names)
    def lose_device(self, name):
        world = self.world
        world.stations.pop(name).db.close()
        world.replace_file(name, None)
        world.images.pop(name, None)
        world.orphans()
        world.open(name)

    @rule(account=st.sampled_from(["u0", "u1"]), streams=st.sampled_from([["A"], ["B"], ["A", "B"]]))
    def grant(self, account, streams):
        if not self.world.rolled:  # after a restore nothing is withdrawn until every device has reported
            self.world.grants[account] = list(streams)
            self.world.hub.administration.grant(account, dict.fromkeys(streams, True))
            self.world.backup = False

    @rule(name=names, place=places)
    def erase(self, name, place):
        if record := self.pick(name, place):
            self.world.purged.add(record)
            self.world.hub.administration.erase(record)

    @rule()
    def quiet(self):
        self.world.check()


SHORT = settings(
    max_examples=HISTORIES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck),
    print_blob=True, phases=PHASES, database=None,
)  # fmt: skip


class TestOnSqlite(Sync.TestCase):
    settings = SHORT


@pytest.mark.slow
def test_the_model_holds_on_postgresql(postgres):
    class OnServer(Sync):
        server = postgres

    run_state_machine_as_test(OnServer, settings=settings(SHORT, max_examples=max(15, HISTORIES // 10)))
