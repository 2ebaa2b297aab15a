"""A hub to try things on: one team, two counsellors and two coordinators, all invented."""

from typing import NamedTuple

from workstation.domain.counsellors import Role
from workstation.hub.administration import Administration
from workstation.hub.database import Database

TEAM, HELPLINE = "team-demo", "helpline"
PEOPLE: tuple[tuple[str, Role], ...] = (
    ("noor", "counsellor"), ("sam", "counsellor"), ("lies", "team_coordinator"), ("omar", "team_coordinator"),
)  # fmt: skip


class Invitation(NamedTuple):
    """Who may enrol a station, and with which one-time code."""

    account: str
    role: Role
    code: str


def demonstration(database: Database) -> tuple[Invitation, ...]:
    """Furnish a migrated hub, if it is not yet, and return a fresh code for each person."""
    administration = Administration(database)
    administration.add_stream(TEAM, "team")
    administration.add_stream(HELPLINE, "helpline")
    for account, role in PEOPLE:
        administration.add_account(account, role)
        administration.grant(account, {TEAM: True, HELPLINE: role == "team_coordinator"})
    return tuple(Invitation(account, role, administration.code_for(account)) for account, role in PEOPLE)
