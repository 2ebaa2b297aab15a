import pytest

from workstation.domain.relations import inverse, relation_of
from workstation.domain.reported_persons import PersonRelation
from workstation.vocabulary.reading import shipped_codebook


@pytest.fixture
def codebook():
    return shipped_codebook()


def test_the_child_of_a_parent_is_derived(codebook):
    told = (PersonRelation("a", "parent", "b"),)
    assert relation_of("a", "b", told, codebook) == "parent"
    assert relation_of("b", "a", told, codebook) == "child"


def test_a_bond_that_was_not_told_is_not_made_up(codebook):
    assert relation_of("a", "c", (PersonRelation("a", "parent", "b"),), codebook) is None


def test_the_inverse_of_an_inverse_is_the_bond_itself(codebook):
    for code in codebook.of_list("person_relation"):
        assert inverse(codebook, inverse(codebook, code.code)) == code.code


def test_a_bond_of_a_newer_edition_is_shown_as_it_is(codebook):
    assert inverse(codebook, "godparent") == "godparent"
