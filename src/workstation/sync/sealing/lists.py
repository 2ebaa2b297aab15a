"""The lists of members that the hub holds for us, by their ids; what is not the list of its record is left out."""

from collections.abc import Iterable

from workstation.store.records import View
from workstation.sync.sealing.membership import MemberList, NotAList, read_list

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
        """Return the lists that may follow this one."""
        return self.numbered(newest.team, newest.number + 1)
