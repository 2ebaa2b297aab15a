"""The shift clock: what is left of a shift, and how much of it went to calls. Pure arithmetic on moments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.domain.shifts import Shift

NONE = timedelta()
# a shift nobody ended is over this long after its planned end
FORGOTTEN = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class CallSpan:
    """When a call was. `ended_at` None: it was never ended. `wrap_up_s` seconds of writing afterwards, None = not
    measured.
    """

    call: CallId
    began_at: datetime
    ended_at: datetime | None
    wrap_up_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftSoFar:
    """A shift at one moment.

    `remaining` is negative in overtime. `break_in` is the time to the planned break, None when none is planned or
    one was taken; `break_overdue` how long it has been due (a break that is going on is not overdue). `in_calls`
    counts talking only, `wrapping_up` the writing afterwards. `calls_since_break` counts from the end of the last
    break, or from the start.
    """

    remaining: timedelta
    on_break: bool
    break_in: timedelta | None
    break_overdue: timedelta
    in_calls: timedelta
    wrapping_up: timedelta
    calls: int
    calls_since_break: int
    heavy_calls: int


def so_far(shift: Shift, spans: Sequence[CallSpan], at: datetime) -> ShiftSoFar:
    """Return how a shift stands. A clock set back never yields a negative time spent."""
    at = max(at, shift.began_at)
    on_break = any(one.ended_at is None for one in shift.breaks)
    rested = [one.ended_at or at for one in shift.breaks]
    since = max(rested, default=shift.began_at)
    break_in = None
    if shift.planned_break is not None and not shift.breaks:
        break_in = shift.planned_break - at
    return ShiftSoFar(
        remaining=shift.planned_end - (shift.ended_at or at),
        on_break=on_break,
        break_in=break_in,
        break_overdue=max(NONE, -break_in) if break_in is not None else NONE,
        in_calls=sum((_length(one) for one in spans), NONE),
        wrapping_up=sum((timedelta(seconds=one.wrap_up_s or 0) for one in spans), NONE),
        calls=len(spans),
        calls_since_break=sum(1 for one in spans if one.began_at >= since),
        heavy_calls=len(shift.heavy_calls),
    )


def rested(shift: Shift, at: datetime) -> Shift:
    """Return the shift with its break ended; a clock set back ends it where it began."""
    return replace(
        shift,
        breaks=tuple(replace(b, ended_at=max(at, b.began_at)) if b.ended_at is None else b for b in shift.breaks),
    )


def ended(shift: Shift, at: datetime) -> Shift:
    """Return the shift ended, with its break; one that was ended already stays as it is."""
    if shift.ended_at is not None:
        return shift
    return replace(rested(shift, at), ended_at=max(at, shift.began_at))


def forgotten(shift: Shift, at: datetime) -> bool:
    """Return whether nobody ended a shift that was over long ago."""
    return shift.ended_at is None and at > shift.planned_end + FORGOTTEN


def _length(span: CallSpan) -> timedelta:
    return max(NONE, (span.ended_at or span.began_at) - span.began_at)


class SteadyClock:
    """A clock for one run of the program that a change of the machine's clock does not move.

    `wall` is asked once, at the start; from there on `seconds`, which must count on whatever happens (also through
    sleep, where the machine can: `moments.seconds_running`). Moments kept in the vault come from here, so that the
    length of a call stays true. A restart anchors it anew.
    """

    def __init__(self, wall: Now, seconds: Callable[[], float]) -> None:
        self._wall = wall
        self._seconds = seconds
        self._anchor = wall()
        self._since = seconds()

    def __call__(self) -> datetime:
        """Return the moment, by the wall clock as it was at the start."""
        return self._anchor + timedelta(seconds=self._seconds() - self._since)

    def moved(self) -> timedelta:
        """Return by how much the wall clock was moved since the start; positive = put forward."""
        return self._wall() - self()
