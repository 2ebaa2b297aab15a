"""Draft an edition of the codebook: keep it as it is now, or throw it away when nothing is left in it."""

from collections.abc import Sequence
from datetime import date

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now, as_text
from workstation.domain.permissions import require
from workstation.store.codebook_editions import CodebookEditions
from workstation.store.vault import Vault
from workstation.vocabulary.editions import CodeChange, Edition


def draft_edition(
    edition_id: str, from_day: date, changes: Sequence[CodeChange], desk: Desk, *, vault: Vault, now: Now
) -> Changes:
    """Keep a draft; nobody works with it yet. Raises NotAllowed."""
    require(desk, "codebook", "practice" if desk.practice else "team")
    edition = Edition(
        id=edition_id, from_day=from_day, changes=tuple(changes), drafted_by=desk.counsellor,
        drafted_at=as_text(now()),
    )  # fmt: skip
    with vault.work() as work:
        shelf = CodebookEditions(work.connection)
        if edition.changes:
            shelf.put_draft(edition)
        else:
            shelf.forget_draft(edition_id)
    return Changes.of("codebook", edition_id)
