"""Export the coded data of a year as a registration set: codes only, counsellors under a pseudonym."""

import csv
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now, from_text, local
from workstation.domain.permissions import NotAllowed, require
from workstation.domain.requests import require_executable
from workstation.figures.registration_sets import CALL_COLUMNS, JOINED, LISTS, PERSON_COLUMNS, TABLES
from workstation.store.registrations import Line, Registrations
from workstation.store.vault import Vault, Work
from workstation.usecases.two_persons import effect_of
from workstation.vocabulary.codebook import Codebook

STEP = 1000
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """How much went out."""

    calls: int
    persons: int
    outcomes: int


def export_registrations(  # noqa: PLR0913 - what, from where, to where, by whom, and who agreed
    vault: Vault,
    codebook: Codebook,
    year: int,
    folder: Path,
    told: Told = lambda _: None,
    *,
    desk: Desk,
    now: Now,
    request: str = "",
) -> Exported:
    """Write the set of a year into a folder: the three files appear together, or none does.

    It stands in the read log before anything is written. `request`: the one that two persons signed (`ask_for_two`,
    kind export, subject year); without it NotAllowed.
    Pseudonyms are drawn anew for every export. `told` hears the number of rows; what it raises stops the export.
    """
    with vault.work() as work:
        _require_two(work, year, desk, request, now)
        work.read_log.note("export", desk, now())
    folder.mkdir(parents=True, exist_ok=True)
    halves = [folder / f"{name}.part" for name in TABLES]
    try:
        with vault.reading() as work:
            rows = _Outgoing(codebook, Registrations(work.connection), year)
            streams = (rows.calls(), rows.persons(), rows.outcomes())
            numbers = [
                _write(half, columns, stream, told)
                for half, columns, stream in zip(halves, TABLES.values(), streams, strict=True)
            ]
        for half, name in zip(halves, TABLES, strict=True):
            half.replace(folder / name)
    finally:
        for half in halves:
            half.unlink(missing_ok=True)
    return Exported(*numbers)


def _require_two(work: Work, year: int, desk: Desk, request_id: str, now: Now) -> None:
    """Let an export pass that two persons signed, once; invented calls need nobody."""
    if desk.practice or not request_id:
        require(desk, "export", "practice" if desk.practice else "team", "set")
        return
    request = work.retention.get(request_id)
    if request.kind != "export" or request.subject.get("year") != year or desk.counsellor != request.asked_by:
        raise NotAllowed("permissions.no")
    require_executable(request, effect_of(request, work), now())
    work.retention.change(replace(request, state="executed"))


def _write(path: Path, columns: Iterable[str], rows: Iterator[Line], told: Told) -> int:
    number = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        for row in rows:
            out.writerow(row)
            number += 1
            if number % STEP == 0:
                told(number)
        file.flush()
        os.fsync(file.fileno())
    return number


class _Outgoing:
    def __init__(self, codebook: Codebook, kept: Registrations, year: int) -> None:
        self._codebook = codebook
        self._kept = kept
        self._year = year
        self._pseudonyms: dict[str, str] = {}

    def calls(self) -> Iterator[Line]:
        for line in self._kept.calls(self._year):
            row = dict(zip((*CALL_COLUMNS, "missing"), line, strict=True))
            self._fill("calls.csv", row, CALL_COLUMNS)
            row["counsellor"] = self._pseudonym(row["counsellor"] or "")
            for column in ("started_at", "ended_at"):
                if kept := row[column]:
                    row[column] = local(from_text(kept)).isoformat(timespec="seconds")
            yield tuple(row[name] for name in CALL_COLUMNS)

    def persons(self) -> Iterator[Line]:
        for line in self._kept.persons(self._year):
            row = dict(zip((*PERSON_COLUMNS, "missing"), line, strict=True))
            self._fill("reported_persons.csv", row, PERSON_COLUMNS)
            row["is_contact"] = "1" if row["is_contact"] in {"1", "True"} else "0"
            yield tuple(row[name] for name in PERSON_COLUMNS)

    def outcomes(self) -> Iterator[Line]:
        yield from self._kept.outcomes(self._year)

    def _fill(self, file: str, row: dict[str, str | None], columns: Iterable[str]) -> None:
        """Write what was asked and not learnt as the list's own unknown; only what was never asked stays empty."""
        missing = json.loads(row["missing"] or "{}")
        day = date(self._year, 12, 31)
        for name in columns:
            asked = missing.get(name) in {"contact_does_not_know", "refused"}
            codelist = LISTS[file].get(name)
            if row[name] is None and asked and codelist and name not in JOINED:
                offered = {code.code for code in self._codebook.offered(codelist, day)}
                row[name] = "unknown" if "unknown" in offered else None

    def _pseudonym(self, counsellor: str) -> str:
        if counsellor not in self._pseudonyms:
            self._pseudonyms[counsellor] = f"m{secrets.token_hex(4)}"
        return self._pseudonyms[counsellor]
