"""What a station gives back to a hub that came back from a backup: values, under the ids of their changes."""

from collections.abc import Iterable, Mapping

from workstation.domain.envelopes import CONFLICT, DELETED, LAST, Change
from workstation.store.giving_back import LaidAside

Known = Mapping[str, tuple[str, ...]]


def donated(one: LaidAside, unknown: set[str]) -> list[tuple[Change, Known]]:
    """Return the changes that the hub does not know, with those of their values that we still hold.

    Beside each, per field, what we saw make way for it: only that is overtaken. What lays a record aside comes last,
    with all that its holder had of the record: it puts nothing else out of sight. A conflict goes back also when its
    change is known: its author may have sent that again without the text, when a group has the record now.
    """
    by: dict[str, list[str]] = {}
    for name, change in one.meta.items():
        if name != LAST and (change in unknown or one.kind == CONFLICT) and name in one.fields:
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
