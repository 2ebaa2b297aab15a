"""The table of commands against the real window: nothing is offered that does nothing, nothing is out of reach."""

from workstation.ui.commands import COMMANDS

# bound while the vault is closed, or by a screen that only exists for some roles
SCREENS_BY_KEY = {
    "Ctrl+H": "home",
    "Ctrl+F": "calls",
    "Ctrl+D": "directory",
    "Ctrl+,": "settings",
    "Ctrl+Shift+F": "follow_ups",
}


def test_every_command_whose_screen_stands_in_the_window_is_bound(sit, profile):
    sitting = sit(profile)
    sitting.begin_shift()
    commands, screens = sitting.window.commands, sitting.window._screens
    for name in screens.names:
        assert sitting.window.named(name)
    here = [one for one in COMMANDS if one.where in screens]
    assert len(here) > 30
    assert [one.id for one in here if one.id not in commands._bound] == []


def test_what_the_command_box_offers_on_a_screen_is_bound_and_its_buttons_do_something(sit, profile):
    sitting = sit(profile)
    sitting.begin_shift()
    commands = sitting.window.commands
    for chord, screen in SCREENS_BY_KEY.items():
        sitting.hands.press(chord)
        sitting.on(screen)
        assert {one.id for one in commands.possible()} <= set(commands._bound)
        assert set(sitting.window.named(screen).acts) <= set(commands._bound), screen


def test_help_and_the_command_box_open_on_every_screen_and_give_the_caret_back(sit, profile):
    sitting = sit(profile)
    sitting.begin_shift()
    for chord, screen in SCREENS_BY_KEY.items():
        sitting.hands.press(chord)
        sitting.on(screen)
        for opens, sheet in (("F1", "_help"), ("Ctrl+K", "_box")):
            before = sitting.window.focusWidget()
            sitting.hands.press(opens)
            assert getattr(sitting.window, sheet).isVisible(), (screen, opens)
            sitting.hands.press("Escape")
            assert not getattr(sitting.window, sheet).isVisible()
            assert sitting.window.focusWidget() is before, (screen, opens)
