"""What may be typed after `workstation`: the window does not wait for the words of other commands."""

import pytest

from workstation.commandline.parsing import parser
from workstation.vocabulary.words import words


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ([], None),
        (["open", "--profile", "x"], "open"),
        (["--profile", "x", "open"], "open"),
        (["--profile", "open", "check"], "check"),
        (["directory", "find", "open"], "directory"),
    ],
)
def test_every_order_of_words_is_understood(typed, command):
    assert parser(words(), typed).parse_args(typed).command == command


def test_the_window_is_asked_for_without_the_words_of_other_commands():
    assert "hub" not in parser(words(), ["open"]).format_help().split()
    assert "hub" in parser(words(), ["--help"]).format_help().split()
