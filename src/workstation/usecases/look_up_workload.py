"""Look up the workload: one's own, and the team's where five people or more did the work."""

from dataclasses import dataclass

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now, local_day
from workstation.domain.permissions import require
from workstation.domain.workload import WEEK, WEEKS, OwnLoad, TeamWeek, monday_of, own_load, parts_of_day, team_weeks
from workstation.store.vault import Vault
from workstation.store.workload import worked_calls


@dataclass(frozen=True, slots=True)
class Workload:
    """What one sees: oneself first."""

    own: OwnLoad
    team: tuple[TeamWeek, ...]
    parts: tuple[tuple[str, int], ...]


def look_up_workload(desk: Desk, *, vault: Vault, now: Now) -> Workload:
    """Return the workload of the six weeks before this one and of this week for oneself. Raises NotAllowed."""
    require(desk, "figures", "practice" if desk.practice else "own")
    today = local_day(now())
    since = monday_of(today) - WEEK * WEEKS
    team = None if desk.practice else desk.team or ""
    with vault.reading() as work:
        calls = worked_calls(work.connection, team, desk.counsellor, since)
        shifts = work.shifts.of(desk.counsellor, since)
    of_team = [one for one in calls if team is None or one.team == team]
    return Workload(
        own_load(calls, shifts, desk.counsellor, today), team_weeks(of_team, today), parts_of_day(of_team, today)
    )
