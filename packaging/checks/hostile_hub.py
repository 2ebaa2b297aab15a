"""Fourteen attacks of a hub that means harm, one line each: what became of it, and what the counsellor reads.

    python packaging/checks/hostile_hub.py
    python packaging/checks/hostile_hub.py --broken silent|believing   # must turn red

`silent`: alarms are not kept. `believing`: sealed values are not bound to their place. Red when one comes through.
"""

import argparse
import contextlib
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import pytest

from workstation.vocabulary.words import words

COLUMNS = ("refused", "shown", "logged", "kept_quiet")


class Table:
    """Gathers what became of each attack."""

    def __init__(self) -> None:
        self.lines: dict[str, tuple[bool, dict[str, object]]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep one line per attack."""
        attack = report.nodeid.partition("[")[2].rstrip("]")
        if attack and (report.when == "call" or report.failed):
            self.lines[attack] = (report.passed, dict(report.user_properties))

    def shown(self) -> int:
        """Print the table and return how many came through."""
        text = words()
        print(f"{'attack':<22}" + "".join(f"{name:<12}" for name in COLUMNS) + f"{'as':<16}what the counsellor reads")
        for attack, (_, told) in sorted(self.lines.items()):
            alarm = str(told.get("alarm", ""))
            answers = "".join(f"{'yes' if told.get(name) else 'NO':<12}" for name in COLUMNS)
            said = text(f"sync.alarms.{alarm}") if told.get("shown") else ""
            print(f"{attack.replace('_', ' '):<22}{answers}{alarm:<16}{said}")
        through = sum(not well for well, _ in self.lines.values())
        print(f"{len(self.lines)} attacks, {through} did not go as it must")
        return through


def broken(how: str) -> None:
    """Break one thing on purpose."""
    if how == "silent":
        from workstation.store.sync_state import SyncState

        SyncState.alarm = lambda *_words, **_more: None  # type: ignore[method-assign]
    elif how == "believing":
        from workstation.sync.sealing.fields import RecordKey

        RecordKey._bound = lambda *_place: b""  # type: ignore[method-assign]  # noqa: SLF001


def main() -> int:
    """Run the attacks and print the table."""
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("--broken", choices=("silent", "believing"), default="")
    broken(asking.parse_args().broken)
    table, said = Table(), io.StringIO()
    wanted = [str(ROOT / "tests/sync/test_hostile_hub.py"), "-k", "attack_is_refused", "--rootdir", str(ROOT)]
    with contextlib.redirect_stdout(said):
        code = pytest.main([*wanted, "-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider"], plugins=[table])
    if not table.lines:
        print(said.getvalue())
    through = table.shown()
    return 1 if code or through or len(table.lines) != 14 else 0


if __name__ == "__main__":
    raise SystemExit(main())
