"""When a station first meets a hub: what was filed before goes the same way as what is filed from now on."""

from sqlalchemy import Connection, Table, select, update

from workstation.domain.envelopes import new_act_id
from workstation.domain.flat import CASE_ACT, TEXT, TEXT_VERSION, Flat
from workstation.domain.flat_calls import flat_addition, flat_call, flat_revision
from workstation.domain.ids import CallId
from workstation.store import case_tables as c
from workstation.store import coordination_tables as k
from workstation.store import tables as t
from workstation.store.call_rows import read_calls
from workstation.store.calls import Calls
from workstation.store.outbox import REFUSED, O, Outbox
from workstation.store.prints import Prints
from workstation.store.record_rows import seen_of
from workstation.store.sync_state import HOME, SyncState
from workstation.store.team_shelves import TEAM_SHELVES
from workstation.store.telling import tell_act, tell_row

REGISTER = "register.told"
TEAM = "team.told"  # the kinds that were told; an earlier program wrote that all of its kinds were
LATER_KINDS = frozenset({TEXT, TEXT_VERSION})
CALLS = "calls.told"  # the moment of the oldest call told, TOLD when all are
TOLD = "told"


def capture_older(connection: Connection, most: int = 200) -> int:
    """Put the next calls that the hub was never told of in the row, newest first; return how many, 0 = all are.

    What the hub refused was told: it waits for a grant, or for a person. How far it came is kept with what was told,
    so that neither the next step nor a later meeting passes over every call.
    """
    state = SyncState(connection)
    since = state.get(CALLS)
    if state.get(HOME) is None or since == TOLD:
        return 0
    call = t.calls.c
    told = select(t.records.c.id).where(t.records.c.id == call.id).exists()
    refused = select(O.line).where(O.record == call.id, O.state == REFUSED).exists()
    rows = (
        select(call.id, call.started_at)
        .where(~told, ~refused)
        .order_by(call.started_at.desc(), call.id.desc())
        .limit(most)
    )
    found = connection.execute(rows.where(call.started_at <= since) if since else rows).all()
    Outbox(connection).write(_flats(connection, [row.id for row in found]))
    state.put(CALLS, found[-1].started_at if found else TOLD)
    return len(found)


def capture_register(connection: Connection) -> None:
    """Put the register of prints in the row, once, before anything new is printed."""
    told = SyncState(connection)
    if told.get(REGISTER) is None and told.get(HOME) is not None:
        Prints(connection).tell_of_all()
        told.put(REGISTER, TOLD)


def capture_team(connection: Connection) -> None:
    """Put what the team shares besides calls in the row, once: shifts, cases, follow-ups and what was said."""
    told = SyncState(connection)
    done = frozenset((told.get(TEAM) or "").split())
    if TOLD in done:
        done = (frozenset(TEAM_SHELVES) | {CASE_ACT}) - LATER_KINDS
    if told.get(HOME) is None or done >= {*TEAM_SHELVES, CASE_ACT}:
        return
    for table in (c.case_acts, c.follow_up_acts, k.review_comments, k.service_outcomes):
        for key in (
            connection.execute(select(table.c.id).where(table.c.record.is_(None)).order_by(table.c.id))
            .scalars()
            .all()
        ):
            connection.execute(update(table).where(table.c.id == key).values(record=new_act_id()))
    for kind, shelf in TEAM_SHELVES.items():
        if kind in done:
            continue
        rows = [dict(row) for row in connection.execute(select(shelf.table)).mappings()]
        known = seen_of(connection, [shelf.record_of(row) for row in rows])
        for row in rows:
            if shelf.record_of(row) not in known:
                tell_row(connection, kind, row)
    if CASE_ACT not in done:
        _tell_acts(connection)
    told.put(TEAM, " ".join(sorted({*TEAM_SHELVES, CASE_ACT})))


def _tell_acts(connection: Connection) -> None:
    acts = connection.execute(select(c.case_acts.c.id, c.case_acts.c.record).order_by(c.case_acts.c.id)).all()
    seen = seen_of(connection, [record for _, record in acts])
    for act, record in acts:
        if record not in seen:
            tell_act(connection, act)


def _flats(connection: Connection, call_ids: list[str]) -> list[Flat]:
    calls = read_calls(connection, call_ids)
    flats = [flat for one in call_ids for flat in flat_call(calls[one])]
    for call_id, keys in _keys(connection, t.call_additions, call_ids).items():
        for key, addition in zip(keys, calls[call_id].additions, strict=True):
            flats.append(flat_addition(_named(connection, t.call_additions, key), call_id, addition))
    for call_id, keys in _keys(connection, t.call_revisions, call_ids).items():
        for key, revision in zip(keys, Calls(connection).revisions(CallId(call_id)), strict=True):
            flats.append(flat_revision(_named(connection, t.call_revisions, key), call_id, revision))
    return flats


def _keys(connection: Connection, table: Table, call_ids: list[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    rows = select(table.c.call_id, table.c.id).where(table.c.call_id.in_(call_ids)).order_by(table.c.id)
    for call_id, key in connection.execute(rows):
        found.setdefault(call_id, []).append(key)
    return found


def _named(connection: Connection, table: Table, key: int) -> str:
    record = new_act_id()
    connection.execute(update(table).where(table.c.id == key).values(record=record))
    return record
