"""Prepare a publication: protect the figures, let the attacker try, and say what stands in the way."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workstation.figures.annual import FIGURES
from workstation.figures.around import Around, Counted
from workstation.figures.attacker import TooMuch
from workstation.figures.counting import needed
from workstation.figures.disclosure import KINDS, key_maker, needs_keyed, protected
from workstation.figures.gate import (
    CELL_KEYS,
    PRACTICE,
    THRESHOLD,
    Published,
    Remark,
    all_told,
    blamed,
    first_look,
    given_away,
    judged,
)
from workstation.figures.publications import PublishedTable, scope_of
from workstation.figures.spec import Cell, Figure, Scope, Tally, Unit
from workstation.figures.suppression import hidden_before, hidden_in, suppressed
from workstation.store.counting import Counting
from workstation.store.publications import Publications
from workstation.store.vault import Vault
from workstation.usecases.count_year import CountedYear, count_year
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

SECRET = "figures.key.{year}"  # noqa: S105 - the name of a setting
CLOSED = "figures.closed.{year}"
LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What may be published. `remarks` that stop leave `allowed` False: then nothing may leave the house.

    `rounded`: ids of crossed tables that are rounded by cell keys beside exact plain ones.
    """

    counted: CountedYear
    method: str
    remarks: tuple[Remark, ...]
    rounded: frozenset[str] = frozenset()

    @property
    def allowed(self) -> bool:
        """Whether the gate is open."""
        return not any(remark.stops for remark in self.remarks)


def prepare_publication(
    vault: Vault,
    codebook: Codebook,
    text: Words,
    part: int | Scope,
    figures: Sequence[Figure],
    method: str = CELL_KEYS,
    rounded: Sequence[Figure] = (),
) -> Prepared:
    """Return the figures as they may leave the house, checked together with all that was published about the year.

    `part` is a year, or a team or a quarter of one (`Scope`). With `published_practice` the one-way tables of the
    whole stay exact and small cells are warned about; figures of `rounded` are rounded beside them, or left out with
    a remark where the exact numbers give them away. With `threshold` small numbers are hidden.
    """
    scope = part if isinstance(part, Scope) else Scope(year=part)
    year = scope.year or 0
    closed = _closed(vault, year)
    around = Around(codebook, text, scope, {})
    looks = (*first_look(figures, method, scope, around), *first_look(rounded, CELL_KEYS, scope, around))
    if remarks := (Remark("closed", (("year", year),)),) if closed else looks:
        return Prepared(CountedYear(scope, codebook.edition, 0, 0, ()), method, remarks)
    tables = _published_before(vault, year)
    new = [Published(figure, method, scope) for figure in figures if figure.kind in KINDS]
    new += [Published(figure, CELL_KEYS, scope) for figure in rounded]
    pairs = [(one.figure, one.scope) for one in new]
    pairs += [(FIGURES[table.table], scope_of(table.kind, year)) for table in tables]
    counted = _counted(vault, year, pairs)
    before = [_as_published(table, year, counted, around) for table in tables]
    if method == THRESHOLD:
        new = _with_hidden(new, before, counted, around)
    remarks = judged(new, before, counted, around)
    while given := {r.table for r in remarks if r.stops} & {one.id for one in rounded}:
        new = [one for one in new if one.figure.id not in given]
        rounded = [one for one in rounded if one.id not in given]
        out = [_left_out(table, text) for table in sorted(given)]
        remarks = (*judged(new, before, counted, around), *(r for r in remarks if r.key == LEFT_OUT), *out)
    exact = count_year(vault, codebook, text, scope, (*figures, *rounded))
    safe = {one.figure.id: _safe(one, counted, around) for one in new if one.method != PRACTICE}
    cells = tuple((figure, safe.get(figure.id, found)) for figure, found in exact.figures)
    return Prepared(replace(exact, figures=cells), method, remarks, frozenset(one.id for one in rounded))


def _left_out(table: str, text: Words) -> Remark:
    return Remark(LEFT_OUT, (("table", text(f"figures.title.{table}")),), stops=False, table=table)


def _safe(one: Published, counted: Counted, around: Around) -> tuple[Cell, ...]:
    if one.method == THRESHOLD:
        return tuple(suppressed(one.figure, counted, around, one.hidden))
    return tuple(protected(one.figure, counted, around))


def _counted(vault: Vault, year: int, pairs: Iterable[tuple[Figure, Scope]]) -> Counted:
    tallies: list[Tally] = [tally for figure, scope in pairs for tally in needs_keyed(figure, scope)]
    key_of = key_maker(_secret(vault, year))
    with vault.reading() as work:
        counting = Counting(work.connection, key_of)
        try:
            return counting.count_all((*dict.fromkeys(tallies), *needed((), Scope(year=year))))
        finally:
            counting.forget_keys()


def _with_hidden(
    new: Sequence[Published], before: Sequence[Published], counted: Counted, around: Around
) -> list[Published]:
    """Return the new tables with what must be hidden in them; left as they are where that cannot be worked out."""
    found = []
    for unit in Unit:
        own = [one for one in new if one.figure.unit is unit]
        try:
            known = given_away(before, unit, counted, around)
            told = all_told(before, unit, counted, around)
            hidden = hidden_in(all_told(own, unit, counted, around), told, lambda f, k=known: blamed(f, k))  # type: ignore[misc]
        except TooMuch:
            hidden = frozenset()
        found += [replace(one, hidden=hidden) for one in own]
    return found


def _published_before(vault: Vault, year: int) -> list[PublishedTable]:
    with vault.reading() as work:
        tables = Publications(work.connection).told(year)
    return [table for table in tables if table.table in FIGURES and FIGURES[table.table].kind in KINDS]


def _as_published(table: PublishedTable, year: int, counted: Counted, around: Around) -> Published:
    figure, scope = FIGURES[table.table], scope_of(table.kind, year)
    there = replace(around, scope=scope)
    hidden = hidden_before(table, figure, counted, there) if table.method == THRESHOLD else frozenset()
    return Published(figure, table.method, scope, hidden)


def _closed(vault: Vault, year: int) -> bool:
    with vault.reading() as work:
        return work.settings.get(CLOSED.format(year=year)) is not None


def _secret(vault: Vault, year: int) -> bytes:
    """Return the secret of the year, made when it is first needed; `forget_year` destroys it."""
    name = SECRET.format(year=year)
    with vault.work() as work:
        kept = work.settings.get(name)
        if kept is None:
            kept = secrets.token_hex(32)
            work.settings.put(name, kept)
    return bytes.fromhex(kept)
