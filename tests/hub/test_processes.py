"""Several hub processes on one PostgreSQL; the long form is `python -m tests.hub.processes 600`."""

import pytest
from tests.hub.processes import soak


@pytest.mark.slow
def test_three_processes_killed_at_random_lose_nothing_and_agree(postgres, tmp_path):
    counted = soak(postgres, tmp_path, 5)
    print({name: value for name, value in counted.items() if name != "log"})
    assert counted["kills"]["hub"] >= 2
    assert counted["writes"] > 20
    assert "unforeseen" not in counted["log"]
