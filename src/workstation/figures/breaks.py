"""Which figures can no longer be compared with earlier years when the codebook changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workstation.figures.annual import FIGURES
from workstation.figures.harmonised import trend_groups
from workstation.figures.spec import Figure
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.editions import CodeChange


@dataclass(frozen=True, slots=True)
class Break:
    """A change, the figures and trend lines it touches, and how far they stay comparable.

    A: freely. B: with a remark. C: a break in the series. `reason` is a key of text `codebook.break`.
    """

    change: CodeChange
    grade: str
    reason: str
    figures: tuple[str, ...]
    trends: tuple[str, ...]


def breaks(codebook: Codebook, changes: Iterable[CodeChange]) -> tuple[Break, ...]:
    """Return what each change does to the figures; changes of lists nobody counts do nothing."""
    found = tuple(changes)
    mapped = {(one.list, one.code): one.grade for one in found if one.maps_to}
    return tuple(one for change in found for one in _of_change(codebook, change, mapped))


def _of_change(codebook: Codebook, change: CodeChange, mapped: dict[tuple[str, str], str]) -> Iterator[Break]:
    touched = tuple(figure.id for figure in FIGURES.values() if _counts(figure, change.list))
    groups = [group for group in trend_groups(codebook) if group.dimension.codelist == change.list]
    trends = tuple(group.id for group in groups if {change.code, change.maps_to} & group.codes)
    if not touched and not trends:
        return
    grade, reason = _grade(change, mapped.get((change.list, change.code)))
    yield Break(change, grade, reason, touched, trends)


def _grade(change: CodeChange, mapped: str | None) -> tuple[str, str]:
    if change.kind == "label":
        return "A", "label"
    if change.kind == "define":
        return (mapped, "defined") if mapped else ("B", "defined")
    if mapped:
        return mapped, f"mapped_{mapped}"
    return "C", "new" if change.kind == "new" else "retired"


def _counts(figure: Figure, codelist: str) -> bool:
    return any(axis.dimension.codelist == codelist for axis in figure.across)
