import itertools

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from workstation.ui.commands import COMMANDS, DIGIT_TWINS, EVERYWHERE, Commands, Situation


def overlap(one, other):
    return EVERYWHERE in (one.where, other.where) or one.where == other.where


def test_no_two_acts_share_a_key_in_one_place():
    clashes = [
        (one.id, other.id, key)
        for one, other in itertools.combinations(COMMANDS, 2)
        if overlap(one, other)
        for key in set(one.keys) & set(other.keys)
    ]
    assert not clashes


def test_no_act_lies_on_altgr_or_on_a_key_of_the_system():
    keys = [key for command in COMMANDS for key in command.keys]
    assert not [k for k in keys if "Ctrl+Alt" in k or k in {"F10", "F11", "Alt+F4", "Ctrl+W", "Alt+Space"}]


def test_every_digit_key_has_its_twin_on_belgian_azerty():
    for command in COMMANDS:
        for key in command.keys:
            head, _, last = key.rpartition("+")
            if last in DIGIT_TWINS:
                assert f"{head}+{DIGIT_TWINS[last]}" in command.keys, command.id


def test_every_key_is_one_qt_knows():
    for command in COMMANDS:
        for key in command.keys:
            assert QKeySequence(key)[0].key().value, key


def test_every_act_has_a_name_and_an_id_of_its_own(text):
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    assert all(text(command.word_key) for command in COMMANDS)


@pytest.fixture
def commands(qtbot, text):
    window = QWidget()
    qtbot.addWidget(window)
    made = Commands(window, text)
    yield made
    window.close()


def test_an_act_of_the_call_rests_outside_the_call(commands):
    commands.bind("danger", lambda: None)
    commands.move(Situation("home", unlocked=True))
    assert not commands.action("danger").isEnabled()
    commands.move(Situation("call", unlocked=True, in_call=True))
    assert commands.action("danger").isEnabled()


def test_behind_the_cover_only_uncovering_help_and_locking_are_left(commands):
    for command in COMMANDS:
        commands.bind(command.id, lambda: None)
    commands.move(Situation("call", unlocked=True, in_call=True, covered=True))
    left = {command.id for command in commands.possible()}
    assert not left & {"new_call", "danger", "directory", "search_calls", "command_box"}
    assert {"cover", "lock"} <= left


def test_before_unlocking_nothing_of_the_vault_can_be_asked_for(commands):
    for command in COMMANDS:
        commands.bind(command.id, lambda: None)
    commands.move(Situation("unlock"))
    assert {command.id for command in commands.possible()} == {
        "help", "letters_larger", "letters_smaller", "letters_standard", "theme_light", "theme_dark", "theme_soft",
        "leave",
    }  # fmt: skip


def test_an_act_nobody_bound_is_not_offered(commands):
    commands.move(Situation("home", unlocked=True))
    assert commands.possible() == ()
