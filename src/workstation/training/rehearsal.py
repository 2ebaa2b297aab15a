"""The store of a rehearsal: encrypted, in a private folder of its own, gone when the rehearsal is over.

Its passphrase is random and kept nowhere, so that what a killed program leaves behind can be read by nobody. It has
no way to a hub, and nothing of a real store ever comes near it: it makes its own folder and takes no other.
"""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from workstation.store.profile_folder import ProfileFolder
from workstation.store.profiles import create_profile
from workstation.store.refusals import AlreadyOpen
from workstation.store.vault import Vault

PREFIX = "1712-oefening-"
MARK = "profile.rehearsal"


class NotARehearsal(Exception):
    """This store is somebody's own: no rehearsal opens it."""


class RehearsalStore:
    """One throw-away store, open until `wipe()`. Making it takes a second: do it in a lane. `counsellor` is what the
    screens call the trainee.
    """

    def __init__(self, counsellor: str, team: str, place: Path | None = None) -> None:
        sweep(place)
        self.root = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        try:
            made = create_profile(
                self.root / "profile", secrets.token_urlsafe(48), counsellor=counsellor, staff_number="000",
                team=team, use_keyring=False,
            )  # fmt: skip
        except BaseException:
            shutil.rmtree(self.root, ignore_errors=True)
            raise
        self.vault = made.vault
        with self.vault.work() as work:
            work.settings.put(MARK, "yes")

    @property
    def folder(self) -> Path:
        """Where it lies, as a profile's folder."""
        return self.root / "profile"

    def wipe(self) -> None:
        """Close it, destroy the wrapped keys, and take everything away. Twice does no harm."""
        self.vault.close()
        _wipe(self.root)


def require_rehearsal(vault: Vault) -> None:
    """Raise NotARehearsal for a store that was not made by a rehearsal."""
    with vault.reading() as work:
        if work.settings.get(MARK) is None:
            raise NotARehearsal


def sweep(place: Path | None = None) -> int:
    """Take away what killed rehearsals left, and return how many there were. One that runs is left in peace."""
    found = 0
    for root in Path(place or tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if root.is_symlink() or not root.is_dir() or not _ours(root) or _running(root):
            continue
        _wipe(root)
        found += 1
    return found


def _ours(root: Path) -> bool:
    return os.name != "posix" or root.stat().st_uid == os.getuid()


def _running(root: Path) -> bool:
    place = ProfileFolder(root / "profile")
    if not place.lock_file.exists():
        # being made at this moment, or left half-made: the first is younger than a minute
        return _young(root)
    try:
        place.hold().release()
    except AlreadyOpen:
        return True
    return False


def _young(root: Path) -> bool:
    import time

    return time.time() - root.stat().st_mtime < 60


def _wipe(root: Path) -> None:
    keys = ProfileFolder(root / "profile").vault_file
    if keys.exists():
        # without the wrapped keys the rest is noise, whatever the disk keeps of it
        with keys.open("r+b") as file:
            file.write(secrets.token_bytes(max(4096, keys.stat().st_size)))
            file.flush()
            os.fsync(file.fileno())
    shutil.rmtree(root, ignore_errors=True)
