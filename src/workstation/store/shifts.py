"""The shelf of shifts. The team is told when somebody is there; heavy calls are nobody else's business."""

import json
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import RowMapping

from workstation.domain.flat import SHIFT
from workstation.domain.ids import ShiftId
from workstation.domain.moments import as_text, from_text
from workstation.domain.shifts import Break, Shift
from workstation.store import tables as t
from workstation.store.rows import as_json, bound, moment_or_none, text_or_none
from workstation.store.telling import telling

S = t.shifts.c


class Shifts:
    """Shifts, running and past."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, shift: Shift) -> None:
        """Keep the shift as it now stands."""
        row = bound(
            {
                "id": shift.id,
                "counsellor": shift.counsellor,
                "team": shift.team,
                "line": shift.line,
                "began_at": as_text(shift.began_at),
                "planned_end": as_text(shift.planned_end),
                "planned_break": text_or_none(shift.planned_break),
                "ended_at": text_or_none(shift.ended_at),
                "breaks": as_json(shift.breaks),
                "heavy_calls": as_json(shift.heavy_calls),
            }
        )
        keeping = upsert(t.shifts).values(**row)
        with telling(self._connection, SHIFT, id=shift.id):
            self._connection.execute(keeping.on_conflict_do_update(index_elements=["id"], set_=row))

    def get(self, shift_id: ShiftId) -> Shift:
        """Return a shift. Raises KeyError."""
        row = self._connection.execute(select(t.shifts).where(S.id == shift_id)).mappings().one_or_none()
        if row is None:
            raise KeyError(shift_id)
        return _shift(row)

    def running(self, counsellor: str) -> Shift | None:
        """Return the shift this counsellor has not ended, the newest if there are several."""
        rows = (
            select(t.shifts)
            .where(S.counsellor == counsellor, S.ended_at.is_(None))
            .order_by(S.began_at.desc(), S.id.desc())
        )
        row = self._connection.execute(rows.limit(1)).mappings().one_or_none()
        return _shift(row) if row is not None else None

    def latest(self, counsellor: str) -> Shift | None:
        """Return the last shift of this counsellor, ended or not: the next one starts with its choices."""
        rows = select(t.shifts).where(S.counsellor == counsellor).order_by(S.began_at.desc(), S.id.desc()).limit(1)
        row = self._connection.execute(rows).mappings().one_or_none()
        return _shift(row) if row is not None else None

    def of(self, counsellor: str, since: date) -> tuple[Shift, ...]:
        """Return the shifts of a counsellor that began since a day, oldest first."""
        rows = select(t.shifts).where(S.counsellor == counsellor, S.began_at >= since.isoformat())
        return tuple(_shift(row) for row in self._connection.execute(rows.order_by(S.began_at, S.id)).mappings())


def _shift(row: RowMapping) -> Shift:
    return Shift(
        id=ShiftId(row["id"]),
        counsellor=row["counsellor"],
        team=row["team"],
        line=row["line"],
        began_at=from_text(row["began_at"]),
        planned_end=from_text(row["planned_end"]),
        planned_break=moment_or_none(row["planned_break"]),
        ended_at=moment_or_none(row["ended_at"]),
        breaks=tuple(
            Break(from_text(one["began_at"]), moment_or_none(one["ended_at"])) for one in json.loads(row["breaks"])
        ),
        heavy_calls=tuple(json.loads(row["heavy_calls"])),
    )
