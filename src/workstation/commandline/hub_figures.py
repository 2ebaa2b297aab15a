"""The figures of all teams, counted on the hub by the same declarations and the same counts as at a desk.

What the hub may read goes into tables in memory, exactly as a desk keeps it. What it may not read (hours, lengths of
calls, counsellors) it does not count: such figures are left out and named, never shown as nought.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, create_engine, insert
from sqlalchemy.pool import StaticPool

from workstation.commandline.answers import Refused
from workstation.domain import moments
from workstation.figures.annual import FIGURES
from workstation.figures.counting import needed
from workstation.figures.spec import Figure, Scope
from workstation.hub.coded_calls import CodedCall, codebook_contents, coded_calls
from workstation.hub.database import Database
from workstation.hub.erasures import erased_since
from workstation.reports.figures_csv import figures_csv
from workstation.reports.plain_tables import ods, table_csv, tables_of
from workstation.store import tables as t
from workstation.store.call_rows import call_row, child_rows
from workstation.store.counting import Counting
from workstation.sync.codebook_contents import NotAnEdition, edition_in
from workstation.usecases.count_year import CountedYear, count_in
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.editions import in_force
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

SEALED_HERE = frozenset({"hour", "handled_s", "counsellor"})
COUNTED = (t.calls, t.reported_persons, t.person_forms, t.outcomes)
AT_ONCE = 2_000  # calls


def countable(scope: Scope) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """Return the figures that rest on what a hub may read, and the ids of those that do not."""
    kept: list[Figure] = []
    left_out: list[Figure] = []
    for figure in FIGURES.values():
        uses = {name for tally in needed((figure,), scope) for name in (*tally.by, tally.total)}
        (left_out if uses & SEALED_HERE else kept).append(figure)
    return tuple(kept), tuple(one.id for one in left_out)


def count_hub(database: Database, scope: Scope) -> tuple[CountedYear, Codebook]:
    """Return the figures of a scope over the calls of all teams."""
    with database.snapshot() as connection:
        codebook = _codebook(connection)
        with _rows_of(coded_calls(connection)) as rows:
            counted = count_in(Counting(rows), {}, codebook, words(), scope, countable(scope)[0])
    return counted, codebook


def what_is_not_in_it(database: Database, scope: Scope) -> tuple[str, ...]:
    """Return, in words, the tables a hub cannot count, and what was erased here and is in no count any more."""
    text = words()
    with database.snapshot() as connection:
        erased = erased_since(connection, date(scope.year or 1970, 1, 1))
    tables = ", ".join(f"{one} ({text(f'figures.title.{one}')})" for one in countable(scope)[1])
    told = text("commandline.hub_erased", year=scope.year, count=erased) if erased else ""
    return tuple(line for line in (text("commandline.hub_left_out", tables=tables), told) if line)


def files(counted: CountedYear, codebook: Codebook, notes: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield every file by its name in the folder; a hub writes no PDF. `notes` lie beside the tables."""
    tables = tables_of(counted, codebook, words())
    yield "uitleg.txt", ("\n".join(notes) + "\n").encode()
    yield "figures.csv", figures_csv(counted).encode()
    yield "figures.ods", ods(tables, counted.edition)
    for table in tables:
        yield f"tables/{table.id}.csv", table_csv(table, counted.edition).encode()


def _codebook(connection: Connection) -> Codebook:
    editions = []
    for content in codebook_contents(connection):
        try:
            editions.append(edition_in(content))
        except NotAnEdition:
            raise Refused("commandline.hub_codebook") from None
    return in_force(shipped_codebook(), editions, moments.local(moments.now()).date())


@contextmanager
def _rows_of(calls: Iterator[CodedCall]) -> Iterator[Connection]:
    """Give tables in memory with the rows a desk would keep of these calls."""
    engine = create_engine("sqlite://", poolclass=StaticPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            for table in COUNTED:
                table.create(connection)
            waiting: dict[Table, list[dict[str, Any]]] = defaultdict(list)
            for number, coded in enumerate(calls, 1):
                _put(waiting, coded)
                if number % AT_ONCE == 0:
                    _write(connection, waiting)
            _write(connection, waiting)
            yield connection
    finally:
        engine.dispose()


def _put(waiting: dict[Table, list[dict[str, Any]]], coded: CodedCall) -> None:
    waiting[t.calls].append(call_row(coded.call))
    for table, rows in child_rows(coded.call).items():
        if table is t.reported_persons:
            rows = [row | {"province": coded.provinces.get(row["id"])} for row in rows]  # noqa: PLW2901
        waiting[table] += rows


def _write(connection: Connection, waiting: dict[Table, list[dict[str, Any]]]) -> None:
    for table in COUNTED:
        if waiting[table]:
            connection.execute(insert(table), waiting[table])
    waiting.clear()
