"""The protocol's model, played with the program's own stations: real vaults, faults, restores, clones, permissions.

python -m tests.hub.histories 2000 --on stations      plays many
"""

import pytest
from tests.hub import histories
from tests.hub.test_model import FOUND as FOUND_WITH_SMALL_STATIONS
from tests.hub.test_model import PUT_BACK_TWICE
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


def test_what_was_given_back_is_not_lost_when_the_hub_is_put_back_once_more_before_it_was_read(ground):
    acts = RealActs(ground)
    histories.play(acts, PUT_BACK_TWICE)
    assert acts.world.at_hub()["00000001"][2]["a"] == "v1"


def test_own_text_stays_while_a_stream_that_did_not_add_up_is_read_again_and_the_line_breaks(ground):
    acts = RealActs(ground)
    acts.create("c0"), acts.create("c1"), acts.quiet()
    one, other = acts.world.visible("c0")
    acts.world.damaged.add("c0")
    with ground.vaults["c0"].work() as work:  # a fault of the disk that nobody notices
        work.connection.exec_driver_sql("DELETE FROM records WHERE id = ?", (other,))
    acts.world.write("c1", other, "b")
    acts.world.sync("c1")
    acts.world.write("c0", one, "a")
    acts.world.sync("c0", ["ok", "ok", "drop_request"])
    assert acts.world.stations["c0"].alarms
    acts.world.nobody_misses_own_text("c0")
    acts.quiet()
