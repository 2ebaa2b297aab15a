"""A copy of a store that is ciphertext, whole, and proved to be so before anybody relies on it."""

from pathlib import Path

from workstation.store import engine as engines
from workstation.store.keys import Key
from workstation.store.refusals import BackupFailed, Refusal
from workstation.store.translating import translated


def verified_copy(path: Path, key: Key, target: Path) -> None:
    """Copy a store under the same key. Raises BackupFailed, and leaves no copy, when it does not prove whole."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.exists():
        raise BackupFailed
    try:
        with translated():
            connection = engines.connect(path, key)
            try:
                connection.execute("VACUUM INTO ?", (str(target),))
            finally:
                connection.close()
            target.chmod(0o600)
            engines.look_at_file(target)
            faults = faults_in(target, key)
    except Refusal:
        target.unlink(missing_ok=True)
        raise
    if faults:
        target.unlink()
        raise BackupFailed


def faults_in(path: Path, key: Key) -> tuple[str, ...]:
    """Return what is wrong with the pages of a store at rest: of the cipher first, then of the tables."""
    connection = engines.connect(path, key, ("temp_store=MEMORY", "query_only=ON"))
    try:
        cipher = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        tables = [str(row[0]) for row in connection.execute("PRAGMA quick_check")]
    finally:
        connection.close()
    return tuple(cipher + [fault for fault in tables if fault != "ok"])
