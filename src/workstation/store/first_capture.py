"""When a station first meets a hub: what was filed before goes the same way as what is filed from now on."""

from sqlalchemy import Connection, Table, select, update

from workstation.domain.calls import Addition
from workstation.domain.flat import Flat
from workstation.domain.flat_calls import flat_addition, flat_call, flat_revision
from workstation.domain.ids import CallId, new_id
from workstation.domain.revisions import Revision
from workstation.store import tables as t
from workstation.store.calls import Calls
from workstation.store.outbox import Outbox
from workstation.store.prints import Prints
from workstation.store.sync_state import HOME, SyncState

REGISTER = "register.told"


def capture_older(connection: Connection, most: int = 200) -> int:
    """Put the next calls that the hub was never told of in the row, newest first; return how many, 0 = all are."""
    told = select(t.records.c.id).where(t.records.c.id == t.calls.c.id).exists()
    rows = select(t.calls.c.id).where(~told).order_by(t.calls.c.started_at.desc()).limit(most)
    found = connection.execute(rows).scalars().all()
    flats = [flat for one in found for flat in _flats(connection, CallId(one))]
    Outbox(connection).write(flats)
    return len(found)


def capture_register(connection: Connection) -> None:
    """Put the register of prints in the row, once, before anything new is printed."""
    told = SyncState(connection)
    if told.get(REGISTER) is None and told.get(HOME) is not None:
        Prints(connection).tell_of_all()
        told.put(REGISTER, "told")


def _flats(connection: Connection, call_id: CallId) -> list[Flat]:
    calls = Calls(connection)
    call = calls.get(call_id)
    flats = [*flat_call(call)]
    later: tuple[tuple[Table, tuple[Addition | Revision, ...]], ...] = (
        (t.call_additions, call.additions),
        (t.call_revisions, calls.revisions(call_id)),
    )
    for table, made in later:
        keys = connection.execute(select(table.c.id).where(table.c.call_id == call_id).order_by(table.c.id)).scalars()
        for key, one in zip(keys.all(), made, strict=True):
            record = new_id()
            connection.execute(update(table).where(table.c.id == key).values(record=record))
            flats.append(
                flat_revision(record, call_id, one)
                if isinstance(one, Revision)
                else flat_addition(record, call_id, one)
            )
    return flats
