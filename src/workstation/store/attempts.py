"""The back-off after wrong passphrases: 1, 2, 4 … 300 seconds, through restarts and clocks set back.

What this does not claim: whoever may write the profile's files can also copy them and guess elsewhere. For them a
guess costs what Argon2id costs, and with the keyring's secret there is nothing to guess. This slows down somebody at
the keyboard. A file that is gone, or says what we never write, counts as several wrong tries, so that deleting it
gains nothing. A clock set forward shortens the wait only when the machine was restarted in between (on Linux; on
Windows and macOS also without).

At the cover over an open vault a full disk must not keep anybody from words that are not saved yet: there the tries
are counted in memory as well (`OpenAttempts`).
"""

import json
import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from workstation.domain.moments import Now
from workstation.store import failed_unlocks
from workstation.store.durable_files import replace_durably
from workstation.store.refusals import TooSoon

LONGEST = 300
UNTOLD = 6  # wrong tries that a missing file stands for: half a minute


Run = Callable[[], tuple[float, str]]


@dataclass(frozen=True, slots=True)
class _Tries:
    """`at` is in seconds of the wall clock, `running` since the machine started; `boot` names that start."""

    wrong: int
    at: float
    running: float
    boot: str


class Attempts:
    """The wrong tries of one profile."""

    def __init__(self, path: Path, now: Now, run: Run | None = None) -> None:
        self._path = path
        self._now = now
        self._run = run or this_run

    def begin(self) -> None:
        """Count a try before it is made, so that cutting it off does not make it free. Raises TooSoon."""
        tries = self._read()
        left = self._left(tries)
        if left > 0:
            raise TooSoon(math.ceil(left))
        self._write(tries.wrong + 1)

    def failed(self) -> None:
        """Let the wait for the try that was counted begin now: deriving a key took time of its own."""
        self._write(self._read().wrong)

    def write_up(self, waiting: Path) -> None:
        """Let the wrong try that was made now wait in a file until the read log can be written."""
        failed_unlocks.note(waiting, self._now())

    def succeeded(self) -> None:
        """Forget the wrong tries."""
        self._write(0)

    def wait(self) -> int:
        """Return the seconds until the next try is taken, 0 for now."""
        return math.ceil(max(0.0, self._left(self._read())))

    def _left(self, tries: _Tries) -> float:
        if tries.wrong == 0:
            return 0.0
        delay = float(min(2 ** min(tries.wrong - 1, 20), LONGEST))
        here = self._measured(tries.wrong)
        if here.boot and here.boot == tries.boot:
            return delay - max(0.0, here.running - tries.running)
        passed = here.at - tries.at
        if passed < 0:
            # the clock was set back: the wait begins again, by the clock as it is now
            self._write(tries.wrong)
            return delay
        return delay - passed

    def _measured(self, wrong: int) -> _Tries:
        return _Tries(wrong, self._now().timestamp(), *self._run())

    def _write(self, wrong: int) -> None:
        replace_durably(self._path, json.dumps(asdict(self._measured(wrong))))

    def _read(self) -> _Tries:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            tries = _Tries(int(found["wrong"]), float(found["at"]), float(found["running"]), str(found["boot"]))
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return self._untold()
        finite = math.isfinite(tries.at) and math.isfinite(tries.running)
        return tries if finite and tries.wrong >= 0 else self._untold()

    def _untold(self) -> _Tries:
        self._write(UNTOLD)
        return self._measured(UNTOLD)


class OpenAttempts(Attempts):
    """The tries at the cover of a vault that is open: what the disk does not take is remembered here.

    Made once for as long as the vault is open. The longer of the two waits holds, so a full disk makes no try
    free; when the program ends, so does what memory knew, and a full disk lets nobody in from the lock screen.
    """

    def __init__(self, path: Path, now: Now, run: Run | None = None) -> None:
        super().__init__(path, now, run)
        self._remembered: _Tries | None = None
        self._unwritten: list[datetime] = []

    def write_up(self, waiting: Path) -> None:
        """Do as above, now or as soon as the disk takes it; to be called again before the vault is closed."""
        self._unwritten.append(self._now())
        self.catch_up(waiting)

    def catch_up(self, waiting: Path) -> None:
        """Write up what the disk did not take before."""
        with suppress(OSError):
            while self._unwritten:
                failed_unlocks.note(waiting, self._unwritten[0])
                del self._unwritten[0]

    def _write(self, wrong: int) -> None:
        self._remembered = self._measured(wrong)
        with suppress(OSError):
            super()._write(wrong)

    def _read(self) -> _Tries:
        kept = super()._read()
        if self._remembered is None:
            return kept
        return max(kept, self._remembered, key=lambda tries: (tries.wrong, tries.at))


def this_run() -> tuple[float, str]:
    """Return how long the machine runs, sleep included, and a name for this run; an empty name when unknown."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return time.clock_gettime(time.CLOCK_BOOTTIME), boot
    except (OSError, AttributeError):
        return 0.0, ""
