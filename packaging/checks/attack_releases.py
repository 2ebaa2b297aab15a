"""Attack what a year would publish, year after year, by both methods; and with the gate off, which must give way.

python packaging/checks/attack_releases.py [--years 10]

Per method: how many small numbers (1 to 4) there are in the tables, how many the attacker gets back exactly, and the
fewest values that remain possible for any of them. Ends with 1 when a protected number is too narrow, or when the
control, which protects nothing, gives nothing away.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "src")]

from workstation.figures.annual import FIGURES
from workstation.figures.around import Around
from workstation.figures.attacker import NARROWEST, Finding, Release, attack, too_narrow
from workstation.figures.disclosure import key_maker, needs_keyed
from workstation.figures.registration_sets import CALL_COLUMNS, OUTCOME_COLUMNS, PERSON_COLUMNS
from workstation.figures.spec import Counts, Scope, Tally, Unit
from workstation.figures.suppression import hidden_in, primary
from workstation.figures.synthetic import registration_year
from workstation.figures.telling import CELL_KEYS, PRACTICE, THRESHOLD, Where, releases_of
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

ROUNDED, LEFT_OUT = "rounded by cell keys", "small numbers left out, others with them"
BARE, OPEN = "control: only the small ones left out", "control: nothing protected"
AROUND = Around(shipped_codebook(), words(), Scope(year=2024))
# everything that could be published about a year, crossed tables too
PUBLISHED = {
    Unit.CALL: ("T03", "T04", "T05", "T06", "F07", "T13", "F14", "F15", "X01", "X03", "X11"),
    Unit.PERSON: ("T08", "T09", "T09b", "T09c", "T10", "T11", "T11b", "T12", "T12b", "X04", "X05", "X06", "X07"),
    Unit.OUTCOME: ("T16", "X12"),
}
Records = Mapping[Unit, list[dict[str, str]]]


def records(seed: int) -> Records:
    """Return all dimensions of every call, person and outcome of a synthetic year, with the id that gives the key."""
    made = registration_year(2024, seed)
    calls = {row[0]: dict(zip(CALL_COLUMNS, row, strict=True)) for row in made.calls()}
    for call in calls.values():
        call["month"] = call["started_at"][5:7]
    persons = {row[0]: calls[row[1]] | dict(zip(PERSON_COLUMNS, row, strict=True)) for row in made.reported_persons()}
    outcomes = [persons[row[0]] | dict(zip(OUTCOME_COLUMNS, row, strict=True)) for row in made.outcomes()]
    return {Unit.CALL: list(calls.values()), Unit.PERSON: list(persons.values()), Unit.OUTCOME: outcomes}


def counts(rows: list[dict[str, str]], unit: Unit, tally: Tally, key_of: Callable[[str], int]) -> Counts:
    """Return what a tally counts, with the added-up keys."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        pile = found[tuple(row[name] or "?not_asked" for name in tally.by)]
        pile[0] += 1
        pile[1] += key_of(row["call_id"] if unit is Unit.CALL else row["person_id"])
    return {key: (n, keys) for key, (n, keys) in found.items()}


def releases(
    rows: Records, method: str, unit: Unit, seed: int, hidden: frozenset[Where] = frozenset()
) -> list[Release]:
    """Return what all tables of a unit tell together."""
    key_of = key_maker(bytes([seed]) * 32)
    figures = [FIGURES[name] for name in PUBLISHED[unit]]
    counted = {}
    for figure in figures:
        (tally,) = needs_keyed(figure, AROUND.scope)
        counted[tally] = counts(rows[unit], unit, tally, key_of)
    return [release for f in figures for release in releases_of(f, counted, AROUND, method, hidden)]


def found_in(rows: Records, seed: int) -> Iterator[tuple[str, Finding]]:
    """Yield what the attacker finds in one year, with the method it was found under."""
    for unit in Unit:
        told = releases(rows, THRESHOLD, unit, seed)
        hidden = hidden_in(told, (), too_narrow)
        tried = {
            ROUNDED: releases(rows, CELL_KEYS, unit, seed),
            LEFT_OUT: releases(rows, THRESHOLD, unit, seed, hidden),
            BARE: releases(rows, THRESHOLD, unit, seed, primary(told)),
            OPEN: releases(rows, PRACTICE, unit, seed),
        }
        for method, of_method in tried.items():
            yield from ((method, finding) for finding in attack(of_method))


def main() -> int:
    """Print a line per method and return 0 when the gate holds and the controls give way."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--years", type=int, default=10)
    years = asked.parse_args().years
    began = time.perf_counter()
    values: dict[str, list[int]] = defaultdict(list)
    for seed in range(years):
        for method, finding in found_in(records(seed), seed):
            values[method].append(finding.values)
    print(f"{years} synthetic years, {time.perf_counter() - began:.0f} s")
    for method, left in values.items():
        print(
            f"{method:<44} {len(left):6} small numbers   {left.count(1):5} recovered exactly"
            f"   possible values: worst {min(left)}, median {median(left):.0f}"
        )
    holds = min(values[ROUNDED] + values[LEFT_OUT]) >= NARROWEST
    gives_way = values[BARE].count(1) > 0 and values[OPEN].count(1) > 0
    print("the gate holds" if holds else "THE GATE LETS THROUGH")
    print("the controls give way" if gives_way else "NO CONTROL GAVE WAY")
    return 0 if holds and gives_way else 1


if __name__ == "__main__":
    sys.exit(main())
