"""The shelf of the referral directory: every version of every entry, the newest marked as current."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from workstation.domain.ids import ServiceId
from workstation.domain.moments import as_text, from_text
from workstation.domain.services import Service
from workstation.store import tables as t
from workstation.store.rows import Row, as_json, bound
from workstation.store.telling import tell_entry

S = t.services.c
NAMES = tuple(field.name for field in fields(Service))


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What an edition of the directory changed, in entries."""

    new: int
    changed: int
    withdrawn: int


class Directory:
    """Entries of the directory. A version once kept never changes: referrals point to it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def bring_in(
        self, services: Iterable[Service], edition: str, at: datetime, by: str, *, keeping: bool = False
    ) -> BroughtIn:
        """Make these the current entries: a new version of those that differ; those that are gone are withdrawn.

        `keeping`: whoever made the edition knew nothing of what was corrected here. Corrections stay, field by field,
        also where the edition changed the same field: the edition's own words are then the version before it. Entries
        that never came from `by` stay too.
        """
        had, bases = self._current(), self._told_by(by) if keeping else {}
        last = self._last_versions()
        rows, new, changed, seen = [], 0, [], set()
        for service in services:
            seen.add(service.id)
            here, base = had.get(service.id), bases.get(service.id)
            if base is not None and here is not None and _same(service, base):
                continue
            if here is None:
                kept, new = service, new + 1
            else:
                kept = _merged(base or here[0], here[0], service)
                if base is None and _same(kept, here[0]):
                    continue
                changed.append(service.id)
            version = last.get(service.id, 0) + 1
            rows.append(_row(replace(service, version=version), edition, at, by))
            if not _same(kept, service) and here is not None:
                rows[-1]["current"] = False
                rows.append(_row(replace(kept, version=version + 1), "", at, here[1]))
        withdrawn = [one for one in had if one not in seen and (one in bases or not keeping)]
        self._retire((*changed, *withdrawn))
        if rows:
            self._connection.execute(insert(t.services), rows)
        return BroughtIn(new, len(changed), len(withdrawn))

    def _current(self) -> dict[str, tuple[Service, str]]:
        """Return the entries in use, each with who wrote it."""
        rows = select(S.id, S.version, S.body, S.recorded_by).where(S.current)
        return {one: (_service(version, body), by) for one, version, body, by in self._connection.execute(rows)}

    def _told_by(self, by: str) -> dict[str, Service]:
        """Return each entry as its newest edition told it."""
        rows = select(S.id, S.version, S.body).where(S.recorded_by == by).order_by(S.version)
        return {one: _service(version, body) for one, version, body in self._connection.execute(rows)}

    def put(self, service: Service, at: datetime, by: str, edition: str = "") -> Service:
        """Keep an edited entry as its next version, tell the team, and return it with that version."""
        had = self._connection.execute(select(S.version, S.body).where(S.id == service.id, S.current)).one_or_none()
        kept = self.take_over(service, at, by, edition)
        tell_entry(self._connection, _service(*had) if had else None, kept, as_text(at), by)
        return kept

    def take_over(self, service: Service, at: datetime, by: str, edition: str = "") -> Service:
        """Keep an entry as a colleague edited it."""
        kept = replace(service, version=self._last_versions().get(service.id, 0) + 1)
        self._retire((service.id,))
        self._connection.execute(insert(t.services).values(**_row(kept, edition, at, by)))
        return kept

    def current(self) -> tuple[Service, ...]:
        """Return all entries that are in use, by id."""
        rows = select(S.version, S.body).where(S.current).order_by(S.id)
        return tuple(_service(version, body) for version, body in self._connection.execute(rows))

    def get(self, service_id: ServiceId, version: int | None = None) -> Service:
        """Return an entry as it was in a version, or as it is now. Raises KeyError."""
        rows = select(S.version, S.body).where(S.id == service_id)
        rows = rows.where(S.current) if version is None else rows.where(S.version == version)
        found = self._connection.execute(rows).one_or_none()
        if found is None:
            raise KeyError(service_id)
        return _service(found[0], found[1])

    def history(self, service_id: ServiceId) -> tuple[tuple[Service, datetime, str], ...]:
        """Return every version of an entry with its moment and its writer, oldest first."""
        rows = select(S.version, S.body, S.recorded_at, S.recorded_by).where(S.id == service_id).order_by(S.version)
        return tuple(
            (_service(version, body), from_text(at), by)
            for version, body, at, by in self._connection.execute(rows)
        )  # fmt: skip

    def _last_versions(self) -> dict[str, int]:
        rows = select(S.id, func.max(S.version)).group_by(S.id)
        return dict(self._connection.execute(rows).all())

    def _retire(self, services: Iterable[str]) -> None:
        self._connection.execute(update(t.services).where(S.id.in_(list(services)), S.current).values(current=False))


def _row(service: Service, edition: str, at: datetime, by: str) -> Row:
    row = {"id": service.id, "version": service.version, "current": True, "edition": edition}
    return bound(row | {"recorded_at": as_text(at), "recorded_by": by, "body": as_json(service)})


def _service(version: int, body: str) -> Service:
    kept = json.loads(body)
    # an attribute that a later version of the program dropped or added keeps its default
    known: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in kept.items() if n in NAMES}
    known["version"] = version
    return Service(**known)


def _same(one: Service, other: Service) -> bool:
    return replace(one, version=other.version) == other


def _merged(base: Service, here: Service, edition: Service) -> Service:
    """Return the edition's entry with what somebody here changed since the edition before."""
    ours = {
        name: getattr(here, name)
        for name in NAMES
        if name not in {"id", "version"} and getattr(here, name) != getattr(base, name)
    }
    if here.address_class != "public":
        # an edition never makes an address public that is confidential here
        ours["address_class"] = here.address_class
    return replace(edition, **ours)
