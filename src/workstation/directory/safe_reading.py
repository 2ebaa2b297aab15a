"""Reads directory files of unknown make: in a process of its own, with little memory, little time and hard limits.

Nothing is written anywhere: archives are read in memory, names in them are compared and never used as paths.
"""

import csv
import io
import json
import multiprocessing
import os
import stat
import zipfile
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from workstation.directory.cells import restored
from workstation.directory.hsds import from_hsds
from workstation.directory.hsds_check import faults
from workstation.directory.reading import FILES, read_directory
from workstation.domain.services import Service

MEMORY = 768 * 2**20  # bytes of address space for the child
SECONDS = 60
LARGEST = 48 * 2**20  # bytes, of a file and of all that is unpacked
LONGEST_CELL = 20_000  # characters
MOST_ROWS = 200_000
MOST_SERVICES = 50_000
DEEPEST = 40


class Refused(Exception):
    """Nothing of the file is taken in. `reason` is a key under `upkeep.refused`; `where` is never a value of it."""

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason)
        self.reason, self.where = reason, where


@dataclass(frozen=True, slots=True)
class Incoming:
    """The entries of a file, or why it was refused."""

    services: tuple[Service, ...] = ()
    refused: str = ""
    where: str = ""


def read_safely(path: Path, *, memory: int = MEMORY, seconds: float = SECONDS) -> tuple[Service, ...]:
    """Return the entries of a folder or ZIP of the four CSV files, or of an HSDS JSON file. Raises Refused."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(str(path), memory, there), daemon=True)
    child.start()
    there.close()
    try:
        answer: Incoming = here.recv() if here.poll(seconds) else Incoming(refused="too_slow")
    except EOFError:
        answer = Incoming(refused="too_much_memory")
    finally:
        child.kill()
        child.join()
        here.close()
    if answer.refused:
        raise Refused(answer.refused, answer.where)
    return answer.services


def _child(path: str, memory: int, answer: Connection) -> None:
    try:
        try:
            import resource
        except ImportError:  # Windows: the limits on sizes still hold
            pass
        else:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        found = Incoming(read_directory_files(Path(path)))
    except Refused as wrong:
        found = Incoming(refused=wrong.reason, where=wrong.where)
    except MemoryError:
        found = Incoming(refused="too_much_memory")
    except RecursionError:
        found = Incoming(refused="too_deep")
    except (
        ValueError,
        KeyError,
        IndexError,
        csv.Error,
        OSError,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
    ):
        found = Incoming(refused="unreadable")
    answer.send(found)
    answer.close()


def read_directory_files(path: Path) -> tuple[Service, ...]:
    """Return the entries; for the child, or for files one made oneself. Raises Refused and what parsers raise."""
    if path.is_dir():
        texts = {name: _bytes(path / name) for name in FILES}
        return _of_csv(texts)
    whole = _bytes(path)
    if whole[:2] == b"PK":
        return _of_csv(_unpacked(whole))
    return _of_json(whole)


def _bytes(path: Path) -> bytes:
    if path.is_symlink():
        raise Refused("link")
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise Refused("no_file")
        if about.st_size > LARGEST:
            raise Refused("too_large", path.name)
        return file.read(LARGEST + 1)


def _unpacked(whole: bytes) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = LARGEST
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        listed = archive.infolist()
        if len(listed) > len(FILES):
            raise Refused("other_files")
        for one in listed:
            if one.filename not in FILES or one.filename in found:
                raise Refused("other_files")
            with archive.open(one) as part:
                content = part.read(left + 1)  # what is really there, not what the archive says
            left -= len(content)
            if left < 0:
                raise Refused("too_large")
            found[one.filename] = content
    return found


def _of_csv(files: dict[str, bytes]) -> tuple[Service, ...]:
    if missing := [name for name in FILES if name not in files]:
        raise Refused("missing_file", missing[0])
    csv.field_size_limit(LONGEST_CELL)
    texts = {name: content.decode("utf-8-sig") for name, content in files.items()}
    for name, text in texts.items():
        if text.count("\n") > MOST_ROWS:
            raise Refused("too_many", name)
    texts["services.csv"] = _restored(texts["services.csv"])
    edition = read_directory(*(texts[name] for name in FILES))
    successors = {one.nis_code: one.merged_into for one in edition.municipalities}
    for begin in successors:
        seen, at = set(), begin
        while (following := successors.get(at)) is not None:
            if following in seen:
                raise Refused("loop", "municipalities.csv")
            seen.add(following)
            at = following
    return _checked(edition.services)


def _restored(text: str) -> str:
    """Return the table as it was before its cells were made neutral for a spreadsheet program."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerows([restored(cell) for cell in row] for row in csv.reader(io.StringIO(text)))
    return out.getvalue()


def _of_json(whole: bytes) -> tuple[Service, ...]:
    text = whole.decode("utf-8-sig")
    _not_too_deep(text)
    found = json.loads(text)
    listed = found.get("contents", [found]) if isinstance(found, dict) else found
    if not isinstance(listed, list):
        raise Refused("unreadable")
    if len(listed) > MOST_SERVICES:
        raise Refused("too_many")
    parents: dict[str, str] = {}
    for at, one in enumerate(listed):
        if wrong := faults(one):
            raise Refused("no_hsds", f"{at}: {wrong[0]}")
        organization = one.get("organization") or {}
        if organization.get("parent_organization_id"):
            parents[organization["id"]] = organization["parent_organization_id"]
    for begin in parents:
        seen, step = set(), begin
        while step in parents:
            if step in seen:
                raise Refused("loop", "organization")
            seen.add(step)
            step = parents[step]
    return _checked(tuple(from_hsds(one) for one in listed))


def _not_too_deep(text: str) -> None:
    depth, quoted, skip = 0, False, False
    for sign in text:
        if skip:
            skip = False
        elif quoted:
            quoted, skip = sign != '"', sign == "\\"
        elif sign == '"':
            quoted = True
        elif sign in "[{":
            depth += 1
            if depth > DEEPEST:
                raise Refused("too_deep")
        elif sign in "]}":
            depth -= 1


def _checked(services: tuple[Service, ...]) -> tuple[Service, ...]:
    if len({one.id for one in services}) < len(services):
        raise Refused("twice")
    for one in services:
        if any(len(value) > LONGEST_CELL for value in (one.name, one.description, one.notes, one.address)):
            raise Refused("cell", str(one.id)[:60])
        if not one.name.strip() or not one.id:
            raise Refused("no_name")
    return services
