"""How a team comes to its keys: somebody proposes a list with a new key, a second coordinator looks and signs too."""

import base64
import os

from workstation.domain.envelopes import Json
from workstation.domain.flat import MEMBERS, Flat
from workstation.domain.ids import new_id
from workstation.store.vault import Work
from workstation.sync.sealing.boxes import SEED, OwnKeys
from workstation.sync.sealing.keyring import ANCHOR, MEMBER_NAME, NEWEST, SEED_NAME, Keyring
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


def propose(work: Work, keyring: Keyring, team: str, members: tuple[Member, ...]) -> MemberList:
    """Publish the next list with a new team key, under one's own signature. It counts once another has signed.

    Raises Refused when this station has signed somebody else's proposal for the same place.
    """
    name, own = own_keys(work)
    before = keyring.newest(work, team)
    team_key = os.urandom(32)
    found = next_list(before, team, members, team_key)
    if _signed(work, found) and not _is_own(work, _signed(work, found)):
        raise Refused(SIGNED_ANOTHER)
    older = (before.id, keyring.key(work, team, before.id) or b"") if before else None
    fields: dict[str, Json] = published(found, team_key, older) | signature(found, name, own) | {BY: name}
    work.outbox.write([Flat(found.record, MEMBERS, fields)], stream=team)
    _remember(work, found)
    return found


def sign(work: Work, record: str) -> MemberList:
    """Sign a list that another coordinator proposed, after a look at who is in it. Raises Refused.

    Nobody signs two lists for one place, so two can never both become the list. An own proposal gives way to one
    that was there before it.
    """
    name, own = own_keys(work)
    views = work.records.views([record])
    try:
        found = read_list(views[0].fields)
    except (IndexError, NotAList):
        raise Refused("unknown_schema") from None
    other = _signed(work, found)
    if other and other != record and not (_is_own(work, other) and _body(work, record) < _body(work, other)):
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


def _body(work: Work, record: str) -> str:
    views = work.records.views([record])
    return views[0].changes.get("body", "") if views else ""
