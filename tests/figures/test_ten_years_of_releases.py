"""Ten years of published tables against the attacker: nothing is recovered; with the gate off, something is.

Both methods: rounding by cell keys, and hiding small numbers with others beside them.

ATTACK_YEARS=10 runs the long form; the short one takes two years.
"""

import os
from collections import defaultdict

import pytest

from workstation.figures.annual import FIGURES
from workstation.figures.around import Around
from workstation.figures.attacker import attack, too_narrow
from workstation.figures.disclosure import key_maker, needs_keyed
from workstation.figures.registration_sets import CALL_COLUMNS, OUTCOME_COLUMNS, PERSON_COLUMNS
from workstation.figures.spec import Scope, Unit
from workstation.figures.suppression import hidden_in, primary
from workstation.figures.synthetic import registration_year
from workstation.figures.telling import CELL_KEYS, PRACTICE, THRESHOLD, releases_of
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

AROUND = Around(shipped_codebook(), words(), Scope(year=2024))
PUBLISHED = {
    Unit.CALL: ("T03", "T04", "T05", "T06", "F07", "T13", "F14", "F15", "X01", "X03", "X11"),
    Unit.PERSON: ("T08", "T09", "T09b", "T09c", "T10", "T11", "T11b", "T12", "T12b", "X04", "X05", "X06", "X07"),
    Unit.OUTCOME: ("T16", "X12"),
}


def records(seed):
    """All dimensions of every call, person and outcome of a synthetic year, with the id that gives the key."""
    made = registration_year(2024, seed)
    calls = {row[0]: dict(zip(CALL_COLUMNS, row, strict=True)) for row in made.calls()}
    for call in calls.values():
        call["month"] = call["started_at"][5:7]
    persons = {row[0]: calls[row[1]] | dict(zip(PERSON_COLUMNS, row, strict=True)) for row in made.reported_persons()}
    outcomes = [persons[row[0]] | dict(zip(OUTCOME_COLUMNS, row, strict=True)) for row in made.outcomes()]
    return {Unit.CALL: list(calls.values()), Unit.PERSON: list(persons.values()), Unit.OUTCOME: outcomes}


def counts(rows, unit, tally, key_of):
    found = defaultdict(lambda: [0, 0])
    for row in rows:
        pile = found[tuple(row[name] or "?not_asked" for name in tally.by)]
        pile[0] += 1
        pile[1] += key_of(row["call_id"] if unit is Unit.CALL else row["person_id"])
    return {key: tuple(pile) for key, pile in found.items()}


def releases(rows, method, unit, seed, hidden=frozenset()):
    key_of = key_maker(bytes([seed]) * 32)
    figures = [FIGURES[name] for name in PUBLISHED[unit]]
    counted = {}
    for figure in figures:
        (tally,) = needs_keyed(figure, AROUND.scope)
        counted[tally] = counts(rows[unit], unit, tally, key_of)
    return [release for f in figures for release in releases_of(f, counted, AROUND, method, hidden)]


def findings(rows, method, unit, seed):
    return attack(releases(rows, method, unit, seed))


@pytest.mark.slow
def test_ten_years_of_releases_give_no_small_number_away():
    small, years = 0, int(os.environ.get("ATTACK_YEARS", "2"))
    for seed in range(years):
        rows = records(seed)
        for unit in Unit:
            found = findings(rows, CELL_KEYS, unit, seed)
            small += len(found)
            assert all(finding.values >= 4 for finding in found)
            assert all(finding.low <= finding.n <= finding.high for finding in found)
    assert small > 30 * years


def test_with_the_gate_off_small_numbers_are_recovered():
    found = findings(records(0), PRACTICE, Unit.PERSON, 0)
    assert sum(finding.values == 1 for finding in found) > 10


@pytest.mark.slow
def test_ten_years_with_small_numbers_left_out_give_none_of_them_away():
    small, recovered, years = 0, 0, int(os.environ.get("ATTACK_YEARS", "1"))
    for seed in range(years):
        rows = records(seed)
        for unit in Unit:
            told = releases(rows, THRESHOLD, unit, seed)
            hidden = hidden_in(told, (), too_narrow)
            found = attack(releases(rows, THRESHOLD, unit, seed, hidden))
            small += len(found)
            assert all(finding.values >= 4 for finding in found)
            # the control: only the small numbers themselves are left out
            bare = attack(releases(rows, THRESHOLD, unit, seed, primary(told)))
            recovered += sum(finding.values == 1 for finding in bare)
    assert small > 30 * years
    assert recovered > 5 * years
