"""Counsellors: who takes the calls, and at which desk."""

from dataclasses import dataclass

from workstation.domain.ids import ShiftId


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who sits at this station now. `mark` is the station's own part of a call's number ("K7"); `shift` None =
    no shift was started, which never keeps anybody from taking a call.
    """

    counsellor: str
    mark: str
    team: str | None = None
    shift: ShiftId | None = None
