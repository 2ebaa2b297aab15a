import json
import os
import zipfile
from datetime import UTC, datetime

import pytest

from workstation.store import backing_up, checking
from workstation.store.backing_up import back_up, restore
from workstation.store.checking import check
from workstation.store.refusals import (
    DamagedStore,
    DiskTrouble,
    FileExists,
    NotABackup,
    ProfileExists,
    VaultTooNew,
    WrongPassphrase,
)
from workstation.store.unlocking import unlock, unlock_with_recovery

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MARKER = "Zwaluwstaart"


@pytest.fixture
def open_profile(profile):
    with unlock(profile.folder, profile.passphrase) as vault:
        with vault.work() as work:
            work.connection.exec_driver_sql("INSERT INTO settings VALUES ('note', ?)", (MARKER,))
        yield vault


@pytest.fixture
def backup(open_profile, tmp_path):
    file = tmp_path / "stick" / "backup.1712"
    file.parent.mkdir()
    back_up(open_profile, file, AT)
    return file


def test_a_backup_is_one_file_that_nobody_can_read_and_leaves_nothing_else(backup, profile):
    assert [file.name for file in backup.parent.iterdir()] == ["backup.1712"]
    assert backup.stat().st_mode & 0o777 == 0o600
    content = backup.read_bytes()
    assert MARKER.encode() not in content
    assert b"SQLite format 3" not in content
    assert b"Vermeulen" not in content
    assert list((profile.folder / "backups").iterdir()) == []


def test_a_backup_opens_elsewhere_with_passphrase_or_recovery_key(backup, profile, tmp_path):
    restore(backup, tmp_path / "elsewhere")
    with unlock(tmp_path / "elsewhere", profile.passphrase) as vault:
        assert check(vault) == ()
        with vault.reading() as work:
            assert work.connection.exec_driver_sql("SELECT value FROM settings WHERE name='note'").scalar() == MARKER
    unlock_with_recovery(tmp_path / "elsewhere", profile.recovery_key).close()
    with pytest.raises(WrongPassphrase):
        unlock(tmp_path / "elsewhere", "heel andere woorden hier")
    assert (tmp_path / "elsewhere").stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "elsewhere").iterdir()} == {0o600}


def test_no_backup_goes_over_a_file(open_profile, tmp_path):
    file = tmp_path / "mine.txt"
    file.write_text("mine")
    with pytest.raises(FileExists):
        back_up(open_profile, file, AT)
    assert file.read_text() == "mine"


def test_a_file_that_came_meanwhile_stays(open_profile, tmp_path, monkeypatch):
    target = tmp_path / "backup.1712"
    real = backing_up._prove

    def prove(part, copy):
        target.write_text("mine")
        real(part, copy)

    monkeypatch.setattr(backing_up, "_prove", prove)
    with pytest.raises(FileExists):
        back_up(open_profile, target, AT)
    assert target.read_text() == "mine"
    assert [file.name for file in tmp_path.iterdir() if "part" in file.name] == []


def test_a_place_that_cannot_be_written_is_told_and_work_goes_on(open_profile, tmp_path, profile):
    with pytest.raises(DiskTrouble):
        back_up(open_profile, tmp_path / "nowhere" / "backup.1712", AT)
    assert list((profile.folder / "backups").iterdir()) == []
    with open_profile.work() as work:
        work.connection.exec_driver_sql("INSERT INTO settings VALUES ('b', 'c')")


@pytest.mark.parametrize("where", [0.02, 0.5, 0.95])
def test_a_damaged_backup_makes_no_profile(backup, tmp_path, where):
    content = bytearray(backup.read_bytes())
    content[int(len(content) * where)] ^= 1
    backup.write_bytes(content)
    with pytest.raises((NotABackup, DamagedStore)):
        restore(backup, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()
    assert [file for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_a_cut_backup_and_other_files_are_no_backups(backup, tmp_path):
    other = tmp_path / "other"
    for content in (backup.read_bytes()[:-1000], b"", os.urandom(5000), b"PK\x03\x04"):
        other.write_bytes(content)
        with pytest.raises(NotABackup):
            restore(other, tmp_path / "elsewhere")
    with pytest.raises(DiskTrouble):
        restore(tmp_path / "nowhere", tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize(
    ("about", "refusal"),
    [
        ("[]", NotABackup),
        ('{"format": "x"}', NotABackup),
        (json.dumps({"format": backing_up.FORMAT, "version": 2}), VaultTooNew),
    ],
)
def test_another_archive_is_no_backup(tmp_path, about, refusal):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("about.json", about)
    with pytest.raises(refusal):
        restore(tmp_path / "other.zip", tmp_path / "elsewhere")


def test_a_compressed_archive_is_not_even_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about.json", "0" * 10_000_000)
    with pytest.raises(NotABackup):
        restore(tmp_path / "bomb.zip", tmp_path / "elsewhere")


def test_a_backup_goes_over_no_profile(backup, profile):
    before = profile.store.read_bytes()
    with pytest.raises(ProfileExists):
        restore(backup, profile.folder)
    assert profile.store.read_bytes() == before


def test_a_sound_profile_has_no_findings(open_profile):
    assert check(open_profile) == ()


def keys(vault):
    return {finding.text_key.removeprefix("store.check.") for finding in check(vault)}


def test_a_bit_that_fell_over_is_found(profile, open_profile):
    with open_profile.work() as work:
        work.connection.exec_driver_sql("INSERT INTO settings VALUES ('long', ?)", ("x" * 20000,))
    open_profile.close()
    with profile.store.open("r+b") as file:
        file.seek(-3 * 4096 + 100, os.SEEK_END)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    with unlock(profile.folder, profile.passphrase) as vault:
        assert "damaged_pages" in keys(vault)


def test_a_search_index_that_says_something_else_is_found(open_profile):
    with open_profile.work() as work:
        work.connection.exec_driver_sql("INSERT INTO narratives_fts(rowid, text) VALUES (5, 'spook')")
    assert keys(open_profile) == {"search_index"}


def test_orphans_another_version_a_lost_key_file_and_open_rights_are_found(open_profile, profile):
    with open_profile._driver() as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("INSERT INTO call_qualifiers VALUES ('nobody', 'x', 0)")
        connection.execute("UPDATE alembic_version SET version_num='0000'")
        connection.execute("PRAGMA foreign_keys=ON")
    (profile.folder / "vault.json").unlink()
    profile.store.chmod(0o644)
    assert keys(open_profile) == {"orphans", "other_version", "vault_file", "rights"}


def test_every_finding_and_refusal_has_its_sentence():
    import re
    from pathlib import Path

    from workstation.store import refusals
    from workstation.vocabulary.words import words

    text = words()
    for found in re.findall(r'"(store\.check\.\w+)"', Path(checking.__file__).read_text()):
        assert found in text
    for refusal in vars(refusals).values():
        if isinstance(refusal, type) and issubclass(refusal, refusals.Refusal):
            assert refusal.text_key in text
            assert "!" not in text(refusal.text_key)
