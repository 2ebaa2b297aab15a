"""The controls of the model: each broken rule can be broken, and three are caught here; the rest by `mutants.py`."""

import pytest
from tests.hub.broken_rules import MUTANTS
from tests.hub.mutants import ROOT, caught


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.rule)
def test_a_rule_that_is_broken_on_purpose_stands_once_in_the_code(mutant):
    assert (ROOT / mutant.path).read_text(encoding="utf-8").count(mutant.sound) == 1


@pytest.mark.slow
@pytest.mark.parametrize("mutant", [MUTANTS[0], MUTANTS[6], MUTANTS[19]], ids=lambda mutant: mutant.rule)
def test_a_broken_rule_turns_the_model_red(mutant):
    assert caught(mutant, 500).by
