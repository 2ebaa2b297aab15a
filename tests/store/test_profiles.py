import os
import random
import stat
import subprocess
import sys
import time

import pytest

from workstation.store import os_keyring, vault_file
from workstation.store.marks import owner
from workstation.store.passphrases import change_passphrase, renew_access, renew_recovery_key
from workstation.store.profiles import create_profile
from workstation.store.refusals import (
    AlreadyOpen,
    DiskFull,
    PassphraseTooShort,
    ProfileExists,
    SwappedVaultFile,
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
    with pytest.raises(DiskFull):
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


def test_half_characters_in_a_name_or_passphrase_are_no_crash(tmp_path):
    made = create_profile(
        tmp_path / "p",
        "vier \ud800 gewone\0 woorden",
        counsellor="No\ud800r",
        staff_number="\0",
        team="",
        use_keyring=False,
    )
    made.vault.close()
    with unlock(tmp_path / "p", "vier \ud800 gewone\0 woorden") as vault, vault.reading() as work:
        assert owner(work.connection).counsellor == "No\ufffdr"


KILLED = r"""
import pathlib, sys
from workstation.store import vault_file
path = pathlib.Path(sys.argv[1])
found = vault_file.read(path)
print("go", flush=True)
while True:
    found = vault_file.VaultFile(found.binding, found.slots, found.store_mark[::-1])
    vault_file.write(path, found)
"""


def test_a_key_file_that_was_being_replaced_when_the_power_went_still_opens(profile):
    chance = random.Random(9)
    for _ in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(profile.folder / "vault.json")],
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "src"},
        )  # fmt: skip
        writer.stdout.readline()
        time.sleep(chance.uniform(0.001, 0.05))
        writer.kill()
        writer.wait()
        writer.stdout.close()
        assert len(vault_file.read(profile.folder / "vault.json").slots) == 2
    unlock(profile.folder, profile.passphrase).close()


def test_a_full_disk_says_so_and_leaves_the_profile_as_it_was(profile):
    program = r"""
import pathlib, resource, sys
from workstation.store.refusals import DiskFull, DiskTrouble
from workstation.store.unlocking import unlock
folder = pathlib.Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
try:
    unlock(folder, sys.argv[2])
except (DiskFull, DiskTrouble) as refused:
    print("refused")
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
vault = unlock(folder, sys.argv[2])
limit = max(file.stat().st_size for file in folder.iterdir()) + 20000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
kept = 0
try:
    for n in range(1000):
        with vault.work() as work:
            work.connection.exec_driver_sql("INSERT INTO settings VALUES (?, ?)", (f"n{n}", "x" * 2000))
        kept += 1
except (DiskFull, DiskTrouble) as refused:
    print("refused")
with vault.reading() as work:
    assert work.connection.exec_driver_sql("SELECT count(*) FROM settings WHERE name LIKE 'n%'").scalar() == kept
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with vault.work() as work:
    work.connection.exec_driver_sql("INSERT INTO settings VALUES ('later', 'x')")
assert vault.page_faults() == []
vault.close()
print("kept" if 0 < kept < 1000 else kept)
"""
    said = subprocess.run(
        [sys.executable, "-c", program, str(profile.folder), profile.passphrase],
        capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "src"}, check=False,
    )  # fmt: skip
    assert said.stdout.split() == ["refused", "refused", "kept"], said.stderr
