"""A sealed group is to the keys another team: a list of its own members. What is its own: who founds it, and a name.

Two coordinators of the team sign its first list, so nobody has to read out a number: whoever believes the team's list
knows their keys. The name is sealed with the group's own key, stands in each list and is signed with it.
"""

import base64
import json
from collections.abc import Iterable, Mapping

from workstation.domain.envelopes import GROUP, Json
from workstation.store.records import View
from workstation.store.sync_state import HOME, KEY, SyncState
from workstation.sync.sealing.boxes import signed_by
from workstation.sync.sealing.fields import NotOurs, NotSealed, Place, UnknownForm, is_sealed, key_of, seal, unseal
from workstation.sync.sealing.lists import Found
from workstation.sync.sealing.membership import (
    PURPOSE,
    SIGNATURE,
    SIGNATURES_NEEDED,
    Member,
    MemberList,
    check_of_name,
    read_list,
)

NAME = "name"  # the field of a list


def founded_by(first: Iterable[Found], ours: Iterable[str]) -> Found | None:
    """Return the first list that two signed who coordinate one of our team's lists; `ours` as they are kept."""
    led = [{one for one in read_list({"body": json.loads(kept)}).members if one.coordinator} for kept in ours]
    for found, view in first:
        signed = _signers(found, view.fields)
        if any(len(signed & one) >= SIGNATURES_NEEDED for one in led):
            return found, view
    return None


def _signers(found: MemberList, fields: Mapping[str, Json]) -> set[Member]:
    return {
        one
        for one in found.members
        if one.coordinator and signed_by(one.signs_as, PURPOSE, found.body, str(fields.get(SIGNATURE + one.id, "")))
    }


def sealed_name(found: MemberList, key: bytes, name: str) -> Json:
    """Return the name of a group as it stands in this list."""
    return seal(key, found.id, _place(found), name)


def name_in(found: MemberList, view: View, key: bytes) -> str:
    """Return the name in a list, empty when it is not the one that was signed."""
    try:
        name = str(unseal(key, _place(found), view.fields.get(NAME)))
    except (NotSealed, UnknownForm, NotOurs):
        return ""
    return name if found.named == check_of_name(key, name) else ""


def key_kept(state: SyncState, team: str, key_id: str) -> bytes | None:
    """Return a key of a team or group, None when this station does not hold it."""
    kept = state.get(f"{KEY}{team}.{key_id}")
    return base64.b64decode(kept) if kept is not None else None


def key_held(state: SyncState, team: str, key_id: str) -> tuple[str, bytes] | None:
    """Return a key and whose it is. A record on its way between its team and a group holds values of both."""
    key, home = key_kept(state, team, key_id), state.get(HOME)
    if key is not None:
        return team, key
    if team != home and not team.startswith(GROUP):
        return None
    for other in state.teams_with(key_id):
        key = key_kept(state, other, key_id)
        if key is not None and (other == home or other.startswith(GROUP)):
            return other, key
    return None


def closed_to_us(state: SyncState, conflict: View) -> bool:
    """Return whether the losing value was closed with a key that is not held here: a member closes it anew."""
    value = conflict.fields.get("value")
    try:
        return is_sealed(value) and key_held(state, conflict.stream, key_of(value)[0]) is None
    except (NotSealed, UnknownForm, NotOurs):
        return False


def _place(found: MemberList) -> Place:
    return Place(found.team, found.record, "members", NAME, found.id, found.number)
