"""Small files that are either as they were or as they are now, also after a power cut."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from workstation.store.refusals import DiskFull, DiskTrouble


def replace_durably(path: Path, text: str) -> None:
    """Write a file beside, flush it to the disk and put it in the place of the old one; only its owner reads it."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Flush the names in a folder, where the system can (Windows cannot and need not)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def disk_errors() -> Iterator[None]:
    """Turn what the operating system says about files into DiskFull or DiskTrouble; paths stay out of it."""
    try:
        yield
    except OSError as error:
        raise (DiskFull if error.errno in {errno.ENOSPC, errno.EDQUOT} else DiskTrouble) from None
