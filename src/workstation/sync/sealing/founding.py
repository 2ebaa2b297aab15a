"""How a team comes to its keys: somebody proposes a list with a new key, a second coordinator looks and signs too."""

import base64
import os

from workstation.domain.flat import MEMBERS, Flat
from workstation.domain.ids import new_id
from workstation.store.vault import Work
from workstation.sync.sealing.boxes import SEED, OwnKeys
from workstation.sync.sealing.keyring import ANCHOR, MEMBER_NAME, SEED_NAME, Keyring
from workstation.sync.sealing.membership import (
    Member,
    MemberList,
    NotAList,
    Refused,
    next_list,
    published,
    read_list,
    signature,
)


def own_keys(work: Work) -> tuple[str, OwnKeys]:
    """Return this member's name and keys, made when they are first asked for."""
    state = work.sync_state
    if state.get(SEED_NAME) is None:
        state.put(SEED_NAME, base64.b64encode(os.urandom(SEED)).decode())
        state.put(MEMBER_NAME, new_id())
    return state.get(MEMBER_NAME) or "", OwnKeys(base64.b64decode(state.get(SEED_NAME) or ""))


def myself(work: Work, *, coordinator: bool = False) -> Member:
    """Return what a coordinator must be told to let this station in."""
    name, own = own_keys(work)
    return Member.of(name, own, coordinator=coordinator)


def trust(work: Work, team: str, fingerprint: str) -> None:
    """Take the list with this fingerprint for true: a person read it from a coordinator's screen or paper."""
    work.sync_state.put(ANCHOR + team, fingerprint)


def propose(work: Work, keyring: Keyring, team: str, members: tuple[Member, ...]) -> MemberList:
    """Publish the next list with a new team key, under one's own signature. It counts once another has signed."""
    name, own = own_keys(work)
    before = keyring.newest(work, team)
    team_key = os.urandom(32)
    found = next_list(before, team, members, team_key)
    older = (before.id, keyring.key(work, team, before.id) or b"") if before else None
    fields = published(found, team_key, older) | signature(found, name, own)
    work.outbox.write([Flat(found.record, MEMBERS, fields)], stream=team)
    return found


def sign(work: Work, record: str) -> MemberList:
    """Sign a list that another coordinator proposed, after a look at who is in it. Raises Refused."""
    name, own = own_keys(work)
    views = work.records.views([record])
    try:
        found = read_list(views[0].fields)
    except (IndexError, NotAList):
        raise Refused("unknown_schema") from None
    work.outbox.write([Flat(record, MEMBERS, signature(found, name, own))], stream=found.team)
    return found
