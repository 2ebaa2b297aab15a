"""Own changes that the hub refused: kept, and written anew under new ids once they may go: an id has one answer."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from workstation.domain.envelopes import LAST, Change, Json, new_change_id
from workstation.domain.flat import MEMBERS
from workstation.store import tables as t
from workstation.store.outbox import OPEN, REFUSED, O
from workstation.store.record_rows import seen_of, upsert_records
from workstation.store.streams import unsent_groups


@dataclass(frozen=True, slots=True)
class Refused:
    """One of them, as it was sent. `unheard`: the hub has shown nothing of this record or of what it hangs under."""

    change: Change
    why: str
    unheard: bool


class RefusedChanges:
    """In the order in which they were made."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Refused, ...]:
        """Return what was refused."""
        columns = select(O.change, O.record, O.kind, O.stream, O.parent, O.sets, O.base, O.answer)
        rows = self._connection.execute(columns.where(O.state == REFUSED).order_by(O.line)).all()
        held = self._held({one for row in rows for one in (row.record, row.parent) if one})
        return tuple(
            Refused(
                Change(row.change, row.record, row.kind, row.stream, json.loads(row.sets), json.loads(row.base),
                       row.parent),
                str(json.loads(row.answer or "{}").get("why")), not held & {row.record, row.parent},
            )
            for row in rows
        )  # fmt: skip

    def hold_back(self, granted: Collection[str]) -> None:
        """Take what was written for a sealed group that this station no longer sees for refused: it is never sent."""
        lost = [one for one in unsent_groups(self._connection) if one not in granted]
        answer = _written({"r": "rejected", "at": {}, "why": "no_grant"})
        mine = (O.stream.in_(lost), O.state == OPEN, O.kind != MEMBERS)
        self._connection.execute(update(t.outbox).where(*mine).values(state=REFUSED, answer=answer))

    def drop(self, moves: Iterable[Change]) -> set[str]:
        """Forget moves that did not happen: they hold nothing but what was there already. Return their records."""
        found = {one.id: one.record for one in moves}
        self._connection.execute(delete(t.outbox).where(O.change.in_(sorted(found)), O.state == REFUSED))
        return set(found.values())

    def write_anew(self, refused: Change, sets: Mapping[str, Json], stream: str, renamed: dict[str, str]) -> str:
        """Put a change back among those to be sent, in clear and in its place in the row; return its new id.

        `renamed` tells the new ids of earlier ones: what was written upon a refused change is still written upon it.
        """
        change = renamed[refused.id] = new_change_id()
        base = {name: renamed.get(seen or "", seen) for name, seen in refused.base.items()}
        values = {"change": change, "sets": _written(dict(sets)), "base": _written(base), "stream": stream}
        self._connection.execute(
            update(t.outbox).where(O.change == refused.id)
            .values(**values, state=OPEN, device=None, n=None, answer=None, at_stream=None, at_seq=None)
        )  # fmt: skip
        had = seen_of(self._connection, [refused.record]).get(refused.record)
        seen = dict(had.seen if had else {}) | dict.fromkeys(sets, change) | {LAST: change}
        row = refused.record, refused.kind, stream, refused.parent, _written(seen)
        upsert_records(self._connection, [row])
        return change

    def _held(self, records: set[str]) -> set[str]:
        r = t.records.c
        rows = select(r.id).where(r.id.in_(sorted(records)), r.fields.is_not(None))
        return set(self._connection.execute(rows).scalars()) if records else set()


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
