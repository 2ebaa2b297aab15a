"""Nothing readable beside the store: every file the store makes is scanned, with a plaintext store as the control."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

MARKER = "Wielewaal"
NEEDLES = [
    form.encode(code)
    for form in (MARKER, MARKER.lower(), MARKER.upper())
    for code in ("utf-8", "utf-16-le", "utf-16-be")
] + [b"CREATE TABLE", b"SQLite format 3", bytes(range(32)), bytes(range(32)).hex().encode()]

WRITER = r"""
import ctypes, sys, pathlib
from workstation.store import engine
from workstation.store.keys import Key
from workstation.store.vault import Vault
path, kind, marker = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
if kind == "plain":
    import sqlite3
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA temp_store=FILE")
    class Work:
        pass
    def work(statements):
        connection.execute("BEGIN IMMEDIATE")
        for statement, *values in statements:
            connection.execute(statement, values).fetchall()
        connection.execute("COMMIT")
else:
    vault = Vault.opened(path, Key(bytes(range(32))))
    def work(statements):
        with vault.work() as doing:
            for statement, *values in statements:
                result = doing.connection.exec_driver_sql(statement, tuple(values))
                if result.returns_rows:
                    result.all()
work([("CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY, text TEXT)",), ("PRAGMA cache_size=10",)])
print("ready", flush=True)
n = 0
while True:
    n += 1
    work([("INSERT INTO t (text) VALUES (?)", f"{marker} {n} " * 200)] * 20)
    work([("INSERT INTO settings VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value=excluded.value", f"d{n%5}", f"{marker} draft {n}")])
    if kind != "plain":
        work([("INSERT INTO narratives_fts(rowid, text) VALUES (?, ?)", n, f"over {marker} {n}")])
    work([("SAVEPOINT s",), ("CREATE TEMP TABLE IF NOT EXISTS w (text)",), ("INSERT INTO w SELECT text FROM t",),
          ("SELECT text FROM t ORDER BY text DESC",), ("DELETE FROM w",), ("RELEASE s",)])
    if n % 10 == 0:
        work([("DELETE FROM t WHERE n % 3 = 0",), ("CREATE INDEX IF NOT EXISTS i ON t (text)",), ("DROP INDEX i",)])
"""


def bytes_of(folder: Path, process: int | None = None):
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.name, file.read_bytes()
    for handle in Path(f"/proc/{process}/fd").iterdir() if process else ():
        # unlinked temporary files have no name any more, but they are on the disk
        with contextlib.suppress(OSError):
            if "deleted" in str(handle.readlink()):
                yield "unlinked", handle.read_bytes()


def hits(folder, process=None):
    return [(name, needle) for name, content in bytes_of(folder, process) for needle in NEEDLES if needle in content]


def hammered(store: Path, kind: str, rounds: int, temp: Path):
    """Write, freeze, scan, kill, scan, and again; return what was found readable."""
    chance = random.Random(1712)
    found = []
    environment = {**os.environ, "PYTHONPATH": "src", "SQLITE_TMPDIR": str(temp), "TMPDIR": str(temp)}
    for _ in range(rounds):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store), kind, MARKER], stdout=subprocess.PIPE, env=environment
        )
        try:
            assert writer.stdout.readline() == b"ready\n"
            for _ in range(6):
                time.sleep(chance.uniform(0.005, 0.06))
                writer.send_signal(signal.SIGSTOP)
                found += hits(store.parent, writer.pid) + hits(temp)
                writer.send_signal(signal.SIGCONT)
        finally:
            writer.kill()
            writer.wait()
            writer.stdout.close()
        found += hits(store.parent)
    return found


def test_no_file_of_a_store_that_is_written_killed_and_recovered_is_readable(store_file, tmp_path):
    temp = tmp_path / "temp"
    temp.mkdir()
    assert hammered(store_file, "encrypted", 5, temp) == []


def test_the_scan_sees_a_plaintext_store(tmp_path):
    temp, folder = tmp_path / "temp", tmp_path / "plain"
    temp.mkdir()
    folder.mkdir()
    import sqlite3

    plain = sqlite3.connect(folder / "store.db")
    plain.execute("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT)")
    plain.commit()
    plain.close()
    found = hammered(folder / "store.db", "plain", 1, temp)
    assert {name.split("-")[-1] for name, _ in found} >= {"store.db", "wal"}


SHM = r"""
import ctypes, os, pathlib, sys
from workstation.store import engine
from workstation.store.keys import Key
path, way, marker = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3].encode()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
key = Key(bytes(range(32)))
if way == "without":
    # what an unlock without the exclusive pass would do
    first = lambda: engine.connect(path, key, ("journal_mode=WAL",))
else:
    first = lambda: engine.recover(path, key)
blocks = [libc.malloc(32768 + 64 * n) for n in range(64)]
spacers = []
for n, block in enumerate(blocks):
    ctypes.memmove(block, marker * ((32768 + 64 * n) // len(marker)), 32768 + 64 * n - 16)
    spacers.append(libc.malloc(64))
for block in blocks:
    libc.free(block)
kept = first()
shm = path.with_name(path.name + "-shm")
print(int(shm.exists() and marker in shm.read_bytes()), flush=True)
if way != "without":
    kept = engine.connect(path, key)
    print(int(shm.exists() and marker in shm.read_bytes()), flush=True)
"""


@pytest.fixture
def log_with_a_broken_first_frame(store_file, store_key):
    """A store whose write-ahead log has a valid header and no valid frame: a crash in the first, spilled transaction."""
    from workstation.store import engine

    connection = engine.connect(store_file, store_key())
    connection.execute("INSERT INTO settings VALUES ('a', 'b')")
    log = store_file.with_name("store.db-wal")
    content = bytearray(log.read_bytes())
    connection.close()
    content[32 + 24 + 100] ^= 0xFF  # in the first page: its checksum does not fit any more
    log.write_bytes(content)
    return store_file


def heap_in_shm(store, way):
    said = subprocess.run(
        [sys.executable, "-c", SHM, str(store), way, MARKER], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": "src"},
    )  # fmt: skip
    return [int(line) for line in said.stdout.split()]


def test_recovery_writes_no_memory_of_ours_beside_the_store(log_with_a_broken_first_frame):
    log = log_with_a_broken_first_frame.with_name("store.db-wal")
    broken = log.read_bytes()
    for _ in range(10):
        log.write_bytes(broken)
        assert heap_in_shm(log_with_a_broken_first_frame, "ours") == [0, 0]


def test_the_scan_sees_memory_beside_the_store_when_the_exclusive_pass_is_left_out(log_with_a_broken_first_frame):
    log = log_with_a_broken_first_frame.with_name("store.db-wal")
    broken = log.read_bytes()
    found = 0
    for _ in range(3):
        log.write_bytes(broken)
        log.with_name("store.db-shm").unlink(missing_ok=True)
        found += sum(heap_in_shm(log_with_a_broken_first_frame, "without"))
    assert found > 0
