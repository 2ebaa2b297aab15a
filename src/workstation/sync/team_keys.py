"""The team and its keys as people see them: who is in, who asks, what waits for a signature, and what one can do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from workstation.domain.changes import Changes
from workstation.domain.flat import APPLICANT, MEMBERS
from workstation.store.bringing_home import BringingHome
from workstation.store.records import View
from workstation.store.sync_state import HOME
from workstation.store.vault import Vault, Work
from workstation.sync.membership_log import note, note_signed
from workstation.sync.sealing.applicants import PAPER, Applicant, ask_in, control_number
from workstation.sync.sealing.boxes import NotForUs
from workstation.sync.sealing.founding import SIGNED, began, myself, propose, renew_own_keys, sign, trust
from workstation.sync.sealing.healing import Branch, branches, heal
from workstation.sync.sealing.keyring import ANCHOR, Keyring
from workstation.sync.sealing.lists import Found, Lists, followed
from workstation.sync.sealing.membership import (
    BY,
    SIGNATURES_NEEDED,
    Member,
    MemberList,
    Refused,
    signers,
    taken_over,
    touched,
)
from workstation.sync.sealing.names import applicants_of, tell_name

# alone: no hub · unfounded: no keys yet · unknown: there are keys, nobody said which list to believe
# outside: the team has keys and we are not in it · inside
Stage = Literal["alone", "unfounded", "unknown", "outside", "inside"]


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody of the team, or who asks (`inside` False). `name` empty: their station never said it.

    `code` is what two people compare; `paper` stands for keys that lie in shares on paper.
    """

    id: str
    name: str
    code: str
    coordinator: bool
    inside: bool
    me: bool = False

    @property
    def paper(self) -> bool:
        """Whether these keys lie on paper."""
        return self.name == PAPER


@dataclass(frozen=True, slots=True)
class Proposal:
    """A list that one coordinator signed. `changed`: who becomes coordinator, or is one no longer.

    `heals`: it ends a fork, and `people` go on. `takes_over`: the keys on paper signed it, for those who are gone.
    """

    record: str
    by: str
    code: str
    mine: bool
    may_sign: bool
    added: tuple[TeamMember, ...]
    removed: tuple[TeamMember, ...]
    changed: tuple[TeamMember, ...]
    heals: bool = False
    takes_over: bool = False
    people: tuple[TeamMember, ...] = ()


@dataclass(frozen=True, slots=True)
class ForkSide:
    """One of the lists that go apart. `mine`: the one this station follows. `people` go on when it is chosen.

    `kept_out`: who is in it and was taken out on another side. `lost`: whom only another side knows; they ask again.
    `everywhere`: the other sides know those who can sign, so nobody there has to type a number.
    """

    head: str
    number: int
    code: str
    mine: bool
    may_choose: bool
    everywhere: bool
    people: tuple[TeamMember, ...]
    kept_out: tuple[TeamMember, ...]
    lost: tuple[TeamMember, ...]


@dataclass(frozen=True, slots=True)
class TeamKeys:
    """How it stands. `code` is the control number of the team's newest list, empty while there is none.

    `ended`: this station's branch ended with a list that it cannot judge; a person must type that list's number.
    `sheets`: keys on paper are in the list, so that two people can take the team over.
    """

    stage: Stage = "alone"
    coordinator: bool = False
    code: str = ""
    list_id: str = ""
    number: int = 0
    people: tuple[TeamMember, ...] = ()
    proposal: Proposal | None = None
    fork: tuple[ForkSide, ...] = ()
    ended: bool = False
    sheets: bool = False

    @property
    def may_propose(self) -> bool:
        """Whether this station may propose the next list: its coordinators, and whoever founds the team."""
        return self.coordinator or self.stage == "unfounded"


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to be in the next list, and who of them is to be coordinator; both by member."""

    members: frozenset[str]
    coordinators: frozenset[str]


class CannotPropose(Exception):
    """A list that could not be signed, or after which no other could be. `text_key` says so."""

    def __init__(self, text_key: str) -> None:
        super().__init__(text_key)
        self.text_key = text_key


def team_keys(vault: Vault, keyring: Keyring) -> TeamKeys:
    """Return how it stands with the keys of this station's team."""
    with vault.work() as work:
        return Looking(work, keyring).seen()


