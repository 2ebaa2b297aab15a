"""Sealed groups as people see them: a few of the team by name, with a list that two coordinators sign."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workstation.domain.changes import Changes
from workstation.domain.envelopes import GROUP
from workstation.domain.flat import MEMBERS
from workstation.domain.ids import new_id
from workstation.store.bringing_home import BringingHome
from workstation.store.records import View
from workstation.store.sync_state import GRANTED, HOME
from workstation.store.vault import Vault, Work
from workstation.sync.membership_log import note
from workstation.sync.sealing.applicants import Applicant, control_number
from workstation.sync.sealing.boxes import NotForUs
from workstation.sync.sealing.founding import SIGNED, began, own_keys, propose, sign, trust
from workstation.sync.sealing.grouping import name_in
from workstation.sync.sealing.keyring import Keyring
from workstation.sync.sealing.lists import Found, Lists
from workstation.sync.sealing.membership import BY, SIGNATURES_NEEDED, Member, MemberList, touched
from workstation.sync.sealing.names import applicants_of
from workstation.sync.team_keys import CannotPropose, TeamMember

TOLD = "told."  # and a group: the list after which the hub was last told who may see the group
LONGEST_NAME = 60
TellHub = Callable[[str, tuple[str, ...]], None]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A list of a group that one coordinator signed. `code` is what two people compare."""

    record: str
    by: str
    code: str
    mine: bool
    may_sign: bool
    people: tuple[TeamMember, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """One group whose stream this station sees. `people` is empty until its first list counts.

    `strangers`: who of them is no longer in the team's list; until a new list leaves them out nothing is sealed here.
    """

    id: str
    name: str
    people: tuple[TeamMember, ...]
    strangers: tuple[TeamMember, ...]
    reads: bool
    may_propose: bool
    waiting: Waiting | None

    @property
    def usable(self) -> bool:
        """Whether a call can be sealed for this group here and now."""
        return self.reads and not self.strangers


@dataclass(frozen=True, slots=True)
class Groups:
    """What this station sees of groups. `team`: out of whom one is made."""

    groups: tuple[Group, ...] = ()
    team: tuple[TeamMember, ...] = ()
    may_found: bool = False


def look_at_groups(vault: Vault, keyring: Keyring) -> Groups:
    """Return the groups that this station sees; who is in none sees none."""
    with vault.work() as work:
        return _Looking(work, keyring).seen()


def usable_groups(work: Work, keyring: Keyring) -> tuple[Group, ...]:
    """Return the groups for which a call can be sealed here."""
    return tuple(one for one in _Looking(work, keyring).seen().groups if one.usable)


def propose_group(
    group: str | None, name: str, members: frozenset[str], *, vault: Vault, keyring: Keyring, tell: TellHub
) -> Changes:
    """Propose a new group, or the next list of one, with a new key; for a lane, because the hub must make room first.

    Without a name an existing group keeps the one it has.

    Raises CannotPropose, Refused, NotPermitted, Unreachable.
    """
    with vault.work() as work:
        looking = _Looking(work, keyring)
        stream = group or GROUP + new_id()
        chosen, before = looking.chosen(members), keyring.newest(work, stream)
        called = looking.name(stream)
        name = name.strip()[:LONGEST_NAME] or called
        if not name:
            raise CannotPropose("groups.no_name")
        _must_be_signable(chosen, before, looking.me, renamed=name != called)
        meant = {one.id for one in (*chosen, *(before.members if before else ()))}
    tell(stream, tuple(sorted(meant)))
    with vault.work() as work:
        found = propose(work, keyring, stream, chosen, name=name)
        if before is None:
            trust(work, stream, found.id)
        note(work, "group_proposed", found.id, keyring.now)
    return Changes.of(MEMBERS, found.record)


def sign_group(record: str, *, vault: Vault, keyring: Keyring) -> Changes:
    """Sign the list of a group that another coordinator proposed. Raises Refused."""
    with vault.work() as work:
        note(work, "group_signed", sign(work, record).id, keyring.now)
        opened = keyring.look_again(work)
        home = BringingHome(work.connection, keyring.opening(work), lambda _record, _field: None)
        return home.bring(opened) | Changes.of(MEMBERS, record)


def tell_of_groups(*, vault: Vault, keyring: Keyring, tell: TellHub) -> None:
    """Tell the hub who may see a group, once a new list counts: who left it is refused from then on."""
    with vault.work() as work:
        looking = _Looking(work, keyring)
        news = [
            newest for newest in looking.newest_lists()
            if looking.leads(newest) and work.sync_state.get(TOLD + newest.team) != newest.id
        ]  # fmt: skip
    for newest in news:
        tell(newest.team, tuple(one.id for one in newest.members))
        with vault.work() as work:
            work.sync_state.put(TOLD + newest.team, newest.id)


def _must_be_signable(members: tuple[Member, ...], before: MemberList | None, me: str, *, renamed: bool) -> None:
    led = [one for one in members if one.coordinator]
    if len(led) < SIGNATURES_NEEDED:
        raise CannotPropose("groups.two_coordinators")
    if all(one.id != me for one in led):
        raise CannotPropose("groups.you_too")
    if before is None:
        return
    moved = touched(MemberList(before.team, before.number + 1, before.id, members, ""), before)
    if not moved and not renamed:
        raise CannotPropose("groups.nothing_changed")
    if sum(one.coordinator and one.id not in moved for one in before.members) < SIGNATURES_NEEDED:
        raise CannotPropose("groups.two_others")


class _Looking:
    """One look at the lists of all groups, and at the team out of which they are made."""

    def __init__(self, work: Work, keyring: Keyring) -> None:
        self._work, self._keyring = work, keyring
        home = work.sync_state.get(HOME) or ""
        self._team = keyring.newest(work, home) if home else None
        self._lists = Lists(work.records.of_kind(MEMBERS))
        self._asked = applicants_of(work, keyring, home)
        self.me = own_keys(work)[0] if home else ""

    def seen(self) -> Groups:
        granted = set((self._work.sync_state.get(GRANTED) or "").split())
        ids = [one for one in self._lists.teams if one.startswith(GROUP) and one in granted]
        groups = [one for one in map(self._group, ids) if one is not None]
        mine = self._team.member(self.me) if self._team else None
        return Groups(
            tuple(sorted(groups, key=lambda one: (one.name.casefold(), one.id))),
            self._people(self._team.members if self._team else ()),
            mine is not None and mine.coordinator and self._keyring.has_key(self._work),
        )

    def chosen(self, members: frozenset[str]) -> tuple[Member, ...]:
        """Return these members as the team's list has them."""
        return tuple(one for one in (self._team.members if self._team else ()) if one.id in members)

    def newest_lists(self) -> tuple[MemberList, ...]:
        """Return the newest list of every group."""
        found = (self._keyring.newest(self._work, one) for one in self._lists.teams if one.startswith(GROUP))
        return tuple(one for one in found if one is not None)

    def leads(self, found: MemberList) -> bool:
        """Return whether whoever sits here coordinates in this list."""
        mine = found.member(self.me)
        return mine is not None and mine.coordinator

    def key_of(self, found: MemberList, view: View) -> bytes | None:
        """Return the key of a list, also of one that waits for a signature."""
        kept = self._keyring.key(self._work, found.team, found.id)
        try:
            return kept or self._keyring.key_in_box(self._work, found, view)
        except NotForUs:
            return None

    def name(self, group: str) -> str:
        """Return the name in the newest list that can be read, empty for none."""
        newest = self._keyring.newest(self._work, group)
        known = self._lists.get(newest.id) if newest is not None else None
        return self._name_in(known) if known is not None else ""

    def _name_in(self, one: Found) -> str:
        key = self.key_of(*one)
        return name_in(*one, key) if key is not None else ""

    def _group(self, group: str) -> Group | None:
        newest, waiting = self._keyring.newest(self._work, group), self._waiting(group)
        if newest is None and waiting is None:
            return None
        name = self.name(group)
        if not name and waiting is not None:
            name = self._name_in(waiting)
        members = newest.members if newest else ()
        strangers = [one for one in members if self._team is None or self._team.member(one.id) != one]
        reads = newest is not None and self._keyring.key(self._work, group, newest.id) is not None
        return Group(
            group, name, self._people(members), self._people(strangers), reads,
            may_propose=newest is not None and self.leads(newest),
            waiting=self._told(waiting, newest) if waiting is not None else None,
        )  # fmt: skip

    def _waiting(self, group: str) -> Found | None:
        newest = self._keyring.newest(self._work, group)
        number, before = (newest.number + 1, newest.id) if newest else (1, "")
        latest: dict[str, Found] = {}
        for found, view in self._lists.numbered(group, number):
            if found.before == before:
                latest[str(view.fields.get(BY))] = (found, view)  # whoever proposed again meant the last one
        return min(latest.values(), key=lambda one: began(self._lists, *one), default=None)

    def _told(self, waiting: Found, newest: MemberList | None) -> Waiting:
        found, view = waiting
        signer = (newest or found).member(self.me)
        by = str(view.fields.get(BY))
        signed = self._work.sync_state.get(f"{SIGNED}{found.team}.{found.number}") == view.id
        may = signer is not None and signer.coordinator and found.member(self.me) == signer and not signed
        proposer = self._team.member(by) if self._team else None
        return Waiting(
            view.id, self._person(proposer).name if proposer else "", control_number(found.id), by == self.me, may,
            self._people(found.members), self._name_in(waiting),
        )  # fmt: skip

    def _people(self, members: Iterable[Member]) -> tuple[TeamMember, ...]:
        return tuple(sorted(map(self._person, members), key=lambda one: (one.name.casefold(), one.id)))

    def _person(self, member: Member) -> TeamMember:
        one = self._asked.get(member.id)
        same = one is not None and (one.member.signs_as, one.member.boxed_to) == (member.signs_as, member.boxed_to)
        known = one if one is not None and same else Applicant("", member)
        return TeamMember(member.id, known.name, known.code, member.coordinator, inside=True, me=member.id == self.me)


__all__ = ["CannotPropose", "Group", "Groups", "Waiting", "look_at_groups", "propose_group", "sign_group",
           "tell_of_groups", "usable_groups"]  # fmt: skip
