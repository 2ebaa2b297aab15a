"""Only keyrings of the operating system, read back, and never waited for without end."""

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from workstation.store import os_keyring
from workstation.store.os_keyring import forget_secret, keep_new_secret, secret_of, service_of
from workstation.store.profiles import create_profile
from workstation.store.refusals import DiskFull, KeyringGone
from workstation.store.unlocking import unlock

WORDS = "vier gewone woorden samen"


class SystemKeyring(KeyringBackend):
    """A keyring that calls itself one of the system's, and can be told to misbehave."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}
        self.hangs = None
        self.forgetful = False

    def set_password(self, service, username, password):
        self._maybe_hang()
        if not self.forgetful:
            self.kept[service, username] = password

    def get_password(self, service, username):
        self._maybe_hang()
        return self.kept.get((service, username))

    def delete_password(self, service, username):
        del self.kept[service, username]

    def _maybe_hang(self):
        if self.hangs:
            self.hangs.wait(20)


SystemKeyring.__module__ = "keyring.backends.SecretService"


class PlaintextKeyring(SystemKeyring):
    """What a package of other people's keyrings brings along and chooses silently."""


PlaintextKeyring.__module__ = "keyrings.alt.file"


def test_a_secret_is_kept_read_back_and_forgotten(machine):
    backend = machine(SystemKeyring())
    secret = keep_new_secret("p-1")
    assert len(secret) == 32
    assert secret_of("p-1") == secret
    assert secret_of("p-2") is None
    assert list(backend.kept) == [(service_of("p-1"), "device")]
    forget_secret("p-1")
    assert secret_of("p-1") is None
    forget_secret("p-1")


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, PlaintextKeyring])
def test_no_other_keyring_is_trusted_with_anything(machine, backend):
    chosen = machine(backend())
    assert keep_new_secret("p-1") is None
    assert secret_of("p-1") is None
    assert not getattr(chosen, "kept", None)


def test_a_keyring_that_forgets_what_it_took_is_not_used(machine):
    machine(SystemKeyring()).forgetful = True
    assert keep_new_secret("p-1") is None


def test_a_chain_counts_only_when_all_its_members_are_the_systems(machine, monkeypatch):
    from keyring.backends.chainer import ChainerBackend

    good, bad = SystemKeyring(), PlaintextKeyring()
    for members, trusted in (([good], True), ([good, bad], False), ([], False)):
        monkeypatch.setattr(ChainerBackend, "backends", members)
        machine(ChainerBackend())
        assert (keep_new_secret("p-1") is not None) is trusted


def test_a_prompt_that_nobody_answers_is_not_waited_for(machine):
    backend = machine(SystemKeyring())
    backend.hangs = threading.Event()
    begun = time.monotonic()
    assert keep_new_secret("p-1", patience=0.2) is None
    assert secret_of("p-1", patience=0.2) is None
    assert time.monotonic() - begun < 2
    backend.hangs.set()


def test_something_else_under_our_name_is_no_secret(machine):
    backend = machine(SystemKeyring())
    for kept in ("", "é", "AAAA", "not base64 at all"):
        backend.kept[service_of("p-1"), "device"] = kept
        assert secret_of("p-1") is None


def test_windows_keeps_the_secret_on_this_machine_only(machine, monkeypatch):
    backend = machine(SystemKeyring())
    monkeypatch.setattr(SystemKeyring, "__module__", "keyring.backends.Windows")
    keep_new_secret("p-1")
    assert backend.persist == "local machine"


def test_a_keyring_that_goes_never_makes_a_new_key_or_a_weaker_slot(machine, tmp_path):
    backend = machine(SystemKeyring())
    made = create_profile(tmp_path / "p", WORDS, counsellor="a", staff_number="b", team="c")
    made.vault.close()
    assert made.keyring_used
    before = (tmp_path / "p" / "vault.json").read_bytes()
    backend.kept.clear()
    for silent in (backend, fail.Keyring(), null.Keyring()):
        machine(silent)
        with pytest.raises(KeyringGone):
            unlock(tmp_path / "p", WORDS)
    assert (tmp_path / "p" / "vault.json").read_bytes() == before
    assert backend.kept == {}


