"""Whose a call or a draft is, without reading it."""

from sqlalchemy import Connection, select

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
