from datetime import date

import pytest

from workstation.vocabulary.reading import read_codebook, shipped_codebook

HEAD = (
    "codelist,code,label_nl,label_en,label_fr,valid_from,valid_until,parent,sort,definition_nl,source,validity_note\n"
)
SHORT = "codelist,code,shortcode,synonyms_nl\n"


def test_a_row_becomes_a_code():
    row = 'shape,round,Rond,Round,Rond,2020-01-01,2021-12-31,curved,20,"Zonder hoek, dus.",P,inverse: square\n'
    (code,) = read_codebook((HEAD + row,), SHORT + "shape,round,rd,cirkel;bol\n", "test").codes
    assert code.labels == {"nl": "Rond", "en": "Round", "fr": "Rond"}
    assert (code.valid_from, code.valid_until) == (date(2020, 1, 1), date(2021, 12, 31))
    assert (code.parent, code.sort, code.definition) == ("curved", 20, "Zonder hoek, dus.")
    assert (code.shortcode, code.synonyms, code.inverse) == ("rd", ("cirkel", "bol"), "square")


def test_what_is_left_empty_is_none():
    (code,) = read_codebook((HEAD + "shape,round,Rond,Round,Rond,,,,10,,P,assumed\n",), SHORT, "test").codes
    assert (code.valid_until, code.parent, code.shortcode, code.inverse, code.synonyms) == (
        None,
        None,
        None,
        None,
        (),
    )
    assert code.valid_on(date(1900, 1, 1))


def test_a_day_nobody_can_read_is_refused():
    with pytest.raises(ValueError):
        read_codebook((HEAD + "shape,round,Rond,Round,Rond,gisteren,,,10,,P,\n",), SHORT, "test")


def test_the_shipped_edition_has_nineteen_lists_and_the_bonds_between_persons():
    assert len(shipped_codebook().lists) == 20
    assert len(shipped_codebook().codes) == 183 + 9


def test_no_list_has_a_code_twice():
    keys = [(c.list, c.code) for c in shipped_codebook().codes]
    assert len(keys) == len(set(keys))


def test_every_parent_exists_in_its_list_or_names_the_context():
    codebook = shipped_codebook()
    lost = [
        c.code
        for c in codebook.codes
        if c.parent and not codebook.get(c.list, c.parent) and not codebook.get("context_family", c.parent)
    ]
    assert lost == []


def test_an_edition_is_named_after_what_it_holds():
    assert shipped_codebook().edition.startswith("2026-")
    assert shipped_codebook() is shipped_codebook()
