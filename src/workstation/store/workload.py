"""The shelf of calls as work: who took them, when, how long; never what they were about."""

import json
from datetime import date

from sqlalchemy import Connection, or_, select

from workstation.domain.moments import from_text, local
from workstation.domain.workload import WorkedCall
from workstation.store import tables as t

C = t.calls.c


def worked_calls(connection: Connection, team: str | None, me: str, since: date) -> tuple[WorkedCall, ...]:
    """Return the calls of a team (None: of every team) and one's own since a day; the day counted in Brussels."""
    rows = select(C.counsellor, C.team, C.started_at, C.handled_s, C.wrap_up_s, C.marks, C.safety).where(
        C.day >= since.isoformat()
    )
    if team is not None:
        rows = rows.where(or_(C.team == team, C.counsellor == me))
    found = []
    for counsellor, its_team, started_at, handled_s, wrap_up_s, marks, safety in connection.execute(rows):
        began = local(from_text(started_at))
        danger = any(one["kind"] == "danger_on" for one in json.loads(marks))
        danger = danger or json.loads(safety).get("immediate_danger") == "yes"
        found.append(WorkedCall(counsellor, its_team, began.date(), began.hour, handled_s, wrap_up_s, danger))
    return tuple(found)
