"""Edit the read log in a real store in random ways, and count what `verify_log` does not see. It must see all.

`python packaging/checks/audit_tamper.py --edits 10000 --seed 1712`; prints seconds, the seed and what was missed.
The control leaves every anchor out, and a cut tail must then go unseen: otherwise this check proves nothing.
"""

import argparse
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workstation.domain.counsellors import Desk
from workstation.domain.read_log import faults_in
from workstation.store import engine as engines
from workstation.store import migrating
from workstation.store.keys import Key
from workstation.store.vault import Vault

LENGTH = 40
FIELDS = ("at", "device", "person", "role", "action", "record", "reason", "words")
KEPT = "role, action, record, reason, words, hits, digest"
EDITS = ("field", "hits", "digest", "delete", "swap", "cut", "cut_and_anchor", "insert", "another_person")


def main() -> int:
    """Return 0 when every edit was found and the control was not."""
    asking = argparse.ArgumentParser()
    asking.add_argument("--edits", type=int, default=10_000)
    asking.add_argument("--seed", type=int, default=1712)
    asked = asking.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, a_vault(Path(folder)) as vault:
        written(vault)
        missed = undetected(vault, asked.edits, random.Random(asked.seed))
        blind = control(vault)
    seconds = time.monotonic() - began
    print(f"edits {asked.edits} found {asked.edits - sum(missed.values())} missed {missed} seed {asked.seed}")
    print(f"control: a cut tail without anchors goes {'unseen, as it must' if blind else 'seen: check broken'}")
    print(f"{seconds:.1f} s")
    return 0 if not missed and blind else 1


def a_vault(folder: Path) -> Vault:
    """Make an empty store and open it."""
    key = Key.random()
    engines.create(folder / "store.db", key)
    migrating.bring_to_head(folder / "store.db", key, folder / "backups", datetime.now(UTC))
    return Vault.opened(folder / "store.db", key)


def written(vault: Vault) -> None:
    """Write the entries that are going to be edited."""
    desk = Desk(counsellor="m.peeters", mark="K7")
    for number in range(LENGTH):
        with vault.work() as work:
            work.read_log.note("open", desk, datetime.now(UTC), record=f"call {number}")


def undetected(vault: Vault, edits: int, dice: random.Random) -> dict[str, int]:
    """Make so many edits, each on the log as it was; return the kinds that went unseen."""
    missed: dict[str, int] = {}
    for _ in range(edits):
        kind = dice.choice(EDITS)
        with vault.work() as work:
            inside = work.connection.begin_nested()
            edit(work.connection, kind, dice)
            if not work.read_log.faults():
                missed[kind] = missed.get(kind, 0) + 1
            inside.rollback()
    return missed


def edit(connection: Any, kind: str, dice: random.Random) -> None:  # noqa: ANN401
    """Do what somebody with the key and a database tool could do."""
    at = dice.randint(1, LENGTH)
    other = at % LENGTH + 1
    field, number = dice.choice(FIELDS), dice.randrange(10**9)
    statements = {
        "field": [f"UPDATE read_log SET {field} = 'x{number}' WHERE number = {at}"],
        "hits": [f"UPDATE read_log SET hits = coalesce(hits, 0) + 1 WHERE number = {at}"],
        "digest": [f"UPDATE read_log SET digest = randomblob(32) WHERE number = {at}"],
        "delete": [f"DELETE FROM read_log WHERE number = {at}"],
        "swap": [
            f"UPDATE read_log SET number = -1 WHERE number = {at}",
            f"UPDATE read_log SET number = {at} WHERE number = {other}",
            f"UPDATE read_log SET number = {other} WHERE number = -1",
        ],
        "cut": [f"DELETE FROM read_log WHERE number >= {at}"],
        "cut_and_anchor": [
            f"DELETE FROM read_log WHERE number >= {at}", "DELETE FROM settings WHERE name = 'read_log.end'",
        ],
        "insert": [
            f"INSERT INTO read_log SELECT number + 1000, at, device, 'x', {KEPT} FROM read_log WHERE number = {at}",
        ],
        "another_person": [f"UPDATE read_log SET person = 'iemand anders' WHERE number >= {at}"],
    }  # fmt: skip
    for statement in statements[kind]:
        connection.exec_driver_sql(statement)


def control(vault: Vault) -> bool:
    """Return whether a cut tail goes unseen when no anchor is asked."""
    with vault.reading() as work:
        entries = list(work.read_log.entries())
    return not faults_in(entries[:-5])


if __name__ == "__main__":
    sys.exit(main())
