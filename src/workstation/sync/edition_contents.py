"""What stands in an edition of the directory or the codebook: written by who brings it out, read with distrust."""

from collections.abc import Collection, Iterable
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
from workstation.vocabulary.editions import Edition, faults, in_force
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
    entries = entries_in(content)
    had = {one.id: one for one in work.directory.current()}
    kept = [_with_its_address(one, had.get(one.id)) for one in entries]
    work.directory.bring_in(kept, name, at, by)
    work.settings.put(SETTING, name)
    return Changes.of("service", name)


def keep_corrections(
    work: Work, mine: Iterable[Service], base: Iterable[Service], at: datetime, by: str
) -> Changes:  # fmt: skip
    """Put what was corrected here since `base` on the entries that are in use now, as corrections of the team.

    Where the edition in use changed the same field, that one stays: it went out to everybody.
    """
    began = {one.id: one for one in base}
    now = {one.id: one for one in work.directory.current()}
    kept = []
    for service in mine:
        was, here = began.get(service.id), now.get(service.id)
        if here is None:
            corrected = service if was is None else None  # added here; else the edition withdrew it
        else:
            names = (*WORDS_OF_AN_ENTRY, *LISTS_OF_AN_ENTRY)
            fields = {one: getattr(service, one) for one in names if was and _mine_alone(one, service, was, here)}
            corrected = replace(here, **fields) if fields else None
        if corrected is not None:
            work.directory.put(corrected, at, by)
            kept.append(service.id)
    return Changes.of("service", *kept)


def _mine_alone(name: str, mine: Service, was: Service, now: Service) -> bool:
    return bool(getattr(mine, name) != getattr(was, name) and getattr(now, name) == getattr(was, name))


def take_codebook(work: Work, content: str, brought_out: Collection[str]) -> Changes:
    """Put an edition of the codebook in force here too. Raises NotAnEdition.

    One that was put in force here and that the helpline does not have (`brought_out`: those it has) gives way where
    it clashes: it is a draft again, to be looked at.
    """
    edition = edition_in(content)
    shelf = CodebookEditions(work.connection)
    kept = shelf.all()
    if any(one.id == edition.id and one.enforced_at is not None for one in kept):
        return Changes()
    helplines = [one for one in kept if one.id in brought_out]
    if clashing(edition, helplines):
        raise NotAnEdition
    shelf.take_over(edition)
    for own in kept:
        if own.id not in brought_out and own.enforced_at is not None and clashing(own, [*helplines, edition]):
            shelf.make_draft(own.id)
    return Changes.of("codebook", edition.id)


def clashing(edition: Edition, others: Iterable[Edition]) -> bool:
    """Return whether an edition does not go together with others: no station would take it."""
    before = in_force(shipped_codebook(), others, edition.from_day)
    return bool(faults(before, edition.changes, edition.from_day, edition.from_day))


def entries_in(content: str) -> list[Service]:
    """Return the entries of an edition of the directory. Raises NotAnEdition."""
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
