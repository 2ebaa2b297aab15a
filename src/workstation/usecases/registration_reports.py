"""What an import leaves on paper: the list of faults, and the rows that were not whole, to be mended."""

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from workstation.figures.registration_sets import TABLES
from workstation.usecases.import_registrations import Imported
from workstation.usecases.registration_files import Fault, SetFile
from workstation.vocabulary.words import Words


def write_faults(faults: Iterable[Fault], path: Path, text: Words) -> None:
    """Write every fault: file, line, column, value and the reason in words. Values are shortened and harmless."""
    rows = ((f.file, f.line, f.column, f.value, text(f"registrations.fault.{f.reason}")) for f in faults)
    _write(path, ("file", "line", "column", "value", "reason"), rows)


def write_rest(folder: Path, imported: Imported, path: Path) -> int:
    """Write the rows of the calls that were left out, and return how many: file, line, and the row as it stood.

    Rows that could not be read at all stand in the list of faults only.
    """
    rest = tuple(_rest(folder, imported.not_whole))
    _write(path, ("file", "line", "row"), rest)
    return len(rest)


def _rest(folder: Path, not_whole: frozenset[str]) -> Iterator[tuple[object, ...]]:
    persons = set[str]()
    for name, columns in TABLES.items():
        file = SetFile(folder, name, [])
        for line, row in file:
            if name == "outcomes.csv":
                left = row["person_id"] in persons
            else:
                left = row["call_id"] in not_whole
                persons |= {row["person_id"]} if left and "person_id" in row else set()
            if left and not file.unusable:
                yield name, line, ",".join(row[column] for column in columns)


def _write(path: Path, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    half = path.with_name(path.name + ".part")
    with half.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        out.writerows(rows)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
