"""Put a drafted edition of the codebook in force from its day on."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now, as_text, local
from workstation.domain.permissions import require
from workstation.domain.problems import NotReady, Problem
from workstation.store.codebook_editions import CodebookEditions
from workstation.store.vault import Vault
from workstation.vocabulary.editions import faults, in_force
from workstation.vocabulary.reading import shipped_codebook


def enforce_edition(edition_id: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Make the draft an edition that no one changes any more; calls of earlier days keep their codes.

    Raises NotAllowed, and NotReady with everything that is wrong with it (text `codebook.fault`).
    """
    require(desk, "codebook", "practice" if desk.practice else "team")
    moment = now()
    with vault.work() as work:
        shelf = CodebookEditions(work.connection)
        editions = shelf.all()
        draft = next((one for one in editions if one.id == edition_id and one.enforced_at is None), None)
        if draft is None:
            raise NotReady((Problem("edition", "codebook.fault.no_draft"),))
        later = [one for one in editions if one.enforced_at is not None and one.from_day > draft.from_day]
        before = in_force(shipped_codebook(), editions, draft.from_day)
        found = faults(before, draft.changes, draft.from_day, local(moment).date())
        problems = [Problem("edition", f"codebook.fault.{fault.key}") for fault in found]
        problems += [Problem("edition", "codebook.fault.later_one")] if later else []
        if problems:
            raise NotReady(tuple(problems))
        shelf.enforce(edition_id, desk.counsellor, as_text(moment))
    return Changes.of("codebook", edition_id)
