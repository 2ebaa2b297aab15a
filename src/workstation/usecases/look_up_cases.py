"""Look up cases: numbers and how many calls, no word of any of them."""

from workstation.domain.cases import Case
from workstation.domain.counsellors import Desk
from workstation.domain.permissions import decide, relation_to
from workstation.store.vault import Vault


def look_up_cases(desk: Desk, *, vault: Vault, limit: int = 100) -> tuple[Case, ...]:
    """Return the cases this desk may work on, newest first."""
    with vault.reading() as work:
        found = work.cases.all(limit)
    return tuple(
        case for case in found if decide(desk.role, "case", relation_to(desk, case.opened_by, case.team)) != "no"
    )
