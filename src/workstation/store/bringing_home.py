"""What came from the hub goes to the shelves: calls put together from their records, remarks, the rest as it is.

A call that is already so is not written again, so that no list moves for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Table, delete
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.domain.calls import Addition, Call
from workstation.domain.changes import Changes
from workstation.domain.envelopes import CONFLICT, DELETED
from workstation.domain.flat import CALL, KNOWN, PARTS_OF_A_CALL, REMARK, NotFlat, a_text, read, text_or_none, whole
from workstation.domain.flat_calls import Pieces
from workstation.domain.flat_team import TEAM_KINDS
from workstation.domain.ids import CallId
from workstation.domain.moments import as_text
from workstation.domain.revisions import Revision
from workstation.domain.texts import storable
from workstation.store import straight
from workstation.store import tables as t
from workstation.store.bringing_team import BringingTeam
from workstation.store.call_rows import REVISED, call_row, child_rows, read_calls
from workstation.store.calls import PUT_ADDITION
from workstation.store.marks import owner
from workstation.store.opened import Misshapen, Opened, Opener
from workstation.store.out_of_sight import (
    bring_back_in_sight,
    keep_out_of_sight,
    out_of_sight,
    take_out_of_sight,
)
from workstation.store.records import Records, View
from workstation.store.rows import Row, as_json, bound, put_rows, update_row
from workstation.store.straight import THESE, listed

_NUMBERED = f"SELECT number, id FROM calls WHERE number {THESE}"
_REVISIONS = f"SELECT call_id, count(*) FROM call_revisions WHERE call_id {THESE} GROUP BY call_id"
REMARK_SHAPES = {
    "service": a_text, "version": whole, "at": a_text, "counsellor": a_text, "text": a_text, "settled": text_or_none
}  # fmt: skip


@dataclass(slots=True)
class _Whole:
    call: Call
    additions: tuple[tuple[str, Addition], ...]
    revisions: tuple[tuple[str, Revision], ...]
    before: Call | None

    @property
    def alike(self) -> bool:
        """Whether its persons, referrals and codes are as they were."""
        return self.before is not None and child_rows(self.before) == child_rows(self.call)

    @property
    def texts_kept(self) -> int | None:
        """How many additions stay where they are, with the note before them; None: all texts are put in again."""
        had = self.before
        if had is None or had.narrative != self.call.narrative:
            return None
        return len(had.additions) if had.additions == self.call.additions[: len(had.additions)] else None


@dataclass(slots=True)
class _Done:
    changes: Changes = field(default_factory=Changes)


class BringingHome:
    """Puts records on the shelves. `misshapen` hears of every field that no station of ours would have written."""

    def __init__(
        self, connection: Connection, opener: Opener, misshapen: Misshapen, records: Records | None = None
    ) -> None:
        self._connection = connection
        self._records = records or Records(connection)
        self._open = opener
        self._misshapen = misshapen

    def bring(self, changed: Iterable[str], gone: Iterable[str] = ()) -> Changes:
        """Bring these records to the shelves and take those that are gone off them; return what is different now."""
        done = _Done()
        team = BringingTeam(self._connection, self.opened, self._misshapen)
        views = self._records.views(changed)
        back, unseen = self._in_sight(views)
        for record in [*gone, *sorted(unseen)]:
            self._take_off(CallId(record), done)
            done.changes |= team.take_off(record)
        views = [view for view in views if view.id not in unseen]
        views += self._records.views(back - {view.id for view in views}) if back else []
        calls = {view.parent or view.id for view in views if view.kind == CALL or view.kind in PARTS_OF_A_CALL}
        self._calls(calls, {view.id: view for view in views}, done)
        for view in views:
            if view.kind == REMARK:
                self._remark(view, done)
            elif view.kind not in PARTS_OF_A_CALL and view.kind != CALL and view.kind not in TEAM_KINDS:
                done.changes |= Changes.of("conflict" if view.kind == CONFLICT else view.kind, view.id)
        done.changes |= team.bring(view for view in views if view.kind in TEAM_KINDS)
        return done.changes

    def _in_sight(self, views: list[View]) -> tuple[set[str], set[str]]:
        """Return what is to be seen here again, and what no longer: somebody knows a person in a call."""
        back, unseen = set[str](), set[str]()
        for view in views:
            if view.kind == KNOWN and view.parent is not None:
                fields = self.opened(view).fields
                if fields.get("counsellor") != owner(self._connection).counsellor:
                    continue
                if fields.get("seen_at"):
                    back |= bring_back_in_sight(self._connection, view.parent)
                else:
                    unseen |= take_out_of_sight(self._connection, view.parent)
        hidden = out_of_sight(self._connection)
        for view in views if hidden else ():
            call = hidden.get(view.id) or hidden.get(view.parent or "")
            if call is not None:
                keep_out_of_sight(self._connection, [view.id], call)
                unseen.add(view.id)
        return back, unseen

    def opened(self, view: View) -> Opened:
        """Return a record in clear and remember whether a key was wanting."""
        opened = self._open(view)
        self._records.keyless([view.id], waiting=True) if opened.keyless else None
        return opened

    def _calls(self, roots: Iterable[str], known: dict[str, View], done: _Done) -> None:
        families = self._records.families(roots)
        others = {one for family in families.values() for one in family} - known.keys()
        known |= {view.id: view for view in self._records.views(others)}
        before = read_calls(self._connection, list(families))
        wholes = []
        for root, family in families.items():
            found = self._call(root, [known[one] for one in sorted(family) if one in known], before.get(root), done)
            if found is not None:
                wholes.append(found)
        self._number(wholes)
        revised = self._count_revisions(list(before))
        differing = [w for w in wholes if w.call != w.before or len(w.revisions) != revised.get(w.call.id, 0)]
        self._put(differing)
        done.changes |= Changes.of("call", *(found.call.id for found in differing))

    def _call(self, root: str, views: list[View], before: Call | None, done: _Done) -> _Whole | None:
        """Put one call together, None when there is nothing of it to keep."""
        head = next((view for view in views if view.id == root and view.kind == CALL), None)
        if head is None:
            return None
        pieces = Pieces(root, before)
        for view in views:
            opened = self.opened(view)
            for name in pieces.add(view.id, view.kind, opened.fields, opened.refused | opened.keyless):
                self._misshapen(view.id, name)
        call = pieces.call()
        if call is None:
            if before is not None and head.fields.get(DELETED) is True:
                self._take_off(CallId(root), done)
            return None
        additions, revisions = pieces.additions(), pieces.revisions()
        if additions:
            call = replace(call, additions=tuple(one for _, one in additions))
        return _Whole(call, additions, revisions, before)

    def _number(self, wholes: list[_Whole]) -> None:
        """Lengthen a number that another call here has: two stations may share a mark."""
        taken: dict[str, str] = dict(
            straight.rows(self._connection, _NUMBERED, listed(one.call.number for one in wholes))
        )
        for one in wholes:
            call = one.call
            if taken.setdefault(call.number, call.id) != call.id:
                one.call = replace(call, number=f"{call.number}-{call.id[:4]}")

    def _count_revisions(self, roots: list[str]) -> dict[str, int]:
        return dict(straight.rows(self._connection, _REVISIONS, listed(roots))) if roots else {}

    def _put(self, wholes: list[_Whole]) -> None:
        # oldest first, so that search finds the newest first
        wholes = sorted(wholes, key=lambda one: (one.call.started_at, one.call.id))
        rows: dict[Table, list[Row]] = {t.calls: []}
        for found in wholes:
            row = call_row(found.call)
            if found.before is None:
                rows[t.calls].append(row)
            else:
                had = call_row(found.before)
                update_row(self._connection, t.calls, row["id"], {n: v for n, v in row.items() if v != had[n]})
        self._insert(rows)
        self._take_out([one for one in wholes if one.before is not None])
        rows, texts = {t.call_revisions: []}, []
        for found in wholes:
            rows[t.call_revisions] += _revision_rows(found)
            if not found.alike:
                for table, children in child_rows(found.call).items():
                    rows.setdefault(table, []).extend(children)
            texts += self._texts(found)
        self._insert(rows | {t.narratives: texts})

    def _take_out(self, wholes: list[_Whole]) -> None:
        """Take out what is put in again. Texts that stay are left alone: each would be indexed twice over."""
        for tables, these in (
            (REVISED, [one for one in wholes if not one.alike]),
            ((t.narratives, t.call_additions), [one for one in wholes if one.texts_kept is None]),
            ((t.call_revisions,), wholes),
        ):
            out = listed(one.call.id for one in these)
            for table in tables if these else ():
                straight.run(self._connection, f"DELETE FROM {table.name} WHERE call_id {THESE}", out)

    def _insert(self, rows: dict[Table, list[Row]]) -> None:
        for table, some in rows.items():
            put_rows(self._connection, table, some)

    def _texts(self, found: _Whole) -> list[Row]:
        """Put the additions of a call and return its texts."""
        call_id, kept = found.call.id, found.texts_kept
        texts: list[tuple[int | None, str]] = []
        if found.call.narrative and kept is None:
            texts.append((None, found.call.narrative))
        for record, one in found.additions[kept or 0 :]:
            added = call_id, as_text(one.at), storable(one.counsellor), record
            texts.append((straight.put(self._connection, PUT_ADDITION, added), one.text))
        return [{"call_id": call_id, "addition_id": key, "text": storable(words)} for key, words in texts]

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


def _revision_rows(found: _Whole) -> list[Row]:
    return [
        bound(
            {
                "call_id": found.call.id,
                "revision": one.revision,
                "at": as_text(one.at),
                "counsellor": one.counsellor,
                "reason": one.reason,
                "before": as_json(one.before),
                "record": record,
            }
        )
        for record, one in found.revisions
    ]


__all__ = ["BringingHome", "NotFlat", "Opened", "Opener"]
