"""Save a draft: the newest state of what is being typed, durable when this returns."""

import json
from dataclasses import dataclass
from datetime import datetime

from workstation.domain.ids import DraftId
from workstation.domain.moments import Now, from_text
from workstation.domain.texts import storable_tree
from workstation.forms.draft import Body
from workstation.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Saved:
    """`kept` False: the draft was filed or discarded in the meantime, so that there was nothing left to save."""

    draft: DraftId
    at: datetime
    kept: bool


def save_draft(body: Body, counsellor: str, *, vault: Vault, now: Now, kind: str = "call") -> Saved:
    """Keep the body of a draft (`Draft.body()`). Characters no store can hold are marked, nothing is refused."""
    at = now()
    text = json.dumps(storable_tree(body), ensure_ascii=False, separators=(",", ":"))
    with vault.work() as work:
        kept = not work.calls.has(body["id"]) and work.drafts.put(
            text, body["id"], kind, counsellor, _began(body, at), at
        )
    return Saved(DraftId(body["id"]), at, kept)


def _began(body: Body, otherwise: datetime) -> datetime:
    try:
        return from_text(body["started_at"])
    except ValueError:
        return otherwise
