"""Import a registration set: every row judged first, then everything in one transaction or nothing at all."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from os import stat_result
from pathlib import Path
from sys import intern

from workstation.domain.calls import Call
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId, PersonId, ServiceId
from workstation.domain.moments import Now, as_text
from workstation.domain.referrals import Outcome
from workstation.domain.reported_persons import ReportedPerson
from workstation.figures.registration_sets import PERSON_COLUMNS
from workstation.store.registrations import Registrations
from workstation.store.vault import Vault
from workstation.usecases.registration_files import Fault, SetFile
from workstation.usecases.registration_rows import Cells, Judge, moment_of
from workstation.vocabulary.codebook import Codebook

BATCH = 1000
FILES = ("calls.csv", "reported_persons.csv", "outcomes.csv")
CALL_CODES = (
    "contact_age", "contact_gender", "anonymous", "relation_to_victim", "urgency", "campaign", "heard_via", "team",
)  # fmt: skip
PERSON_CODES = (
    "age_group", "gender", "problem_type", "context_family", "context_setting", "main_form", "violence_time",
)  # fmt: skip
# done, of how many, or None when that is not known yet
Told = Callable[[int, int | None], None]


class Cancelled(Exception):
    """The user stopped the import; the store is as it was."""


class FaultySet(Exception):
    """Nothing was brought in; `faults` lists every faulty place."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in. `known` calls were there already; `not_whole` are ids of those left out.

    `left_out` names columns nobody asked for.
    """

    calls: int
    persons: int
    known: int
    not_whole: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    changes: Changes = field(default_factory=Changes)

    @property
    def skipped(self) -> int:
        """How many calls were left out because they, a person or an outcome of theirs were faulty."""
        return len(self.not_whole)


def import_registrations(
    folder: Path,
    vault: Vault,
    codebook: Codebook,
    now: Now,
    told: Told = lambda *_: None,
    *,
    skip_faulty: bool = False,
) -> Imported:
    """Bring the set of a folder into the vault. Raises FaultySet; whatever `told` raises stops it (Cancelled).

    A call is known by its id and its beginning, so bringing the same set in twice adds nothing. Empty cells are kept
    as `not_recorded`.
    """
    faults: list[Fault] = []
    files = {name: SetFile(folder, name, faults) for name in FILES}
    as_judged = _stamps(folder)
    judge = Judge(codebook, now(), faults)
    walks = (judge.judge_calls, judge.judge_persons, judge.judge_outcomes)
    lines = 0
    for walk, name in zip(walks, FILES, strict=True):
        for line in walk(files[name]):
            if line % BATCH == 0:
                told(lines + line, None)
        lines += files[name].lines
    if faults and not skip_faulty:
        raise FaultySet(faults)
    whole = frozenset(call_id for call_id, call in judge.calls.items() if call.whole)
    kept = _Kept()
    with vault.work() as work:
        registrations = Registrations(work.connection)
        for batch in _batches(folder, whole, codebook.edition, now()):
            known = registrations.known([key for call, own_id in batch for key in (call.id, own_id)])
            fresh = [call for call, own_id in batch if not {call.id, own_id} & known]
            kept.add(work.calls.put_many(fresh), sum(len(call.persons) for call in fresh), len(batch))
            told(kept.seen, len(whole))
        if _stamps(folder) != as_judged:
            raise FaultySet([Fault(FILES[0], 0, "", "", "changed_meanwhile")])
    return Imported(
        kept.calls, kept.persons, kept.seen - kept.calls, frozenset(judge.calls) - whole, faults,
        tuple(f"{name}: {column}" for name in FILES for column in files[name].left_out),
        Changes.of("call", "imported") if kept.calls else Changes(),
    )  # fmt: skip


def _stamps(folder: Path) -> tuple[tuple[int, int], ...]:
    """Return what shows that a file was written to: size and time."""
    found = ((folder / name) for name in FILES)
    return tuple((s.st_size, s.st_mtime_ns) if (s := _stat(path)) else (0, 0) for path in found)


def _stat(path: Path) -> stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


@dataclass(slots=True)
class _Kept:
    calls: int = 0
    persons: int = 0
    seen: int = 0

    def add(self, calls: int, persons: int, seen: int) -> None:
        self.calls += calls
        self.persons += persons
        self.seen += seen


def _batches(
    folder: Path, whole: frozenset[str], edition: str, filed_at: datetime
) -> Iterator[list[tuple[Call, str]]]:
    outcomes: dict[str, list[tuple[str, str]]] = {}
    for _, row in SetFile(folder, FILES[2], []):
        outcomes.setdefault(row["person_id"], []).append((intern(row["outcome"]), row["service_id"]))
    persons: dict[str, list[tuple[str, ...]]] = {}
    for _, row in SetFile(folder, FILES[1], []):
        if row["call_id"] in whole:
            persons.setdefault(row["call_id"], []).append(tuple(intern(row[name]) for name in PERSON_COLUMNS))
    batch: list[tuple[Call, str]] = []
    for _, row in SetFile(folder, FILES[0], []):
        if row["call_id"] in whole:
            people = [dict(zip(PERSON_COLUMNS, cells, strict=True)) for cells in persons.pop(row["call_id"], ())]
            batch.append((_call(row, people, outcomes, edition, filed_at), row["call_id"]))
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _call(
    row: Cells,
    people: list[Cells],
    outcomes: dict[str, list[tuple[str, str]]],
    edition: str,
    filed_at: datetime,
) -> Call:
    started = moment_of(row["started_at"]).astimezone(UTC)
    known_by = _hash(row["call_id"], as_text(started))
    persons = [_person(known_by, cells) for cells in people]
    return Call(
        id=CallId(known_by), number=f"{row['started_at'][:4]}-IMP-{known_by[:16]}", channel=row["channel"],
        started_at=started, ended_at=moment_of(row["ended_at"]).astimezone(UTC) if row["ended_at"] else None,
        waited_s=int(row["waited_s"]) if row["waited_s"] else None,
        qualifiers=_joined(row["qualifiers"]), help_offered=_joined(row["help_offered"]),
        counsellor=row["counsellor"], persons=tuple(persons),
        outcomes=tuple(
            Outcome(person.id, code, ServiceId(service) if service else None)
            for person, cells in zip(persons, people, strict=True)
            for code, service in outcomes.get(cells["person_id"], ())
        ),
        missing=_missing(row, CALL_CODES), edition=edition, filed_at=filed_at,
        **{name: row[name] or None for name in CALL_CODES},  # type: ignore[arg-type]
    )  # fmt: skip


def _person(call_id: str, row: Cells) -> ReportedPerson:
    main = row["main_form"]
    return ReportedPerson(
        id=PersonId(_hash(call_id, row["person_id"])),
        is_contact=row["is_contact"] == "1",
        violence_forms=_joined(row["violence_forms"]) or ((main,) if main else ()),
        missing=_missing(row, PERSON_CODES),
        **{name: row[name] or None for name in PERSON_CODES},  # type: ignore[arg-type]
    )


def _missing(row: Cells, names: tuple[str, ...]) -> dict[str, str]:
    return {name: "not_recorded" for name in names if not row[name]}


def _joined(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.split(";"))) if cell else ()


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
