"""A remark on a call that is still being written: kept while typing, like every other text."""

import json

from workstation.domain.ids import CallId
from workstation.store.erasing import HALF_COMMENT as PREFIX
from workstation.store.vault import Vault


def keep_half_comment(call_id: CallId, field: str, text: str, *, vault: Vault) -> None:
    """Keep what is typed so far; an empty text takes it away."""
    with vault.work() as work:
        work.settings.put(PREFIX + call_id, json.dumps([field, text]) if text.strip() else None)


def half_comment(call_id: CallId, *, vault: Vault) -> tuple[str, str]:
    """Return the field and the text of the remark that was begun; empty when there is none."""
    with vault.reading() as work:
        kept = work.settings.get(PREFIX + call_id)
    if not kept:
        return "", ""
    field, text = json.loads(kept)
    return field, text
