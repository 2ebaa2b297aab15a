"""What stands in an edition of the directory or the codebook: written by who brings it out, read with distrust."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from workstation.domain.changes import Changes
from workstation.domain.flat import ENTRY, a_text, read
from workstation.domain.flat_team import LISTS_OF_AN_ENTRY, TEAM_KINDS, WORDS_OF_AN_ENTRY
from workstation.domain.ids import ServiceId
from workstation.domain.services import ADDRESS_CLASSES, Service, seen_by
from workstation.domain.wire_reading import written
from workstation.store.codebook_editions import CodebookEditions
from workstation.store.vault import Work
from workstation.sync.codebook_contents import NotAnEdition, edition_in, read_json
from workstation.usecases.open_directory import SETTING
from workstation.vocabulary.editions import faults, in_force
from workstation.vocabulary.reading import shipped_codebook

MOST_ENTRIES = 20_000


def directory_content(services: Iterable[Service]) -> str:
    """Return entries as the content of an edition. Where a shelter stands is left out: the hub can read editions."""
    rows = []
    for service in services:
        shown = seen_by(service, "file")
        row: dict[str, Any] = {"id": shown.id}
        row |= {name: getattr(shown, name) for name in (*WORDS_OF_AN_ENTRY, *LISTS_OF_AN_ENTRY)}
        rows.append(row)
    return written(rows)


def take_directory(work: Work, content: str, name: str, by: str, at: datetime) -> Changes:
    """Make these the entries of this station. Raises NotAnEdition."""
    entries = _entries(content)
    had = {one.id: one for one in work.directory.current()}
    kept = [_with_its_address(one, had.get(one.id)) for one in entries]
    work.directory.bring_in(kept, name, at, by)
    work.settings.put(SETTING, name)
    return Changes.of("service", name)


def take_codebook(work: Work, content: str) -> Changes:
    """Put an edition of the codebook in force here too. Raises NotAnEdition."""
    edition = edition_in(content)
    shelf = CodebookEditions(work.connection)
    kept = shelf.all()
    if any(one.id == edition.id and one.enforced_at is not None for one in kept):
        return Changes()
    others = [one for one in kept if one.id != edition.id]
    before = in_force(shipped_codebook(), others, edition.from_day)
    if faults(before, edition.changes, edition.from_day, edition.from_day):
        raise NotAnEdition
    shelf.take_over(edition)
    return Changes.of("codebook", edition.id)


def _entries(content: str) -> list[Service]:
    rows = read_json(content, list)
    if not 0 < len(rows) <= MOST_ENTRIES:
        raise NotAnEdition
    shapes = {name: TEAM_KINDS[ENTRY].shapes[name] for name in (*WORDS_OF_AN_ENTRY, *LISTS_OF_AN_ENTRY)}
    found = []
    for row in rows:
        if not isinstance(row, dict):
            raise NotAnEdition
        values, wrong = read(shapes | {"id": a_text}, row)
        if (
            wrong
            or not values.get("id")
            or not values.get("name")
            or values.get("address_class") not in ADDRESS_CLASSES
        ):
            raise NotAnEdition
        found.append(Service(**values | {"id": ServiceId(values["id"])}))
    if len({one.id for one in found}) != len(found):
        raise NotAnEdition
    return found


def _with_its_address(service: Service, had: Service | None) -> Service:
    """Return an entry whose place is confidential, there or here, with the address that is known here."""
    if had is None or (service.address_class == "public" and had.address_class == "public"):
        return service
    return replace(service, address=had.address, postcode=had.postcode)
