"""Statements that go straight to the driver: those of every meeting with the hub, and of every line that is typed.

On the way through SQLAlchemy a statement costs several times what it costs to carry out, and a meeting has dozens.
They run in the transaction of the connection, which has always begun.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection

THESE: Final = "IN (SELECT value FROM json_each(?))"
"""A condition on a list of texts, given as one value by `listed`."""


def driver(connection: Connection) -> Any:  # noqa: ANN401 - the driver has no types
    """Return the driver's own connection."""
    return connection.connection.driver_connection


def rows(connection: Connection, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return what a statement finds."""
    found: list[tuple[Any, ...]] = driver(connection).execute(statement, values).fetchall()
    return found


def first(connection: Connection, statement: str, values: Sequence[Any] = ()) -> Any:  # noqa: ANN401 - of any column
    """Return the first value of the first row, None when there is none."""
    found = driver(connection).execute(statement, values).fetchall()
    return found[0][0] if found else None


def firsts(connection: Connection, statement: str, values: Sequence[Any] = ()) -> list[Any]:
    """Return the first value of each row."""
    return [row[0] for row in driver(connection).execute(statement, values).fetchall()]


def run(connection: Connection, statement: str, values: Sequence[Any] = ()) -> int:
    """Carry a statement out; return the rows it changed."""
    changed: int = driver(connection).execute(statement, values).rowcount
    return changed


def run_many(connection: Connection, statement: str, lines: Sequence[Sequence[Any]]) -> int:
    """Carry a statement out for each line; return the rows they changed."""
    changed: int = driver(connection).executemany(statement, lines).rowcount if lines else 0
    return changed


def put(connection: Connection, statement: str, values: Sequence[Any]) -> int:
    """Insert one row and return its number."""
    number: int = driver(connection).execute(statement, values).lastrowid
    return number


def listed(texts: Iterable[str]) -> tuple[str]:
    """Return texts as the one value that THESE takes."""
    return (json.dumps(list(texts)),)
