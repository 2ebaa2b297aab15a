"""Who is in a team: lists that are numbered, each naming the one before, signed by two coordinators of that one.

A list brings a new team key. Its id stands for the whole list and for the key, so two stations that were shown
different lists cannot read each other's text without noticing. Whoever signs may not be added, changed or left out
by the same list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from workstation.domain.envelopes import Json
from workstation.sync.sealing.boxes import OwnKeys, boxed, fingerprint, signed_by
from workstation.sync.sealing.fields import Place, seal

PURPOSE: Final = "members"
SIGNATURES_NEEDED: Final = 2
UNSIGNED: Final = "members_unsigned"  # no attack: the second signature may still be on its way
BY: Final = "by"  # who proposed it; only shown, the signatures decide
SIGNATURE: Final = "signed_"  # and the member: one field each, so that two who sign never meet in a merge


@dataclass(frozen=True, slots=True)
class Member:
    """One member. A coordinator may sign the next list."""

    id: str
    signs_as: str
    boxed_to: str
    coordinator: bool = False

    @classmethod
    def of(cls, name: str, own: OwnKeys, *, coordinator: bool = False) -> "Member":
        """Return the public side of somebody's keys."""
        return cls(name, own.signs_as, own.boxed_to, coordinator)


@dataclass(frozen=True, slots=True)
class MemberList:
    """One list. `before` is the id of the list before it, empty for none; `key_check` stands for the team key."""

    team: str
    number: int
    before: str
    members: tuple[Member, ...]
    key_check: str

    @property
    def body(self) -> dict[str, Json]:
        """What is signed."""
        return {
            "team": self.team, "number": self.number, "before": self.before, "key_check": self.key_check,
            "members": [[m.id, m.signs_as, m.boxed_to, m.coordinator] for m in self.members],
        }  # fmt: skip

    @property
    def id(self) -> str:
        """The id of the list and of its key."""
        return fingerprint(self.body)

    @property
    def record(self) -> str:
        """The record in which it travels: one of its own for every proposal, so that no list is written over."""
        return f"members-{self.number}-{self.id[:16]}-{self.team}"[:64]

    def member(self, name: str) -> Member | None:
        """Return a member of this list."""
        return next((one for one in self.members if one.id == name), None)


class NotAList(Exception):
    """What came has not the form of a list of members."""


class Refused(Exception):
    """A list that no station accepts. `what` is a key under `sync.alarms`."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def check_of(team_key: bytes) -> str:
    """Return what stands for a team key in a signed list."""
    return fingerprint(["team key", team_key.hex()])


def next_list(before: MemberList | None, team: str, members: tuple[Member, ...], team_key: bytes) -> MemberList:
    """Return the list that follows, with a new team key."""
    number, earlier = (before.number + 1, before.id) if before else (1, "")
    return MemberList(team, number, earlier, tuple(sorted(members, key=lambda one: one.id)), check_of(team_key))


def about(found: MemberList, member: str) -> tuple[str, ...]:
    """Return what a box is bound to."""
    return (found.team, found.id, member)


def published(found: MemberList, team_key: bytes, older: tuple[str, bytes] | None) -> dict[str, Json]:
    """Return the fields of the record, not signed yet. `older`: id and key of the list before, for who comes new."""
    boxes: dict[str, Json] = {}
    for one in found.members:
        boxes[one.id] = dict(boxed(team_key, one.boxed_to, about(found, one.id)))
    fields: dict[str, Json] = {"body": found.body, "boxes": boxes}
    if older is not None:
        fields["older"] = seal(team_key, found.id, older_place(found, older[0]), older[1].hex())
    return fields


def older_place(found: MemberList, older: str) -> Place:
    """Return where the key of the list before stands."""
    return Place(found.team, found.record, "members", "older", older, found.number)


def signature(found: MemberList, name: str, own: OwnKeys) -> dict[str, Json]:
    """Return the field with which a coordinator signs."""
    return {SIGNATURE + name: own.sign(PURPOSE, found.body)}


def read_list(fields: Mapping[str, Json]) -> MemberList:
    """Return the list in a record. Raises NotAList."""
    body: Any = fields.get("body")
    try:
        members = tuple(Member(str(a), str(b), str(c), coordinator=d is True) for a, b, c, d in body["members"])
        found = MemberList(
            str(body["team"]), int(body["number"]), str(body["before"]), members, str(body["key_check"])
        )
    except (TypeError, KeyError, ValueError, IndexError):
        raise NotAList from None
    if found.body != body or len({one.id for one in members}) != len(members):
        raise NotAList
    return found


def accept(found: MemberList, fields: Mapping[str, Json], before: MemberList | None) -> None:
    """Check that a list follows `before` and is signed as it must be. Raises Refused.

    `before` None: the first list of all, which founds the team and is signed by its own coordinators; a station takes
    it only under the fingerprint that a person read out.
    """
    if before is not None:
        if found.number <= before.number:
            raise Refused("members_lower")
        if found.number != before.number + 1 or found.before != before.id or found.team != before.team:
            raise Refused("members_forked")
    elif found.number != 1 or found.before:
        raise Refused("members_forked")
    may_sign = before or found
    moved = touched(found, before) if before else frozenset()
    signed = {
        one.id
        for one in may_sign.members
        if one.coordinator
        and one.id not in moved
        and signed_by(one.signs_as, PURPOSE, found.body, str(fields.get(SIGNATURE + one.id, "")))
    }
    claimed = {name for name in fields if name.startswith(SIGNATURE)}
    if len(signed) < SIGNATURES_NEEDED:
        raise Refused("members_forged" if len(claimed) >= SIGNATURES_NEEDED else UNSIGNED)


def touched(found: MemberList, before: MemberList) -> frozenset[str]:
    """Return who is added, changed or left out."""
    had, has = {one.id: one for one in before.members}, {one.id: one for one in found.members}
    return frozenset(name for name in had.keys() | has.keys() if had.get(name) != has.get(name))
