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
# who sits at a profile of their own; an operator has no key to any
OF_PROFILES: tuple[Role, ...] = (
    "counsellor", "team_coordinator", "flemish_coordinator", "trainer", "protection_officer",
)  # fmt: skip
# what a signed list of members decides: a station that has one believes nothing else about these
BY_LIST: frozenset[Role] = frozenset({"team_coordinator", "flemish_coordinator"})


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


def role_by_list(kept: Role, *, coordinator: bool | None) -> Role:
    """Return the role that holds at a station of a team. `coordinator`: what the list says, None = there is none.

    The list raises a counsellor to the team's coordinator and takes back what a profile claims without it.
    """
    if coordinator is None:
        return kept
    if coordinator:
        return kept if kept in BY_LIST else "team_coordinator"
    return "counsellor" if kept in BY_LIST else kept
