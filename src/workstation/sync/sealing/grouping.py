"""A sealed group is to the keys another team: a list of its own members. What is its own: who founds it, and a name.

Two coordinators of the team sign its first list, so nobody has to read out a number: whoever believes the team's list
knows their keys. The name is sealed with the group's own key, and stands in each list.
"""

import base64
import json
from collections.abc import Iterable, Mapping

from workstation.domain.envelopes import Json
from workstation.store.records import View
from workstation.sync.sealing.boxes import NotForUs, OwnKeys, signed_by, unboxed
from workstation.sync.sealing.fields import NotOurs, NotSealed, Place, UnknownForm, seal, unseal
from workstation.sync.sealing.lists import Found
from workstation.sync.sealing.membership import (
    PURPOSE,
    SIGNATURE,
    SIGNATURES_NEEDED,
    Member,
    MemberList,
    about,
    check_of,
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
    """Return the name in a list, empty when it is not one of ours."""
    try:
        return str(unseal(key, _place(found), view.fields.get(NAME)))
    except (NotSealed, UnknownForm, NotOurs):
        return ""


def key_in(found: MemberList, view: View, member: str, seed: str) -> bytes | None:
    """Return the key that a list, also one that waits for a signature, has in a box for this member."""
    boxes = view.fields.get("boxes")
    box = boxes.get(member) if isinstance(boxes, dict) else None
    try:
        key = unboxed(box, OwnKeys(base64.b64decode(seed)), about(found, member))
    except NotForUs:
        return None
    return key if check_of(key) == found.key_check else None


def _place(found: MemberList) -> Place:
    return Place(found.team, found.record, "members", NAME, found.id, found.number)
