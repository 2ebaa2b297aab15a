"""A copy of a store that is ciphertext, whole, and proved to be so before anybody relies on it."""

from pathlib import Path
from typing import Any

from workstation.store import engine as engines
from workstation.store.refusals import BackupFailed, Refusal
from workstation.store.translating import translated


def verified_copy(connection: Any, target: Path) -> None:  # noqa: ANN401  # the driver has no types
    """Copy the store of an open driver connection, under the same key.

    Raises FileExistsError rather than overwrite, and BackupFailed, leaving no copy, when the copy is not whole.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.exists():
        raise FileExistsError
    try:
        with translated():
            connection.execute("VACUUM INTO ?", (str(target),)).fetchall()
            target.chmod(0o600)
            engines.look_at_file(target)
            faults = _faults_in(connection, target)
    except Refusal:
        target.unlink(missing_ok=True)
        raise
    if faults:
        target.unlink()
        raise BackupFailed


def _faults_in(connection: Any, copy: Path) -> list[str]:  # noqa: ANN401  # as above
    # attached without a key of its own, the copy is read with the key of the store
    connection.execute("ATTACH ? AS copied", (str(copy),)).fetchall()
    try:
        return page_faults(connection, "copied")
    finally:
        connection.execute("DETACH copied").fetchall()


def page_faults(connection: Any, name: str = "main") -> list[str]:  # noqa: ANN401  # as above
    """Return what is wrong with the pages: what the cipher says first, then what the tables say."""
    cipher = [str(row[0]) for row in connection.execute(f"PRAGMA {name}.cipher_integrity_check").fetchall()]
    tables = [str(row[0]) for row in connection.execute(f"PRAGMA {name}.quick_check").fetchall()]
    return cipher + [fault for fault in tables if fault != "ok"]
