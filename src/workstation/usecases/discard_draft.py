"""Discard a draft: out of the list, into the bin."""

from workstation.domain.changes import Changes
from workstation.domain.ids import DraftId
from workstation.domain.moments import Now
from workstation.store.vault import Vault


def discard_draft(draft_id: DraftId, *, vault: Vault, now: Now) -> Changes:
    """Put a draft into the bin; `restore_draft` takes this back until the bin is emptied."""
    with vault.work() as work:
        found = work.drafts.put_in_bin(draft_id, now())
    return Changes.of("draft", draft_id) if found else Changes()
