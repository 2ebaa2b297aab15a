"""The shelf of follow-ups: what is still to be done, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, or_, select, update
from sqlalchemy.engine import RowMapping

from workstation.domain.envelopes import new_act_id
from workstation.domain.flat import FOLLOW_UP, FOLLOW_UP_ACT
from workstation.domain.follow_ups import ActKind, FollowUpAct, FollowUpTask, Status
from workstation.domain.ids import CallId
from workstation.domain.moments import as_text, from_text
from workstation.domain.texts import storable
from workstation.store import tables
from workstation.store.case_tables import follow_up_acts, follow_ups
from workstation.store.rows import bound
from workstation.store.telling import telling

F = follow_ups.c
MOST = 500


class FollowUps:
    """Follow-up tasks with their history."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, task: FollowUpTask) -> None:
        """Keep a new task."""
        row = {
            "id": task.id, "call_id": task.call, "due_from": as_text(task.due_from),
            "due_until": as_text(task.due_until), "channel": task.channel, "safe_moment": task.safe_moment,
            "what": task.what, "team": task.team, "counsellor": task.counsellor, "status": task.status,
            "made_by": task.made_by,
        }  # fmt: skip
        with telling(self._connection, FOLLOW_UP, id=task.id):
            self._connection.execute(insert(follow_ups).values(**bound(row)))

    def get(self, task_id: str) -> FollowUpTask:
        """Return a task. Raises KeyError."""
        row = self._connection.execute(self._rows().where(F.id == task_id)).mappings().first()
        if row is None:
            raise KeyError(task_id)
        return _task(row)

    def change(
        self, task_id: str, *, status: Status | None = None, due: tuple[datetime, datetime] | None = None,
        counsellor: str | None = None, assign: bool = False,
    ) -> None:  # fmt: skip
        """Write what changed; `assign` gives it to `counsellor`, None = to the team."""
        row: dict[str, str | None] = {"status": status} if status else {}
        if due:
            row |= {"due_from": as_text(due[0]), "due_until": as_text(due[1])}
        if assign:
            row["counsellor"] = storable(counsellor) if counsellor else None
        with telling(self._connection, FOLLOW_UP, id=task_id):
            self._connection.execute(update(follow_ups).where(F.id == task_id).values(**row))

    def act(self, task_id: str, kind: ActKind, counsellor: str, at: datetime, reason: str) -> None:
        """Keep what somebody did with a task."""
        row = {"follow_up_id": task_id, "at": as_text(at), "counsellor": counsellor, "kind": kind, "reason": reason}
        record = new_act_id()
        with telling(self._connection, FOLLOW_UP_ACT, record=record):
            self._connection.execute(insert(follow_up_acts).values(**bound(row), record=record))

    def acts(self, task_id: str) -> tuple[FollowUpAct, ...]:
        """Return the history of a task, oldest first."""
        a = follow_up_acts.c
        rows = (
            select(a.at, a.counsellor, a.kind, a.reason)
            .where(a.follow_up_id == task_id)
            .order_by(a.at, a.record, a.id)
        )
        return tuple(
            FollowUpAct(from_text(at), who, kind, why) for at, who, kind, why in self._connection.execute(rows)
        )

    def waiting(self, counsellor: str, team: str | None, until: datetime | None = None) -> tuple[FollowUpTask, ...]:
        """Return the open tasks of a person and of the team as a whole, the longest overdue first."""
        mine = F.counsellor == counsellor
        ours = mine if team is None else or_(mine, F.counsellor.is_(None) & (F.team == team))
        rows = self._rows().where(F.status == "open", or_(ours, F.counsellor.is_(None) & F.team.is_(None)))
        if until is not None:
            rows = rows.where(F.due_from <= as_text(until))
        rows = rows.order_by(F.due_until, F.id).limit(MOST)
        return tuple(_task(row) for row in self._connection.execute(rows).mappings())

    def of_call(self, call: CallId) -> tuple[FollowUpTask, ...]:
        """Return every task of a call, also those that are done."""
        rows = self._rows().where(F.call_id == call).order_by(F.due_until, F.id)
        return tuple(_task(row) for row in self._connection.execute(rows).mappings())

    def _rows(self) -> Select[Any]:
        number = tables.calls.c.number
        return select(follow_ups, number).outerjoin(tables.calls, tables.calls.c.id == F.call_id)


def _task(row: RowMapping) -> FollowUpTask:
    return FollowUpTask(
        id=row["id"], call=CallId(row["call_id"]), number=row["number"] or "", due_from=from_text(row["due_from"]),
        due_until=from_text(row["due_until"]), channel=row["channel"], safe_moment=row["safe_moment"],
        what=row["what"], team=row["team"], counsellor=row["counsellor"], status=row["status"],
        made_by=row["made_by"],
    )  # fmt: skip
