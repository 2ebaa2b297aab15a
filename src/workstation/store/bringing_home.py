"""What came from the hub goes to the shelves: calls put together from their records, remarks, the rest as it is.

A call that is already so is not written again, so that no list moves for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.domain.calls import Addition, Call
from workstation.domain.changes import Changes
from workstation.domain.envelopes import CONFLICT, DELETED
from workstation.domain.flat import CALL, PARTS_OF_A_CALL, REMARK, NotFlat, a_text, read, text_or_none, whole
from workstation.domain.flat_calls import Pieces
from workstation.domain.flat_team import TEAM_KINDS
from workstation.domain.ids import CallId
from workstation.domain.moments import as_text
from workstation.domain.revisions import Revision
from workstation.domain.texts import storable
from workstation.store import tables as t
from workstation.store.bringing_team import BringingTeam
from workstation.store.call_rows import REVISED, call_row, child_rows, read_call
from workstation.store.opened import Misshapen, Opened, Opener
from workstation.store.records import Records, View
from workstation.store.rows import as_json, bound

REMARK_SHAPES = {
    "service": a_text, "version": whole, "at": a_text, "counsellor": a_text, "text": a_text, "settled": text_or_none
}  # fmt: skip


@dataclass(slots=True)
class _Whole:
    call: Call
    additions: tuple[tuple[str, Addition], ...]
    revisions: tuple[tuple[str, Revision], ...]
    before: Call | None


@dataclass(slots=True)
class _Done:
    changes: Changes = field(default_factory=Changes)
    news: list[_Whole] = field(default_factory=list)


class BringingHome:
    """Puts records on the shelves. `misshapen` hears of every field that no station of ours would have written."""

    def __init__(self, connection: Connection, opener: Opener, misshapen: Misshapen) -> None:
        self._connection = connection
        self._records = Records(connection)
        self._open = opener
        self._misshapen = misshapen

    def bring(self, changed: Iterable[str], gone: Iterable[str] = ()) -> Changes:
        """Bring these records to the shelves and take those that are gone off them; return what is different now."""
        done = _Done()
        team = BringingTeam(self._connection, self.opened, self._misshapen)
        for record in gone:
            self._take_off(CallId(record), done)
            done.changes |= team.take_off(record)
        views = self._records.views(changed)
        calls = {view.parent or view.id for view in views if view.kind == CALL or view.kind in PARTS_OF_A_CALL}
        for root, family in self._records.families(calls).items():
            self._call(root, self._records.views(family), done)
        for view in views:
            if view.kind == REMARK:
                self._remark(view, done)
            elif view.kind not in PARTS_OF_A_CALL and view.kind != CALL and view.kind not in TEAM_KINDS:
                done.changes |= Changes.of("conflict" if view.kind == CONFLICT else view.kind, view.id)
        self._put_new(done.news)
        done.changes |= team.bring(view for view in views if view.kind in TEAM_KINDS)
        return done.changes

    def opened(self, view: View) -> Opened:
        """Return a record in clear and remember whether a key was wanting."""
        opened = self._open(view)
        self._records.keyless([view.id], waiting=True) if opened.keyless else None
        return opened

    def _call(self, root: str, views: list[View], done: _Done) -> None:
        call_id = CallId(root)
        head = next((view for view in views if view.id == root and view.kind == CALL), None)
        if head is None:
            return
        kept = self._connection.execute(select(t.calls.c.id).where(t.calls.c.id == root)).first()
        before = read_call(self._connection, call_id) if kept else None
        pieces = Pieces(root, before)
        for view in views:
            opened = self.opened(view)
            for name in pieces.add(view.id, view.kind, opened.fields, opened.refused | opened.keyless):
                self._misshapen(view.id, name)
        call = pieces.call()
        if call is None:
            if before is not None and head.fields.get(DELETED) is True:
                self._take_off(call_id, done)
            return
        additions, revisions = pieces.additions(), pieces.revisions()
        call = replace(call, additions=tuple(one for _, one in additions), number=self._own_number(call))
        found = _Whole(call, additions, revisions, before)
        if before is None:
            done.news.append(found)
        elif call != before or len(revisions) != self._count_revisions(root):
            self._replace(found)
        else:
            return
        done.changes |= Changes.of("call", root)

    def _own_number(self, call: Call) -> str:
        """Return the number, or a longer one when another call here has it: two stations may share a mark."""
        c = t.calls.c
        taken = self._connection.execute(select(c.id).where(c.number == call.number, c.id != call.id)).first()
        return f"{call.number}-{call.id[:4]}" if taken else call.number

    def _count_revisions(self, root: str) -> int:
        rows = select(t.call_revisions.c.id).where(t.call_revisions.c.call_id == root)
        return len(self._connection.execute(rows).all())

    def _put_new(self, news: list[_Whole]) -> None:
        # oldest first, so that search finds the newest first
        for found in sorted(news, key=lambda one: one.call.started_at):
            self._connection.execute(insert(t.calls).values(**call_row(found.call)))
            self._children(found)

    def _replace(self, found: _Whole) -> None:
        call = found.call
        for table in REVISED:
            self._connection.execute(delete(table).where(table.c.call_id == call.id))
        for table in (t.narratives, t.call_additions, t.call_revisions):
            self._connection.execute(delete(table).where(table.c.call_id == call.id))
        self._connection.execute(update(t.calls).where(t.calls.c.id == call.id).values(**call_row(call)))
        self._children(found)

    def _children(self, found: _Whole) -> None:
        call = found.call
        for table, children in child_rows(call).items():
            if children:
                self._connection.execute(insert(table), children)
        if call.narrative:
            text = {"call_id": call.id, "addition_id": None, "text": storable(call.narrative)}
            self._connection.execute(insert(t.narratives).values(**text))
        for record, addition in found.additions:
            added = {
                "call_id": call.id,
                "at": as_text(addition.at),
                "counsellor": addition.counsellor,
                "record": record,
            }
            made = self._connection.execute(insert(t.call_additions).values(**bound(added)))
            key = made.inserted_primary_key[0] if made.inserted_primary_key else None
            text = {"call_id": call.id, "addition_id": key, "text": storable(addition.text)}
            self._connection.execute(insert(t.narratives).values(**text))
        for record, one in found.revisions:
            row: dict[str, Any] = {
                "call_id": call.id,
                "revision": one.revision,
                "at": as_text(one.at),
                "counsellor": one.counsellor,
            }
            row |= {"reason": one.reason, "before": as_json(one.before), "record": record}
            self._connection.execute(insert(t.call_revisions).values(**bound(row)))

    def _take_off(self, call_id: CallId, done: _Done) -> None:
        if self._connection.execute(delete(t.calls).where(t.calls.c.id == call_id)).rowcount:
            done.changes |= Changes.of("call", call_id)
        self._connection.execute(delete(t.remarks).where(t.remarks.c.id == call_id))

    def _remark(self, view: View, done: _Done) -> None:
        opened = self.opened(view)
        found, wrong = read(REMARK_SHAPES, opened.fields)
        for name in wrong:
            self._misshapen(view.id, name)
        if not {"service", "version", "at", "text"} <= set(found):
            return
        row: dict[str, Any] = {
            "id": view.id, "service_id": found["service"], "service_version": found["version"], "at": found["at"],
            "counsellor": found.get("counsellor", ""), "text": found["text"], "settled": found.get("settled"),
        }  # fmt: skip
        keeping = upsert(t.remarks).values(**bound(row))
        self._connection.execute(keeping.on_conflict_do_update(index_elements=["id"], set_=bound(row)))
        done.changes |= Changes.of("remark", view.id)


__all__ = ["BringingHome", "NotFlat", "Opened", "Opener"]
