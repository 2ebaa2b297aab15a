"""Print the agenda or the minutes of the case discussion: numbered, with a reason, in the register."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now, local_day
from workstation.domain.permissions import require
from workstation.domain.prints import Print
from workstation.domain.problems import NotReady, Problem
from workstation.domain.team_talk import DiscussionPoint
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault
from workstation.usecases.register_print import Printed

# points, number and moment in; bytes and number of pages out
DrawPoints = Callable[[tuple[DiscussionPoint, ...], str, datetime], tuple[bytes, int]]
# stands in the register where otherwise a call's id stands: this copy is of no single call
OF_NO_CALL = CallId("case_discussion")


@dataclass(frozen=True, slots=True)
class DiscussionWish:
    """What somebody wants: the minutes or else the agenda, `how` (printed, saved) and why."""

    minutes: bool
    how: str
    reason: str


def print_discussion(wish: DiscussionWish, draw: DrawPoints, desk: Desk, *, vault: Vault, now: Now) -> Printed:
    """Draw a copy under the next number and register it, both or neither; the read log names every call in it.

    Raises NotReady without a reason, NotAllowed.
    """
    require(desk, "coordinate", "practice" if desk.practice else "own")
    if not wish.reason.strip():
        raise NotReady((Problem("reason", "filing.reason_needed"),))
    at = now()
    with vault.work() as work:
        team = None if desk.practice else desk.team or ""
        points = TeamTalk(work.connection).points(team, discussed=wish.minutes)
        number = work.prints.next_number(local_day(at).year)
        document, pages = draw(points, number, at)
        work.prints.put(
            Print(
                number=number, call=OF_NO_CALL, at=at, counsellor=desk.counsellor, audience="discussion",
                how=wish.how, reason=wish.reason.strip(), pages=pages, sha256=hashlib.sha256(document).digest(),
            )
        )  # fmt: skip
        for call in dict.fromkeys(point.call for point in points):
            work.read_log.note("print", desk, at, record=call)
    return Printed(number, document, pages, Changes.of("print", number))
