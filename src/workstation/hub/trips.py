"""What is said to the database in one trip: PostgreSQL takes several statements at once, and rows as whole columns.

Waiting for an answer, and making a statement of its parts, cost more than most of the hub's statements. So these are
constants of their modules, put into words once, and sent together. They are carried out one after another, and each
sees what was committed before it began, as if they were sent apart: only the waiting falls away.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any, TypeAlias, cast

import psycopg
from psycopg.rows import namedtuple_row
from psycopg.types.array import ListBinaryDumper
from psycopg.types.numeric import Int8BinaryDumper
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Dialect,
    Executable,
    Insert,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
)
from sqlalchemy.engine import make_url
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

Rows: TypeAlias = Sequence[Any]
"""Rows with the columns as attributes."""

Asked: TypeAlias = tuple[Executable, Mapping[str, Any]]
Told: TypeAlias = tuple[Executable | Table, Iterable[Mapping[str, Any]]]
"""A statement to be carried out for each of the rows, or a table that gets them."""


FEW = 50
"""So many rows, of whatever tables, wait for each other and go with one statement."""

_DIALECT = make_url("postgresql+psycopg://").get_dialect()()


class _Names(TypeDecorator[list[str]]):
    """Names as one value: the statement has the same words for any number of them."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return how this database takes them."""
        return dialect.type_descriptor(ARRAY(Text()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> Any:  # noqa: ANN401  # as the parent
        """Return what the driver is given."""
        return value if dialect.name == "postgresql" else json.dumps(value)


class _Among(FunctionElement[bool]):
    type = Boolean()
    inherit_cache = True


@compiles(_Among)
def _in_json(element: _Among, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401  # as the compiler calls it
    column, names = (compiler.process(clause, **given) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({names}))"


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **given: Any) -> str:  # noqa: ANN401  # as above
    column, names = (compiler.process(clause, **given) for clause in element.clauses)
    return f"{column} = ANY({names})"


def among(column: Column[Any], name: str) -> _Among:
    """Return the condition that this column is one of the list of names given under `name`."""
    return _Among(column, bindparam(name, type_=_Names()))


def ask(connection: Connection, *asked: Asked) -> list[Rows]:
    """Return the rows of each statement."""
    if connection.dialect.name != "postgresql":
        return [connection.execute(statement, values).all() for statement, values in asked]
    with _together(connection, several=len(asked) > 1) as line:
        cursors = [_carry_out(line, statement, values) for statement, values in asked]
    return [cursor.fetchall() for cursor in cursors]


def tell(connection: Connection, *told: Told, last: bool = False) -> None:
    """Write. On PostgreSQL the `last` of a transaction are committed in the same trip: nothing may follow.

    Many rows go as soon as they are made: the database works on the first while the next are made.
    """
    if connection.dialect.name != "postgresql":
        for what, some in told:
            if rows := list(some):
                connection.execute(insert(what) if isinstance(what, Table) else what, rows)
        return
    with _together(connection) as line:
        kept: list[tuple[Table, list[Mapping[str, Any]]]] = []
        for what, some in told:
            if not (rows := list(some)):
                continue
            if isinstance(what, Table):
                kept.append((what, rows))
                if sum(len(each) for _, each in kept) >= FEW:
                    _put(line, kept)
            else:
                _put(line, kept)
                for row in rows:
                    _carry_out(line, what, row)
        _put(line, kept)
        if last:
            line.execute("COMMIT", prepare=True)


def prepare(line: psycopg.Connection[Any]) -> None:
    """Make a new connection fit for this.

    Lists and numbers travel as they are and not as text: columns of many rows cost a fifth of the time.
    """
    line.adapters.register_dumper(list, ListBinaryDumper)
    line.adapters.register_dumper(int, Int8BinaryDumper)
    # a prepared statement keeps its plan: made while a table was small, it would read the whole of it later
    line.execute("SET enable_seqscan = off")
    # and planning anew costs as much as carrying out; not every database that speaks this language has the setting
    line.execute(
        "SELECT set_config(name, 'force_generic_plan', false) FROM pg_settings WHERE name = 'plan_cache_mode'"
    )
    line.commit()


@contextmanager
def _together(connection: Connection, *, several: bool = True) -> Iterator[psycopg.Connection[Any]]:
    line = cast("psycopg.Connection[Any]", connection.connection.dbapi_connection)
    with line.pipeline() if several else nullcontext():
        yield line


def _put(line: psycopg.Connection[Any], kept: list[tuple[Table, list[Mapping[str, Any]]]]) -> None:
    """Put the rows into their tables with one statement; none are kept afterwards."""
    if kept:
        columns = {
            _named(table, column): [row[column.name] for row in rows]
            for table, rows in kept
            for column in table.columns
        }
        _carry_out(line, _into(*(table for table, _ in kept)), columns)
        kept.clear()


def _carry_out(
    line: psycopg.Connection[Any], statement: Executable, values: Mapping[str, Any]
) -> psycopg.Cursor[Any]:
    words, known = _words(statement)
    return line.cursor(row_factory=namedtuple_row).execute(words, {**known, **values}, prepare=True)


@cache
def _words(statement: Executable) -> tuple[bytes, dict[str, Any]]:
    """Return a statement as the driver takes it, and the values that are part of it."""
    compiled = statement.compile(dialect=_DIALECT)  # type: ignore[attr-defined]  # every statement of ours has it
    return str(compiled).encode(), dict(compiled.params)


@cache
def _into(*tables: Table) -> Executable:
    """Return the statement that puts rows, given as a list for each column, into each of these tables."""
    *others, last = (_into_one(table) for table in tables)
    return last.add_cte(*(one.cte(f"into_{table.name}") for table, one in zip(tables, others, strict=False)))


def _into_one(table: Table) -> Insert:
    kinds = [BigInteger() if isinstance(column.type, BigInteger) else Text() for column in table.columns]
    names = [column.name for column in table.columns]
    lists = [
        bindparam(_named(table, column), type_=ARRAY(kind)) for column, kind in zip(table.columns, kinds, strict=True)
    ]
    rows = func.unnest(*lists).table_valued(*names).render_derived()
    return insert(table).from_select(names, select(*(rows.c[name] for name in names)))


def _named(table: Table, column: Column[Any]) -> str:
    return f"{table.name}_{column.name}"
