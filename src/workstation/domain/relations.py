"""How reported persons belong together: told once, read from either side."""

from collections.abc import Iterable

from workstation.domain.reported_persons import PersonRelation
from workstation.vocabulary.codebook import Codebook

LIST = "person_relation"


def inverse(codebook: Codebook, relation: str) -> str:
    """Return the same bond seen from the other person: parent gives child. A code this codebook has no inverse
    for is given back as it is, so that a newer edition's bond is at least shown.
    """
    found = codebook.get(LIST, relation)
    return found.inverse if found and found.inverse else relation


def relation_of(one: str, other: str, relations: Iterable[PersonRelation], codebook: Codebook) -> str | None:
    """Return what `one` is of `other` (list person_relation), told or derived; None = not told."""
    for told in relations:
        if (told.one, told.other) == (one, other):
            return told.relation
        if (told.one, told.other) == (other, one):
            return inverse(codebook, told.relation)
    return None
