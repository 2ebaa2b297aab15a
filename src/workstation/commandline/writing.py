"""Files that a command writes: whole or not at all, for their owner alone."""

import os
from collections.abc import Iterable
from pathlib import Path

from workstation.commandline.answers import Refused


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write these files into a folder, replacing older ones, and return how many. Raises Refused."""
    written = 0
    try:
        for name, content in files:
            _replace(folder / name, content)
            written += 1
    except OSError:
        raise Refused("commandline.cannot_write") from None
    return written


def _replace(target: Path, content: bytes) -> None:
    """Write a file whole or not at all; only its owner may read it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f"{target.name}.part")
    handle = os.open(half, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(target)
