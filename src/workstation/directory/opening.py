"""Open now, and until when: opening hours with Belgium's legal holidays, on the clock of Brussels."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from opening_hours import OpeningHours, State, validate

from workstation.domain.moments import BRUSSELS, local
from workstation.domain.services import Service
from workstation.vocabulary.words import Words

_FORESEEN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Opening:
    """`open` None = not known. `changes_at` is the next moment it opens or closes; None = not soon, or not known.

    On a legal holiday, hours that say nothing about holidays are not known: better said than guessed.
    """

    open: bool | None = None
    changes_at: datetime | None = None


UNKNOWN = Opening()


@lru_cache(maxsize=512)
def _read(spec: str) -> OpeningHours | None:
    if "24/7" not in spec and "PH" not in spec:
        spec += "; PH unknown"
    if not validate(spec):
        return None
    return OpeningHours(spec, timezone=BRUSSELS, country="BE", auto_country=False, auto_timezone=False)


def is_spec(spec: str) -> bool:
    """Return whether a text can be read as opening hours."""
    return bool(spec.strip()) and _read(spec) is not None


def opening(spec: str, at: datetime) -> Opening:
    """Return whether hours in OpenStreetMap's opening_hours form are open at a moment (aware)."""
    return _opening(spec, local(at).replace(second=0, microsecond=0)) if spec.strip() else UNKNOWN


@lru_cache(maxsize=4096)
def _opening(spec: str, moment: datetime) -> Opening:
    hours = _read(spec)
    if hours is None:
        return UNKNOWN
    state = hours.state(moment)[0]
    if state is State.UNKNOWN:
        return UNKNOWN
    change = hours.next_change(moment)
    if change is None or change - moment > timedelta(days=_FORESEEN_DAYS):
        return Opening(state is State.OPEN)
    return Opening(state is State.OPEN, change)


def hours_of(service: Service) -> str:
    """Return the opening_hours text of an entry; `werkdag` in its words closes it on legal holidays."""
    spec = service.opening_spec
    if spec and "PH" not in spec and "werkdag" in service.opening_hours.casefold():
        return f"{spec}; PH off"
    return spec


def clock(moment: datetime, text: Words) -> str:
    """Return `9 uur` or `16.30 uur`, as one says it."""
    here = local(moment)
    if here.minute:
        return text("directory.hour.with_minutes", hour=here.hour, minutes=f"{here.minute:02}")
    return text("directory.hour.whole", hour=here.hour)


def said(found: Opening, at: datetime, text: Words) -> str:
    """Return the sentence on screen: open until, opens when, or that the hours are not known."""
    if found.open is None:
        return text("directory.opening.unknown")
    if found.changes_at is None:
        return text("directory.opening.always" if found.open else "directory.opening.closed")
    here, then = local(at), local(found.changes_at)
    days = (then.date() - here.date()).days
    if found.open:
        midnight = days == 1 and not then.hour and not then.minute
        if midnight:
            return text("directory.opening.until_midnight")
        key = "until" if days == 0 else "until_tomorrow" if days == 1 else "until_day"
    else:
        key = "opens" if days == 0 else "opens_tomorrow" if days == 1 else "opens_day" if days < 7 else "opens_date"
    day = text(f"directory.day.{then.isoweekday()}")
    date = text("directory.date", day=then.day, month=text(f"directory.month.{then.month}"))
    return text(f"directory.opening.{key}", time=clock(then, text), day=day, date=date)
