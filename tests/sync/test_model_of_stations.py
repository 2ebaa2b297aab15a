"""The protocol's model, played with the program's own stations: real vaults, faults, restores, clones, permissions.

python -m tests.hub.histories 2000 --on stations      plays many
"""

import pytest
from tests.hub import histories
from tests.hub.test_model import FOUND as FOUND_WITH_SMALL_STATIONS
from tests.sync.modelled import OfVaults, RealActs

FOUND = FOUND_WITH_SMALL_STATIONS | {
    "a record written in a stream that is withdrawn before it was ever read leaves with it": [
        ("create", {"name": "c0"}),
        ("sync", {"name": "c0", "plan": [], "point": "page_before_commit"}),
        ("grant", {"account": "u0", "streams": ["B"], "writes": True}),
    ],
    "a record that left a stream and came back within one page stays": [
        ("grant", {"account": "u0", "streams": ["B"], "writes": True}),
        ("create", {"name": "c0"}),
        ("move", {"name": "c0", "place": 3, "to": "A"}),
        ("move", {"name": "c0", "place": 9, "to": "B"}),
    ],
}


@pytest.fixture(scope="module")
def ground():
    made = OfVaults()
    yield made
    made.close()


def test_the_programs_stations_keep_the_protocol(ground):
    found, _ = histories.run(4, make=RealActs, ground=ground)
    assert found == []


@pytest.mark.parametrize("steps", FOUND.values(), ids=FOUND)
def test_what_histories_once_found_stays_right(ground, steps):
    assert histories.breaks(ground, steps, RealActs) is None
