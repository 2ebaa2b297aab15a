"""Migrating: backup first, all or nothing, nothing newer. Tried with revisions written for the test."""

import re
import shutil
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workstation.store import engine, migrating
from workstation.store.own_texts import OwnTexts
from workstation.store.refusals import MigrationFailed, StoreBusy, VaultTooNew
from workstation.store.translating import translated
from workstation.store.vault import Vault

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def revisions(tmp_path, monkeypatch):
    """A copy of the migrations to which a test adds revisions of its own."""
    folder = tmp_path / "migrations" / "vault"
    shutil.copytree(Path("migrations/vault"), folder)
    monkeypatch.setattr(migrating, "_folder", lambda: folder)
    migrating.revisions.cache_clear()

    def add(number, body):
        before = migrating.head()
        text = f'revision = "{number}"\ndown_revision = "{before}"\nimport sqlalchemy as sa\nfrom alembic import op\n\n\ndef upgrade():\n'
        (folder / "versions" / f"{number}_test.py").write_text(text + textwrap.indent(textwrap.dedent(body), "    "))
        migrating.revisions.cache_clear()

    yield add
    migrating.revisions.cache_clear()


@pytest.fixture
def filled(store_file, store_key):
    """A store with a call and its narrative."""
    with Vault.opened(store_file, store_key()) as vault, vault.work() as work:
        run = work.connection.exec_driver_sql
        columns = [row[1:4] for row in run("PRAGMA table_info(calls)") if row[3]]
        names = ",".join(name for name, _, _ in columns)
        values = tuple(
            "c-1" if name == "id" else 0 if kind in {"INTEGER", "BOOLEAN"} else "x" for name, kind, _ in columns
        )
        run(f"INSERT INTO calls ({names}) VALUES ({','.join('?' * len(values))})", values)
        run("INSERT INTO narratives (call_id, text) VALUES ('c-1', 'Een kamer in Gent')")
    return store_file


def ask(path, key, statement):
    with Vault.opened(path, key) as vault, vault.reading() as work:
        return work.connection.exec_driver_sql(statement).scalar()


def test_a_store_at_this_version_is_left_alone(store_file, store_key, tmp_path):
    assert migrating.bring_to_head(store_file, store_key(), tmp_path / "b", AT) is False
    assert not (tmp_path / "b").exists()


def test_an_older_store_is_backed_up_as_ciphertext_and_then_migrated(filled, store_key, tmp_path, revisions):
    revisions("0900", 'op.add_column("shifts", sa.Column("mood", sa.Text()))')
    assert migrating.bring_to_head(filled, store_key(), tmp_path / "b", AT)
    (backup,) = (tmp_path / "b").iterdir()
    assert backup.read_bytes()[:15] != b"SQLite format 3"
    assert backup.stat().st_mode & 0o777 == 0o600
    assert ask(filled, store_key(), "SELECT count(mood) FROM shifts") == 0
    assert ask(filled, store_key(), "SELECT version_num FROM alembic_version") == "0900"
    assert ask(backup, store_key(), "SELECT text FROM narratives") == "Een kamer in Gent"


def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(filled, store_key, tmp_path, revisions):
    before = migrating.head()
    revisions("0900", 'op.add_column("shifts", sa.Column("mood", sa.Text()))')
    revisions(
        "0901",
        'op.execute("DELETE FROM narratives")\nop.create_table("half", sa.Column("x", sa.Text()))\nraise ValueError',
    )
    with pytest.raises(MigrationFailed):
        migrating.bring_to_head(filled, store_key(), tmp_path / "b", AT)
    assert ask(filled, store_key(), "SELECT version_num FROM alembic_version") == before
    assert ask(filled, store_key(), "SELECT count(*) FROM narratives") == 1
    assert (
        ask(filled, store_key(), "SELECT count(*) FROM sqlite_master WHERE name IN ('half') OR name LIKE '_alembic%'")
        == 0
    )
    assert ask(filled, store_key(), "SELECT count(*) FROM pragma_table_info('shifts') WHERE name='mood'") == 0


def test_rebuilding_a_parent_table_keeps_its_children(filled, store_key, tmp_path, revisions):
    revisions(
        "0900",
        """
        with op.batch_alter_table("calls", recreate="always") as calls:
            calls.add_column(sa.Column("extra", sa.Text()))
        """,
    )
    migrating.bring_to_head(filled, store_key(), tmp_path / "b", AT)
    assert ask(filled, store_key(), "SELECT count(*) FROM narratives") == 1
    assert ask(filled, store_key(), "SELECT count(*) FROM narratives_fts WHERE narratives_fts MATCH 'kamer'") == 1


