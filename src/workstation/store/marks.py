"""What the store itself remembers about its profile: whose it is, and how it may be opened.

The lock screen knows none of this: it lies inside.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from workstation.domain.counsellors import Desk, Role, role_of
from workstation.domain.texts import storable
from workstation.store import tables
from workstation.store.refusals import ForeignStore, SwappedVaultFile
from workstation.store.slots import Binding, Protection, Slot

COUNSELLOR = "profile.counsellor"
STAFF_NUMBER = "profile.staff_number"
TEAM = "profile.team"
DEVICE_MARK = "profile.device_mark"
ROLE = "profile.role"
PROFILE = "profile.id"
PROTECTION = "profile.protection"
COMING_PROTECTION = "profile.protection_coming"
_TURN = "profile.turn."


@dataclass(frozen=True, slots=True)
class ProfileOwner:
    """Whose profile it is. `device_mark`: two signs that make call numbers of several machines differ."""

    counsellor: str
    staff_number: str
    team: str
    device_mark: str
    role: Role = "counsellor"

    @property
    def desk(self) -> Desk:
        """This person at this station, outside any shift."""
        return Desk(counsellor=self.counsellor, mark=self.device_mark, team=self.team or None, role=self.role)


def owner(connection: Connection) -> ProfileOwner:
    """Return whose profile this is; empty texts where nothing was kept."""
    return ProfileOwner(
        counsellor=_get(connection, COUNSELLOR) or "",
        staff_number=_get(connection, STAFF_NUMBER) or "",
        team=_get(connection, TEAM) or "",
        device_mark=_get(connection, DEVICE_MARK) or "",
        role=role_of(_get(connection, ROLE)),
    )


def keep_owner(connection: Connection, whose: ProfileOwner) -> None:
    """Keep whose profile this is."""
    _put(connection, COUNSELLOR, storable(whose.counsellor))
    _put(connection, STAFF_NUMBER, storable(whose.staff_number))
    _put(connection, TEAM, storable(whose.team))
    _put(connection, DEVICE_MARK, whose.device_mark)
    _put(connection, ROLE, whose.role)


def follow_list(connection: Connection, *, coordinator: bool) -> None:
    """Let the role follow the list of members that two coordinators signed; other roles of the house stay."""
    role: Role = "team_coordinator" if coordinator else "counsellor"
    if role_of(_get(connection, ROLE)) in {"team_coordinator", "counsellor"}:
        _put(connection, ROLE, role)


def keep_binding(connection: Connection, binding: Binding) -> None:
    """Keep to which profile the store belongs and how it is protected."""
    _put(connection, PROFILE, binding.profile)
    _put(connection, PROTECTION, binding.protection)
    _drop(connection, COMING_PROTECTION)


def announce_protection(connection: Connection, protection: Protection) -> None:
    """Keep that the protection is about to change, so that a cut between here and `vault.json` locks nobody out."""
    _put(connection, COMING_PROTECTION, protection)


def check(connection: Connection, binding: Binding, slot: Slot, recovery_turn: int) -> None:
    """Refuse a `vault.json` that is older or weaker than the store remembers, and remember the newest.

    Raises ForeignStore for another profile's store and SwappedVaultFile for the rest.
    """
    compare(connection, binding)
    keep_binding(connection, binding)
    turn = int(_get(connection, _TURN + slot.kind) or 0)
    if slot.turn < turn:
        raise SwappedVaultFile
    _put(connection, _TURN + slot.kind, str(slot.turn))
    # the recovery slot was not opened: its turn is believed one step at a time, so that a forged one shuts nobody out
    remembered = int(_get(connection, _TURN + "recovery") or 0)
    _put(connection, _TURN + "recovery", str(max(remembered, min(recovery_turn, remembered + 1))))


def compare(connection: Connection, binding: Binding) -> None:
    """Raise ForeignStore or SwappedVaultFile when the store belongs to another profile or another protection."""
    if _get(connection, PROFILE) != binding.profile:
        raise ForeignStore
    if binding.protection not in {_get(connection, PROTECTION), _get(connection, COMING_PROTECTION)}:
        raise SwappedVaultFile


def profile_in_keyring(connection: Connection) -> str | None:
    """Return the profile's id where the keyring of the machine keeps half of its key, None where there is none."""
    return _get(connection, PROFILE) if _get(connection, PROTECTION) == "keyring" else None


def _get(connection: Connection, name: str) -> str | None:
    return connection.execute(select(tables.settings.c.value).where(tables.settings.c.name == name)).scalar()


def _put(connection: Connection, name: str, value: str) -> None:
    put = insert(tables.settings).values(name=name, value=value)
    connection.execute(put.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def _drop(connection: Connection, name: str) -> None:
    connection.execute(tables.settings.delete().where(tables.settings.c.name == name))
