"""Keeps an answer together with what follows from it, whichever box it was typed in."""

from workstation.domain.consistency_persons import EXTRAFAMILIAL, INTRAFAMILIAL, THE_CALLER_IS_ONE
from workstation.forms.draft import Draft
from workstation.forms.spec import Answers, Value
from workstation.vocabulary.codebook import Codebook

FAMILY = "context_family"
GIVES_FAMILY = frozenset({"context_setting", "problem_type"})


def implied_family(answers: Answers, codebook: Codebook) -> str | None:
    """Return the context that follows from the setting or, without one, from the problem type.

    Sources: rule R09 (a setting lies in one context), R07 and R08 (problems that are by definition within or outside
    the family). It is derived from an answer that was given, so it is no default that counts as an answer: it stands
    visibly in its box, can be changed there, and goes when the answer it came from goes.
    """
    setting = answers.get("context_setting")
    found = codebook.get("context_setting", setting) if isinstance(setting, str) else None
    if found and found.parent in {"intrafamilial", "extrafamilial"}:
        return found.parent
    problem = answers.get("problem_type")
    if problem in INTRAFAMILIAL:
        return "intrafamilial"
    return "extrafamilial" if problem in EXTRAFAMILIAL else None


def tell(draft: Draft, name: str, value: Value, codebook: Codebook, *, person: str | None = None) -> None:
    """Keep an answer as `Draft.answer` does, and what follows from it: whose call it is, and the context.

    A context the counsellor chose himself is never overwritten.
    """
    if person is None:
        draft.answer(name, value)
        if name == "relation_to_victim":
            _whose_call(draft, value)
        return
    answers = draft.person(person).answers
    before = implied_family(answers, codebook)
    draft.answer(name, value, person=person)
    if name not in GIVES_FAMILY:
        return
    follows = implied_family(answers, codebook)
    chosen = FAMILY in draft.person(person).missing or answers.get(FAMILY, before) != before
    if follows != before and not chosen:
        draft.answer(FAMILY, follows, person=person)


def _whose_call(draft: Draft, relation: Value) -> None:
    contact = draft.contact_person
    if relation in THE_CALLER_IS_ONE:
        if contact is None and draft.selected is not None:
            draft.set_contact(draft.selected)
    elif contact is not None:
        draft.set_contact(None)
