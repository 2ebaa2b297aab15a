"""The shelf of calls: filing, correcting, adding, finding."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.domain.calls import Addition, Call
from workstation.domain.envelopes import new_act_id
from workstation.domain.flat_calls import corrected, flat_addition, flat_call, flat_revision, laid_aside
from workstation.domain.ids import CallId, ShiftId
from workstation.domain.lines import EVERY_CALL, CallFilters, CallLine, FollowUp
from workstation.domain.moments import as_text, from_text
from workstation.domain.problems import ChangedMeanwhile
from workstation.domain.revisions import Revision
from workstation.domain.shift_clock import CallSpan
from workstation.domain.texts import storable
from workstation.store import call_lines, call_search, straight
from workstation.store import tables as t
from workstation.store.call_rows import REVISED, call_row, child_rows, read_call
from workstation.store.outbox import Outbox
from workstation.store.rows import Row, as_json, bound, put_rows

PUT_ADDITION = "INSERT INTO call_additions (call_id, at, counsellor, record) VALUES (?, ?, ?, ?)"
PUT_TEXT = "INSERT INTO narratives (call_id, addition_id, text) VALUES (?, ?, ?)"
# what a correction never touches
FIXED = ("id", "number", "narrative", "additions", "filed_at")


class Calls:
    """Filed calls. Moments are kept to the second."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outbox = Outbox(connection)

    def put(self, call: Call) -> None:
        """Keep a call that was not kept before. Raises ValueError when it has no filing moment."""
        self.put_many((call,))

    def put_many(self, calls: Iterable[Call]) -> int:
        """Keep many calls at once and return how many; oldest first, so that search finds the newest first."""
        rows: dict[Table, list[Row]] = defaultdict(list)
        ordered = sorted(calls, key=lambda call: (call.started_at, call.id))
        for call in ordered:
            rows[t.calls].append(call_row(call))
            for table, children in child_rows(call).items():
                rows[table] += children
            if call.narrative:
                text = storable(call.narrative)
                rows[t.narratives].append({"call_id": call.id, "addition_id": None, "text": text})
        for table, children in rows.items():
            put_rows(self._connection, table, children)
        self._outbox.write([flat for call in ordered for flat in flat_call(call)], whole=True)
        for call in ordered:
            for addition in call.additions:
                self._put_addition(call.id, addition)
        return len(ordered)

    def get(self, call_id: CallId) -> Call:
        """Return a call. Raises KeyError."""
        return read_call(self._connection, call_id)

    def has(self, call_id: str) -> bool:
        """Return whether this call is kept."""
        return straight.first(self._connection, "SELECT id FROM calls WHERE id = ?", (call_id,)) is not None

    def next_number(self, year: int, mark: str) -> str:
        """Return the next number of this station ("2026-K7-00123"); a number is never given twice."""
        counting = upsert(t.call_numbers).values(year=year, last=1)
        counting = counting.on_conflict_do_update(index_elements=["year"], set_={"last": t.call_numbers.c.last + 1})
        last = self._connection.execute(counting.returning(t.call_numbers.c.last)).scalar_one()
        return f"{year}-{mark}-{last:05d}"

    def add(self, call_id: CallId, addition: Addition) -> None:
        """Add text to a filed call; what stands there stays. Raises KeyError."""
        if not self.has(call_id):
            raise KeyError(call_id)
        self._put_addition(call_id, addition)
        straight.run(self._connection, "UPDATE calls SET amended = 1 WHERE id = ? AND NOT amended", (call_id,))

    def _put_addition(self, call_id: CallId, addition: Addition) -> None:
        record = new_act_id()
        self._outbox.write([flat_addition(record, call_id, addition)])
        row = call_id, as_text(addition.at), storable(addition.counsellor), record
        addition_id = straight.put(self._connection, PUT_ADDITION, row)
        straight.put(self._connection, PUT_TEXT, (call_id, addition_id, storable(addition.text)))

    def revise(self, call: Call, reason: str, counsellor: str, at: datetime) -> None:
        """Replace the coded attributes by those of `call`, whose revision is the next one; keep the old values.

        Raises KeyError, ValueError when something of FIXED differs, ChangedMeanwhile when somebody corrected the
        call since it was read.
        """
        before = self.get(call.id)
        if call.revision != before.revision + 1:
            raise ChangedMeanwhile
        if any(getattr(call, name) != getattr(before, name) for name in FIXED):
            raise ValueError("a filed narrative is only added to")
        changed = {
            f.name: getattr(before, f.name) for f in fields(Call) if getattr(before, f.name) != getattr(call, f.name)
        }
        changed.pop("revision")
        record, kept_json = new_act_id(), as_json(changed)
        kept = {"call_id": call.id, "revision": before.revision, "at": as_text(at), "counsellor": counsellor}
        row = bound(kept | {"reason": reason, "before": kept_json, "record": record})
        self._connection.execute(insert(t.call_revisions).values(**row))
        replaced = Revision(before.revision, at, counsellor, reason, json.loads(kept_json))
        self._outbox.write([*corrected(before, call), flat_revision(record, call.id, replaced)])
        for table in REVISED:
            self._connection.execute(delete(table).where(table.c.call_id == call.id))
        self._connection.execute(update(t.calls).where(t.calls.c.id == call.id).values(**call_row(call)))
        for table, children in child_rows(call).items():
            put_rows(self._connection, table, children)

    def revisions(self, call_id: CallId) -> tuple[Revision, ...]:
        """Return what corrections replaced, oldest first."""
        c = t.call_revisions.c
        rows = select(c.revision, c.at, c.counsellor, c.reason, c.before).where(c.call_id == call_id).order_by(c.id)
        return tuple(
            Revision(number, from_text(at), who, reason, MappingProxyType(json.loads(before)))
            for number, at, who, reason, before in self._connection.execute(rows)
        )

    def take_out(self, call_id: CallId) -> None:
        """Remove a call that goes back to being a draft; its number stays given. Raises KeyError."""
        call = self.get(call_id)
        self._outbox.write(laid_aside(call))
        self._connection.execute(delete(t.calls).where(t.calls.c.id == call_id))

    def lines(self, filters: CallFilters = EVERY_CALL, limit: int = 100, offset: int = 0) -> tuple[CallLine, ...]:
        """Return calls for a list, newest first."""
        return call_lines.lines(self._connection, filters, limit, offset)

    def search(self, words: str, filters: CallFilters = EVERY_CALL, limit: int = 100) -> tuple[CallLine, ...]:
        """Return the calls whose narrative, additions or number hold every word; anything may be typed."""
        return call_search.search(self._connection, words, filters, limit)

    def count(self, filters: CallFilters = EVERY_CALL) -> int:
        """Return how many calls the filters leave."""
        return call_lines.count(self._connection, filters)

    def spans(self, shift: ShiftId) -> tuple[CallSpan, ...]:
        """Return when the calls of a shift began and ended, in that order."""
        return call_lines.spans(self._connection, shift)

    def follow_ups(self, filters: CallFilters = EVERY_CALL) -> tuple[FollowUp, ...]:
        """Return the calls after which calling back was agreed, newest first."""
        return call_lines.follow_ups(self._connection, filters)
