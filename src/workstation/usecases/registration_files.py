"""Reads the files of a registration set line by line, whatever somebody put in them.

Nothing a file holds may fill the memory or stop the reading: a line is read up to a limit, and what is wrong with it
becomes a `Fault`. A quoted cell may span a few lines (free text in a column we leave out); the row then has the
number of its first line. A quote that is never closed costs its own line only.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from workstation.figures.registration_sets import OPTIONAL, TABLES

LONGEST_LINE = 65_536
LONGEST_CELL = 200
MOST_LINES = 100
SHOWN = 60
WIDE = (b"\xff\xfe", b"\xfe\xff")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FREE = frozenset({"call_id", "person_id", "counsellor", "service_id"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one place. `line` counts from 1, the header; `reason` is a key of text `registrations.fault`.

    `value` is cut short and has no control characters: it may be shown and written as it is.
    """

    file: str
    line: int
    column: str
    value: str
    reason: str


def shown(value: str) -> str:
    """Return a value fit to be listed: short, printable, and no formula for a spreadsheet."""
    plain = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in value[: SHOWN + 1])
    short = plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"
    return f"'{short}" if short.startswith(FORMULA) else short


class SetFile:
    """One file of a set. Iterating yields (line number, cells by column); faults go to the list given.

    A cell that cannot be used is given as empty, and its column stands in `unusable` while its row is in hand.
    """

    def __init__(self, folder: Path, name: str, faults: list[Fault]) -> None:
        self.name = name
        self.left_out: tuple[str, ...] = ()
        self.lines = 0
        self.faulty_lines: set[int] = set()
        self.unusable: frozenset[str] = frozenset()
        self._path = folder / name
        self._further = 0
        self._faults = faults

    def fault(self, line: int, column: str, value: str, reason: str) -> None:
        """Note what is wrong in a place."""
        self.faulty_lines.add(line)
        self._faults.append(Fault(self.name, line, column, shown(value), reason))

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        self.lines, self.faulty_lines = 0, set()
        try:
            # a pipe or a device has no end to wait for
            if not self._path.is_file():
                raise FileNotFoundError
            with self._path.open("rb") as file:
                yield from self._rows(file)
        except OSError:
            self.fault(0, "", "", "no_file")

    def _rows(self, file: BinaryIO) -> Iterator[tuple[int, dict[str, str]]]:
        if file.read(2) in WIDE:
            self.fault(1, "", "", "not_utf8")
            return
        file.seek(0)
        columns = self._columns(file)
        if columns is None:
            return
        kept = [(place, name) for place, name in enumerate(columns) if name in TABLES[self.name]]
        absent = dict.fromkeys(set(TABLES[self.name]) - set(columns), "")
        number = 1 + self._further
        while (cells := self._cells(file, number := number + 1)) is not None:
            first, number = number, number + self._further
            self.lines = number
            if not cells:
                continue
            if len(cells) != len(columns):
                self.fault(first, "", str(len(cells)), "columns")
                continue
            row = {name: cells[place] for place, name in kept}
            self.unusable = self._unusable(first, row)
            yield first, row | absent | dict.fromkeys(self.unusable, "")

    def _columns(self, file: BinaryIO) -> list[str] | None:
        columns = self._cells(file, 1)
        if not columns:
            self.fault(1, "", "", "no_header")
            return None
        columns[0] = columns[0].removeprefix("\ufeff")
        self.left_out = tuple(shown(name) for name in columns if name not in TABLES[self.name])
        twice = {name for name in columns if columns.count(name) > 1}
        absent = [name for name in TABLES[self.name] if name not in columns and name not in OPTIONAL]
        for name in sorted(twice):
            self.fault(1, shown(name), "", "column_twice")
        for name in absent:
            self.fault(1, name, "", "no_column")
        return None if twice or absent else columns

    def _cells(self, file: BinaryIO, number: int) -> list[str] | None:
        """Return the cells of the next line: None at the end, none when the line is empty or cannot be read."""
        self._further = 0
        raw = file.readline(LONGEST_LINE)
        if not raw:
            return None
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            start = raw
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(LONGEST_LINE)
            self.fault(number, "", start[:SHOWN].decode("utf-8", "replace"), "too_long")
            return []
        try:
            if raw.count(b'"') % 2:
                return self._over_lines(file, raw)
            return next(csv.reader([raw.decode("utf-8").rstrip("\r\n")], strict=True), [])
        except UnicodeDecodeError:
            self.fault(number, "", raw.decode("utf-8", "replace"), "not_utf8")
        except csv.Error:
            self.fault(number, "", raw.decode("utf-8", "replace"), "not_csv")
        return []

    def _over_lines(self, file: BinaryIO, raw: bytes) -> list[str]:
        """Return a row whose quoted cell goes on over further lines. Raises csv.Error, back after the first line."""
        back, lines = file.tell(), [raw]
        try:
            while sum(len(line) for line in lines) < LONGEST_LINE and len(lines) < MOST_LINES:
                lines.append(file.readline(LONGEST_LINE))
                if lines[-1].count(b'"') % 2:
                    rows = list(csv.reader([line.decode("utf-8") for line in lines], strict=True))
                    if len(rows) == 1:
                        self._further = len(lines) - 1
                        return rows[0]
                if not lines[-1]:
                    break
        except (csv.Error, UnicodeDecodeError):
            pass
        file.seek(back)
        raise csv.Error

    def _unusable(self, number: int, row: dict[str, str]) -> frozenset[str]:
        found = set()
        for column, cell in row.items():
            reason = ""
            if cell and (len(cell) > LONGEST_CELL or not cell.isprintable()):
                reason = "too_long" if len(cell) > LONGEST_CELL else "control"
            elif cell.startswith(FORMULA) and column in FREE:
                reason = "formula"
            if reason:
                self.fault(number, column, cell, reason)
                found.add(column)
        return frozenset(found)
