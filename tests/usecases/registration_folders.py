"""Writes registration sets into folders for tests."""

import csv

from workstation.figures.registration_sets import TABLES


def write_set(folder, made):
    folder.mkdir(parents=True, exist_ok=True)
    streams = (made.calls(), made.reported_persons(), made.outcomes())
    for (name, columns), rows in zip(TABLES.items(), streams, strict=True):
        write_rows(folder / name, columns, rows)
    return folder


def write_rows(path, columns, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        out.writerows(rows)
