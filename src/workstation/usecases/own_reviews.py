"""One's own calls that somebody said something about: shown to the person first."""

from workstation.domain.counsellors import Desk
from workstation.domain.permissions import require
from workstation.domain.reviews import Review
from workstation.store.reviews import Reviews
from workstation.store.vault import Vault


def own_reviews(desk: Desk, *, vault: Vault) -> tuple[Review, ...]:
    """Return the talks about calls this counsellor took, those that wait for an answer first. Raises NotAllowed."""
    require(desk, "add", "practice" if desk.practice else "own")
    with vault.reading() as work:
        found = [
            one
            for one in Reviews(work.connection).open_and_closed()
            if one.counsellor == desk.counsellor and (one.comments or one.answers)
        ]
    return tuple(sorted(found, key=lambda one: (one.status != "commented", one.status == "closed")))
