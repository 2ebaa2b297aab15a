"""File a contact that was no conversation: silent, dropped, prank, wrong number."""

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.forms.draft import Draft
from workstation.store.vault import Vault
from workstation.usecases.register_call import Registered, register_call
from workstation.vocabulary.codebook import Codebook

UNANSWERED = ("silent_call", "dropped_call", "prank", "wrong_number", "test_call")


def file_unanswered(
    draft: Draft, qualifier: str, desk: Desk, *, vault: Vault, codebook: Codebook, now: Now
) -> Registered:
    """File the draft with one of UNANSWERED and no further question; what was typed is kept with it.

    Raises NotReady when persons were noted: then it was a conversation. Raises ValueError for another qualifier.
    """
    if qualifier not in UNANSWERED:
        raise ValueError("not a qualifier of an unanswered contact")
    if draft.persons:
        raise NotReady((Problem("persons", "filing.persons_noted", severity="hard"),))
    filed = Draft.from_body(draft.body())
    filed.add_code("qualifiers", qualifier)
    return register_call(filed, desk, vault=vault, codebook=codebook, now=now)
