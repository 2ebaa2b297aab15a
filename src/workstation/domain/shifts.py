"""Shifts (permanentie): when a counsellor is on a line, and how heavy it was."""

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.ids import ShiftId


@dataclass(frozen=True, slots=True)
class Break:
    """A break taken; `ended_at` None = it is going on."""

    began_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One shift. Planned moments and the planned break are what the counsellor chose at the start.

    `heavy_calls` holds ids of calls the counsellor privately marked "zwaar gesprek": this never leaves the station.
    """

    id: ShiftId
    counsellor: str
    team: str | None
    line: str
    began_at: datetime
    planned_end: datetime
    planned_break: datetime | None = None
    ended_at: datetime | None = None
    breaks: tuple[Break, ...] = ()
    heavy_calls: tuple[str, ...] = ()
