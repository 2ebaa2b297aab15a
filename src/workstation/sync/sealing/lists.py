"""The lists of members that the hub holds for us, by their ids; what is not the list of its record is left out."""

from collections.abc import Iterable

from workstation.domain.envelopes import Json
from workstation.store.records import View
from workstation.sync.sealing.boxes import NotForUs, OwnKeys, unboxed
from workstation.sync.sealing.membership import (
    MemberList,
    NotAList,
    Refused,
    about,
    accept,
    aside_name,
    check_of,
    read_list,
)

Found = tuple[MemberList, View]


class Lists:
    """Proposals and lists alike: whoever asks decides which one is signed as it must be."""

    def __init__(self, views: Iterable[View]) -> None:
        self._by_id: dict[str, Found] = {}
        for view in views:
            try:
                found = read_list(view.fields)
            except NotAList:
                continue
            if found.record == view.id and found.team == view.stream:
                self._by_id[found.id] = (found, view)

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams that have lists."""
        return tuple(sorted({found.team for found, _ in self._by_id.values()}))

    def get(self, list_id: str) -> Found | None:
        """Return the list of this id."""
        return self._by_id.get(list_id)

    def of_team(self, team: str) -> tuple[Found, ...]:
        """Return every list of a team."""
        return tuple(one for one in self._by_id.values() if one[0].team == team)

    def numbered(self, team: str, number: int) -> tuple[Found, ...]:
        """Return the lists of this number, in the order in which they were proposed."""
        found = [one for one in self._by_id.values() if (one[0].team, one[0].number) == (team, number)]
        return tuple(sorted(found, key=lambda one: one[1].changes.get("body", "")))

    def after(self, newest: MemberList) -> tuple[Found, ...]:
        """Return the lists that may follow this one; first those that heal a fork in which it stands."""
        heal = [one for one in self.of_team(newest.team) if newest.id in one[0].refuses]
        heal += [one for one in self.of_team(newest.team) if one[0].refuses and one[0].before == newest.id]
        heal.sort(key=lambda one: (one[0].number, one[1].changes.get("body", "")))
        return (*heal, *(one for one in self.numbered(newest.team, newest.number + 1) if one not in heal))

    def history(self, newest: MemberList) -> frozenset[str]:
        """Return the ids of this list, of those before it, and of those on branches that ended with one of them."""
        known = {newest.id}
        waiting = [newest]
        while waiting:
            one = waiting.pop()
            for name in {one.before, *one.refuses} - known - {""}:
                known.add(name)
                if name in self._by_id:
                    waiting.append(self._by_id[name][0])
        return frozenset(known)

    def heads_apart(self, newest: MemberList) -> tuple[Found, ...]:
        """Return the last list of every branch, signed as it must be, that ours neither follows nor ended."""
        settled = self.history(newest)
        parents = [one[0] for name, one in self._by_id.items() if name in settled - {newest.id}]
        heads: dict[str, Found] = {}
        while parents:
            parent = parents.pop()
            for found, view in self.of_team(newest.team):
                if found.id not in settled and found.id not in heads and followed(found, view, parent):
                    heads[found.id] = found, view
                    parents.append(found)
        gone_on = {name for found, _ in heads.values() for name in (found.before, *found.refuses)}
        return tuple(one for name, one in sorted(heads.items()) if name not in gone_on)


def followed(found: MemberList, view: View, parent: MemberList) -> bool:
    """Return whether this list follows the other, signed as it must be."""
    try:
        accept(found, view.fields, parent)
    except Refused:
        return False
    return True


def key_in_box(found: MemberList, view: View, name: str, own: OwnKeys) -> bytes:
    """Return the team key that a list has in a box for this member. Raises NotForUs."""
    boxes = view.fields.get("boxes")
    key = unboxed(boxes.get(name) if isinstance(boxes, dict) else None, own, about(found, name))
    if check_of(key) != found.key_check:
        raise NotForUs
    return key


def given_on(view: View, refused: str) -> list[Json]:
    """Return what members gave on of the key of a branch that ended; None of it is checked."""
    return [value for name, value in sorted(view.fields.items()) if name.startswith(aside_name(refused))]
