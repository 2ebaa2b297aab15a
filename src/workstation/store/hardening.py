"""What the program does to itself before it knows a secret."""

import contextlib
import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4


def harden_process() -> None:
    """Switch core dumps off and make new files ours alone. Call it first thing at the start.

    Both are needed against dumps: the limit does not count when the kernel hands dumps to a program. On Windows
    neither exists; error reporting is excluded there by the installer.
    """
    private_files()
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # a library that cannot be loaded leaves the limit above in force
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def private_files() -> None:
    """Let no new file be read by others, whichever library makes it."""
    os.umask(0o077)
