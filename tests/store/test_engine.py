"""The traps of the cipher library, each set off once, and our way around it."""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from workstation.store import engine
from workstation.store.keys import Key
from workstation.store.refusals import DamagedStore, UnsafeLibrary
from workstation.store.translating import translated
from workstation.store.vault import Vault

SOURCE = Path("src/workstation/store")


def test_a_key_of_another_length_is_never_handed_over():
    for raw in (b"", bytes(31), bytes(33), bytes(64)):
        with pytest.raises(ValueError, match="32 bytes"):
            Key(raw)
    assert bytes(Key(bytes(range(32))).literal()) == b"x'" + bytes(range(32)).hex().encode() + b"'"
    assert repr(Key(bytes(range(32)))) == "Key(…)"


def test_the_key_is_a_raw_key_and_no_passphrase(store_file, store_key):
    plain = sqlcipher.connect(os.fspath(store_file))
    plain.execute(f"PRAGMA key=\"x'{bytes(range(32)).hex()}'\"")
    assert plain.execute("SELECT count(*) FROM settings").fetchone() == (0,)
    plain.close()


def test_the_key_is_wiped_as_soon_as_the_pool_stands(store_file, store_key):
    key = store_key()
    with Vault.opened(store_file, key):
        assert key.wiped


def test_the_settings_hold_on_every_connection(store_file, store_key):
    pool = engine.pooled(store_file, store_key())
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "temp_store": 2, "cache_size": -65536,
        "busy_timeout": 5000, "trusted_schema": 0, "secure_delete": 1, "page_size": "4096",
        "cipher_memory_security": "0",
    }  # fmt: skip
    held = [pool.connect() for _ in range(engine.POOL_SIZE)]
    for connection in held:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
        assert found == wanted
        connection.rollback()
        connection.close()
    pool.dispose()


def test_every_writing_transaction_begins_immediate_and_every_reading_one_does_not(vault):
    begun = []

    def hears(statement):
        if statement.startswith("BEGIN"):
            begun.append(statement)

    held = [vault._engine.raw_connection() for _ in range(engine.POOL_SIZE)]
    for pooled in held:
        pooled.driver_connection.set_trace_callback(hears)
        pooled.close()
    with vault.work():
        pass
    with vault.reading() as work:
        work.connection.exec_driver_sql("SELECT 1").all()
    assert begun == ["BEGIN IMMEDIATE", "BEGIN"]


def open_files():
    files = set()
    for handle in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            files.add(str(handle.readlink()))
    return files


def test_a_big_sort_makes_no_temporary_file(vault):
    with vault.work() as work:
        work.connection.exec_driver_sql(
            "INSERT INTO settings WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<20000) "
            "SELECT 'name'||i, hex(randomblob(60)) FROM n"
        )
        before = open_files()
        cursor = work.connection.exec_driver_sql("SELECT value FROM settings ORDER BY value DESC")
        cursor.fetchone()
        during = open_files()
        cursor.close()
    assert [name for name in before if name.endswith("store.db")]
    assert during == before


def test_a_wrong_key_says_one_thing_and_leaves_the_file_alone(store_file, capfd):
    before = store_file.read_bytes()
    with pytest.raises(DamagedStore), translated():
        engine.recover(store_file, Key.random())
    assert store_file.read_bytes() == before
    assert capfd.readouterr() == ("", "")
    assert [file.name for file in store_file.parent.iterdir()] == ["store.db"]


def test_creating_never_touches_what_is_there(store_file, store_key):
    before = store_file.read_bytes()
    with pytest.raises(FileExistsError):
        engine.create(store_file, store_key())
    assert store_file.read_bytes() == before


def test_plain_sqlite_cannot_read_a_word_of_the_store(store_file):
    plain = sqlite3.connect(store_file)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master")
    plain.close()


def test_an_attached_file_without_key_of_its_own_is_never_plaintext():
    for file in SOURCE.glob("*.py"):
        text = file.read_text()
        assert not re.search(r"KEY\s+['\"]{2}", text), file
        assert not re.search(r"temp_store\s*=\s*(FILE|1)", text), file
        assert "cipher_memory_security" not in text, file


def test_nobody_connects_but_the_one_function_that_has_a_key():
    callers = [
        f"{file.name}:{line}"
        for file in Path("src/workstation").rglob("*.py")
        if "hub" not in file.parts
        for line in re.findall(r"(?:sqlcipher|sqlite3|sc|dbapi2)\.connect\(.*", file.read_text())
    ]
    assert sorted(callers) == [
        'engine.py:sqlcipher.connect(":memory:")',
        'engine.py:sqlcipher.connect(":memory:")',
        "engine.py:sqlcipher.connect(os.fspath(path), timeout=5, check_same_thread=False)",
    ]


