"""Disks that take no more, for tests: a limit on the files of this process only."""

import resource
from contextlib import contextmanager


@contextmanager
def failing_disk(room=4096):
    """Let no file grow beyond some bytes: a page, as a disk that is nearly full; with 0 nothing is written at all."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