def propose_team(wish: Wish, *, vault: Vault, keyring: Keyring) -> Changes:
    """Propose the next list, with a new key. Raises CannotPropose, Refused."""
    with vault.work() as work:
        looking = Looking(work, keyring)
        members = looking.wished(wish)
        _must_be_signable(members, looking.newest, looking.me)
        found = propose(work, keyring, looking.home, members, looking.papers)
        if looking.newest is None:
            trust(work, found.team, found.id)
        note(work, "proposed", found.id, keyring.now)
        return Changes.of(MEMBERS, found.record)


def heal_team(head: str, *, vault: Vault, keyring: Keyring) -> Changes:
    """Propose the list that goes on with this side of a fork and ends the others. Raises CannotPropose, Refused."""
    with vault.work() as work:
        looking = Looking(work, keyring)
        if not any(side.head == head and side.may_choose for side in looking.fork()):
            raise CannotPropose("team_keys.cannot_choose")
        try:
            found = heal(work, keyring, looking.home, head)
        except NotForUs:
            found = None
        if found is None:
            raise CannotPropose("team_keys.cannot_choose")
        note(work, "chosen", found.id, keyring.now)
        return Changes.of(MEMBERS, found.record)


def sign_team(record: str, *, vault: Vault, keyring: Keyring) -> Changes:
    """Sign what another coordinator proposed. Raises Refused."""
    with vault.work() as work:
        before = keyring.newest(work, work.sync_state.get(HOME) or "")
        note_signed(work, sign(work, record), before, keyring.now)
        return _again(work, keyring) | Changes.of(MEMBERS, record)


def believe(code: str, *, vault: Vault, keyring: Keyring) -> Changes | None:
    """Believe the list with this control number, read from a coordinator's screen or paper; None: there is none."""
    wanted = "".join(filter(str.isdigit, code))
    with vault.work() as work:
        home = work.sync_state.get(HOME) or ""
        for found, _ in Lists(work.records.of_kind(MEMBERS)).of_team(home):
            if control_number(found.id).replace(" ", "") == wanted:
                trust(work, home, found.id)
                note(work, "believed", found.id, keyring.now)
                return _again(work, keyring) | Changes.of(MEMBERS, found.record)
    return None


def renew_keys(*, vault: Vault, keyring: Keyring) -> Changes:
    """Begin under new keys and ask to be let in with them: who fears that the old ones were seen."""
    with vault.work() as work:
        renew_own_keys(work)
        ask_in(work)
        tell_name(work, keyring)
        note(work, "new_keys", myself(work).id, keyring.now)
        return Changes.of(APPLICANT, myself(work).id)


def _again(work: Work, keyring: Keyring) -> Changes:
    opened = keyring.look_again(work)
    return BringingHome(work.connection, keyring.opening(work), lambda _record, _field: None).bring(opened)


def _must_be_signable(members: tuple[Member, ...], before: MemberList | None, me: str) -> None:
    coordinators = [one for one in members if one.coordinator]
    if len(coordinators) < SIGNATURES_NEEDED:
        raise CannotPropose("team_keys.two_coordinators")
    if before is None:
        return
    after = MemberList(before.team, before.number + 1, before.id, members, "")
    moved = touched(after, before)
    if not moved:
        raise CannotPropose("team_keys.nothing_changed")
    appointed = [one for one in coordinators if one.id not in before.recovery]
    if me in before.recovery and me not in moved and len(appointed) >= SIGNATURES_NEEDED:
        return  # who sits here with the sheets signs, and so do those who are appointed
    if sum(one.coordinator and one.id not in moved for one in before.members) < SIGNATURES_NEEDED:
        raise CannotPropose("team_keys.two_others")


