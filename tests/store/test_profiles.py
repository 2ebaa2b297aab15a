import os
import stat

import pytest

from workstation.store import os_keyring, vault_file
from workstation.store.passphrases import change_passphrase, renew_access, renew_recovery_key
from workstation.store.profiles import create_profile
from workstation.store.refusals import (
    AlreadyOpen,
    PassphraseTooShort,
    ProfileExists,
    SwappedVaultFile,
    TooSoon,
    WrongPassphrase,
    WrongRecoveryKey,
)
from workstation.store.unlocking import unlock, unlock_with_recovery

NEW = "nieuwe woorden voor de kluis"


def make(folder, passphrase="vier gewone woorden samen"):
    return create_profile(
        folder, passphrase, counsellor="Noor Vermeulen", staff_number="V042", team="gent", use_keyring=False
    )


def test_folder_and_files_are_for_their_owner_alone_whatever_the_mask(tmp_path):
    mask = os.umask(0)
    try:
        with make(tmp_path / "deep" / "profile").vault as vault:
            with vault.work() as work:
                work.connection.exec_driver_sql("INSERT INTO settings VALUES ('a', 'b')")
            root = tmp_path / "deep" / "profile"
            assert stat.S_IMODE(root.stat().st_mode) == 0o700
            assert {stat.S_IMODE(file.stat().st_mode) for file in root.iterdir()} == {0o600}
            assert {file.name for file in root.iterdir()} >= {
                "store.db",
                "store.db-wal",
                "vault.json",
                "profile.lock",
            }
    finally:
        os.umask(mask)


@pytest.mark.parametrize("name", ["prøfiel", "it's", '"q"', "50% off", "met spatie", "%20", "#?x"])
def test_odd_folder_names_are_only_names(tmp_path, name):
    with make(tmp_path / name).vault as vault:
        vault.copy_to(tmp_path / name / "backups" / f"{name}.db")
    assert (tmp_path / name / "store.db").exists()


@pytest.mark.parametrize("name", ["store.db", "vault.json", "notes.txt"])
def test_nothing_is_made_over_something(tmp_path, name):
    (tmp_path / name).write_text("mine")
    with pytest.raises(ProfileExists):
        make(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "mine"


def test_a_short_passphrase_makes_nothing(tmp_path):
    with pytest.raises(PassphraseTooShort):
        make(tmp_path / "p", "kort")
    assert list(tmp_path.iterdir()) == []


def test_a_making_cut_off_leaves_the_folder_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(vault_file, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(OSError, match="full"):
        make(tmp_path / "p")
    assert list(tmp_path.iterdir()) == []


def test_without_a_keyring_the_counsellor_is_told_and_the_profile_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(os_keyring, "_allowed_backend", lambda: None)
    made = create_profile(tmp_path / "p", NEW, counsellor="a", staff_number="b", team="c", use_keyring=True)
    made.vault.close()
    assert not made.keyring_used
    assert vault_file.read(tmp_path / "p" / "vault.json").binding.protection == "passphrase"
    assert made.recovery_key not in repr(made)


def test_a_changed_passphrase_opens_and_the_old_one_does_not(profile):
    with unlock(profile.folder, profile.passphrase):
        change_passphrase(profile.folder, profile.passphrase, NEW)
    unlock(profile.folder, NEW).close()
    with pytest.raises(WrongPassphrase):
        unlock(profile.folder, profile.passphrase)
    with pytest.raises(TooSoon):
        change_passphrase(profile.folder, profile.passphrase, NEW)
    unlock_with_recovery(profile.folder, profile.recovery_key).close()


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_key(profile):
    assert renew_access(profile.folder, profile.recovery_key, NEW, use_keyring=False) is False
    unlock(profile.folder, NEW).close()
    unlock_with_recovery(profile.folder, profile.recovery_key).close()
    with unlock_with_recovery(profile.folder, profile.recovery_key), pytest.raises(AlreadyOpen):
        renew_access(profile.folder, profile.recovery_key, NEW, use_keyring=False)


def test_a_new_recovery_key_ends_the_earlier_one_also_when_an_earlier_vault_file_is_put_back(profile):
    earlier = (profile.folder / "vault.json").read_bytes()
    unlock(profile.folder, profile.passphrase).close()
    printed = renew_recovery_key(profile.folder, profile.passphrase)
    unlock_with_recovery(profile.folder, printed).close()
    with pytest.raises(WrongRecoveryKey):
        unlock_with_recovery(profile.folder, profile.recovery_key)
    unlock(profile.folder, profile.passphrase).close()
    (profile.folder / "vault.json").write_bytes(earlier)
    with pytest.raises(SwappedVaultFile):
        unlock_with_recovery(profile.folder, profile.recovery_key)
