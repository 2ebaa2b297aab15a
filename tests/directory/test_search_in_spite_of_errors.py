import random
import time
from statistics import quantiles

from packaging.bench.directory_search import key_strokes, timed, with_finder, with_fts5
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


def test_a_key_stroke_is_answered_within_twenty_milliseconds(finder):
    took = []
    search = with_finder(finder)
    for text in key_strokes():
        began = time.process_time()
        search(text)
        took.append(1000 * (time.process_time() - began))
    assert quantiles(took, n=20)[-1] < 20


def test_the_raw_query_it_is_measured_against_finds_something(edition):
    assert with_fts5(edition)("politie gent")
    assert timed(with_fts5(edition), ("caw",)).strokes == 3
