"""A store whose power can fail: what had not waited for the disk is gone then, as if it had never been."""

from contextlib import contextmanager
from pathlib import Path

from workstation.store.vault import Vault

ENDS = ("", "-wal")


class OnADisk(Vault):
    """Remembers, while `watched`, the files as they were after the last transaction that waited for the disk."""

    watched = False
    flushed = None

    @contextmanager
    def work(self, *, waits=True):
        with super().work(waits=waits) as work:
            yield work
        if waits and self.watched:
            self.remember()

    def watch(self):
        self.watched = True
        self.remember()

    def remember(self):
        files = {end: Path(f"{self.path}{end}") for end in ENDS}
        self.flushed = {end: file.read_bytes() if file.exists() else b"" for end, file in files.items()}

    def power_fails(self):
        """Nothing may have the files open."""
        for end, held in self.flushed.items():
            Path(f"{self.path}{end}").write_bytes(held)
        Path(f"{self.path}-shm").unlink(missing_ok=True)
