"""List the drafts that wait to be finished."""

from workstation.domain.lines import DraftLine
from workstation.store.vault import Vault


def waiting_drafts(counsellor: str | None = None, *, vault: Vault) -> tuple[DraftLine, ...]:
    """Return the drafts of a counsellor, or everybody's, oldest first."""
    with vault.reading() as work:
        return work.drafts.waiting(counsellor)
