"""Restore a draft that was discarded."""

from workstation.domain.changes import Changes
from workstation.domain.ids import DraftId
from workstation.store.vault import Vault


def restore_draft(draft_id: DraftId, *, vault: Vault) -> Changes:
    """Take a discarded draft out of the bin; no changes when it is not there, or is a filed call by now."""
    with vault.work() as work:
        found = not work.calls.has(draft_id) and work.drafts.take_from_bin(draft_id)
    return Changes.of("draft", draft_id) if found else Changes()
