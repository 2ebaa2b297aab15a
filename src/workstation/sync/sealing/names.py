"""What somebody is called, told to the team and not to the hub.

Who asks to be let in seals the name for the coordinators of the list that a person handed over; who is in seals it
with the team's key. Only where there is no list yet, among those who found a team, does a name stand in clear.
"""

import os
from typing import Final

from workstation.domain.envelopes import Json
from workstation.domain.flat import APPLICANT, Flat, applicant_record
from workstation.store.marks import owner
from workstation.store.records import View
from workstation.store.sync_state import HOME
from workstation.store.vault import Work
from workstation.sync.sealing.applicants import NAME, PAPER, Applicant, applicants, proof_of
from workstation.sync.sealing.boxes import NotForUs, boxed, unboxed
from workstation.sync.sealing.fields import NotOurs, NotSealed, Place, UnknownForm, is_sealed, key_of, seal, unseal
from workstation.sync.sealing.founding import own_keys
from workstation.sync.sealing.keyring import Keyring
from workstation.sync.sealing.membership import Member, MemberList

KNOWN_AS: Final = "known_as"  # sealed with a key of the team
TOLD: Final = "told"  # sealed for coordinators: a box for each, and the name under the key in it
SAID: Final = "name_told"  # to whom, and in which record, the name was told last
_CLOSED = (NotForUs, NotSealed, UnknownForm, NotOurs)


def applicants_of(work: Work, keyring: Keyring, team: str) -> dict[str, Applicant]:
    """Return who asked to be let into a team, by member; the name is empty where it is not for this station."""
    views = [one for one in work.records.of_kind(APPLICANT) if one.stream == team]
    return applicants(views, lambda view: _name_in(work, keyring, view))


def tell_name(work: Work, keyring: Keyring) -> bool:
    """Seal one's own name for whom it is now, in place of what was told before; return whether anything changed."""
    home = work.sync_state.get(HOME) or ""
    newest = keyring.newest(work, home)
    if newest is None:
        return False
    me, own = own_keys(work)
    found = work.records.views([applicant_record(me, home)])
    if not found or found[0].fields.get(NAME) == PAPER:  # who sits here with the sheets goes by what they are called
        return False
    view, key, name = found[0], keyring.key(work, home, newest.id), owner(work.connection).counsellor
    fields: dict[str, Json]
    if key is not None and newest.member(me) is not None:
        said = f"{view.id} team"
        if is_sealed(view.fields.get(KNOWN_AS)) and not (view.fields.get(NAME) or view.fields.get(TOLD)):
            return False
        fields = {KNOWN_AS: seal(key, newest.id, _place(view, KNOWN_AS), name), TOLD: None}
    else:
        said = f"{view.id} {newest.id}"
        if _told_to(view) == _coordinators(newest) and not view.fields.get(NAME):
            return False
        fields = {TOLD: _for_coordinators(view, newest, name)}
    if work.sync_state.get(SAID) == said:
        return False  # the hub refused it, and will be asked again when it takes what this station writes
    work.sync_state.put(SAID, said)
    fields |= {NAME: None, "proof": proof_of(name, Member.of(me, own), own)}
    work.outbox.write([Flat(view.id, APPLICANT, fields)], stream=home)
    return True


def _for_coordinators(view: View, newest: MemberList, name: str) -> Json:
    key = os.urandom(32)
    boxes: dict[str, Json] = {
        one.id: dict(boxed(key, one.boxed_to, _about(view, one.id))) for one in newest.members if one.coordinator
    }
    return {"list": newest.id, "boxes": boxes, "name": seal(key, TOLD, _place(view, TOLD), name)}


def _coordinators(newest: MemberList) -> set[str]:
    return {one.id for one in newest.members if one.coordinator}


def _told_to(view: View) -> set[str]:
    told = view.fields.get(TOLD)
    boxes = told.get("boxes") if isinstance(told, dict) else None
    return set(boxes) if isinstance(boxes, dict) else set()


def _name_in(work: Work, keyring: Keyring, view: View) -> str | None:
    """Return the name in a record, None when it is not for us or was not sealed for this place."""
    me, own = own_keys(work)
    clear = view.fields.get(NAME)
    if isinstance(clear, str):
        return clear
    if view.fields.get("member") == me:
        return owner(work.connection).counsellor
    try:
        known = view.fields.get(KNOWN_AS)
        if known is not None:
            key = keyring.key(work, view.stream, key_of(known)[0])
            return None if key is None else str(unseal(key, _place(view, KNOWN_AS), known))
        told = view.fields.get(TOLD)
        boxes = told.get("boxes") if isinstance(told, dict) else None
        if isinstance(told, dict) and isinstance(boxes, dict):
            key = unboxed(boxes.get(me), own, _about(view, me))
            return str(unseal(key, _place(view, TOLD), told.get("name")))
    except _CLOSED:
        pass
    return None


def _about(view: View, member: str) -> tuple[str, ...]:
    return ("name", view.stream, view.id, member)


def _place(view: View, field: str) -> Place:
    return Place(view.stream, view.id, APPLICANT, field, str(view.fields.get("member")), 1)
