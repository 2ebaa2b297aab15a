"""The gate: what may be published, and in plain words why not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from workstation.figures.around import Around, Counted
from workstation.figures.attacker import Cells, Finding, Interval, Release, TooMuch, attack, too_narrow
from workstation.figures.dimensions import DIMENSIONS
from workstation.figures.disclosure import KINDS
from workstation.figures.publications import kind_of, months_of, scope_of
from workstation.figures.spec import NOTHING, Axis, Figure, Scope, Unit
from workstation.figures.telling import CELL_KEYS, MANY, PRACTICE, THRESHOLD, Where, parts_of, releases_of

__all__ = ["CELL_KEYS", "METHODS", "OPEN", "PRACTICE", "THRESHOLD", "Published", "Remark", "first_look", "judged"]
METHODS = (CELL_KEYS, THRESHOLD, PRACTICE)
# always exact: the two numbers of the whole year everybody knows
OPEN = frozenset({"totals", "growth", "evolution"})
REST = "*"  # everything of a dimension that has no code in the tables at hand


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the gate says: key of text `figures.gate`, and what fills its gaps. `stops` forbids publication.

    `table` is the id of the figure it is about; "" for all of them.
    """

    key: str
    values: tuple[tuple[str, object], ...] = ()
    stops: bool = True
    table: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """A figure of a scope, the method it is or was published with, and what is hidden under `threshold`."""

    figure: Figure
    method: str
    scope: Scope
    hidden: frozenset[Where] = frozenset()


def first_look(figures: Sequence[Figure], method: str, scope: Scope, around: Around) -> Iterator[Remark]:
    """Yield what forbids figures by their nature, before anything is counted."""
    whole = scope == Scope(year=scope.year)
    if not whole and method == PRACTICE:
        yield Remark("exact_part")
        return
    for figure in figures:
        if figure.kind in OPEN and whole:
            continue
        if figure.kind not in KINDS:
            yield Remark("internal_only", (("table", _title(figure.id, around)),))
        elif method == PRACTICE and len(figure.across) > 1:
            yield Remark("exact_crossed", (("table", _title(figure.id, around)),))


def judged(
    new: Sequence[Published], before: Sequence[Published], counted: Counted, around: Around
) -> tuple[Remark, ...]:
    """Return what the attacker finds in everything together, as far as the new figures are to blame.

    Exact tables of one dimension for all Flanders may follow the published practice: then small cells are warned
    about, not forbidden. What earlier publications gave away already is not held against a new one.
    """
    exact = {one.figure.id for one in new if one.method == PRACTICE}
    remarks = []
    for unit in Unit:
        try:
            known = given_away(before, unit, counted, around)
            found = attack(all_told((*before, *new), unit, counted, around))
        except TooMuch:
            return (Remark("too_much"),)
        remarks += [_remark(f, around, stops=table_of(f) not in exact) for f in blamed(found, known)]
    return tuple(remarks)


Known = dict[tuple[str, Cells], int]


def given_away(before: Sequence[Published], unit: Unit, counted: Counted, around: Around) -> Known:
    """Return how many values are possible for each small cell after what was published before. Raises TooMuch."""
    found = attack(all_told(before, unit, counted, around))
    return {(finding.table, finding.cell): finding.values for finding in found}


def blamed(findings: Iterable[Finding], known: Known) -> tuple[Finding, ...]:
    """Return what is too narrow and was not so narrow before."""
    narrow = too_narrow(findings)
    return tuple(found for found in narrow if found.values < known.get((found.table, found.cell), found.values + 1))


def all_told(published: Sequence[Published], unit: Unit, counted: Counted, around: Around) -> tuple[Release, ...]:
    """Return everything that tables of one unit tell."""
    found = [
        release
        for one in published
        if one.figure.kind in KINDS and one.figure.unit is unit
        for release in releases_of(one.figure, counted, replace(around, scope=one.scope), one.method, one.hidden)
    ]
    return (*found, *_rest(found, around)) if found else ()


def _rest(releases: Sequence[Release], around: Around) -> Iterable[Release]:
    """Say that there is more than the parts that were published: other teams, other months."""
    seen: dict[str, set[str]] = {}
    for release in releases:
        for cell in release.cells:
            for dimension, group in zip(release.dimensions, cell, strict=True):
                if dimension in parts_of(around):
                    seen.setdefault(dimension, set()).update(group)
    for dimension, codes in seen.items():
        everyone = frozenset({*codes, *parts_of(around)[dimension], REST})
        yield Release("", (dimension,), {(everyone,): Interval(0, 0, MANY)})


def table_of(finding: Finding) -> str:
    """Return the id of the figure a finding is in."""
    return finding.table.partition(" ")[0]


def _remark(finding: Finding, around: Around, *, stops: bool) -> Remark:
    part = finding.table.partition(" ")[2]
    named = (
        _group(dimension, group, around) for dimension, group in zip(finding.dimensions, finding.cell, strict=True)
    )
    title = _title(table_of(finding), around)
    if part:
        title += f" ({part_in_words(scope_of(part, around.scope.year or 1), around)})"
    values = (("table", title), ("cell", " × ".join(name for name in named if name)), ("values", finding.values))
    return Remark("narrow" if finding.values > 1 else "found_out", values, stops, table_of(finding))


def _title(table: str, around: Around) -> str:
    return around.text(f"figures.title.{table}")


def _group(dimension: str, codes: frozenset[str], around: Around) -> str:
    """Return the name of a group of codes as it stands in the tables; nothing when it is everyone."""
    axis = Axis(DIMENSIONS[dimension])
    real = sorted(code for code in codes if not code.startswith(NOTHING)) or [axis.dimension.unknown]
    if len(real) > 1 and set(around.valid(axis.dimension)) <= codes:
        return ""
    parents = {found.parent for code in real if (found := around.codebook.get(axis.dimension.codelist or "", code))}
    if len(real) > 1 and len(parents) == 1 and (parent := parents.pop()):
        return around.label(axis, parent)
    return "/".join(around.label(axis, code) for code in real)


def part_in_words(scope: Scope, around: Around) -> str:
    """Return which part of the year and of Flanders is meant, in words; nothing for the whole."""
    if kind_of(scope) == "annual":
        return ""
    team = around.codebook.label("team", scope.team)
    months = sorted(months_of(scope))
    quarter = around.text("figures.gate.quarter", number=int(months[0]) // 3 + 1) if months else ""
    return ", ".join(words for words in (team, quarter) if words)
