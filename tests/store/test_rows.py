import json
from datetime import UTC, datetime

import pytest

from workstation.domain.calls import Mark
from workstation.store.rows import as_json, bound, mapping, moment_or_none, text_or_none

AT = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)


def test_records_and_moments_become_plain_json():
    assert json.loads(as_json({"marks": (Mark(AT, "danger_on"),), "n": None})) == {
        "marks": [{"at": "2026-11-20T09:12:00Z", "kind": "danger_on"}],
        "n": None,
    }


def test_texts_are_made_fit_to_be_kept():
    assert bound({"a": "x\ud800", "b": 3}) == {"a": "x\ufffd", "b": 3}
    assert json.loads(as_json({"a\0": ["\udc00"]})) == {"a␀": ["\ufffd"]}


def test_an_empty_moment_stays_empty():
    assert moment_or_none(None) is text_or_none(None) is None
    assert moment_or_none(text_or_none(AT)) == AT


def test_a_kept_mapping_cannot_be_changed():
    with pytest.raises(TypeError):
        mapping('{"a": "b"}')["a"] = "c"