@pytest.mark.parametrize("lost", ["cipher_version", "TEMP_STORE=2", "ENABLE_FTS5"])
def test_a_library_that_lacks_what_we_rely_on_opens_nothing(store_file, store_key, monkeypatch, lost):
    class Lesser:
        """A connection to a library built otherwise."""

        def __init__(self, *_args):
            self._real = real(":memory:")

        def execute(self, statement):
            if statement == f"PRAGMA {lost}":
                return self._real.execute("SELECT 1 WHERE 0")
            if statement == "PRAGMA compile_options":
                return [row for row in self._real.execute(statement) if row[0] != lost]
            return self._real.execute(statement)

        def close(self):
            self._real.close()

    real = sqlcipher.connect
    monkeypatch.setattr(sqlcipher, "connect", Lesser)
    with pytest.raises(UnsafeLibrary):
        Vault.opened(store_file, store_key())


def test_without_the_cipher_module_there_is_no_store_at_all():
    program = (
        "import sys; sys.modules['sqlcipher3'] = None; sys.modules['sqlcipher3.dbapi2'] = None\n"
        "try:\n import workstation.store.unlocking\nexcept ImportError: print('refused')"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": "src"},
    )
    assert said.stdout.strip() == "refused"


def test_the_versions_inside_the_library_can_be_read():
    found = engine.library_versions()
    assert set(found) == {"sqlcipher", "provider", "sqlite"}
    assert all(found.values())


def readable_pages(path: Path, raw: bytes) -> bytes:
    """Every page of a store at rest as its key shows it, free pages included: 4096 bytes, of which 16 IV and 64 HMAC."""
    content = path.read_bytes()
    shown = []
    for start in range(0, len(content), 4096):
        page = content[start : start + 4096]
        decryptor = Cipher(algorithms.AES(raw), modes.CBC(page[-80:-64])).decryptor()
        shown.append(decryptor.update(page[16 if start == 0 else 0 : -80]) + decryptor.finalize())
    return b"".join(shown)


def test_a_deleted_text_is_in_no_page_any_more_even_with_the_key(store_file, store_key):
    marker = "zwaluwstaart"
    note = f"over {marker} en meer"

    def run(*statements):
        with Vault.opened(store_file, store_key()) as vault, vault.work() as work:
            for statement, *values in statements:
                work.connection.exec_driver_sql(statement, tuple(values))

    run(
        ("INSERT INTO settings VALUES ('note', ?)", marker * 400),
        ("INSERT INTO narratives_fts(rowid, text) VALUES (77, ?)", note),
    )
    assert readable_pages(store_file, bytes(range(32))).count(marker.encode()) > 300
    run(
        ("DELETE FROM settings WHERE name='note'",),
        ("INSERT INTO narratives_fts(narratives_fts, rowid, text) VALUES('delete', 77, ?)", note),
    )
    assert marker.encode() not in readable_pages(store_file, bytes(range(32)))


def test_the_search_index_finds_by_prefix_and_without_accents_and_follows_every_change(vault):
    def found(words):
        with vault.reading() as work:
            return work.connection.exec_driver_sql(
                "SELECT count(*) FROM narratives_fts WHERE narratives_fts MATCH ?", (words,)
            ).scalar()

    def run(statement, *values):
        with vault.work() as work:
            work.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            work.connection.exec_driver_sql(statement, values)

    with vault.work() as work:
        columns = [row[1:4] for row in work.connection.exec_driver_sql("PRAGMA table_info(calls)") if row[3]]
        names = ",".join(name for name, _, _ in columns)
        values = tuple(
            "c-1" if name == "id" else 0 if kind in {"INTEGER", "BOOLEAN"} else "x" for name, kind, _ in columns
        )
        work.connection.exec_driver_sql(f"INSERT INTO calls ({names}) VALUES ({','.join('?' * len(values))})", values)
    run("INSERT INTO narratives (call_id, text) VALUES ('c-1', 'Een café in Ieper')")
    assert (found("cafe"), found("ca*"), found("iepe*"), found("gent")) == (1, 1, 1, 0)
    run("UPDATE narratives SET text='Een kamer in Gent'")
    assert (found("cafe"), found("gent")) == (0, 1)
    run("DELETE FROM calls")
    assert found("gent") == 0
