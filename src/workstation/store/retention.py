"""The shelf of retention: rules, holds, what is due, and the requests that need two persons."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, insert, not_, or_, select, update
from sqlalchemy.engine import RowMapping

from workstation.domain.flat import REQUEST
from workstation.domain.ids import CallId
from workstation.domain.moments import as_text, from_text
from workstation.domain.requests import Request
from workstation.domain.retention import DEFAULTS, CallFacts, Hold, Kind, Period
from workstation.domain.texts import storable
from workstation.store import case_tables as c
from workstation.store import retention_tables as r
from workstation.store import tables as t
from workstation.store.call_lines import ERASED
from workstation.store.erasing import awaited
from workstation.store.rows import as_json, bound, moment_or_none, text_or_none
from workstation.store.settings import Settings
from workstation.store.telling import telling

RULES, LAST_RUN = "retention.rules", "retention.last_run"
MINORS = (
    "minor_group", "unborn", "age_0_2", "age_3_6", "age_7_12", "age_13_17", "minor_unknown", "under_6", "age_6_12",
)  # fmt: skip
MINOR_PROBLEMS = ("child_abuse", "violence_between_minors")


class Retention:
    """What may be kept how long."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._settings = Settings(connection)

    def rules(self) -> dict[Kind, Period | None]:
        """Return the rules in force."""
        kept = json.loads(self._settings.get(RULES) or "{}")
        changed: dict[Kind, Period | None] = {kind: Period(**kept[kind]) for kind in DEFAULTS if kept.get(kind)}
        return dict(DEFAULTS) | changed

    def put_rules(self, rules: Mapping[Kind, Period | None]) -> None:
        """Keep other rules."""
        kept = {kind: asdict(period) for kind, period in rules.items() if period is not None}
        self._settings.put(RULES, as_json(kept))

    def last_run(self) -> str | None:
        """Return the day of the last run, as ISO text."""
        return self._settings.get(LAST_RUN)

    def ran(self, day: date) -> None:
        """Remember that rules were applied on a day."""
        self._settings.put(LAST_RUN, day.isoformat())

    def candidates(self, before: date) -> dict[CallId, CallFacts]:
        """Return the calls of which anything can still be erased, taken before a day, with what the rules ask."""
        return self._facts(t.calls.c.day < before.isoformat(), not_(t.calls.c.number.startswith(ERASED)))

    def facts(self, call: CallId) -> CallFacts:
        """Return what the rules ask of one call. Raises KeyError."""
        return self._facts(t.calls.c.id == call)[call]

    def _facts(self, *which: ColumnElement[bool]) -> dict[CallId, CallFacts]:
        k, p = t.calls.c, t.reported_persons.c
        young = or_(p.age_group.in_(MINORS), p.age_years < 18, p.problem_type.in_(MINOR_PROBLEMS))
        rows = select(
            k.id,
            k.day,
            exists().where(p.call_id == k.id, young),
            exists().where(c.follow_ups.c.call_id == k.id, c.follow_ups.c.status == "open"),
            exists().where(r.holds.c.call_id == k.id, r.holds.c.lifted_at.is_(None)),
        ).where(*which)
        found = self._connection.execute(rows.order_by(k.started_at, k.id)).all()
        waiting = awaited(self._connection, [row[0] for row in found])
        return {
            CallId(call): CallFacts(date.fromisoformat(day), bool(minor), bool(open_), bool(held), call in waiting)
            for call, day, minor, open_, held in found
        }

    def hold_on(self, call: CallId) -> Hold | None:
        """Return the hold that lies on a call, the first of several."""
        h = r.holds.c
        rows = select(h.set_by, h.set_at, h.reason).where(h.call_id == call, h.lifted_at.is_(None)).order_by(h.id)
        row = self._connection.execute(rows).first()
        return Hold(row.set_by, from_text(row.set_at), row.reason) if row else None

    def hold(self, call: CallId, counsellor: str, reason: str, at: datetime) -> None:
        """Keep a call from being erased."""
        row = {"call_id": call, "set_at": as_text(at), "set_by": counsellor, "reason": reason}
        self._connection.execute(insert(r.holds).values(**bound(row)))

    def lift(self, call: CallId, at: datetime) -> None:
        """Let the rules apply to a call again."""
        lifting = update(r.holds).where(r.holds.c.call_id == call, r.holds.c.lifted_at.is_(None))
        self._connection.execute(lifting.values(lifted_at=as_text(at)))

    def held(self, calls: Iterable[CallId]) -> frozenset[CallId]:
        """Return those of the calls that are held."""
        rows = select(r.holds.c.call_id).where(r.holds.c.call_id.in_(list(calls)), r.holds.c.lifted_at.is_(None))
        return frozenset(CallId(one) for one in self._connection.execute(rows).scalars())

    def erased(self, number: str) -> str | None:
        """Return the day on which the call people called so was erased; None = it was not."""
        rows = select(r.erasures.c.day).where(r.erasures.c.number == number)
        return self._connection.execute(rows).scalar()

    def put(self, request: Request) -> None:
        """Keep a new request."""
        row = {
            "id": request.id, "kind": request.kind, "subject": as_json(request.subject), "reason": request.reason,
            "asked_by": request.asked_by, "asked_role": request.asked_role, "asked_at": as_text(request.asked_at),
            "effect": request.effect, "state": request.state,
        }  # fmt: skip
        with telling(self._connection, REQUEST, id=request.id):
            self._connection.execute(insert(r.requests).values(**bound(row)))

    def get(self, request_id: str) -> Request:
        """Return a request. Raises KeyError."""
        rows = select(r.requests).where(r.requests.c.id == request_id)
        row = self._connection.execute(rows).mappings().first()
        if row is None:
            raise KeyError(request_id)
        return _request(row)

    def change(self, request: Request) -> None:
        """Write how a request stands now."""
        row = {
            "effect": request.effect, "agreed_by": request.agreed_by and storable(request.agreed_by),
            "agreed_role": request.agreed_role, "agreed_at": text_or_none(request.agreed_at), "state": request.state,
        }  # fmt: skip
        with telling(self._connection, REQUEST, id=request.id):
            self._connection.execute(update(r.requests).where(r.requests.c.id == request.id).values(**row))

    def requests(self) -> tuple[Request, ...]:
        """Return every request, newest first."""
        rows = select(r.requests).order_by(r.requests.c.asked_at.desc(), r.requests.c.id)
        return tuple(_request(row) for row in self._connection.execute(rows).mappings())


def _request(row: RowMapping) -> Request:
    plain: dict[str, Any] = {
        name: row[name]
        for name in ("id", "kind", "reason", "asked_by", "asked_role", "effect", "agreed_by", "agreed_role", "state")
    }
    return Request(
        **plain, subject=json.loads(row["subject"]), asked_at=from_text(row["asked_at"]),
        agreed_at=moment_or_none(row["agreed_at"]),
    )  # fmt: skip
