"""The records that one transaction of the hub has locked and may write."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, select

from workstation.domain.envelopes import LAST, Json, mark_of
from workstation.hub.tables import RECORDS
from workstation.hub.trips import Asked, Rows, among, ask

THESE = select(RECORDS).where(among(RECORDS.c.id, "ids")).order_by(RECORDS.c.id).with_for_update()
UNDER = select(RECORDS).where(RECORDS.c.parent == bindparam("parent")).order_by(RECORDS.c.id).with_for_update()


@dataclass(slots=True)
class Held:
    """A record in hand. `was` is the stream in which the database has it, None when it is new."""

    id: str
    stream: str
    kind: str
    parent: str | None
    fields: dict[str, Json] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)
    was: str | None = None
    mark: int = 0  # as the stream's digest has it now
    changed: bool = False
    seq: int = 0
    moved_by: str | None = None  # the change that took it out of the stream it was in
    came_from: str = ""  # where this transaction found it or made it

    def __post_init__(self) -> None:
        """Note where it is before anything moves it."""
        self.came_from = self.stream

    @property
    def deleted(self) -> bool:
        """Whether it is laid aside."""
        return self.fields.get("~") is True


class WorkingSet:
    """Reads and locks records in the order of their ids, each once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._held: dict[str, Held] = {}

    def __iter__(self) -> Iterator[Held]:
        return iter(self._held.values())

    def get(self, record: str) -> Held | None:
        """Return a record that was loaded or made."""
        return self._held.get(record)

    def load(self, ids: Iterable[str], *beside: Asked, first: Sequence[Asked] = ()) -> list[Rows]:
        """Lock those of these records that exist and are not yet in hand.

        Return what is asked first, and what else is asked once they are locked.
        """
        wanted = sorted(set(ids) - self._held.keys())
        if not wanted and not beside:
            return []
        found = ask(self._connection, *first, (THESE, {"ids": wanted}), *beside)
        self._take(found.pop(len(first)))
        return found

    def load_children(self, parent: str) -> tuple[Held, ...]:
        """Lock the records that hang under this one and return them, with those that are only in hand yet."""
        self._take(*ask(self._connection, (UNDER, {"parent": parent})))
        return tuple(held for held in self._held.values() if held.parent == parent)

    def make(self, record: Held) -> Held:
        """Take a new record in hand."""
        self._held[record.id] = record
        return record

    def _take(self, rows: Rows) -> None:
        for row in rows:
            if row.id not in self._held:
                self._held[row.id] = _held(row)


def _held(row: Any) -> Held:  # noqa: ANN401  # a row of RECORDS
    meta = json.loads(row.meta)
    return Held(
        row.id,
        row.stream,
        row.kind,
        row.parent,
        json.loads(row.fields),
        meta,
        row.stream,
        mark_of(row.id, meta[LAST]),
    )
