"""Sealed groups in the program: founding them on the screen of keys, and giving them a call from its own page."""

from collections.abc import Callable, Iterable
from functools import partial

from workstation.assembly.desk import OpenDesk
from workstation.assembly.halves import halves_of
from workstation.assembly.team_acts import TeamActs, Then
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId
from workstation.domain.moments import local
from workstation.domain.permissions import decide
from workstation.store.vault import Work
from workstation.sync.groups import Group, Groups, look_at_groups, propose_group, sign_group
from workstation.sync.inviting import keep_group
from workstation.sync.known_people import know_person, show_again, who_knows
from workstation.sync.sealed_calls import group_of, seal_call, unseal_call
from workstation.sync.station import Station
from workstation.sync.team_keys import TeamMember
from workstation.ui.background import Lane, Sorry
from workstation.ui.screens.call_known import KnownView, KnownWork
from workstation.ui.screens.call_sealing import GroupChoice, SealingView, SealingWork
from workstation.ui.screens.team_groups import GroupsWork
from workstation.ui.screens.team_keys_parts import said_name
from workstation.usecases.relation_of_call import relation_of_call


class GroupSide:
    """`station` gives the exchange as it is now."""

    def __init__(self, desk: OpenDesk, lane: Lane, station: Callable[[], Station | None], acts: TeamActs) -> None:
        self._desk, self._lane, self._station, self._acts = desk, lane, station, acts

    def groups(self) -> GroupsWork:
        """Return what the card of groups asks for."""
        return GroupsWork(self._look, self._propose, self._sign, halves_of(self._desk, self._lane))

    def sealing(self) -> SealingWork:
        """Return what the page of a call asks for."""
        return SealingWork(self._fetch, self._seal, self._unseal)

    def known(self) -> KnownWork:
        """Return what the page of a call asks for when somebody knows a person in it."""
        return KnownWork(self._fetch_known, self._know, self._show_again)

    def _fetch_known(self, call: CallId, then: Callable[[KnownView], None], otherwise: Sorry) -> None:
        station, desk = self._station(), self._desk
        if station is None:
            return

        def look() -> KnownView:
            with desk.vault.work() as work:
                relation = relation_of_call(call, desk.counsellor, work)
                may_show = decide(desk.counsellor.role, "show_again", relation) == "yes"
                found = who_knows(work, station.keyring, call) if may_show else ()
            said = tuple((one.counsellor, f"{local(one.since):%d/%m/%Y}") for one in found)
            return KnownView(decide(desk.counsellor.role, "know", relation) == "yes", said)

        self._lane.do(look, then, otherwise)

    def _know(self, call: CallId, then: Then, otherwise: Sorry) -> None:
        self._do_with(partial(know_person, call), then, otherwise)

    def _show_again(self, call: CallId, who: str, then: Then, otherwise: Sorry) -> None:
        self._do_with(partial(show_again, call, who), then, otherwise)

    def _look(self, then: Callable[[Groups], None]) -> None:
        station, vault = self._station(), self._desk.vault
        if station is None:
            then(Groups())
            return
        self._lane.do(lambda: look_at_groups(vault, station.keyring), then)

    def _propose(self, group: str | None, name: str, members: frozenset[str], then: Then, otherwise: Sorry) -> None:
        vault = self._desk.vault

        def act(station: Station) -> Changes:
            tell = partial(keep_group, station=station, vault=vault)
            return propose_group(group, name, members, vault=vault, keyring=station.keyring, tell=tell)

        self._acts.do(act, then, otherwise)

    def _sign(self, record: str, then: Then, otherwise: Sorry) -> None:
        self._acts.do(lambda one: sign_group(record, vault=self._desk.vault, keyring=one.keyring), then, otherwise)

    def _fetch(self, call: CallId, then: Callable[[SealingView], None], otherwise: Sorry) -> None:
        station, desk = self._station(), self._desk
        if station is None:
            return

        def look() -> SealingView:
            found = look_at_groups(desk.vault, station.keyring).groups
            with desk.vault.reading() as work:
                return self._view(call, found, work)

        self._lane.do(look, then, otherwise)

    def _view(self, call: CallId, found: tuple[Group, ...], work: Work) -> SealingView:
        who, relation = self._desk.counsellor, relation_of_call(call, self._desk.counsellor, work)
        here = group_of(work, call)
        choices = {one.id: self._choice(one) for one in found}
        return SealingView(
            (choices.get(here) or GroupChoice(here, "", "")) if here is not None else None,
            tuple(choices[one.id] for one in found if one.usable and one.id != here),
            decide(who.role, "seal", relation) == "yes", decide(who.role, "unseal", relation) == "yes",
        )  # fmt: skip

    def _choice(self, group: Group) -> GroupChoice:
        return GroupChoice(group.id, group.name, self._names(group.people))

    def _names(self, people: Iterable[TeamMember]) -> str:
        text = self._desk.text
        said = [text("sealed.you") if one.me else said_name(one, text) for one in people]
        return text("sealed.and").join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)

    def _seal(self, call: CallId, group: str, then: Then, otherwise: Sorry) -> None:
        self._do_with(partial(seal_call, call, group), then, otherwise)

    def _unseal(self, call: CallId, then: Then, otherwise: Sorry) -> None:
        self._do_with(partial(unseal_call, call), then, otherwise)

    def _do_with(self, act: Callable[..., Changes], then: Then, otherwise: Sorry) -> None:
        """Do something with a call as whoever sits here, with the keys of this station."""
        desk = self._desk
        self._acts.do(
            lambda one: act(desk.counsellor, vault=desk.vault, keyring=one.keyring, now=desk.now), then, otherwise
        )
