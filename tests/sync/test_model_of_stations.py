"""The protocol's model, hammered with the program's own stations: real vaults, faults, restores, clones, permissions.

SYNC_STATION_HISTORIES says how many histories there are (short form when unset).
"""

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from tests.hub.test_model import STEPS, Sync
from tests.sync.modelled import RealWorld

HISTORIES = int(os.environ.get("SYNC_STATION_HISTORIES", "3"))


class RealStations(Sync):
    def __init__(self):
        RuleBasedStateMachine.__init__(self)
        self.world = RealWorld(self.server)

    def take_image(self, name):
        self.world.image(name)
        self.world.images[name] = len(self.world.writes)


def test_the_programs_stations_keep_the_protocol(migrated_store):
    RealWorld.template = migrated_store
    run_state_machine_as_test(
        RealStations,
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
            database=None,
            derandomize="SYNC_STATION_HISTORIES" not in os.environ,
        ),
    )
