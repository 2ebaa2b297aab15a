"""The protocol's model, played with the program's own stations: real vaults, faults, restores, clones, permissions.

python -m tests.hub.histories 2000 --on stations      plays many
"""

from contextlib import closing

from tests.hub import histories
from tests.sync.modelled import OfVaults, RealActs


def test_the_programs_stations_keep_the_protocol():
    with closing(OfVaults()) as ground:
        found, _ = histories.run(4, make=RealActs, ground=ground)
    assert found == []
