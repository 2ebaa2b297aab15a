"""Opening one record: each sealed value is judged by itself, and one that does not pass spoils no other."""

from collections.abc import Callable
from typing import cast

from workstation.domain.envelopes import Json
from workstation.domain.flat import SEALED
from workstation.store.bringing_home import Opened
from workstation.store.records import View
from workstation.store.sync_state import ANEW, SyncState
from workstation.sync.sealing.fields import NotOurs, NotSealed, RecordKey, UnknownForm, is_sealed, parts_of

Refuse = Callable[[str, str, str], None]
NOTHING = object()  # None is a value
FindKey = Callable[[str, str], tuple[str, bytes] | None]  # and the team or group whose key it is


class Reading:
    """One record being opened."""

    def __init__(self, state: SyncState, view: View, find: FindKey, refuse: Refuse) -> None:
        self._state, self._view, self._find, self._refuse = state, view, find, refuse
        self._refused: set[str] = set()
        self._keyless: set[str] = set()
        self._accepted: dict[str, int] = {}
        self._keys: dict[str, RecordKey] = {}
        self._elsewhere: set[str] = set()  # keys of the team or group that the record was in before

    def opened(self) -> Opened:
        """Return the record in clear, without what did not pass."""
        view = self._view
        closed = SEALED.get(view.kind, frozenset())
        if not closed:
            return Opened(view.fields)
        numbers = self._state.numbers(view.id)
        fields: dict[str, Json] = {}
        for name, value in view.fields.items():
            if name not in closed or (name in view.own and not is_sealed(value)):
                fields[name] = value
                continue
            opened = self._value(name, value, numbers)
            if opened is not NOTHING:
                fields[name] = cast("Json", opened)
        self._state.accept(view.id, self._accepted)
        for name in closed & numbers.keys() - view.fields.keys():
            self._no(name, "rolled_back")  # a value that was there before is not there at all
        return Opened(fields, frozenset(self._refused), frozenset(self._keyless))

    def _value(self, name: str, value: Json, numbers: dict[str, int]) -> object:
        view = self._view
        try:
            key_id, number, sealed = parts_of(value)
            key = self._keys.get(key_id) or self._key(key_id)
            if key is None:
                return self._without_key(name, key_id)
            if number < numbers.get(name, 0) and name not in view.own:
                return self._no(name, "rolled_back")
            opened = key.unseal(name, view.changes.get(name, ""), number, sealed)
        except NotSealed:
            return self._no(name, "in_clear")
        except UnknownForm:
            return self._no(name, "unknown_schema")
        except NotOurs:
            return self._no(name, "altered")
        if name not in view.own and number > numbers.get(name, 0):
            self._accepted[name] = number
        if name not in view.own and key_id in self._elsewhere:
            self._state.put(ANEW + view.id, "")
        return opened

    def _key(self, key_id: str) -> RecordKey | None:
        found, view = self._find(self._view.stream, key_id), self._view
        if found is None:
            return None
        team, team_key = found
        if team != view.stream:
            self._elsewhere.add(key_id)
        return self._keys.setdefault(key_id, RecordKey(team_key, key_id, team, view.id, view.kind))

    def _without_key(self, name: str, key_id: str) -> object:
        if self._state.other_team_has(key_id, self._view.stream):
            return self._no(name, "other_team")
        self._keyless.add(name)
        return NOTHING

    def _no(self, name: str, what: str) -> object:
        self._refused.add(name)
        self._refuse(what, self._view.id, name)
        return NOTHING
