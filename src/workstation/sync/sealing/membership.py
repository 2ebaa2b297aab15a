"""Who is in a team: lists that are numbered, each naming the one before, signed by two coordinators of that one.

A list brings a new team key. Its id stands for the whole list and for the key, so two stations that were shown
different lists cannot read each other's text without noticing. Whoever signs may not be added, changed or left out
by the same list.

Two forms of list do more. One that names lists it *refuses* heals a fork: it follows one branch and ends the others.
It needs at every station what any next list needs there, two coordinators of the list which that station believes, so
it gives nobody a power they had not. And one signed by the keys on paper takes a team over when its coordinators are
gone, together with two coordinators whom it appoints itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    """One list. `before` is the id of the list before it, empty for none; `key_check` stands for the team key.

    `refuses`: heads of other branches that end here. `recovery`: members whose keys lie in shares on paper.
    `named` stands for the name of a sealed group, so that who signs the list signs its name; empty for a team.
    """

    team: str
    number: int
    before: str
    members: tuple[Member, ...]
    key_check: str
    refuses: tuple[str, ...] = ()
    recovery: tuple[str, ...] = ()
    named: str = ""

    @property
    def body(self) -> dict[str, Json]:
        """What is signed."""
        body: dict[str, Json] = {
            "team": self.team, "number": self.number, "before": self.before, "key_check": self.key_check,
            "members": [[m.id, m.signs_as, m.boxed_to, m.coordinator] for m in self.members],
        }  # fmt: skip
        more: dict[str, Json] = {"refuses": list(self.refuses), "recovery": list(self.recovery)}
        more["named"] = self.named
        return body | {name: said for name, said in more.items() if said}

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


def check_of_name(team_key: bytes, name: str) -> str:
    """Return what stands for a group's name in a signed list: without the key nobody can try names on it."""
    return fingerprint(["group name", team_key.hex(), name])


def next_list(
    before: MemberList | None, team: str, members: tuple[Member, ...], team_key: bytes, recovery: frozenset[str],
    name: str = "",
) -> MemberList:  # fmt: skip
    """Return the list that follows, with a new team key; who of `recovery` is in it keeps that meaning."""
    number, earlier = (before.number + 1, before.id) if before else (1, "")
    found = _made(team, number, earlier, members, check_of(team_key), recovery)
    return replace(found, named=check_of_name(team_key, name)) if name else found


def healing_list(
    heads: tuple[MemberList, ...], members: tuple[Member, ...], team_key: bytes, recovery: frozenset[str]
) -> MemberList:
    """Return the list that follows the first of these heads and ends the branches of the others."""
    chosen, *others = heads
    found = _made(chosen.team, max(one.number for one in heads) + 1, chosen.id, members, check_of(team_key), recovery)
    return replace(found, refuses=tuple(sorted(one.id for one in others)))


def _made(
    team: str, number: int, before: str, members: tuple[Member, ...], key_check: str, recovery: frozenset[str]
) -> MemberList:
    inside = tuple(sorted(members, key=lambda one: one.id))
    papers = tuple(one.id for one in inside if one.id in recovery)
    return MemberList(team, number, before, inside, key_check, recovery=papers)


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


def aside_place(found: MemberList, refused: str) -> Place:
    """Return where the key of a branch that ends with this list stands."""
    return Place(found.team, found.record, "members", "aside", refused, found.number)


def aside_name(refused: str, member: str = "") -> str:
    """Return the field in which a member gives the key of a branch on: one each, so that no two meet in a merge."""
    return f"aside_{refused}_{member}"


def signature(found: MemberList, name: str, own: OwnKeys) -> dict[str, Json]:
    """Return the field with which a coordinator signs."""
    return {SIGNATURE + name: own.sign(PURPOSE, found.body)}


def read_list(fields: Mapping[str, Json]) -> MemberList:
    """Return the list in a record. Raises NotAList."""
    body: Any = fields.get("body")
    try:
        members = tuple(Member(str(a), str(b), str(c), coordinator=d is True) for a, b, c, d in body["members"])
        refuses, recovery = (tuple(map(str, body.get(name, ()))) for name in ("refuses", "recovery"))
        found = MemberList(
            str(body["team"]), int(body["number"]), str(body["before"]), members, str(body["key_check"]),
            refuses, recovery, str(body.get("named", "")),
        )  # fmt: skip
    except (TypeError, KeyError, ValueError, IndexError, AttributeError):
        raise NotAList from None
    if found.body != body or len({one.id for one in members}) != len(members):
        raise NotAList
    return found


def accept(found: MemberList, fields: Mapping[str, Json], before: MemberList | None) -> bool:
    """Check that a list follows `before` and is signed as it must be; return whether the keys on paper carried it.

    Raises Refused. `before` None: the first list of all, which founds the team and is signed by its own coordinators;
    a station takes it only under the fingerprint that a person read out.
    """
    _follows(found, before)
    if before is None:
        if len(signers(found, fields, None)) >= SIGNATURES_NEEDED:
            return False
    elif len(signers(found, fields, before)) >= SIGNATURES_NEEDED:
        return False
    elif taken_over(found, fields, before):
        if len(signers(found, fields, None) - set(before.recovery) - set(found.recovery)) >= SIGNATURES_NEEDED:
            return True
        raise Refused(UNSIGNED)
    claimed = {name for name in fields if name.startswith(SIGNATURE)}
    raise Refused("members_forged" if len(claimed) >= SIGNATURES_NEEDED else UNSIGNED)


def _follows(found: MemberList, before: MemberList | None) -> None:
    if before is None:
        if found.number != 1 or found.before or found.refuses:
            raise Refused("members_forked")
        return
    if found.number <= before.number:
        raise Refused("members_lower")
    next_one = found.before == before.id and (found.number == before.number + 1 or bool(found.refuses))
    if found.team != before.team or not (next_one or before.id in found.refuses):
        raise Refused("members_forked")


def signers(found: MemberList, fields: Mapping[str, Json], before: MemberList | None) -> frozenset[str]:
    """Return who signed a list and may: coordinators of the list before, or its own, whom it does not touch."""
    moved = touched(found, before) if before else frozenset()
    return frozenset(
        one.id for one in (before or found).members
        if one.coordinator and one.id not in moved and _has_signed(one, found, fields)
    )  # fmt: skip


def taken_over(found: MemberList, fields: Mapping[str, Json], before: MemberList) -> bool:
    """Return whether the keys on paper that `before` knows have signed this list."""
    sheets = [one for one in before.members if one.id in before.recovery]
    return any(found.member(one.id) == one and _has_signed(one, found, fields) for one in sheets)


def _has_signed(one: Member, found: MemberList, fields: Mapping[str, Json]) -> bool:
    return signed_by(one.signs_as, PURPOSE, found.body, str(fields.get(SIGNATURE + one.id, "")))


def touched(found: MemberList, before: MemberList) -> frozenset[str]:
    """Return who is added, changed or left out."""
    had, has = {one.id: one for one in before.members}, {one.id: one for one in found.members}
    return frozenset(name for name in had.keys() | has.keys() if had.get(name) != has.get(name))
