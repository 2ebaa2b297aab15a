"""How a shelf tells the team what it wrote: in the same transaction, only what differs, once there is a hub."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, select

from workstation.domain.envelopes import Json
from workstation.domain.flat import CASE_ACT, ENTRY, Fields, Flat, differing
from workstation.domain.flat_team import LISTS_OF_AN_ENTRY, WORDS_OF_AN_ENTRY, derived_id
from workstation.domain.services import Service
from workstation.store import case_tables as c
from workstation.store.outbox import Outbox
from workstation.store.record_rows import seen_of
from workstation.store.rows import Row
from workstation.store.sync_state import SyncState
from workstation.store.team_shelves import TEAM_SHELVES, TeamShelf

ACCEPTED_EDITION = "edition.directory"  # the number of the signed edition of the directory in use, absent: none


@contextmanager
def telling(connection: Connection, kind: str, **keys: object) -> Iterator[None]:
    """Tell what the block changes in the row with these keys. What has no field, a private mark, tells nothing."""
    outbox = Outbox(connection)
    if outbox.home is None:
        yield
        return
    shelf = TEAM_SHELVES[kind]
    found: Row = dict(keys)
    before = shelf.row(connection, found)
    yield
    after = shelf.row(connection, found)
    row = after or before
    if row is None:
        return
    known = seen_of(connection, [shelf.record_of(row)])
    told = _flat(shelf, row, shelf.fields(before) if before and known else {}, shelf.fields(after) if after else {})
    outbox.write([told] if told.fields else [])


def tell_row(connection: Connection, kind: str, row: Row) -> None:
    """Tell a whole row that was there before there was a hub."""
    shelf = TEAM_SHELVES[kind]
    Outbox(connection).write([_flat(shelf, row, {}, shelf.fields(row))])


def tell_act(connection: Connection, act: int) -> None:
    """Tell an act on cases, under the record it was given. It never changes."""
    outbox = Outbox(connection)
    if outbox.home is None:
        return
    acts = c.case_acts
    row = connection.execute(select(acts).where(acts.c.id == act)).mappings().one()
    undone = select(acts.c.record).where(acts.c.id == row["undoes"])
    cases = select(c.case_act_cases.c.case_id).where(c.case_act_cases.c.act_id == act)
    fields: dict[str, Json] = {name: row[name] for name in ("at", "counsellor", "kind", "reason")}
    fields["moves"] = [[one["call"], one["before"], one["after"]] for one in json.loads(row["moves"])]
    fields["cases"] = sorted(connection.execute(cases).scalars())
    if row["undoes"] is not None:
        fields["undoes"] = connection.execute(undone).scalar()
    outbox.write([Flat(row["record"], CASE_ACT, fields)])


def tell_entry(connection: Connection, before: Service | None, after: Service, at: str, by: str) -> None:
    """Tell what a team corrected in an entry of the directory.

    A record holds the corrections on one signed edition: on a newer one they begin anew, for that edition knew them.
    """
    outbox = Outbox(connection)
    if outbox.home is None:
        return
    number = int(SyncState(connection).get(ACCEPTED_EDITION) or 0)
    fields = differing(entry_fields(before) if before else {}, entry_fields(after))
    if after.address_class == "store":
        # it never leaves the store: the team learns that it is secret, and keeps what it knew
        fields = {name: value for name, value in fields.items() if name not in {"address", "postcode"}}
    if not fields:
        return
    record = derived_id(ENTRY, after.id)
    fields |= {"service": after.id, "at": at, "by": by, "edition": number}
    known = seen_of(connection, [record]).get(record)
    told = SyncState(connection).get(f"{ENTRY}.{record}")
    outbox.write([Flat(record, ENTRY, fields)], whole=known is not None and told != str(number))
    SyncState(connection).put(f"{ENTRY}.{record}", str(number))


def entry_fields(service: Service) -> dict[str, Json]:
    """Return what travels of an entry."""
    found: dict[str, Json] = {name: getattr(service, name) for name in WORDS_OF_AN_ENTRY}
    return found | {name: list(getattr(service, name)) for name in LISTS_OF_AN_ENTRY}


def _flat(shelf: TeamShelf, row: Row, had: Fields, has: Fields) -> Flat:
    # a row that is gone leaves a record without values: whoever brings it back writes in the same record
    fields = differing(had, has)
    if not had:
        fields = {name: value for name, value in fields.items() if value is not None}
    return Flat(shelf.record_of(row), shelf.kind, fields, str(row[shelf.under]) if shelf.under else None)
