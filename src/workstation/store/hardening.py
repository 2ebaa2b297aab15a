"""What the program does to itself before it knows a secret."""

import contextlib
import ctypes
import logging
import os
import sys

_PR_SET_DUMPABLE = 4
# at lower levels these tell addresses, tokens, statements and whole rows, wherever the root logger listens to them
TALKATIVE = ("alembic", "asyncio", "authlib", "httpcore", "httpx", "keyring", "sqlalchemy")


def harden_process() -> None:
    """Switch core dumps off, make new files ours alone, let no library chat. Call it first thing at the start.

    Both are needed against dumps: the limit does not count when the kernel hands dumps to a program. On Windows
    neither exists; error reporting is excluded there by the installer.
    """
    private_files()
    quiet_libraries()
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


def quiet_libraries() -> None:
    """Let libraries log warnings and worse only, also when somebody sets the root logger to everything."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