def test_numbers_of_sealed_values_and_texts_of_a_team_stay_when_they_are_kept_otherwise(
    store_key, tmp_path, revisions
):
    folder, store = migrating._folder() / "versions", tmp_path / "older.db"
    later = [file for file in folder.glob("*.py") if file.name >= "0015"]
    texts = {file: file.read_text() for file in later}
    for file in later:
        file.unlink()
    migrating.revisions.cache_clear()
    engine.create(store, store_key())
    migrating.bring_to_head(store, store_key(), tmp_path / "b", AT)
    with Vault.opened(store, store_key()) as vault, vault.work() as work:
        work.connection.exec_driver_sql("INSERT INTO versions (record, field, number) VALUES ('r1', 'narrative', 7)")
        for name, version, body in (("x", 1, "eerst"), ("x", 2, "toen"), ("y", 1, "ook")):
            row = (f"steps.{name}", version, "2026-03-02T09:00:00Z", "an", body)
            work.connection.exec_driver_sql("INSERT INTO own_texts VALUES (?, ?, ?, ?, ?)", row)
    for file, text in texts.items():
        file.write_text(text)
    migrating.revisions.cache_clear()
    migrating.bring_to_head(store, store_key(), tmp_path / "b", AT)
    with Vault.opened(store, store_key()) as vault, vault.reading() as work:
        assert work.sync_state.numbers("r1") == {"narrative": 7}
        texts = OwnTexts(work.connection)
        assert [(one.version, one.body) for one in texts.versions("steps.x")] == [(1, "eerst"), (2, "toen")]
        assert {name: one.body for name, one in texts.under("steps.").items()} == {
            "steps.x": "toen",
            "steps.y": "ook",
        }


def test_orphans_and_a_stale_search_index_are_refused(filled, store_key, tmp_path, revisions):
    revisions("0900", """op.execute("INSERT INTO narratives (call_id, text) VALUES ('nobody', 'x')")""")
    with pytest.raises(MigrationFailed):
        migrating.bring_to_head(filled, store_key(), tmp_path / "b", AT)
    (migrating._folder() / "versions" / "0900_test.py").unlink()
    migrating.revisions.cache_clear()
    revisions(
        "0901",
        """op.execute("DROP TRIGGER narratives_after_update")\nop.execute("UPDATE narratives SET text = 'anders'")""",
    )
    with pytest.raises(MigrationFailed):
        migrating.bring_to_head(filled, store_key(), tmp_path / "b", AT + timedelta(minutes=1))
    assert ask(filled, store_key(), "SELECT text FROM narratives") == "Een kamer in Gent"


def test_the_three_newest_backups_are_kept(filled, store_key, tmp_path, revisions):
    for turn in range(5):
        revisions(f"09{turn:02}", f'op.add_column("shifts", sa.Column("c{turn}", sa.Text()))')
        migrating.bring_to_head(filled, store_key(), tmp_path / "b", AT + timedelta(hours=turn))
    assert sorted(file.name[:11] for file in (tmp_path / "b").iterdir()) == [
        "before-0902",
        "before-0903",
        "before-0904",
    ]


def test_a_newer_store_is_refused_before_anything_is_written(filled, store_key, tmp_path):
    with Vault.opened(filled, store_key()) as vault, vault.work() as work:
        work.connection.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")
    before = filled.read_bytes()
    with pytest.raises(VaultTooNew):
        migrating.bring_to_head(filled, store_key(), tmp_path / "b", AT)
    assert filled.read_bytes() == before


def test_a_store_that_somebody_has_open_is_not_migrated(filled, store_key, tmp_path, revisions):
    revisions("0900", 'op.add_column("shifts", sa.Column("mood", sa.Text()))')
    with translated():
        other = engine.connect(filled, store_key())
    with pytest.raises(StoreBusy):
        migrating.bring_to_head(filled, store_key(), tmp_path / "b", AT)
    other.close()


def test_revisions_need_nothing_of_the_program():
    for file in Path("migrations/vault").rglob("*.py"):
        assert not re.search(r"(import|from) workstation", file.read_text())
