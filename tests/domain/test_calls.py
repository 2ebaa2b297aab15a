from datetime import UTC, datetime

import pytest
from tests.records import an_unasked_call


@pytest.mark.parametrize("kind", ["silent_call", "dropped_call", "wrong_number", "test_call"])
def test_what_was_no_conversation_never_counts(kind):
    assert not an_unasked_call(qualifiers=("frequent_caller", kind)).counted


@pytest.mark.parametrize("kind", ["prank", "sexualised_call"])
def test_pranks_left_the_count_in_2026(kind):
    assert not an_unasked_call(qualifiers=(kind,)).counted
    assert an_unasked_call(qualifiers=(kind,), started_at=datetime(2025, 12, 31, 12, tzinfo=UTC)).counted


def test_new_year_begins_in_brussels():
    assert not an_unasked_call(qualifiers=("prank",), started_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC)).counted


def test_calling_back_is_no_new_call():
    assert not an_unasked_call(channel="outgoing_callback").counted
    assert an_unasked_call().counted
