"""Note on a case: what is true of the situation and of no single call. Only ever added to."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CaseId
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_case


def note_on_case(case_id: CaseId, words: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Keep a note with name and moment. Raises NotReady when nothing was written, KeyError, NotAllowed."""
    if not words.strip():
        raise NotReady((Problem("note", "case.note_empty"),))
    with vault.work() as work:
        require_for_case(case_id, desk, work, "note")
        work.cases.act("note", desk.counsellor, now(), words, about=(case_id,))
    return Changes.of("case", case_id)
