"""How a forked team becomes one again: two coordinators choose a branch, and a list signed by both ends the others.

Who is in it: the members of the chosen branch, without whom another branch had taken out. Whom only another branch
had let in asks again. The keys of the branches that end go along, sealed for whoever is in, so that nothing written
there is lost; a member who holds one that the proposer had not gives it on.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace

from workstation.domain.envelopes import Json
from workstation.domain.flat import MEMBERS, Flat
from workstation.store.records import View
from workstation.store.sync_state import HOME
from workstation.store.vault import Work
from workstation.sync.sealing.boxes import NotForUs
from workstation.sync.sealing.fields import NotOurs, NotSealed, UnknownForm, seal, unseal
from workstation.sync.sealing.founding import own_keys, put_forward
from workstation.sync.sealing.keyring import Keyring
from workstation.sync.sealing.lists import Found, Lists, given_on
from workstation.sync.sealing.membership import (
    SIGNATURES_NEEDED,
    Member,
    MemberList,
    aside_name,
    aside_place,
    check_of,
    healing_list,
    published,
)


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of lists. `lost`: whom only it knows. `kept_out`: who is in it and was taken out by another.

    `signers`: its coordinators who may sign that it goes on. `known_everywhere`: who of them coordinates every other
    branch too, so that the stations there judge for themselves; else a person there must be told the number.
    """

    head: MemberList
    view: View
    members: tuple[Member, ...]
    kept_out: tuple[Member, ...]
    lost: tuple[Member, ...]
    signers: frozenset[str]
    known_everywhere: frozenset[str]
    mine: bool


def branches(work: Work, keyring: Keyring, team: str) -> tuple[Branch, ...]:
    """Return the branches of a fork, the one this station follows first; none while there is one line of lists."""
    newest = keyring.newest(work, team)
    lists = Lists(work.records.of_kind(MEMBERS))
    mine = lists.get(newest.id) if newest is not None else None
    if newest is None or mine is None:
        return ()
    apart = lists.heads_apart(newest)
    heads = (mine, *apart)
    return tuple(_branch(one, heads, lists, mine=one is mine) for one in heads) if apart else ()


def _branch(one: Found, heads: tuple[Found, ...], lists: Lists, *, mine: bool) -> Branch:
    head, view = one
    others = [other for other, _ in heads if other.id != head.id]
    members = tuple(_goes_on(head, others, lists))
    if sum(one.coordinator and head.member(one.id) == one for one in members) < SIGNATURES_NEEDED:
        members = head.members  # coordinators who put each other out: a branch goes on whole or not at all
    inside = {member.id for member in members}
    lost = {m.id: m for other in others for m in other.members if m.id not in inside and head.member(m.id) is None}
    signers = frozenset(m.id for m in members if m.coordinator and head.member(m.id) == m)
    known = frozenset(m.id for m in members if m.id in signers and all(h.member(m.id) == m for h in others))
    kept_out = tuple(member for member in head.members if member.id not in inside)
    return Branch(head, view, members, kept_out, tuple(lost.values()), signers, known, mine)


def _goes_on(head: MemberList, others: Iterable[MemberList], lists: Lists) -> Iterable[Member]:
    """Yield the members of a branch as they go on: who was taken out or put back anywhere stays so."""
    had_before = [(other, _shared(head, other, lists)) for other in others]
    for member in head.members:
        before = [(other.member(member.id), shared.member(member.id)) for other, shared in had_before if shared]
        if any(now is None and once is not None for now, once in before):
            continue
        demoted = any(now and once and once.coordinator and not now.coordinator for now, once in before)
        yield replace(member, coordinator=member.coordinator and not demoted)


def _shared(one: MemberList, other: MemberList, lists: Lists) -> MemberList | None:
    """Return the last list that two branches have in common."""
    common = lists.history(one) & lists.history(other)
    found = [known[0] for name in common if (known := lists.get(name)) is not None]
    return max(found, key=lambda known: known.number, default=None)


def heal(work: Work, keyring: Keyring, team: str, chosen: str) -> MemberList | None:
    """Propose the list that goes on with the branch of this head and ends the others; None: there is no such branch.

    Raises Refused, as `propose` does, and NotForUs when this station cannot read the chosen branch.
    """
    found = sorted(branches(work, keyring, team), key=lambda one: one.head.id != chosen)
    if not found or found[0].head.id != chosen:
        return None
    goes_on, *ended = found
    team_key = os.urandom(32)
    recovery = frozenset(goes_on.head.recovery)
    made = healing_list(tuple(one.head for one in found), goes_on.members, team_key, recovery)
    fields = published(made, team_key, (goes_on.head.id, _key(work, keyring, goes_on)))
    name, _ = own_keys(work)
    for one in ended:
        try:
            key = _key(work, keyring, one)
        except NotForUs:
            continue  # who can read it gives it on
        fields[aside_name(one.head.id, name)] = _aside(made, team_key, one.head.id, key)
    put_forward(work, made, fields)
    return made


def _key(work: Work, keyring: Keyring, branch: Branch) -> bytes:
    held = keyring.key(work, branch.head.team, branch.head.id)
    return held if held is not None else keyring.key_in_box(work, branch.head, branch.view)


def _aside(found: MemberList, team_key: bytes, refused: str, key: bytes) -> Json:
    return seal(team_key, found.id, aside_place(found, refused), key.hex())


def give_on(work: Work, keyring: Keyring) -> bool:
    """Give the team the key of a branch that ended, where this station alone may hold it; return whether it did."""
    team = work.sync_state.get(HOME) or ""
    newest = keyring.newest(work, team)
    if newest is None or not keyring.has_key(work):
        return False
    lists = Lists(work.records.of_kind(MEMBERS))
    history, gave = lists.history(newest), False
    for found, view in lists.of_team(team):
        team_key = keyring.key(work, team, found.id) if found.refuses and found.id in history else None
        for refused in found.refuses if team_key is not None else ():
            key = keyring.key(work, team, refused)
            if team_key is None or key is None or _is_given(found, view, team_key, refused, check_of(key)):
                continue
            field = {aside_name(refused, own_keys(work)[0]): _aside(found, team_key, refused, key)}
            work.outbox.write([Flat(found.record, MEMBERS, field)], stream=team)
            gave = True
    return gave


def _is_given(found: MemberList, view: View, team_key: bytes, refused: str, check: str) -> bool:
    for value in given_on(view, refused):
        try:
            if check_of(bytes.fromhex(str(unseal(team_key, aside_place(found, refused), value)))) == check:
                return True
        except (NotSealed, UnknownForm, NotOurs, ValueError):
            continue
    return False
