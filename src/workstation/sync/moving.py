"""When grants change: somebody moves to another team, or may write again where the hub had refused.

What was refused is kept sealed as it was sent. Before it goes again it is opened with the key it was closed with, and
closed anew with the newest key of the team it goes to: a key that somebody left with closes nothing new.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from workstation.domain.changes import Changes
from workstation.domain.envelopes import ELSEWHERE, STREAM, Change, Json
from workstation.domain.flat import CALL, sealed
from workstation.store.bringing_home import BringingHome
from workstation.store.marks import owner
from workstation.store.refused_changes import Refused, RefusedChanges
from workstation.store.streams import stream_of
from workstation.store.sync_state import GRANTED, HOME
from workstation.store.vault import Vault, Work
from workstation.sync.enrolling import home_of
from workstation.sync.protocol import NotAdmitted
from workstation.sync.sealing.applicants import ask_in
from workstation.sync.sealing.fields import NotOurs, NotSealed, Place, UnknownForm, is_sealed, key_of, unseal
from workstation.sync.sealing.keyring import Keyring

NO_GRANT: Final = "no_grant"
BEFORE: Final = "granted_before"  # what was granted when this was last looked at


def follow_grants(work: Work, keyring: Keyring) -> bool:
    """Write from now on for the team one is in, and send again what may go again; return whether there is any."""
    state = work.sync_state
    granted = tuple((state.get(GRANTED) or "").split())
    before = set((state.get(BEFORE) or "").split())
    if before != set(granted):
        state.put(BEFORE, "\n".join(granted))
        RefusedChanges(work.connection).hold_back(granted)
    moved = _move_home(work, granted)
    return bool(_again(work, keyring, set(granted) - before)) or moved


def follow_moves(work: Work, keyring: Keyring) -> bool:
    """Close anew what was closed for a sealed group whose call others had given to another one before; True: send it.

    Who reached the hub first decides who reads the call; what was written in it reaches them, as a colleague's words
    that were on their way would. Whoever chose otherwise is told so, in the inbox.
    """
    refused = RefusedChanges(work.connection)
    found = [one for one in refused.all() if one.why == ELSEWHERE]
    moves = [one.change for one in found if STREAM in one.change.sets]
    records = refused.drop(moves) | {one.change.record for one in found}
    here = {one for one in records if stream_of(work.connection, one) is not None}
    if any(one.kind == CALL for one in moves):
        work.sync_state.alarm(ELSEWHERE, keyring.now())
    written = [one for one in found if STREAM not in one.change.sets]
    streams = {one.change.id: _with_whom(work, one.change) for one in written}
    anew = _write_anew(work, keyring, written, streams)
    _home(work, keyring, here)
    return bool(anew)


def _with_whom(work: Work, change: Change) -> str:
    """Return the stream in which what a change is about is seen here, else the team's."""
    about = (stream_of(work.connection, one) for one in (change.record, change.parent or ""))
    return next((one for one in about if one is not None), None) or work.sync_state.get(HOME) or change.stream


def try_again(*, vault: Vault, keyring: Keyring) -> Changes:
    """Send again whatever was refused for lack of a grant: a person says that it may go now."""
    with vault.work() as work:
        streams = {one.change.stream for one in _lacking(work)}
        return _home(work, keyring, _again(work, keyring, streams))


def take_along(*, vault: Vault, keyring: Keyring) -> Changes:
    """Give what the former team never got to the team one is in now: a person decides that, never the program.

    What hangs under a record that the former team has stays where it is.
    """
    with vault.work() as work:
        home = work.sync_state.get(HOME) or ""
        mine = [one for one in _lacking(work) if one.unheard and one.change.stream != home]
        streams = {one.change.id: home for one in mine}
        return _home(work, keyring, _write_anew(work, keyring, mine, streams))


def may_take_along(work: Work) -> int:
    """Count the refused changes that could go to the team one is in now."""
    home = work.sync_state.get(HOME)
    return sum(one.unheard and one.change.stream != home for one in _lacking(work))


def _move_home(work: Work, granted: tuple[str, ...]) -> bool:
    home = work.sync_state.get(HOME)
    if home is None or home in granted:
        return False
    try:
        new = home_of(granted, owner(work.connection).team)
    except NotAdmitted:
        return False  # nothing to write into: everything waits here
    work.sync_state.put(HOME, new)
    ask_in(work)
    return True


def _lacking(work: Work) -> list[Refused]:
    return [one for one in RefusedChanges(work.connection).all() if one.why == NO_GRANT]


def _again(work: Work, keyring: Keyring, streams: set[str]) -> set[str]:
    found = [one for one in _lacking(work) if one.change.stream in streams]
    return _write_anew(work, keyring, found, {})


def _write_anew(work: Work, keyring: Keyring, found: Iterable[Refused], streams: Mapping[str, str]) -> set[str]:
    refused, renamed, records = RefusedChanges(work.connection), dict[str, str](), set[str]()
    for one in found:
        sets = _in_clear(work, keyring, one.change)
        if sets is not None:  # without the key it stays as it is: kept and shown
            refused.write_anew(one.change, sets, streams.get(one.change.id, one.change.stream), renamed)
            records.add(one.change.record)
    return records


def _in_clear(work: Work, keyring: Keyring, change: Change) -> dict[str, Json] | None:
    sets = dict(change.sets)
    for name, value in change.sets.items():
        if not sealed(change.kind, name) or not is_sealed(value):
            continue
        try:
            key_id, number = key_of(value)
            key = keyring.key(work, change.stream, key_id)
            if key is None:
                return None
            place = Place(change.stream, change.record, change.kind, name, change.id, number)
            sets[name] = unseal(key, place, value)
        except (NotSealed, UnknownForm, NotOurs):
            return None
    return sets


def _home(work: Work, keyring: Keyring, records: set[str]) -> Changes:
    home = BringingHome(work.connection, keyring.opening(work), lambda _record, _field: None)
    return home.bring(records)
