import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.texts import storable, storable_tree


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("gewoon", "gewoon"),
        ("é\u0301 ñ 中 😀👩‍👧", "é\u0301 ñ 中 😀👩‍👧"),
        ("\u202eomgekeerd\u202c مرحبا", "\u202eomgekeerd\u202c مرحبا"),
        ("tab\tregel\r\n\x07\x1b[31m\x7f\x85", "tab\tregel\r\n\x07\x1b[31m\x7f\x85"),
        ("\ufeff\uffff\ufffe\U0010ffff", "\ufeff\uffff\ufffe\U0010ffff"),
        ("a\0b", "a␀b"),
        ("a\ud800b", "a\ufffdb"),
        ("\udc00", "\ufffd"),
        ("\ud83d\ude00", "😀"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("\ud83dx", "\ufffdx"),
    ],
)
def test_only_what_cannot_be_kept_is_marked(typed, kept):
    assert storable(typed) == kept


@given(st.text(st.characters(exclude_categories=[])) | st.text("\0\ud800\udc00ab"))
def test_what_is_kept_can_be_written_and_nothing_gets_lost(typed):
    kept = storable(typed)
    kept.encode()
    assert "\0" not in kept
    assert storable(kept) == kept
    assert len(kept) <= len(typed) <= 2 * len(kept)


def test_a_tree_is_made_fit_down_to_its_names():
    tree = {"a\0": ["\ud800", {"b": "\0"}, 3, None, True, 1.5]}
    assert storable_tree(tree) == {"a␀": ["\ufffd", {"b": "␀"}, 3, None, True, 1.5]}
