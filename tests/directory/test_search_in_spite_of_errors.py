import importlib
import random
import sys
import time
from pathlib import Path
from statistics import quantiles

import pytest
from tests.directory.test_places import one_error

from workstation.directory.topics import shipped_synonyms


def test_one_typing_error_in_a_word_is_forgiven(finder, friday_morning):
    chance = random.Random(1712)
    words = sorted({synonym.words[0] for synonym in shipped_synonyms() if len(synonym.words) == 1})
    words = [word for word in words if len(word) > 4 and finder.find(word, at=friday_morning)]
    kept = 0
    for word in words:
        right = finder.find(f"{word} gent", at=friday_morning, limit=3)
        wrong = finder.find(f"{one_error(word, chance)} gent", at=friday_morning, limit=3)
        kept += right[0].service.id in {hit.service.id for hit in wrong}
    print(f"one random error in {len(words)} words: first answer kept among three in {kept / len(words):.1%}")
    assert kept / len(words) > 0.9


@pytest.fixture(scope="module")
def bench():
    """The measuring program of this search, which lies beside the package."""
    folder = Path(__file__).parents[2] / "packaging" / "bench"
    sys.path.insert(0, str(folder))
    yield importlib.import_module("directory_search")
    sys.path.remove(str(folder))


def test_a_key_stroke_is_answered_within_twenty_milliseconds(finder, bench):
    took = []
    search = bench.with_finder(finder)
    for text in bench.key_strokes():
        began = time.process_time()
        search(text)
        took.append(1000 * (time.process_time() - began))
    assert quantiles(took, n=20)[-1] < 20


def test_the_raw_query_it_is_measured_against_finds_something(edition, bench):
    assert bench.with_fts5(edition)("politie gent")
    assert {name: len(took) for name, took in bench.measure(("caw",)).items()} == {"near": 3, "anywhere": 3, "raw": 3}
