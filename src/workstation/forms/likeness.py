"""What of a running call is compared with earlier ones."""

from datetime import date

from workstation.domain.likeness import Facts
from workstation.forms.draft import Draft, age_codes

NOT_SAID = frozenset({"unknown"})


def facts_of(draft: Draft, day: date) -> Facts:
    """Return what is known of the reported persons so far."""
    ages = [age_codes(one.answers.get("age"), of_contact=False) for one in draft.persons]
    return Facts(
        day=day,
        places=_codes(draft, "municipality"),
        years=frozenset(years for years, _ in ages if years is not None),
        ages=frozenset(band for _, band in ages if band) - NOT_SAID,
        themes=_codes(draft, "problem_type"),
        forms=_codes(draft, "violence_forms"),
    )


def _codes(draft: Draft, name: str) -> frozenset[str]:
    found: set[str] = set()
    for one in draft.persons:
        value = one.answers.get(name)
        found |= set(value) if isinstance(value, tuple) else {str(value)} if value else set()
    return frozenset(found) - NOT_SAID
