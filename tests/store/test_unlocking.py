import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from tests.disks import failing_disk

from workstation.store import attempts, engine, failed_unlocks, marks, vault_file
from workstation.store.keys import Key
from workstation.store.profile_folder import ProfileFolder
from workstation.store.refusals import (
    AlreadyOpen,
    DamagedStore,
    DamagedVaultFile,
    DiskTrouble,
    EmptyStore,
    ForeignStore,
    NoProfile,
    PlaintextStore,
    RecoveryKeyMistyped,
    StoreMissing,
    SwappedVaultFile,
    TooSoon,
    TruncatedStore,
    VaultTooNew,
    WrongPassphrase,
    WrongRecoveryKey,
)
from workstation.store.unlocking import seconds_to_wait, tries_at_cover, unlock, unlock_with_recovery, verify


def now():
    return datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def five_wrong_tries(profile, ago):
    running, boot = attempts.this_run()
    tries = {"wrong": 5, "at": now().timestamp() - ago, "running": running - ago, "boot": boot}
    (profile.folder / "attempts.json").write_text(json.dumps(tries))


def state_of(folder):
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.is_file() and file.name not in {"attempts.json", "failed_unlocks.json", "profile.lock"}
    }


def test_the_passphrase_opens_the_profile_and_its_owner_lies_inside(profile):
    with unlock(profile.folder, profile.passphrase, now) as vault, vault.reading() as work:
        whose = marks.owner(work.connection)
    assert (whose.counsellor, whose.staff_number, whose.team) == ("Noor Vermeulen", "V042", "antwerpen")
    assert len(whose.device_mark) == 2
    for file in profile.folder.rglob("*"):
        if file.is_file():
            assert b"Vermeulen" not in file.read_bytes()


def test_a_wrong_passphrase_changes_nothing_says_nothing_and_makes_the_next_try_wait(profile, capfd):
    five_wrong_tries(profile, ago=100)
    before = state_of(profile.folder)
    with pytest.raises(WrongPassphrase):
        unlock(profile.folder, "een andere zin dan deze", now)
    assert state_of(profile.folder) == before
    assert capfd.readouterr() == ("", "")
    with pytest.raises(TooSoon) as soon:
        unlock(profile.folder, profile.passphrase, now)
    assert 25 < soon.value.seconds <= 32
    assert 25 < seconds_to_wait(profile.folder, now) <= 32


def test_the_recovery_key_opens_the_profile_however_it_is_typed(profile):
    typed = profile.recovery_key.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    unlock_with_recovery(profile.folder, typed, now).close()


def test_a_typing_error_in_the_recovery_key_is_told_from_another_key(profile):
    from workstation.store.recovery_key import new_recovery_key

    first = profile.recovery_key[0]
    with pytest.raises(RecoveryKeyMistyped):
        unlock_with_recovery(profile.folder, ("2" if first != "2" else "3") + profile.recovery_key[1:], now)
    with pytest.raises(WrongRecoveryKey):
        unlock_with_recovery(profile.folder, new_recovery_key(), now)


def test_the_cover_verifies_a_passphrase_while_the_profile_is_open(profile):
    tries = tries_at_cover(profile.folder, now)
    with unlock(profile.folder, profile.passphrase, now):
        assert verify(profile.folder, profile.passphrase, tries)
        five_wrong_tries(profile, ago=100)
        assert not verify(profile.folder, "een andere zin dan deze", tries)
        with pytest.raises(TooSoon):
            verify(profile.folder, profile.passphrase, tries)


def test_a_full_disk_keeps_nobody_behind_the_cover_and_no_wrong_try_is_free(profile):
    tries = tries_at_cover(profile.folder, now)
    waiting = ProfileFolder(profile.folder).failed_unlocks
    with unlock(profile.folder, profile.passphrase, now):
        with failing_disk(room=0):
            assert verify(profile.folder, profile.passphrase, tries)
            assert not verify(profile.folder, "een andere zin dan deze", tries)
            with pytest.raises(TooSoon):
                verify(profile.folder, profile.passphrase, tries)
        assert not failed_unlocks.noted(waiting)
        with pytest.raises(TooSoon):
            verify(profile.folder, profile.passphrase, tries)
        assert len(failed_unlocks.noted(waiting)) == 1, "the read log hears of it as soon as there is room"
    assert not list(profile.folder.glob("*.new"))


def test_from_the_lock_screen_a_full_disk_lets_nobody_in(profile):
    with failing_disk(room=0), pytest.raises(DiskTrouble):
        unlock(profile.folder, profile.passphrase, now)


