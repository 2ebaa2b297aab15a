from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.records import MORNING, a_call, a_person

from workstation.domain.lines import CallFilters
from workstation.store import call_search
from workstation.store.call_search import fts_query


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("gent", '"gent"*'),
        ("gent ", '"gent"'),
        ("gent part", '"gent" "part"*'),
        ("part* gent ", '"part"* "gent"'),
        ('"erg bang" gent ', '"erg bang" "gent"'),
        ('"erg bang', '"erg" "bang"*'),
        ("a", '"a"'),
        ("niet NOT AND OR", '"niet" "NOT" "AND" "OR"*'),
        ("naam:jan (x) ^y", '"naam:jan" "(x)" "^y"*'),
        ("gent 😀", '"gent"'),
        ("😀", None),
        ("", None),
        ("   ", None),
        ("***", None),
        ('"', None),
        ('""', None),
        ("\0", None),
        ("\ud800", None),
        ("o'neill", '"o\'neill"*'),
    ],
)
def test_what_is_typed_becomes_words_to_look_for(typed, query):
    assert fts_query(typed) == query


@pytest.fixture
def some_calls(vault):
    with vault.work() as work:
        work.calls.put_many(
            [
                a_call(number="1", narrative="Zij is erg bang voor morgen. 😀", started_at=MORNING),
                a_call(number="2", narrative="Bang? Nee, erg kwaad op de José uit Gentbrugge.",
                       started_at=MORNING + timedelta(days=1), channel="chat"),
                a_call(number="3", narrative="", started_at=MORNING + timedelta(days=2)),
                a_call(number="2026-K7-00123", narrative="Buurvrouw hoort geroep.", persons=(
                    a_person(problem_type="child_abuse"),), started_at=MORNING + timedelta(days=3)),
            ]
        )  # fmt: skip
    return vault


def found(vault, typed, **filters):
    with vault.reading() as work:
        return [line.number for line in work.calls.search(typed, CallFilters(**filters))]


@pytest.mark.parametrize("common", [1000, 0])
@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("bang", ["2", "1"]),
        ("erg bang", ["2", "1"]),
        ('"erg bang"', ["1"]),
        ("BANG GENT", ["2"]),
        ("jose", ["2"]),
        ("gero", ["2026-K7-00123"]),
        ("gero ", []),
        ("2026-k7-00123", ["2026-K7-00123"]),
        ("2026-K7-00124", []),
        ("bang 😀", ["2", "1"]),
    ],
)
def test_search_finds_narratives_newest_first(some_calls, typed, numbers, common, monkeypatch):
    monkeypatch.setattr(call_search, "COMMON", common)
    monkeypatch.setattr(call_search, "COMMON_FILTERED", common)
    assert found(some_calls, typed) == numbers


@pytest.mark.parametrize("rare", [1000, -1])
@pytest.mark.parametrize("common", [1000, 0])
@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"channel": "chat"}, ["2"]),
        ({"until": date(2026, 11, 20)}, ["1"]),
        ({"problem_type": "partner_violence"}, ["2", "1"]),
        ({"problem_type": "child_abuse"}, []),
        ({"status": "amended"}, []),
    ],
)
def test_search_keeps_to_the_filters(some_calls, filters, numbers, common, rare, monkeypatch):
    monkeypatch.setattr(call_search, "RARE", rare)
    monkeypatch.setattr(call_search, "COMMON", common)
    monkeypatch.setattr(call_search, "COMMON_FILTERED", common)
    assert found(some_calls, "bang", **filters) == numbers


def test_a_call_found_twice_is_one_line(some_calls, monkeypatch):
    from workstation.domain.calls import Addition

    with some_calls.work() as work:
        (line,) = work.calls.search("bang", CallFilters(channel="chat"))
        work.calls.add(line.id, Addition(MORNING, "m.peeters", "Nog altijd bang."))
    assert found(some_calls, "bang") == ["2", "1"]
    assert found(some_calls, "bang", status="amended") == ["2"]
    monkeypatch.setattr(call_search, "COMMON", 0)
    monkeypatch.setattr(call_search, "COMMON_FILTERED", 0)
    assert found(some_calls, "bang") == ["2", "1"]
    assert found(some_calls, "bang", counsellor="m.peeters") == ["2", "1"]


@pytest.mark.parametrize("rare", [1000, -1])
@pytest.mark.parametrize("filters", [{}, {"channel": "chat"}, {"problem_type": "partner_violence"}])
def test_a_common_word_gives_the_newest_calls_with_any_filter(vault, monkeypatch, filters, rare):
    monkeypatch.setattr(call_search, "RARE", rare)
    monkeypatch.setattr(call_search, "COMMON", 0)
    monkeypatch.setattr(call_search, "COMMON_FILTERED", 0)
    with vault.work() as work:
        work.calls.put_many(
            a_call(number=str(at), narrative="kort" if at % 7 else "lang kort", channel="chat" if at % 3 else "email",
                   persons=(a_person(),), started_at=MORNING + timedelta(hours=at))
            for at in range(60)
        )  # fmt: skip
        newest = [str(at) for at in range(59, -1, -1) if at % 3 or "channel" not in filters]
        assert [one.number for one in work.calls.search("kort", CallFilters(**filters), 2)] == newest[:2]
        long = [number for number in newest if int(number) % 7 == 0]
        assert [one.number for one in work.calls.search("lang", CallFilters(**filters), 4)] == long[:4]


def test_a_correction_does_not_lose_the_words_of_a_call(some_calls):
    with some_calls.work() as work:
        (line,) = work.calls.search("geroep")
        call = work.calls.get(line.id)
        work.calls.revise(replace(call, channel="email", revision=2), "reden", "m.peeters", MORNING)
    assert found(some_calls, "geroep", channel="email") == ["2026-K7-00123"]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=40) | st.text('"*^():+-{}~\\NEAROT ', max_size=30))
@example(typed='NEAR("bang" "erg", 2)')
@example(typed="bang AND")
@example(typed="text: bang")
@example(typed="-bang")
@example(typed="x" * 1_000_000)
@example(typed='" ' * 5000)
@example(typed="een " * 5000)
@example(typed="\u202ebang\u202c")
@example(typed="bang\0erg")
@example(typed="\udfff\ud83d\ude00")
def test_whatever_is_typed_never_fails(some_calls, typed):
    found(some_calls, typed)
    found(some_calls, typed, channel="chat")