def test_a_profile_copied_from_a_machine_opens_there_only_by_its_recovery_key(machine, tmp_path):
    from workstation.store.passphrases import renew_access
    from workstation.store.unlocking import unlock_with_recovery

    machine(SystemKeyring())
    made = create_profile(tmp_path / "p", WORDS, counsellor="a", staff_number="b", team="c")
    made.vault.close()
    machine(SystemKeyring())
    with pytest.raises(KeyringGone):
        unlock(tmp_path / "p", WORDS)
    unlock_with_recovery(tmp_path / "p", made.recovery_key).close()
    assert renew_access(tmp_path / "p", made.recovery_key, "andere woorden op deze machine")
    unlock(tmp_path / "p", "andere woorden op deze machine").close()
    machine(fail.Keyring())
    assert not renew_access(tmp_path / "p", made.recovery_key, "weer andere woorden hier")
    unlock(tmp_path / "p", "weer andere woorden hier").close()


def test_a_failed_making_leaves_no_secret_in_the_keyring(machine, tmp_path, monkeypatch):
    from workstation.store import vault_file

    backend = machine(SystemKeyring())
    monkeypatch.setattr(vault_file, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(DiskFull):
        create_profile(tmp_path / "p", WORDS, counsellor="a", staff_number="b", team="c")
    assert backend.kept == {}


SESSION = r"""
import pathlib, sys
from workstation.store import os_keyring, vault_file
from workstation.store.passphrases import change_passphrase
from workstation.store.profiles import create_profile
from workstation.store.refusals import KeyringGone
from workstation.store.unlocking import tries_at_cover, unlock, verify
folder, words = pathlib.Path(sys.argv[1]), "vier gewone woorden samen"
if sys.argv[2] == "first":
    made = create_profile(folder, words, counsellor="a", staff_number="b", team="c")
    assert made.keyring_used
    assert verify(folder, words, tries_at_cover(folder))
    made.vault.close()
    change_passphrase(folder, words, "nieuwe woorden voor de kluis")
    assert vault_file.read(folder / "vault.json").binding.protection == "keyring"
    unlock(folder, "nieuwe woorden voor de kluis").close()
elif sys.argv[2] == "again":
    unlock(folder, "nieuwe woorden voor de kluis").close()
    profile = vault_file.read(folder / "vault.json").binding.profile
    os_keyring.forget_secret(profile)
    assert os_keyring.secret_of(profile) is None
else:
    try:
        unlock(folder, "nieuwe woorden voor de kluis")
    except KeyringGone:
        print("gone")
print("done")
"""


@pytest.mark.keyring
@pytest.mark.skipif(
    not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")),
    reason="gnome-keyring and dbus are not installed",
)
def test_with_a_real_secret_service_the_profile_opens_again_in_the_next_session(tmp_path):
    for name in ("home", "run"):
        (tmp_path / name).mkdir(mode=0o700)
    kept = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    environment = {
        **kept, "HOME": str(tmp_path / "home"), "XDG_RUNTIME_DIR": str(tmp_path / "run"), "PYTHONPATH": str(Path("src").resolve()),
    }  # fmt: skip

    def session(part, password):
        inside = (
            f"printf {password} | gnome-keyring-daemon --unlock --components=secrets >/dev/null && "
            f'"{sys.executable}" -c "$SESSION" "{tmp_path / "profile"}" {part}'
        )
        run = subprocess.run(
            ["dbus-run-session", "--", "bash", "-c", inside],
            capture_output=True, text=True, timeout=120, env={**environment, "SESSION": SESSION}, check=False,
        )  # fmt: skip
        return run.stdout.split() or [run.stderr]

    assert session("first", "one-password") == ["done"]
    assert session("again", "one-password") == ["done"]
    assert session("without", "one-password") == ["gone", "done"]
    assert {"keyring.backends.SecretService"} <= os_keyring.ALLOWED
