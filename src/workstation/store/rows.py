"""Between records and rows: what every shelf needs to put values into columns and to read them again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import sqlite

from workstation.domain.moments import as_text, from_text
from workstation.domain.texts import storable, storable_tree
from workstation.store import straight

Row = dict[str, Any]


def bound(row: Row) -> Row:
    """Return a row whose texts can be kept (`domain.texts`)."""
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def put_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Put rows with the same columns, two at least, in a table: past the making of a statement for each of them."""
    if rows:
        statement, names = _putting(table, tuple(rows[0]))
        straight.run_many(connection, statement, list(map(itemgetter(*names), rows)))


def update_row(connection: Connection, table: Table, key: str, changed: Row) -> None:
    """Change these columns of the row with this id; indexes on others are left alone."""
    if changed:
        straight.run(connection, _changing(table, tuple(changed)), (*changed.values(), key))


@cache
def _changing(table: Table, columns: tuple[str, ...]) -> str:
    setting = ", ".join(f"{table.columns[name].name} = ?" for name in columns)
    return f"UPDATE {table.name} SET {setting} WHERE id = ?"


@cache
def _putting(table: Table, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    compiled = insert(table).compile(dialect=sqlite.dialect(), column_keys=list(columns))
    return str(compiled), tuple(compiled.positiontup or ())


def as_json(value: object) -> str:
    """Return JSON of mappings, sequences, records and moments; its texts can be kept."""
    if not value and isinstance(value, tuple | list):
        return "[]"
    if not value and isinstance(value, Mapping):
        return "{}"
    return json.dumps(storable_tree(_plain(value)), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return as_text(value)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def mapping(kept: str) -> Mapping[str, str]:
    """Return a kept JSON object, not to be changed."""
    return MappingProxyType(json.loads(kept))


def moment_or_none(kept: str | None) -> datetime | None:
    """Return a kept moment; None stays None."""
    return from_text(kept) if kept else None


def text_or_none(moment: datetime | None) -> str | None:
    """Return a moment as it is kept; None stays None."""
    return as_text(moment) if moment else None
