"""When grants change: somebody moves to another team, or may write again where the hub had refused.

What was refused is kept sealed as it was sent. Before it goes again it is opened with the key it was closed with, and
closed anew with the newest key of the team it goes to: a key that somebody left with closes nothing new.
"""

from collections.abc import Iterable
from typing import Final

from workstation.domain.changes import Changes
from workstation.domain.envelopes import Change, Json
from workstation.domain.flat import sealed
from workstation.store.bringing_home import BringingHome
from workstation.store.marks import owner
from workstation.store.refused_changes import Refused, RefusedChanges
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
        return _home(work, keyring, _write_anew(work, keyring, mine, home))


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
    return _write_anew(work, keyring, found, None)


def _write_anew(work: Work, keyring: Keyring, found: Iterable[Refused], stream: str | None) -> set[str]:
    refused, renamed, records = RefusedChanges(work.connection), dict[str, str](), set[str]()
    for one in found:
        sets = _in_clear(work, keyring, one.change)
        if sets is not None:  # without the key it stays as it is: kept and shown
            refused.write_anew(one.change, sets, stream or one.change.stream, renamed)
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
