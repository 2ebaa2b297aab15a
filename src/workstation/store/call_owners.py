"""Whose a call is, without reading the call."""

from sqlalchemy import Connection, select

from workstation.store import tables as t


def owner_of(connection: Connection, call_id: str) -> tuple[str, str | None]:
    """Return the counsellor and the team of a call. Raises KeyError."""
    found = connection.execute(select(t.calls.c.counsellor, t.calls.c.team).where(t.calls.c.id == call_id)).first()
    if found is None:
        raise KeyError(call_id)
    return found[0], found[1]
