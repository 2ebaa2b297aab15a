"""How a team comes to its keys: somebody proposes a list with a new key, a second coordinator looks and signs too."""

import base64
import os

from workstation.domain.envelopes import Json
from workstation.domain.flat import MEMBERS, Flat
from workstation.domain.ids import new_id
from workstation.store.records import View
from workstation.store.vault import Work
from workstation.sync.sealing.boxes import SEED, OwnKeys
from workstation.sync.sealing.grouping import NAME, sealed_name
from workstation.sync.sealing.keyring import ANCHOR, MEMBER_NAME, NEWEST, SEED_NAME, Keyring
from workstation.sync.sealing.lists import Lists
from workstation.sync.sealing.membership import (
    BY,
    Member,
    MemberList,
    NotAList,
    Refused,
    next_list,
    published,
    read_list,
    signature,
)

SIGNED = "signed."  # and the team and the number: the one list of this number that this station signed
FIRST = "first."  # and the team and the number: the change with which this station began to propose for this place
SIGNED_ANOTHER = "signed_another"


def own_keys(work: Work) -> tuple[str, OwnKeys]:
    """Return this member's name and keys, made when they are first asked for."""
    if work.sync_state.get(SEED_NAME) is None:
        renew_own_keys(work)
    state = work.sync_state
    return state.get(MEMBER_NAME) or "", OwnKeys(base64.b64decode(state.get(SEED_NAME) or ""))


def renew_own_keys(work: Work) -> None:
    """Begin under new keys and a new name, as somebody whom the team must let in again. Team keys held stay."""
    take_keys(work, OwnKeys(os.urandom(SEED)), new_id())


def take_keys(work: Work, own: OwnKeys, member: str) -> None:
    """Work under these keys from now on."""
    work.sync_state.put(SEED_NAME, base64.b64encode(own.seed).decode())
    work.sync_state.put(MEMBER_NAME, member)


def myself(work: Work, *, coordinator: bool = False) -> Member:
    """Return what a coordinator must be told to let this station in."""
    name, own = own_keys(work)
    return Member.of(name, own, coordinator=coordinator)


def trust(work: Work, team: str, fingerprint: str) -> None:
    """Take the list with this fingerprint for true: a person read it from a coordinator's screen or paper."""
    work.sync_state.put(ANCHOR + team, fingerprint)


def propose(
    work: Work, keyring: Keyring, team: str, members: tuple[Member, ...], recovery: frozenset[str] = frozenset(),
    name: str = "",
) -> MemberList:  # fmt: skip
    """Publish the next list with a new team key, under one's own signature. It counts once another has signed.

    `recovery`: who of the members has keys on paper. `name`: of a sealed group; it is in the list, sealed. Raises
    Refused when this station has signed somebody else's proposal for the same place.
    """
    before = keyring.newest(work, team)
    team_key = os.urandom(32)
    found = next_list(before, team, members, team_key, recovery, name)
    older = (before.id, keyring.key(work, team, before.id) or b"") if before else None
    fields = published(found, team_key, older)
    put_forward(work, found, fields | ({NAME: sealed_name(found, team_key, name)} if name else {}))
    return found


def put_forward(work: Work, found: MemberList, fields: dict[str, Json]) -> None:
    """Publish a list under one's own signature. Raises Refused when this station signed another's for this place."""
    name, own = own_keys(work)
    signed = _signed(work, found)
    if signed and not _is_own(work, signed):
        raise Refused(SIGNED_ANOTHER)
    fields = fields | signature(found, name, own) | {BY: name}
    (change,) = work.outbox.write([Flat(found.record, MEMBERS, fields)], stream=found.team)
    _remember(work, found)
    if _first_of_own(work, found) is None:
        work.sync_state.put(f"{FIRST}{found.team}.{found.number}", change)


def sign(work: Work, record: str) -> MemberList:
    """Sign a list that another coordinator proposed, after a look at who is in it. Raises Refused.

    Nobody signs two lists for one place. Who has proposed one signs only what comes from somebody who began to
    propose before: of two who propose at once, one alone may sign the other's, whatever each of them proposes later.
    """
    name, own = own_keys(work)
    views = work.records.views([record])
    try:
        found = read_list(views[0].fields)
    except (IndexError, NotAList):
        raise Refused("unknown_schema") from None
    signed, first = _signed(work, found), _first_of_own(work, found)
    if signed not in {"", record} and not _is_own(work, signed):
        raise Refused(SIGNED_ANOTHER)
    if first is not None and began(Lists(work.records.of_kind(MEMBERS)), found, views[0]) >= first:
        raise Refused(SIGNED_ANOTHER)
    work.outbox.write([Flat(record, MEMBERS, signature(found, name, own))], stream=found.team)
    _remember(work, found)
    if work.sync_state.get(NEWEST + found.team) is None:
        trust(work, found.team, found.id)  # who founds a team knows what was founded
    return found


def _remember(work: Work, found: MemberList) -> None:
    work.sync_state.put(f"{SIGNED}{found.team}.{found.number}", found.record)


def _signed(work: Work, found: MemberList) -> str:
    return work.sync_state.get(f"{SIGNED}{found.team}.{found.number}") or ""


def _is_own(work: Work, record: str) -> bool:
    views = work.records.views([record])
    return bool(views) and views[0].fields.get(BY) == work.sync_state.get(MEMBER_NAME)


def _first_of_own(work: Work, found: MemberList) -> str | None:
    return work.sync_state.get(f"{FIRST}{found.team}.{found.number}")


def began(lists: Lists, found: MemberList, view: View) -> str:
    """Return the change with which the proposer of this list began to propose for this place."""
    by = view.fields.get(BY)
    own = [one for _, one in lists.numbered(found.team, found.number) if one.fields.get(BY) == by]
    return min(one.changes.get("body", "") for one in (*own, view))
