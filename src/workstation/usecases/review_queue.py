"""The review queue: which calls of the team a second person should read, the gravest first, then a sample."""

from datetime import timedelta

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.reviews import ReviewLine, in_order
from workstation.store.reviews import Reviews
from workstation.store.vault import Vault

BACK = timedelta(days=60)


def review_queue(desk: Desk, *, vault: Vault, now: Now) -> tuple[ReviewLine, ...]:
    """Return the queue of the last sixty days without one's own calls. Raises NotAllowed."""
    require(desk, "review", "practice" if desk.practice else "team")
    with vault.reading() as work:
        found = Reviews(work.connection).candidates(None if desk.practice else desk.team or "", now() - BACK)
    return in_order(line for line in found if line.counsellor != desk.counsellor or desk.practice)
