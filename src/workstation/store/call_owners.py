"""Whose a call or a draft is, without reading it."""

from datetime import datetime

from sqlalchemy import Connection, select

from workstation.domain.moments import as_text
from workstation.store import tables as t


def owner_of(connection: Connection, call_id: str) -> tuple[str, str | None]:
    """Return the counsellor and the team of a call. Raises KeyError."""
    found = connection.execute(select(t.calls.c.counsellor, t.calls.c.team).where(t.calls.c.id == call_id)).first()
    if found is None:
        raise KeyError(call_id)
    return found[0], found[1]


def draft_owner(connection: Connection, draft_id: str) -> str:
    """Return the counsellor of a draft. Raises KeyError."""
    found = connection.execute(select(t.drafts.c.counsellor).where(t.drafts.c.id == draft_id)).scalar()
    if found is None:
        raise KeyError(draft_id)
    return str(found)


def counsellors_of(connection: Connection, team: str, since: datetime) -> tuple[str, ...]:
    """Return who of a team took a call since a moment, by name."""
    c = t.calls.c
    rows = select(c.counsellor).distinct().where(c.started_at >= as_text(since), c.team == team, c.counsellor != "")
    return tuple(connection.execute(rows.order_by(c.counsellor)).scalars())


def call_of_number(connection: Connection, number: str) -> str | None:
    """Return the id of the call people call so."""
    return connection.execute(select(t.calls.c.id).where(t.calls.c.number == number)).scalar()


def number_of_call(connection: Connection, call_id: str) -> str | None:
    """Return what people call a call; None when it is gone."""
    return connection.execute(select(t.calls.c.number).where(t.calls.c.id == call_id)).scalar()
