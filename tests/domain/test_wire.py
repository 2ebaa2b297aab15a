import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain import wire
from workstation.domain.envelopes import (
    Ack,
    Change,
    Cursor,
    Enrol,
    Gone,
    Item,
    Pull,
    Pulled,
    Push,
    Pushed,
    Recovered,
    StreamPage,
)
from workstation.domain.wire_reading import NotWire, read, written

ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", fullmatch=True)
names = st.from_regex(r"[a-z_][a-z0-9_]{0,20}", fullmatch=True)
numbers = st.integers(0, 2**63 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | st.floats(-1e9, 1e9) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
sets = st.dictionaries(names, values, max_size=4)
changes = st.builds(
    Change, ids, ids, names, ids, sets, st.dictionaries(names, st.none() | ids, max_size=3), st.none() | ids, numbers
)
acks = st.builds(
    Ack, numbers, ids, st.sampled_from(["ok", "conflict", "rejected", "purged"]), st.dictionaries(ids, numbers, max_size=2),
    st.none() | st.just("no_grant"), st.booleans(),
)  # fmt: skip
cursors = st.builds(Cursor, numbers, st.none() | ids)
items = st.builds(
    Item,
    numbers,
    ids,
    names,
    st.none() | ids,
    sets,
    st.dictionaries(names, ids, max_size=3).map(lambda m: m | {"*": "c"}),
) | st.builds(Gone, numbers, ids, st.sampled_from(["moved", "purged"]))
pages = st.builds(
    StreamPage, ids, numbers, cursors, st.booleans(), st.none() | numbers, st.just(False), st.lists(items, max_size=3).map(tuple)
) | st.builds(StreamPage, ids, diverged=st.just(True))  # fmt: skip


def over_the_line(out):
    return read(written(out).encode())


@given(st.builds(Push, numbers, st.none() | ids, st.lists(changes, max_size=3).map(tuple)))
def test_a_push_arrives_as_it_was_sent(push):
    assert wire.push_in(over_the_line(wire.push_out(push))) == push


@given(st.builds(Pushed, ids, numbers, st.lists(acks, max_size=3).map(tuple)))
def test_the_answer_to_a_push_arrives_as_it_was_sent(pushed):
    assert wire.pushed_in(over_the_line(wire.pushed_out(pushed))) == pushed


@given(st.builds(Pull, st.dictionaries(ids, cursors, max_size=3), numbers))
def test_a_pull_arrives_as_it_was_sent(pull):
    assert wire.pull_in(over_the_line(wire.pull_out(pull))) == pull


@given(
    st.builds(
        Pulled, ids, st.lists(ids, max_size=3).map(tuple), numbers, numbers, st.lists(pages, max_size=2).map(tuple)
    )
)
def test_a_page_arrives_as_it_was_sent(pulled):
    assert wire.pulled_in(over_the_line(wire.pulled_out(pulled))) == pulled


def as_stored(item):
    if isinstance(item, Gone):
        return item
    return replace(item, fields=wire.Stored(written(item.fields)), meta=wire.Stored(written(item.meta)))


@given(
    st.builds(
        Pulled, ids, st.lists(ids, max_size=3).map(tuple), numbers, numbers, st.lists(pages, max_size=2).map(tuple)
    )
)
def test_a_page_of_stored_texts_has_the_same_bytes_as_one_of_what_they_say(pulled):
    kept = tuple(replace(page, items=tuple(as_stored(item) for item in page.items)) for page in pulled.pages)
    stored = replace(pulled, pages=kept)
    assert stored == pulled
    same = written(wire.pulled_out(pulled))
    assert wire.pulled_written(stored) == same
    assert wire.pulled_written(pulled) == same
    assert written(wire.pulled_out(stored)) == same


def test_enrolments_and_recoveries_arrive_as_they_were_sent():
    enrol, recovered = Enrol("ABCD-EFGH", "key", "proof"), Recovered(("a", "b"))
    assert wire.enrol_in(over_the_line(wire.enrol_out(enrol))) == enrol
    assert wire.recovered_in(over_the_line(wire.recovered_out(recovered))) == recovered


ODD = [
    b"", b"[]", b'"x"', b"{", b"\xff\xfe", b'{"a": NaN}', b'{"a": Infinity}', b'{"a": "\\ud800"}', b'{"\\ud800": 1}',
    b'{"a": "\\u0000"}', b'{"a": "\x00"}', b"[" * 200_000, b'{"a":' * 200_000, b'{"a": ' + b"9" * 5000 + b"}",
]  # fmt: skip


@pytest.mark.parametrize("raw", ODD, ids=lambda raw: repr(raw[:20]))
def test_what_no_database_can_hold_is_no_envelope(raw):
    with pytest.raises(NotWire) as told:
        read(raw)
    assert str(told.value) in ("json", "number", "text", "object")


@pytest.mark.parametrize(
    "value", [2**70, -(2**70), float("inf"), json.loads("1e999"), json.loads("[" * 20 + "]" * 20)]
)
def test_a_value_that_no_column_holds_is_refused(value):
    change = wire.change_out(Change("c", "r", "call", "A", {"a": 1})) | {"set": {"a": value}}
    with pytest.raises(NotWire):
        wire.change_in(change)


@pytest.mark.parametrize(
    "wrong",
    [{"id": ""}, {"id": "a b"}, {"id": "a\n"}, {"id": "é"}, {"rec": None}, {"kind": "a" * 41}, {"set": []}, {"set": {"*": 1}},
     {"set": {"~": "yes"}}, {"set": {"~s": 3}}, {"base": {"a": 3}}, {"n": -1}, {"n": True}, {"n": 2**63}, {"n": "1"}],
    ids=str,
)  # fmt: skip
def test_a_change_of_another_shape_is_refused(wrong):
    with pytest.raises(NotWire):
        wire.change_in(wire.change_out(Change("c", "r", "call", "A", {"a": 1})) | wrong)


def test_a_refusal_does_not_repeat_what_came_in():
    with pytest.raises(NotWire) as told:
        wire.change_in({"id": "secret text"})
    assert "secret" not in str(told.value)
    assert told.value.__cause__ is None


@given(
    st.lists(changes, max_size=3).map(tuple),
    st.dictionaries(ids, st.dictionaries(st.sampled_from(["~", "note"]), st.lists(ids).map(tuple))),
)
def test_what_a_station_gives_back_arrives_as_it_was_sent(given_back, knew):
    assert wire.recover_in(over_the_line(wire.recover_out(given_back, knew))) == (given_back, knew)
