"""kill -9 while text is being saved: what was acknowledged is there, the store is whole."""

import os
import random
import signal
import subprocess
import sys
import time

from workstation.store import checking, migrating
from workstation.store.vault import Vault

WRITER = r"""
import sys, pathlib
from workstation.store.keys import Key
from workstation.store.vault import Vault
vault = Vault.opened(pathlib.Path(sys.argv[1]), Key(bytes(range(32))))
start = int(sys.argv[2])
for n in range(start, start + 100000):
    with vault.work() as work:
        run = work.connection.exec_driver_sql
        if n % 50 == 0:
            run(f"PRAGMA wal_autocheckpoint={(1, 10, 50, 1000)[n // 50 % 4]}")
        run("INSERT INTO settings VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value=excluded.value", ("draft", f"{n} " * 50))
        run("INSERT INTO settings VALUES (?, ?)", (f"n{n}", "x"))
        run("INSERT INTO narratives_fts(rowid, text) VALUES (?, ?)", (n + 1, f"woord {n}"))
    print(n, flush=True)
"""
KILLS = 12


def test_no_acknowledged_save_is_lost_and_no_half_one_is_kept(store_file, store_key):
    chance = random.Random(22)
    start = acknowledged = 0
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store_file), str(start)],
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "src"},
        )  # fmt: skip
        first = writer.stdout.readline()
        assert first
        time.sleep(chance.uniform(0.003, 0.25))
        writer.send_signal(signal.SIGKILL)
        told = [int(line) for line in (first + writer.stdout.read()).split(b"\n")[:-1] if line]
        writer.wait()
        writer.stdout.close()
        with Vault.opened(store_file, store_key()) as vault:
            with vault.reading() as work:
                run = work.connection.exec_driver_sql
                kept = run("SELECT count(*) FROM settings WHERE name LIKE 'n%'").scalar()
                draft = int(run("SELECT value FROM settings WHERE name='draft'").scalar().split()[0])
                searched = run("SELECT count(*) FROM narratives_fts WHERE narratives_fts MATCH 'woord'").scalar()
            assert kept == draft + 1 == searched
            assert told[-1] <= draft <= told[-1] + 1
            assert vault.page_faults() == []
        start = kept
        acknowledged += len(told)
    assert acknowledged > KILLS


def test_a_store_killed_in_the_middle_of_a_migration_is_the_old_or_the_new_one(tmp_path, store_key):
    from workstation.store import engine

    program = (
        "import sys, pathlib, datetime; from workstation.store import migrating; from workstation.store.keys import Key\n"
        "print('go', flush=True)\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "migrating.bring_to_head(path, Key(bytes(range(32))), path.parent / 'b', datetime.datetime.now(datetime.UTC))\n"
    )
    chance = random.Random(3)
    seen = set()
    for turn in range(8):
        path = tmp_path / f"{turn}.db"
        engine.create(path, store_key())
        child = subprocess.Popen(
            [sys.executable, "-c", program, str(path)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": "src"},
        )
        child.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.4))
        child.kill()
        child.wait()
        child.stdout.close()
        seen.add(migrating.revision_of(path, store_key()))
        migrating.bring_to_head(path, store_key(), tmp_path / "b", __import__("datetime").datetime.now())
        with Vault.opened(path, store_key()) as vault:
            assert list(checking._rows(vault)) == []
            assert vault.page_faults() == []
    assert seen <= {None, migrating.head()}
