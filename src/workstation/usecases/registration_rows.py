"""Judges the rows of a registration set: ids, moments, codes on the day of their call, who belongs to whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workstation.domain.moments import BRUSSELS, local_day
from workstation.figures.registration_sets import JOINED, LISTS
from workstation.usecases.registration_files import Fault, SetFile
from workstation.vocabulary.codebook import Codebook

LONGEST_WAIT = 86_400
NEEDED = frozenset({"channel", "outcome"})
Cells = dict[str, str]


@dataclass(slots=True)
class KnownCall:
    """What rows of persons and outcomes must know of their call."""

    day: date
    whole: bool = True


class Lists:
    """Which codes may be used on a day, looked up once per list and day."""

    def __init__(self, codebook: Codebook) -> None:
        self._codebook = codebook
        self._offered: dict[tuple[str, date], frozenset[str]] = {}

    def wrong(self, codelist: str, code: str, day: date) -> str | None:
        """Return why the code cannot be used on this day; None when it can."""
        key = (codelist, day)
        if key not in self._offered:
            self._offered[key] = frozenset(one.code for one in self._codebook.offered(codelist, day))
        if code in self._offered[key]:
            return None
        return "not_on_that_day" if self._codebook.get(codelist, code) else "unknown_code"


class Judge:
    """Goes through the three files once, in order, and remembers what the next file needs."""

    def __init__(self, codebook: Codebook, now: datetime, faults: list[Fault]) -> None:
        self.calls: dict[str, KnownCall] = {}
        self._persons: dict[str, KnownCall] = {}
        self._lists = Lists(codebook)
        self._latest = now + timedelta(days=1)
        self._faults = faults

    def judge_calls(self, file: SetFile) -> Iterator[int]:
        """Judge calls.csv; yields line numbers, for progress."""
        for line, row in file:
            before = self._before(file)
            started = self._moment(file, line, row, "started_at")
            day = local_day(started) if started else None
            if self._id(file, line, row, "call_id", self.calls):
                self.calls[row["call_id"]] = KnownCall(day or date.min)
            self._ending(file, line, row, started)
            if row["waited_s"] and not (row["waited_s"].isascii() and row["waited_s"].isdigit()):
                file.fault(line, "waited_s", row["waited_s"], "not_a_number")
            elif row["waited_s"] and int(row["waited_s"]) > LONGEST_WAIT:
                file.fault(line, "waited_s", row["waited_s"], "too_large")
            if day:
                self._codes(file, line, row, day)
            self._mark(self.calls.get(row["call_id"]), before)
            yield line

    def judge_persons(self, file: SetFile) -> Iterator[int]:
        """Judge reported_persons.csv."""
        for line, row in file:
            before = self._before(file)
            call = self.calls.get(row["call_id"])
            if call is None and "call_id" not in file.unusable:
                file.fault(line, "call_id", row["call_id"], "no_such_call")
            if self._id(file, line, row, "person_id", self._persons) and call:
                self._persons[row["person_id"]] = call
            if row["is_contact"] not in {"", "0", "1"}:
                file.fault(line, "is_contact", row["is_contact"], "not_0_or_1")
            if call and call.day != date.min:
                self._codes(file, line, row, call.day)
            self._mark(call, before)
            yield line

    def judge_outcomes(self, file: SetFile) -> Iterator[int]:
        """Judge outcomes.csv."""
        seen: set[tuple[str, str]] = set()
        for line, row in file:
            before = self._before(file)
            call = self._persons.get(row["person_id"])
            if call is None and "person_id" not in file.unusable:
                file.fault(line, "person_id", row["person_id"], "no_such_person")
            if call and call.day != date.min:
                self._codes(file, line, row, call.day)
            if (key := (row["person_id"], row["outcome"])) in seen and not file.unusable:
                file.fault(line, "outcome", row["outcome"], "twice")
            seen.add(key)
            self._mark(call, before)
            yield line

    def _before(self, file: SetFile) -> int:
        """Return how many faults there were before this row; cells that cannot be used are its faults already."""
        return len(self._faults) - len(file.unusable)

    def _mark(self, call: KnownCall | None, before: int) -> None:
        if call and len(self._faults) > before:
            call.whole = False

    def _id(self, file: SetFile, line: int, row: Cells, column: str, known: dict[str, KnownCall]) -> bool:
        if column in file.unusable:
            return False
        if not row[column].strip():
            file.fault(line, column, "", "no_id")
        elif row[column] in known:
            file.fault(line, column, row[column], "twice")
            known[row[column]].whole = False
        else:
            return True
        return False

    def _moment(self, file: SetFile, line: int, row: Cells, column: str) -> datetime | None:
        if column in file.unusable:
            return None
        try:
            moment = moment_of(row[column])
        except ValueError:
            file.fault(line, column, row[column], "not_a_moment")
            return None
        if moment > self._latest:
            file.fault(line, column, row[column], "in_the_future")
            return None
        return moment

    def _ending(self, file: SetFile, line: int, row: Cells, started: datetime | None) -> None:
        if row["ended_at"]:
            ended = self._moment(file, line, row, "ended_at")
            if started and ended and ended < started:
                file.fault(line, "ended_at", row["ended_at"], "before_start")

    def _codes(self, file: SetFile, line: int, row: Cells, day: date) -> None:
        for column, codelist in LISTS[file.name].items():
            cell = row[column]
            if not cell:
                if column in NEEDED - file.unusable:
                    file.fault(line, column, "", "empty")
                continue
            for code in cell.split(";") if column in JOINED else (cell,):
                if reason := self._lists.wrong(codelist, code, day):
                    file.fault(line, column, code, reason)


def moment_of(text: str) -> datetime:
    """Return an ISO 8601 moment with date and time; without an offset it is Brussels' clock. Raises ValueError."""
    if len(text) < len("2024-03-04T09:12") or text[10] not in "T ":
        raise ValueError("no date and time")
    moment = datetime.fromisoformat(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=BRUSSELS)
    if not date(2000, 1, 1) <= moment.date() <= date(2199, 12, 31):
        raise ValueError("no year of a helpline")
    return moment
