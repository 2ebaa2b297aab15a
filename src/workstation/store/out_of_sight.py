"""Calls that whoever sits here does not see, because they know somebody in them: kept, off every shelf.

What is kept of such a call, with all that belongs to it, stays among the records and goes to the hub as ever.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from workstation.store import case_tables as c
from workstation.store.belonging import family_of, naming, of_case
from workstation.store.sync_state import SyncState

HIDDEN = "hidden."  # and a record, with the call it belongs to
_BEHIND = "hidden/"
_KEPT = "SELECT name, value FROM sync_state WHERE name >= ? AND name < ?"


def out_of_sight(connection: Connection) -> dict[str, str]:
    """Return the records that are seen nowhere here, each with the call it belongs to."""
    rows = connection.exec_driver_sql(_KEPT, (HIDDEN, _BEHIND))
    return {str(name).removeprefix(HIDDEN): str(call) for name, call in rows}


def take_out_of_sight(connection: Connection, call: str) -> set[str]:
    """Remember that a call is not to be seen here; return it with all that belongs to it and to no other call."""
    found = {*family_of(connection, call), *naming(connection, call)}
    for case in _cases_of_no_other(connection, call):
        found |= of_case(connection, case)
    keep_out_of_sight(connection, found, call)
    return found


def keep_out_of_sight(connection: Connection, records: Iterable[str], call: str) -> None:
    """Remember that these belong to a call that is not to be seen here."""
    state = SyncState(connection)
    for one in sorted(records):
        state.put(HIDDEN + one, call)


def bring_back_in_sight(connection: Connection, call: str) -> set[str]:
    """Forget that a call is not to be seen here; return what belongs to it."""
    state, found = SyncState(connection), {one for one, of in out_of_sight(connection).items() if of == call}
    for one in found:
        state.put(HIDDEN + one, None)
    return found | set(family_of(connection, call))


def _cases_of_no_other(connection: Connection, call: str) -> set[str]:
    link = c.case_calls.c
    cases = set(connection.execute(select(link.case_id).where(link.call_id == call)).scalars())
    others = select(link.case_id).where(link.case_id.in_(sorted(cases)), link.call_id != call)
    return cases - set(connection.execute(others).scalars())
