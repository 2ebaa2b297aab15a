"""Counsellors: who takes the calls, and at which desk."""

from dataclasses import dataclass
from typing import Literal, get_args

from workstation.domain.ids import ShiftId

Role = Literal[
    "counsellor",
    "team_coordinator",
    "flemish_coordinator",
    "trainer",
    "administrator",
    "operator",
    "protection_officer",
]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Who sits at this station now. `mark` is the station's own part of a call's number ("K7"); `shift` None =
    no shift was started, which never keeps anybody from taking a call. `practice`: every call here is invented.
    """

    counsellor: str
    mark: str
    team: str | None = None
    shift: ShiftId | None = None
    role: Role = "counsellor"
    practice: bool = False


def role_of(kept: str | None) -> Role:
    """Return the role that was kept; the one that may least in a team when there is none or an unknown one."""
    return next((role for role in ROLES if role == kept), "counsellor")
