"""The harmonised view: years beside each other although their lists differ, each line with its comparability.

A trend group gathers the codes of all editions that mean the same (`codebook_mapping.csv`, `trend_groups.csv`). Its
grade is A (compare freely), B (compare with the remark), C (a break in the series: do not draw a line through it).
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from workstation import resources
from workstation.figures import dimensions as d
from workstation.figures.around import Counted, is_known
from workstation.figures.rounding import exact, percentage
from workstation.figures.spec import NOT_APPLICABLE, ONE, TWO, WHOLE, Decimals, Dimension, Scope, Tally
from workstation.vocabulary.codebook import Codebook

# list or field of the mapping → what is counted
COUNTED_AS = {
    "problem_type": d.PROBLEM,
    "person_age": d.AGE,
    "violence_form": d.MAIN_FORM,
    "context_family": d.CONTEXT,
    "anonymous": d.ANONYMOUS,
    "contact_gender": d.CONTACT_GENDER,
    "contact_age": d.CONTACT_AGE,
    "relation_to_victim": d.RELATION,
    "channel": d.CHANNEL,
    "outcome": d.OUTCOME,
}
DECIMALS = {"problem_type": TWO, "outcome": TWO, "relation_to_victim": ONE}
# groups that are a whole side of a list, or a single code the mapping files under a wider group
WHOLE_GROUPS = {"T_age_minor": ("person_age", "minor_group"), "T_relation_parent": ("relation_to_victim", "")}
SINGLE = {"T_relation_parent": frozenset({"parent_step"})}


@dataclass(frozen=True, slots=True)
class TrendGroup:
    """Codes of all editions that are one line; `of_known` when the series has always left the unknown out."""

    id: str
    codelist: str
    codes: frozenset[str]
    grade: str
    remark: str = ""
    of_known: bool = False

    @property
    def dimension(self) -> Dimension:
        """What is counted."""
        return COUNTED_AS[self.codelist]

    @property
    def decimals(self) -> Decimals:
        """How the line is rounded."""
        return DECIMALS.get(self.codelist, WHOLE)


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One year of a line. `n` and `base` None: published as a percentage only, and `printed` is that text."""

    year: int
    n: int | None
    base: int | None
    percent: str
    printed: str


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A group through the years, oldest first."""

    group: TrendGroup
    points: tuple[TrendPoint, ...]


def _rows(name: str, folder: str = "codebook") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(resources.read(folder, name))))


def trend_groups(codebook: Codebook) -> tuple[TrendGroup, ...]:
    """Return every group, in the order of the mapping, then those the mapping has no rows for."""
    codes: dict[str, tuple[str, set[str], str]] = {}
    for row in _rows("codebook_mapping.csv"):
        codelist = row["codelist"]
        own = COUNTED_AS[codelist].codelist or ""
        known = {code for code in (row["from_code"], row["to_code"]) if codebook.get(own, code)}
        before = codes.get(row["trend_group"], (codelist, set(), "A"))
        codes[row["trend_group"]] = (codelist, before[1] | known, max(before[2], row["comparability"]))
    for group, (codelist, parent) in WHOLE_GROUPS.items():
        own = COUNTED_AS[codelist].codelist or ""
        members = SINGLE.get(group) or {code.code for code in codebook.children(own, parent)}
        codes[group] = (codelist, set(members), "A")
    found = {
        group: TrendGroup(group, codelist, frozenset(members), grade)
        for group, (codelist, members, grade) in codes.items()
    }
    for row in _rows("trend_groups.csv"):
        grade, _, remark = row["comparability"].partition(" ")
        found[row["trend_group"]] = replace(
            found[row["trend_group"]], grade=grade, remark=remark.strip("()"), of_known="known" in row["unit"]
        )
    return tuple(_with_later_codes(group, codebook) for group in found.values())


def _with_later_codes(group: TrendGroup, codebook: Codebook) -> TrendGroup:
    """Return a group with the codes that editions made in the program compare with its own."""
    later = [one for one in codebook.maps if one.list == group.dimension.codelist and one.earlier in group.codes]
    grade = max((group.grade, *(one.grade for one in later)))
    return replace(group, codes=group.codes | {one.code for one in later}, grade=grade)


def needs(groups: Iterable[TrendGroup], years: Sequence[int], scope: Scope) -> tuple[Tally, ...]:
    """Return the counts for these years; of the scope only team and channel are kept."""
    tallies = (
        Tally(group.dimension.unit, (group.dimension.name,), replace(scope, year=year, first=None, last=None))
        for group in groups
        for year in years
    )
    return tuple(dict.fromkeys(tallies))


def lines(
    groups: Sequence[TrendGroup],
    years: Sequence[int],
    scope: Scope,
    counted: Counted,
) -> tuple[TrendLine, ...]:
    """Return each group through the counted years, and through published years where nothing is counted."""
    published = _published() if (scope.team, scope.channel) == (None, None) else {}
    found = []
    for group in groups:
        points = dict(published.get(group.id, {}))
        for tally in needs([group], years, scope):
            if point := _point(group, tally, counted):
                points[point.year] = point
        found.append(TrendLine(group, tuple(points[year] for year in sorted(points))))
    return tuple(found)


def _point(group: TrendGroup, tally: Tally, counted: Counted) -> TrendPoint | None:
    base = n = 0
    for (code,), (number, _) in counted[tally].items():
        if code == NOT_APPLICABLE or (group.of_known and not is_known(group.dimension, code)):
            continue
        base += number
        n += number if code in group.codes else 0
    if base == 0:
        return None
    return TrendPoint(tally.scope.year or 0, n, base, exact(n, base), percentage(n, base, group.decimals))


def _published() -> Mapping[str, dict[int, TrendPoint]]:
    return {
        row["trend_group"]: {
            int(column[1:]): TrendPoint(int(column[1:]), None, None, "", row[column])
            for column in row
            if column[0] == "y" and row[column]
        }
        for row in _rows("trend_groups.csv")
    }
