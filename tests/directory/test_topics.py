from datetime import date

import pytest

from workstation.directory.suggestions import shipped_suggestions
from workstation.directory.topics import read_synonyms, shipped_synonyms
from workstation.vocabulary.reading import shipped_codebook


def test_every_synonym_leads_to_something_the_directory_has(edition):
    have = {
        "topic": {topic for service in edition.services for topic in service.topics},
        "category": {service.category for service in edition.services},
        "service": {service.id for service in edition.services},
        "audience": {audience for service in edition.services for audience in service.audience},
        "language": {language for service in edition.services for language in service.languages},
    }
    for synonym in shipped_synonyms():
        for meaning in synonym.means:
            assert meaning.kind == "wish" or meaning.value in have[meaning.kind], meaning


def test_no_word_stands_in_two_rows():
    spelled = [synonym.words for synonym in shipped_synonyms()]
    assert sorted({words for words in spelled if spelled.count(words) > 1}) == []


def test_a_meaning_of_no_known_kind_is_refused():
    with pytest.raises(ValueError, match="dreams"):
        read_synonyms("words,means\nslaap,dreams:soft\n")


def test_suggestions_name_codes_of_the_codebook_and_services_of_the_directory(edition):
    codes = {(code.list, code.code) for code in shipped_codebook().codes}
    have = {service.id for service in edition.services} | {service.category for service in edition.services}
    for row in shipped_suggestions():
        assert not row.code or row.kind == "region" or (row.kind, row.code) in codes
        assert set(row.targets) <= have, row


def test_every_problem_type_of_today_has_first_suggestions():
    rows = {row.code for row in shipped_suggestions() if row.kind == "problem_type"}
    today = {
        code.code
        for code in shipped_codebook().codes
        if code.list == "problem_type" and code.valid_on(date(2026, 11, 20))
    }
    assert today - rows == {"uncategorised"}
