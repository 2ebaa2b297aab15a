"""Python's collector stops every thread: a full pass while a year is counted froze the window for 130 to 230 ms."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


@cache
def settle() -> None:
    """From now on pass over everything that is there; called once, in a lane, when the heavy rooms are loaded."""
    gc.freeze()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Count without full passes. What is counted is freed by its reference counts when the work is done."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def sweep() -> None:
    """Pass over what is new while full passes wait: a few milliseconds now instead of a long one at the end."""
    gc.collect(0)
