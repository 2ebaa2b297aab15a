"""A word for everything that is asked, and words as the house says them."""

import re
import tomllib

import pytest
from tests.house.tree import ROOT, python_files

from workstation.forms.intake import INTAKE, PERSON
from workstation.vocabulary.words import words

TEXTS = sorted((ROOT / "resources" / "text" / "nl").glob("*.toml"))
# screens.md 6.6: 1712 is no place to report anybody, and nothing is established yet
NOT_OUR_WORDS = re.compile(r"\b(melding(en)?|melder|aangever|daders?|verplicht veld|ongeldige?)\b", re.IGNORECASE)
VICTIM = re.compile(r"\bslachtoffers?\b", re.IGNORECASE)
POSSIBLE = re.compile(r"\(mogelijke?\)[^.]*slachtoffer", re.IGNORECASE)


def test_every_question_has_its_word():
    text = words()
    asked = [f"{form.name}.{field.name}" for form in (INTAKE, PERSON) for field in form.fields]
    assert [key for key in asked if key not in text] == []


@pytest.mark.parametrize("file", TEXTS, ids=lambda p: p.stem)
def test_words_are_calm(file):
    # a sign in front marks what asks for attention (screens.md 6.3); a sentence never ends in one
    loud = [
        word for word in _texts(tomllib.loads(file.read_text(encoding="utf-8"))) if "!" in word.removeprefix("! ")
    ]
    assert loud == []


@pytest.mark.parametrize("file", TEXTS, ids=lambda p: p.stem)
def test_words_do_not_blame_or_establish(file):
    found = _texts(tomllib.loads(file.read_text(encoding="utf-8")))
    assert [word for word in found if NOT_OUR_WORDS.search(word)] == []
    assert [word for word in found if VICTIM.search(word) and not POSSIBLE.search(word)] == []


def _texts(table):
    for value in table.values():
        if isinstance(value, dict):
            yield from _texts(value)
        else:
            yield str(value)


@pytest.mark.parametrize("sentence", ["De dader belt.", "Nieuwe melding", "Het slachtoffer woont in Gent."])
def test_a_word_that_is_not_ours_is_recognised(sentence):
    assert NOT_OUR_WORDS.search(sentence) or (VICTIM.search(sentence) and not POSSIBLE.search(sentence))


KEY = re.compile(r"""\b(?:text|words\(\))\(\s*"([a-z_]+\.[a-z_.0-9]+)\"""")


def test_every_word_asked_for_by_its_whole_key_is_there():
    text = words()
    asked = {key for path in python_files("src") for key in KEY.findall(path.read_text(encoding="utf-8"))}
    assert asked
    assert sorted(key for key in asked if key not in text) == []
