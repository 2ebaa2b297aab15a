import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.store.recovery_key import ALPHABET, new_recovery_key, secret_of
from workstation.store.refusals import RecoveryKeyMistyped


def test_a_key_is_printed_in_eight_readable_groups():
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}", new_recovery_key())
    assert len({new_recovery_key() for _ in range(200)}) == 200


def test_every_single_wrong_sign_and_every_exchange_of_neighbours_is_noticed():
    key = new_recovery_key().replace("-", "")
    for place, sign in enumerate(key):
        other = ALPHABET[(ALPHABET.index(sign) + 7) % 32]
        with pytest.raises(RecoveryKeyMistyped):
            secret_of(key[:place] + other + key[place + 1 :])
        if place and key[place - 1] != sign:
            with pytest.raises(RecoveryKeyMistyped):
                secret_of(key[: place - 1] + sign + key[place - 1] + key[place + 1 :])


@pytest.mark.parametrize("typed", ["", "-", "é" * 32, "A" * 31, "A" * 33, "\ud800" * 32, "U" * 32, "x" * 100_000])
def test_what_cannot_be_a_key_is_a_typing_error(typed):
    with pytest.raises(RecoveryKeyMistyped):
        secret_of(typed)


@given(st.text(max_size=60))
def test_no_text_is_taken_for_a_key_by_accident(text):
    with pytest.raises(RecoveryKeyMistyped):
        secret_of(text)
