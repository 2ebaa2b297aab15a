"""Copies the program made itself before a migration: they go when their time is over, with what they still hold."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from workstation.domain.moments import local_day
from workstation.domain.retention import Period

STAMP = re.compile(r"(\d{8}T\d{6})Z\.db$")


def drop_old_backups(folder: Path, period: Period, today: date) -> int:
    """Erase the copies made so long ago and return how many; a name that says nothing goes by its file's age."""
    gone = 0
    for file in folder.glob("*.db") if folder.is_dir() else ():
        if period.after(_made(file)) <= today:
            file.unlink()
            gone += 1
    return gone


def _made(file: Path) -> date:
    if found := STAMP.search(file.name):
        return local_day(datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC))
    return local_day(datetime.fromtimestamp(file.stat().st_mtime, UTC))
