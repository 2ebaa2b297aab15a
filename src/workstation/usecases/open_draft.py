"""Open a draft: everything as it was when it was last saved, the cursor too."""

import json

from workstation.domain.counsellors import Desk
from workstation.domain.ids import DraftId
from workstation.domain.moments import Now, as_text
from workstation.forms.draft import Draft
from workstation.store.vault import Vault


def open_draft(draft_id: DraftId, desk: Desk, *, vault: Vault, now: Now) -> Draft:
    """Return the draft. Raises KeyError when it is not there (any more).

    What no program can read any more comes back as one narrative, so that somebody can save what is in it.
    """
    with vault.work() as work:
        body = work.drafts.get(draft_id)
        work.read_log.note("open_draft", desk, now(), record=draft_id)
    try:
        return Draft.from_body(json.loads(body))
    except (ValueError, LookupError, TypeError, AttributeError):
        return Draft(draft_id, as_text(now()), answers={"narrative": body} if body else {})
