"""What a station gives back to a hub that came back from a backup: values, under the ids of their changes."""

from collections.abc import Iterable, Mapping

from workstation.domain.envelopes import CONFLICT, DELETED, LAST, STREAM, Change
from workstation.store.giving_back import LaidAside

Known = Mapping[str, tuple[str, ...]]


def donated(one: LaidAside, unknown: set[str], now: Mapping[str, str] | None) -> list[tuple[Change, Known]]:
    """Return the changes that the hub does not know, with those of their values that we still hold.

    `now`: what the hub holds of the record since, by field; None when it is nowhere that we see. A value whose change
    it knows goes back all the same where it is wanting: its author may have sent the change again without the text,
    for the record had left their sight. The hub holds nothing there, or what we saw make way for it.

    Beside each, per field, what we saw make way for it: only that is overtaken. What lays a record aside comes last,
    with all that its holder had of the record: it puts nothing else out of sight. Conflicts go back known or not,
    until they are read again.
    """
    if one.given and one.kind == CONFLICT and now is not None:
        return []
    by: dict[str, list[str]] = {}
    for name, change in one.meta.items():
        lost = change in unknown or one.kind == CONFLICT or _wanting(one, name, now)
        if name != LAST and lost and name in one.fields:
            by.setdefault(change, []).append(name)
    given: list[tuple[Change, Known]] = []
    for change, names in sorted(by.items(), key=lambda some: (DELETED in some[1], some[0])):
        sets = {name: one.fields[name] for name in names}
        knew = {name: _before(one, name, change) for name in names}
        if sets.get(DELETED) is True:
            knew = {name: _held(one, name) for name in one.meta if name != LAST}
        told = {name: tuple(sorted(ids)) for name, ids in knew.items()}
        given.append((Change(change, one.id, one.kind, one.stream, sets, parent=one.parent), told))
    return given


def all_known(donations: Iterable[tuple[Change, Known]]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return per change and field what made way. One change may be given back twice: in its record, in a conflict."""
    knew: dict[str, dict[str, tuple[str, ...]]] = {}
    for change, known in donations:
        fields = knew.setdefault(change.id, {})
        for name, ids in known.items():
            fields[name] = tuple(sorted({*fields.get(name, ()), *ids}))
    return knew


def _wanting(one: LaidAside, name: str, now: Mapping[str, str] | None) -> bool:
    if now is None or name in (DELETED, STREAM):
        return False
    return now.get(name) is None or now[name] in _before(one, name, one.meta[name])


def _held(one: LaidAside, name: str) -> set[str]:
    return {one.meta[name]} | _before(one, name, one.meta[name])


def _before(one: LaidAside, name: str, change: str) -> set[str]:
    """Return the changes whose values this one took the place of, through however many between."""
    found: set[str] = set()
    new = {change}
    while new := _just_before(one.made_way.get(name, ()), new) - found:
        found |= new
    return found


def _just_before(made_way: Iterable[tuple[str, str]], changes: set[str]) -> set[str]:
    return {before for change, before in made_way if change in changes}
