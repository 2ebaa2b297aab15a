"""Where the records a team shares lie: per kind its table, what finds a row, and which column holds which field."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, and_, select

from workstation.domain.envelopes import Json
from workstation.domain.flat import (
    ANNOUNCEMENT,
    CALLER_CODE,
    CASE,
    CASE_LINK,
    FOLLOW_UP,
    FOLLOW_UP_ACT,
    OUTCOME,
    POINT,
    READING,
    REQUEST,
    REVIEW,
    REVIEW_COMMENT,
    SHIFT,
    SIGNAL,
    SIGNAL_CALL,
    TEXT,
    TEXT_VERSION,
)
from workstation.domain.flat_team import TEAM_KINDS, derived_id
from workstation.store import case_tables as c
from workstation.store import coordination_tables as k
from workstation.store import retention_tables as r
from workstation.store import tables as t
from workstation.store.rows import Row


@dataclass(frozen=True, slots=True)
class TeamShelf:
    """`keys` find a row; a single key `id` or `record` is the record's own id, any other makes a derived one.

    `renamed`: fields whose column has another name. `under`: the column with the record it hangs under. `fills`:
    what a row holds in columns that do not travel.
    """

    kind: str
    table: Table
    keys: tuple[str, ...] = ("id",)
    renamed: Mapping[str, str] = field(default_factory=dict)
    under: str | None = None
    fills: Mapping[str, Any] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, str]:
        """Return the column of each field."""
        return {name: self.renamed.get(name, name) for name in TEAM_KINDS[self.kind].shapes}

    def record_of(self, row: Row) -> str:
        """Return the id under which a row travels."""
        if self.keys in {("id",), ("record",)}:
            return str(row[self.keys[0]])
        return derived_id(self.kind, *(str(row[key]) for key in self.keys))

    def here(self, row: Row) -> ColumnElement[bool]:
        """Return the condition that finds a row."""
        return and_(*(self.table.c[key] == row[key] for key in self.keys))

    def row(self, connection: Connection, keys: Row) -> Row | None:
        """Return a row, None when there is none."""
        found = connection.execute(select(self.table).where(self.here(keys))).mappings().first()
        return None if found is None else dict(found)

    def fields(self, row: Row) -> dict[str, Json]:
        """Return a row as its fields travel."""
        return {name: _travelling(name, row[column]) for name, column in self.columns.items()}


def _travelling(name: str, kept: Any) -> Json:  # noqa: ANN401 - a column's value
    value: Json = ON_THE_WAY[name](kept) if name in ON_THE_WAY else kept
    return value


# columns of JSON; moves never differ in what they name, so a list says it
ON_THE_WAY: Final[Mapping[str, Callable[[str], Json]]] = MappingProxyType(
    {"breaks": lambda kept: [[one["began_at"], one["ended_at"]] for one in json.loads(kept)]}
)

# in the order in which they need each other
TEAM_SHELVES: Final[Mapping[str, TeamShelf]] = MappingProxyType(
    {
        one.kind: one
        for one in (
            TeamShelf(SHIFT, t.shifts, fills={"heavy_calls": "[]"}),
            TeamShelf(CASE, c.cases),
            TeamShelf(CASE_LINK, c.case_calls, ("call_id",), {"call": "call_id", "case": "case_id"}, "call_id"),
            TeamShelf(CALLER_CODE, c.caller_codes, renamed={"case": "case_id"}),
            TeamShelf(REQUEST, r.requests),
            TeamShelf(FOLLOW_UP, c.follow_ups, renamed={"call": "call_id"}, under="call_id"),
            TeamShelf(FOLLOW_UP_ACT, c.follow_up_acts, ("record",), {"follow_up": "follow_up_id"}, "follow_up_id"),
            TeamShelf(ANNOUNCEMENT, k.announcements, renamed={"words": "text", "by": "counsellor"}),
            TeamShelf(READING, k.announcement_readings, ("announcement_id", "counsellor"),
                      {"announcement": "announcement_id"}, "announcement_id"),
            TeamShelf(SIGNAL, k.signals),
            TeamShelf(SIGNAL_CALL, k.signal_calls, ("signal_id", "call_id"),
                      {"signal": "signal_id", "call": "call_id"}, "signal_id"),
            TeamShelf(POINT, k.discussion_points, renamed={"call": "call_id"}, under="call_id"),
            TeamShelf(OUTCOME, k.service_outcomes, ("record",), {"service": "service_id"}),
            TeamShelf(REVIEW, k.reviews, ("call_id",), {"call": "call_id"}, "call_id"),
            TeamShelf(TEXT_VERSION, k.own_texts, ("record",)),
            TeamShelf(TEXT, k.own_text_heads, ("name",), {"holds": "record"}),
            TeamShelf(REVIEW_COMMENT, k.review_comments, ("record",), {"call": "call_id"}, "call_id"),
        )
    }
)  # fmt: skip
