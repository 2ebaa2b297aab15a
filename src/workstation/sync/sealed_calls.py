"""A call that only a few people may read: it goes to their group's stream with all that belongs to it.

Everything sealed is closed anew with the key of where it goes, in the very change that moves it. What was never sent
leaves under its new stream at once, so that nothing of it ever reaches the hub under the team's key.
"""

from collections.abc import Iterable

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.envelopes import CONFLICT, DELETED, GROUP, STREAM, Json
from workstation.domain.flat import SEALED, Flat
from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.domain.permissions import NotAllowed
from workstation.store.belonging import astray, belonging_home, family_of
from workstation.store.records import View
from workstation.store.streams import moved_in_vain, restream, stream_of
from workstation.store.sync_state import ANEW, HOME
from workstation.store.vault import Vault, Work
from workstation.sync.groups import usable_groups
from workstation.sync.sealing.fields import RecordKey, is_sealed, key_of
from workstation.sync.sealing.keyring import Keyring
from workstation.usecases.relation_of_call import require_for_call


def seal_call(call: CallId, group: str, desk: Desk, *, vault: Vault, keyring: Keyring, now: Now) -> Changes:
    """Give a call to a group of people, and to nobody else; without a line too. Raises NotAllowed, KeyError.

    From another group it goes in one step: the team reads nothing of it in between.
    """
    with vault.work() as work:
        require_for_call("seal", call, desk, work)
        before = group_of(work, call)
        if before is not None:
            require_for_call("unseal", call, desk, work)  # others than those of now will read it
        if before == group:
            raise NotAllowed("sealed.theirs_already")
        if group not in {one.id for one in usable_groups(work, keyring)}:
            raise NotAllowed("sealed.no_such_group")
        if stream_of(work.connection, call) is None:
            raise NotAllowed("sealed.no_hub")
        _move(work, keyring, family_of(work.connection, call), group)
        gather(work, keyring)
        work.read_log.note("seal", desk, now(), record=call, reason="seal" if before is None else "reseal")
    return Changes.of("call", call)


def unseal_call(call: CallId, desk: Desk, *, vault: Vault, keyring: Keyring, now: Now) -> Changes:
    """Give a call back to the team. Raises NotAllowed, KeyError."""
    with vault.work() as work:
        require_for_call("unseal", call, desk, work)
        home = work.sync_state.get(HOME)
        if home is None or group_of(work, call) is None:
            raise NotAllowed("sealed.not_sealed")
        _move(work, keyring, belonging_home(work.connection, call), home)
        gather(work, keyring)
        work.read_log.note("seal", desk, now(), record=call, reason="unseal")
    return Changes.of("call", call)


def group_of(work: Work, call: str) -> str | None:
    """Return the group that a call is sealed for, None when the team may read it."""
    stream = stream_of(work.connection, call)
    return stream if stream is not None and stream.startswith(GROUP) else None


def gather(work: Work, keyring: Keyring) -> None:
    """Move what belongs to a sealed call and is elsewhere, or is with a group and no longer belongs there.

    Done before anything is sent: also what was written without knowing, at any station, follows its call.
    """
    home = work.sync_state.get(HOME)
    if home is None:
        return
    by_stream: dict[str, list[str]] = {}
    known_elsewhere = moved_in_vain(work.connection)  # read first where it is: the same move is refused again
    for record, to in astray(work.connection, home).items():
        if record not in known_elsewhere:
            by_stream.setdefault(to, []).append(record)
    for to, records in sorted(by_stream.items()):
        if to == home or keyring.newest_key(work, to) is not None:
            _move(work, keyring, records, to)
    for name in work.sync_state.under(ANEW):
        record = name.removeprefix(ANEW)
        if record in known_elsewhere:
            continue
        stream = stream_of(work.connection, record)
        if stream is not None and keyring.newest_key(work, stream) is not None:
            _move(work, keyring, [record], stream)
        work.sync_state.put(name, None)


def _move(work: Work, keyring: Keyring, records: Iterable[str], to: str) -> None:
    """Write the changes that take these records to a stream, in this order."""
    order = list(records)
    unsent = restream(work.connection, order, to)
    sent = [one for one in order if one not in unsent]
    views = {view.id: view for view in work.records.views(sent)}
    opener = keyring.opening(work)
    flats = []
    for one in sent:
        view = views.get(one)
        if view is None:
            continue
        if view.kind == CONFLICT:
            sets = _conflict(work, keyring, view, to)
        else:
            clear, hidden = opener(view).fields, SEALED.get(view.kind, frozenset())
            sets = {name: clear[name] for name in view.fields if name in hidden and name in clear}
        if view.fields.get(DELETED) is True:
            sets[DELETED] = True  # it stays laid aside
        flats.append(Flat(view.id, view.kind, sets | {STREAM: to}, view.parent))
    work.outbox.write(flats)


def _conflict(work: Work, keyring: Keyring, view: View, to: str) -> dict[str, Json]:
    """Return the losing value closed anew: it is bound to the change that wrote it, as it was before."""
    about, found = str(view.fields.get("rec")), keyring.newest_key(work, to)
    record = next(iter(work.records.views([about])), None)
    value = view.fields.get("value")
    if record is None or found is None or not is_sealed(value):
        return {}
    clear = keyring.opened_conflict(work, view, record.kind)
    if clear is None:
        return {}  # it stays closed as it is
    key = RecordKey(found[1], found[0], to, about, record.kind)
    field, change = str(view.fields.get("field")), str(view.fields.get("change"))
    return {"value": key.seal(field, change, key_of(value)[1], clear)}
