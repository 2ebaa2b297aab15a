"""Where a profile keeps its files, and who has it open. One folder per counsellor: other keys, no cross-reading."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from workstation.store.local_disk import require_local
from workstation.store.refusals import AlreadyOpen, NoProfile


@dataclass(frozen=True, slots=True)
class ProfileFolder:
    """The files of one profile. All are 0600 in a folder that is 0700."""

    root: Path

    @property
    def store(self) -> Path:
        """The encrypted store."""
        return self.root / "store.db"

    @property
    def vault_file(self) -> Path:
        """The wrapped keys."""
        return self.root / "vault.json"

    @property
    def attempts(self) -> Path:
        """The wrong tries."""
        return self.root / "attempts.json"

    @property
    def failed_unlocks(self) -> Path:
        """When somebody tried in vain; brought into the read log at the next opening."""
        return self.root / "failed_unlocks.json"

    @property
    def lock_file(self) -> Path:
        """Held by the program that has the profile open."""
        return self.root / "profile.lock"

    @property
    def backups(self) -> Path:
        """Copies made before migrations; ciphertext."""
        return self.root / "backups"

    def require(self) -> None:
        """Raise NotLocalDisk or NoProfile unless there is a profile that can be opened; keep others out of it."""
        require_local(self.root)
        if not self.root.is_dir() or not (self.vault_file.exists() or self.store.exists()):
            raise NoProfile
        if os.name == "posix" and self.root.stat().st_mode & 0o077:
            self.root.chmod(0o700)

    def hold(self) -> "Held":
        """Take the profile for this program. Raises AlreadyOpen when another has it."""
        return Held(self.lock_file)


class Held:
    """The profile is ours until `release()` or the end of the program, however it ends."""

    def __init__(self, path: Path) -> None:
        # stays open as long as the lock is held
        self._file: IO[bytes] = os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+b")
        try:
            _lock(self._file.fileno())
        except OSError:
            self._file.close()
            raise AlreadyOpen from None

    def release(self) -> None:
        """Let another program have the profile."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
