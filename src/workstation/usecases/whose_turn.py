"""Whose turn a follow-up can be: oneself, the team, somebody of the team, another team."""

from datetime import timedelta

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.store.call_owners import counsellors_of
from workstation.store.vault import Vault

SEEN_WITHIN = timedelta(days=120)


def whose_turn(desk: Desk, *, vault: Vault, now: Now) -> tuple[str, ...]:
    """Return the colleagues of one's team who took calls lately, by name, without oneself."""
    if desk.team is None:
        return ()
    with vault.reading() as work:
        found = counsellors_of(work.connection, desk.team, now() - SEEN_WITHIN)
    return tuple(one for one in found if one != desk.counsellor)
