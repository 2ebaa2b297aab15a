"""Years of published tables against the attacker: nothing is recovered; with the gate off, something is.

Both methods: rounding by cell keys, and hiding small numbers with others beside them. `make check-figures` attacks ten
years and prints what is found; here it is one, or ATTACK_YEARS.
"""

import importlib
import os
import sys
from collections import defaultdict

import pytest
from tests.house.tree import ROOT

from workstation.figures.attacker import NARROWEST


@pytest.fixture(scope="module")
def attack_releases():
    sys.path.append(str(ROOT / "packaging" / "checks"))
    yield importlib.import_module("attack_releases")
    sys.path.remove(str(ROOT / "packaging" / "checks"))


@pytest.mark.slow
def test_no_small_number_is_given_away_by_either_method_and_the_controls_give_way(attack_releases):
    years, found = int(os.environ.get("ATTACK_YEARS", "1")), defaultdict(list)
    for seed in range(years):
        for method, finding in attack_releases.found_in(attack_releases.records(seed), seed):
            assert finding.low <= finding.n <= finding.high
            found[method].append(finding.values)
    for method in (attack_releases.ROUNDED, attack_releases.LEFT_OUT):
        assert min(found[method]) >= NARROWEST
        assert len(found[method]) > 30 * years
    assert found[attack_releases.BARE].count(1) > 5 * years
    assert found[attack_releases.OPEN].count(1) > 10 * years
