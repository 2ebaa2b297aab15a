"""Hands that wait as long as something happens: a busy machine is no reason to fail, standing still is."""

import time

from workstation.ui.typing import Hands

CEILING = 240  # seconds for one step, whatever happens meanwhile
QUIET = 60  # seconds without any work in a lane: a hub of its own process may be starved as long


class PatientHands(Hands):
    """Waits by what the lanes do: the processor time of every thread but the window's."""

    def __init__(self, window, quiet=QUIET):
        super().__init__(window)
        self._quiet = quiet

    def wait(self, until, seconds=0):
        """Wait for it. Raises TimeoutError when no lane works any more, and it still does not hold."""
        begun = moved = time.monotonic()
        worked = work_of_lanes()
        while not until():
            now = time.monotonic()
            if (more := work_of_lanes()) > worked:
                worked, moved = more, now
            if now - moved > max(seconds, self._quiet) or now - begun > CEILING:
                raise TimeoutError("waited in vain")
            self.rest(0.01)


def work_of_lanes():
    """Milliseconds; to be asked in the window's thread."""
    return int((time.process_time() - time.thread_time()) * 1000)
