"""The shelf of cases: which calls belong together, and every act that made it so."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, cast, delete, exists, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import RowMapping

from workstation.domain.cases import ActKind, Case, CaseAct, Move, fits
from workstation.domain.envelopes import new_act_id
from workstation.domain.flat import CASE, CASE_LINK
from workstation.domain.ids import CallId, CaseId, new_id
from workstation.domain.moments import as_text, from_text
from workstation.domain.problems import ChangedMeanwhile
from workstation.domain.texts import storable
from workstation.store import case_tables as t
from workstation.store import tables
from workstation.store.rows import as_json
from workstation.store.telling import tell_act, telling


class Cases:
    """Cases and the acts on them. A case without calls is not listed, and comes back when an act is undone."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, team: str | None, counsellor: str, at: datetime) -> Case:
        """Make a case without calls, under the next number."""
        # colleagues' cases come with their own numbers, longer where two stations counted alike: the digits count
        last = (
            self._connection.execute(select(func.max(cast(func.substr(t.cases.c.number, 3), Integer)))).scalar() or 0
        )
        case = Case(
            id=CaseId(new_id()), number=f"D-{last + 1:04d}", opened_at=at, opened_by=storable(counsellor), team=team
        )
        row = {"id": case.id, "number": case.number, "opened_at": as_text(at), "opened_by": case.opened_by}
        with telling(self._connection, CASE, id=case.id):
            self._connection.execute(insert(t.cases).values(**row, team=team))
        return case

    def get(self, case_id: CaseId) -> Case:
        """Return a case. Raises KeyError."""
        row = self._connection.execute(select(t.cases).where(t.cases.c.id == case_id)).mappings().first()
        if row is None:
            raise KeyError(case_id)
        return _case(row, self.calls_of(case_id))

    def calls_of(self, case_id: CaseId) -> tuple[CallId, ...]:
        """Return the calls of a case, oldest first; those that are no filed calls (any more) last."""
        c = tables.calls.c
        rows = (
            select(t.case_calls.c.call_id)
            .outerjoin(tables.calls, c.id == t.case_calls.c.call_id)
            .where(t.case_calls.c.case_id == case_id)
            .order_by(c.started_at.is_(None), c.started_at, t.case_calls.c.call_id)
        )
        return tuple(CallId(one) for one in self._connection.execute(rows).scalars())

    def of_call(self, call_id: CallId) -> CaseId | None:
        """Return the case a call is in."""
        found = self._connection.execute(
            select(t.case_calls.c.case_id).where(t.case_calls.c.call_id == call_id)
        ).scalar()
        return CaseId(found) if found else None

    def numbered(self, number: str) -> Case | None:
        """Return the case people call so."""
        found = self._connection.execute(
            select(t.cases.c.id).where(t.cases.c.number == number.strip().upper())
        ).scalar()
        return self.get(CaseId(found)) if found else None

    def all(self, limit: int = 100) -> tuple[Case, ...]:
        """Return the cases that hold calls, newest first."""
        held = exists().where(t.case_calls.c.case_id == t.cases.c.id)
        rows = select(t.cases).where(held).order_by(t.cases.c.number.desc(), t.cases.c.id).limit(limit)
        found = self._connection.execute(rows).mappings().all()
        return tuple(_case(row, self.calls_of(CaseId(row["id"]))) for row in found)

    def act(  # what an act consists of
        self, kind: ActKind, counsellor: str, at: datetime, reason: str, *, moves: Sequence[Move] = (),
        about: Iterable[CaseId] = (), undoes: int | None = None,
    ) -> int:  # fmt: skip
        """Move calls and keep the act; return its number. Raises ChangedMeanwhile when a call is elsewhere by now."""
        if not fits(moves, {move.call: self.of_call(move.call) for move in moves}):
            raise ChangedMeanwhile
        for move in moves:
            self._put(move)
        row = {"at": as_text(at), "counsellor": storable(counsellor), "kind": kind, "reason": storable(reason)}
        kept = {"moves": as_json(moves), "undoes": undoes, "record": new_act_id()}
        made = self._connection.execute(insert(t.case_acts).values(**row, **kept))
        act = int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0
        touched = {*about, *(one for move in moves for one in (move.before, move.after) if one)}
        for case in sorted(touched):
            self._connection.execute(insert(t.case_act_cases).values(act_id=act, case_id=case))
        tell_act(self._connection, act)
        return act

    def get_act(self, act: int) -> CaseAct:
        """Return an act. Raises KeyError."""
        found = self._acts(t.case_acts.c.id == act)
        if not found:
            raise KeyError(act)
        return found[0]

    def acts(self, case_id: CaseId) -> tuple[CaseAct, ...]:
        """Return the acts that touched a case, oldest first."""
        of_case = select(t.case_act_cases.c.act_id).where(t.case_act_cases.c.case_id == case_id)
        return self._acts(t.case_acts.c.id.in_(of_case))

    def _acts(self, which: Any) -> tuple[CaseAct, ...]:  # noqa: ANN401  # an SQL condition
        undone = t.case_acts.alias("undoing")
        rows = select(t.case_acts, exists().where(undone.c.undoes == t.case_acts.c.id).label("undone"))
        rows = rows.where(which).order_by(t.case_acts.c.at, t.case_acts.c.record, t.case_acts.c.id)
        return tuple(_act(row) for row in self._connection.execute(rows).mappings())

    def _put(self, move: Move) -> None:
        with telling(self._connection, CASE_LINK, call_id=move.call):
            self._write(move)

    def _write(self, move: Move) -> None:
        if move.after is None:
            self._connection.execute(delete(t.case_calls).where(t.case_calls.c.call_id == move.call))
            return
        put = upsert(t.case_calls).values(call_id=move.call, case_id=move.after)
        self._connection.execute(put.on_conflict_do_update(index_elements=["call_id"], set_={"case_id": move.after}))


def _case(row: RowMapping, calls: tuple[CallId, ...]) -> Case:
    return Case(
        id=CaseId(row["id"]), number=row["number"], opened_at=from_text(row["opened_at"]), opened_by=row["opened_by"],
        team=row["team"], calls=calls,
    )  # fmt: skip


def _act(row: RowMapping) -> CaseAct:
    moves = tuple(Move(one["call"], one["before"], one["after"]) for one in json.loads(row["moves"]))
    return CaseAct(
        id=row["id"], at=from_text(row["at"]), counsellor=row["counsellor"], kind=row["kind"], reason=row["reason"],
        moves=moves, undoes=row["undoes"], undone=bool(row["undone"]),
    )  # fmt: skip
