"""Memory and dumps. Tried in processes of their own, for what is switched off stays off."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def run(program, *arguments):
    said = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": "src"},
        check=False,
    )
    assert said.returncode == 0, said.stderr
    return said.stdout.split()


DUMPS = r"""
import ctypes, os, resource
from workstation.store.hardening import harden_process
state = lambda: (resource.getrlimit(resource.RLIMIT_CORE)[0] == 0, ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0)
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
before = state()
harden_process()
print(*state(), oct(os.umask(0)), before[1])
"""


def test_core_dumps_are_off_and_new_files_are_ours_alone():
    assert run(DUMPS) == ["True", "True", "0o77", "False"]


MEMORY = r"""
import ctypes, gc, pathlib, re, sys
from workstation.store import unlocking
from workstation.store.keys import Key
mode = sys.argv[3]
shown = []
taking = Key.taking.__func__
def spy(cls, raw):
    key = taking(cls, raw)
    shown.append([byte ^ 0x5A for byte in key.raw()])  # not the key itself: the search below must not find its own
    return key
Key.taking = classmethod(spy)
if mode == "careless":
    import workstation.store.keys as keys
    keys.wipe_bytes = lambda raw: None
    Key.wipe = lambda self: kept.append(self)
kept = []
vault = unlocking.unlock(pathlib.Path(sys.argv[1]), sys.argv[2])
with vault.work() as work:
    work.connection.exec_driver_sql("INSERT INTO settings VALUES ('a', 'b')")
path = vault.path
if mode != "open":
    vault.close()
    del vault, work
gc.collect()
def occurrences(parts):
    # each byte is made when it is compared, so that the search does not find what it searches with
    found = 0
    for line in open("/proc/self/maps"):
        span, rights, *_ = line.split()
        if "rw" not in rights or "[v" in line:
            continue
        start, end = (int(part, 16) for part in span.split("-"))
        with open("/proc/self/mem", "rb", 0) as memory:
            memory.seek(start)
            try:
                block = bytearray(memory.read(end - start))
            except (OSError, ValueError):
                continue
        first = bytes(part() for part in parts[:3])
        at = block.find(first)
        while at >= 0:
            found += len(block) - at >= len(parts) and all(block[at + n] == part() for n, part in enumerate(parts))
            at = block.find(first, at + 1)
        block[:] = bytes(len(block))
    return found
DIGITS = b"0123456789abcdef"
raw = [lambda masked=masked: masked ^ 0x5A for masked in shown[0]]
hexadecimal = [lambda masked=masked, shift=shift: DIGITS[((masked ^ 0x5A) >> shift) & 15] for masked in shown[0] for shift in (4, 0)]
handles = sum(str(path) in str(link.readlink()) for link in pathlib.Path("/proc/self/fd").iterdir() if link.is_symlink() and link.exists())
print(occurrences(raw), occurrences(hexadecimal), handles, int(path.with_name("store.db-wal").exists()))
"""


def test_after_locking_no_key_is_left_in_memory_and_no_file_is_open(profile):
    raw, hexadecimal, handles, log = map(int, run(MEMORY, profile.folder, profile.passphrase, "locked"))
    assert (raw, hexadecimal, handles, log) == (0, 0, 0, 0)


def test_the_search_of_memory_finds_a_key_that_was_not_wiped(profile):
    raw, *_ = map(int, run(MEMORY, profile.folder, profile.passphrase, "careless"))
    assert raw > 0