class Looking:
    """One look at the records of a team."""

    def __init__(self, work: Work, keyring: Keyring) -> None:
        self._work, self._keyring = work, keyring
        self.home = work.sync_state.get(HOME) or ""
        self.newest = keyring.newest(work, self.home) if self.home else None
        self._lists = Lists(work.records.of_kind(MEMBERS))
        self._asked = applicants_of(work, keyring, self.home)
        self.me = myself(work).id if self.home else ""

    @property
    def members(self) -> dict[str, Member]:
        """Everybody who may be in the next list, by member; who is in keeps the keys that were signed."""
        known = {name: one.member for name, one in self._asked.items()}
        return known | {one.id: one for one in (self.newest.members if self.newest else ())}

    @property
    def papers(self) -> frozenset[str]:
        """Who of all these has keys that lie on paper, as those keys themselves say."""
        said = {name for name, one in self._asked.items() if one.name == PAPER}
        return frozenset(said & self.members.keys()) | frozenset(self.newest.recovery if self.newest else ())

    def wished(self, wish: Wish) -> tuple[Member, ...]:
        """Return the members of a list that is wished for."""
        known = self.members
        return tuple(
            replace(known[one], coordinator=one in wish.coordinators) for one in sorted(wish.members & known.keys())
        )

    def seen(self) -> TeamKeys:
        """Return how it stands."""
        if not self.home:
            return TeamKeys()
        newest = self.newest
        mine = newest.member(self.me) if newest else None
        people = [self._person(one, inside=newest is not None and newest.member(one.id) is not None)
                  for one in self.members.values()]  # fmt: skip
        return TeamKeys(
            self._stage(), coordinator=mine is not None and mine.coordinator,
            code=control_number(newest.id) if newest else "", list_id=newest.id if newest else "",
            number=newest.number if newest else 0,
            people=tuple(sorted(people, key=lambda one: (not one.inside, one.name.casefold(), one.id))),
            proposal=self._proposal(), fork=self.fork(), ended=self._ended(),
            sheets=bool(newest and newest.recovery),
        )  # fmt: skip

    def _stage(self) -> Stage:
        if self.newest is not None:
            return "inside" if self._keyring.has_key(self._work) else "outside"
        if self._work.sync_state.get(ANCHOR + self.home) is not None and not self._founding():
            return "outside"
        return "unknown" if self._has_founded_lists() else "unfounded"

    def _founding(self) -> bool:
        return bool(self._work.sync_state.get(f"{SIGNED}{self.home}.1"))

    def _has_founded_lists(self) -> bool:
        """Whether the hub shows a list that two signed, or one that follows another."""
        for found, view in self._lists.of_team(self.home):
            signed = {name for name, value in view.fields.items() if name.startswith("signed_") and value}
            if found.number > 1 or len(signed) >= SIGNATURES_NEEDED:
                return True
        return False

    def _person(self, member: Member, *, inside: bool) -> TeamMember:
        one = self._asked.get(member.id)
        known = one if one is not None and _same_keys(one.member, member) else Applicant("", member)
        return TeamMember(member.id, known.name, known.code, member.coordinator, inside, me=member.id == self.me)

    def _waiting(self) -> list[Found]:
        """Return what may become the next list here: lists that heal a fork alone, where somebody proposed one."""
        newest = self.newest
        if newest is not None and self._lists.heads_apart(newest):
            healing = [
                one for one in self._lists.after(newest) if one[0].refuses and self._waits_to_heal(*one, newest)
            ]
            if healing:
                return healing
        number, before = (newest.number + 1, newest.id) if newest else (1, "")
        found = [one for one in self._lists.numbered(self.home, number) if one[0].before == before]
        # one that is complete and yet not ours was refused here: nobody is asked to sign it
        return [one for one in found if newest is None or not followed(*one, newest)]

    def _waits_to_heal(self, found: MemberList, view: View, newest: MemberList) -> bool:
        chosen = self._lists.get(found.before)
        if chosen is None or found.number <= newest.number:
            return False
        signed = signers(found, view.fields, chosen[0])
        return 0 < len(signed) < SIGNATURES_NEEDED or (
            bool(signed) and self._me_may_sign(found, view) and self.me not in signed
        )

    def _me_may_sign(self, found: MemberList, view: View) -> bool:
        newest, mine = self.newest, found.member(self.me)
        if newest is not None and not found.refuses and taken_over(found, view.fields, newest):
            return mine is not None and mine.coordinator
        if found.refuses and newest is not None and found.before != newest.id:
            newest = known[0] if (known := self._lists.get(found.before)) else None  # it follows the other side
        signer = (newest or found).member(self.me)
        return signer is not None and signer.coordinator and (newest is None or signer == mine)

    def _proposal(self) -> Proposal | None:
        latest: dict[str, Found] = {}
        for found, view in self._waiting():
            latest[str(view.fields.get(BY))] = (found, view)  # whoever proposed again meant the last one
        if not latest:
            return None
        # whoever began first is signed by the others
        found, view = min(latest.values(), key=lambda one: began(self._lists, *one))
        had = {one.id: one for one in (self.newest.members if self.newest else ())}
        has = {one.id: one for one in found.members}
        moved = touched(found, self.newest) if self.newest else frozenset(has)
        by = str(view.fields.get(BY))
        signed = self._work.sync_state.get(f"{SIGNED}{self.home}.{found.number}") == view.id
        return Proposal(
            view.id, self._name(by, has), control_number(found.id), mine=by == self.me,
            may_sign=not signed and self._me_may_sign(found, view),
            added=self._people(has[one] for one in moved if one not in had),
            removed=self._people(had[one] for one in moved if one not in has),
            changed=self._people(has[one] for one in moved if one in had and one in has),
            heals=bool(found.refuses), people=self._people(found.members if found.refuses else ()),
            takes_over=self.newest is not None and taken_over(found, view.fields, self.newest),
        )  # fmt: skip

    def fork(self) -> tuple[ForkSide, ...]:
        """Return the lists that go apart, none while all is one line."""
        return tuple(self._side(one) for one in branches(self._work, self._keyring, self.home))

    def _side(self, one: Branch) -> ForkSide:
        return ForkSide(
            one.head.id, one.head.number, control_number(one.head.id), mine=one.mine,
            may_choose=self.me in one.signers and len(one.signers) >= SIGNATURES_NEEDED,
            everywhere=self.me in one.known_everywhere and len(one.known_everywhere) >= SIGNATURES_NEEDED,
            people=self._people(one.members), kept_out=self._people(one.kept_out), lost=self._people(one.lost),
        )  # fmt: skip

    def _ended(self) -> bool:
        newest = self.newest
        if newest is None:
            return False
        return any(newest.id in found.refuses for found, _ in self._lists.heads_apart(newest))

    def _people(self, members: Iterable[Member]) -> tuple[TeamMember, ...]:
        found = [self._person(one, inside=True) for one in members]
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))

    def _name(self, member: str, among: dict[str, Member]) -> str:
        one = among.get(member) or (self.newest.member(member) if self.newest else None)
        return self._person(one, inside=True).name if one is not None else ""


def _same_keys(one: Member, other: Member) -> bool:
    return (one.id, one.signs_as, one.boxed_to) == (other.id, other.signs_as, other.boxed_to)


__all__ = ["CannotPropose", "ForkSide", "Looking", "Proposal", "Refused", "TeamKeys", "TeamMember", "Wish", "believe",
           "heal_team", "propose_team", "renew_keys", "sign_team", "team_keys"]  # fmt: skip