def test_a_second_instance_is_refused_and_the_first_does_not_notice(profile):
    with unlock(profile.folder, profile.passphrase, now) as vault:
        with pytest.raises(AlreadyOpen):
            unlock(profile.folder, profile.passphrase, now)
        program = (
            "import sys, pathlib; from workstation.store.unlocking import unlock;"
            "from workstation.store.refusals import AlreadyOpen\n"
            "try: unlock(pathlib.Path(sys.argv[1]), sys.argv[2])\n"
            "except AlreadyOpen: print('refused')"
        )
        said = subprocess.run(
            [sys.executable, "-c", program, str(profile.folder), profile.passphrase],
            capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "src"}, check=True,
        )  # fmt: skip
        assert said.stdout.strip() == "refused"
        with vault.work() as work:
            marks.keep_owner(work.connection, marks.ProfileOwner("a", "b", "c", "d"))
    unlock(profile.folder, profile.passphrase, now).close()


def missing(store):
    store.unlink()


def empty(store):
    store.write_bytes(b"")


def plaintext(store):
    store.write_bytes(b"SQLite format 3\0" + bytes(8192))


def foreign(store):
    store.unlink()
    key = Key.random()
    engine.create(store, key)


def noise(store):
    store.write_bytes(os.urandom(40960))


def truncated(store):
    os.truncate(store, store.stat().st_size - 1000)


def cut_at_a_page(store):
    os.truncate(store, 4096 * 8)


def damaged_first_page(store):
    content = bytearray(store.read_bytes())
    content[200] ^= 1
    store.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "refusal"),
    [
        (missing, StoreMissing), (empty, EmptyStore), (plaintext, PlaintextStore), (foreign, ForeignStore),
        (noise, ForeignStore), (truncated, TruncatedStore), (cut_at_a_page, DamagedStore),
        (damaged_first_page, DamagedStore),
    ],
)  # fmt: skip
def test_each_kind_of_harm_has_its_own_refusal_and_nothing_is_made_or_overwritten(profile, harm, refusal):
    harm(profile.store)
    before = state_of(profile.folder)
    with pytest.raises(refusal) as refused:
        unlock(profile.folder, profile.passphrase, now)
    assert type(refused.value) is refusal
    assert state_of(profile.folder) == before
    with pytest.raises(refusal):
        unlock_with_recovery(profile.folder, profile.recovery_key, now)
    assert state_of(profile.folder) == before


def test_a_folder_without_a_profile_is_refused_and_stays_as_it_is(tmp_path):
    with pytest.raises(NoProfile):
        unlock(tmp_path, "vier gewone woorden samen", now)
    with pytest.raises(NoProfile):
        unlock(tmp_path / "nowhere", "vier gewone woorden samen", now)
    assert list(tmp_path.iterdir()) == []


def test_a_store_of_a_newer_program_is_refused_untouched(profile):
    with unlock(profile.folder, profile.passphrase, now) as vault, vault.work() as work:
        work.connection.exec_driver_sql("UPDATE alembic_version SET version_num='9999'")
    before = state_of(profile.folder)
    with pytest.raises(VaultTooNew):
        unlock(profile.folder, profile.passphrase, now)
    assert state_of(profile.folder) == before


def test_another_profiles_store_does_not_open(profile, tmp_path):
    from workstation.store.profiles import create_profile

    other = create_profile(
        tmp_path / "other", "heel andere woorden hier", counsellor="b", staff_number="2", team="", use_keyring=False
    )
    other.vault.close()
    shutil.copy(tmp_path / "other" / "store.db", profile.store)
    with pytest.raises(ForeignStore):
        unlock(profile.folder, profile.passphrase, now)
    shutil.copy(tmp_path / "other" / "vault.json", profile.folder / "vault.json")
    with pytest.raises(WrongPassphrase):
        unlock(profile.folder, profile.passphrase, now)


def test_an_earlier_vault_file_put_back_does_not_bring_an_old_passphrase_back(profile):
    from workstation.store.passphrases import change_passphrase

    file = profile.folder / "vault.json"
    old = file.read_bytes()
    change_passphrase(profile.folder, profile.passphrase, "nieuwe woorden voor de kluis", now)
    assert (profile.folder / "vault.json.previous").read_bytes() == old
    unlock(profile.folder, "nieuwe woorden voor de kluis", now).close()
    assert not (profile.folder / "vault.json.previous").exists()
    with pytest.raises(WrongPassphrase):
        unlock(profile.folder, profile.passphrase, now)
    (profile.folder / "attempts.json").write_text('{"wrong": 0, "at": 0, "running": 0, "boot": ""}')
    file.write_bytes(old)
    with pytest.raises(SwappedVaultFile):
        unlock(profile.folder, profile.passphrase, now)


def test_a_vault_file_lost_while_it_was_replaced_is_read_from_its_previous_version(profile):
    file = profile.folder / "vault.json"
    shutil.copy(file, profile.folder / "vault.json.previous")
    file.write_text('{"format": "1712-')
    unlock(profile.folder, profile.passphrase, now).close()
    assert vault_file.read(file).binding.protection == "passphrase"
    assert not (profile.folder / "vault.json.previous").exists()
    file.write_text('{"format": "1712-')
    with pytest.raises(DamagedVaultFile):
        unlock(profile.folder, profile.passphrase, now)
