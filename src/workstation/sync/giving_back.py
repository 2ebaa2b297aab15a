"""What a station gives back to a hub that came back from a backup: values, under the ids of their changes."""

from workstation.domain.envelopes import LAST, Change
from workstation.store.records import LaidAside


def donated(one: LaidAside, unknown: set[str]) -> list[Change]:
    """Return the changes that the hub does not know, with those of their values that we still hold."""
    by: dict[str, list[str]] = {}
    for name, change in one.meta.items():
        if name != LAST and change in unknown and name in one.fields:
            by.setdefault(change, []).append(name)
    return [
        Change(change, one.id, one.kind, one.stream, {name: one.fields[name] for name in names}, parent=one.parent)
        for change, names in sorted(by.items())
    ]
