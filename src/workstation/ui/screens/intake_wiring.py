"""Joins the intake screen to the window: commands, notices, the save state in the top bar."""

from workstation.domain.changes import Changes
from workstation.ui.forms.autosave import SaveState
from workstation.ui.screens.intake import IntakeScreen
from workstation.ui.window import Window
from workstation.vocabulary.words import Words


class IntakeWiring:
    """Holds the joints; lives as long as the window."""

    def __init__(self, intake: IntakeScreen, window: Window, text: Words) -> None:
        self._intake, self._window, self._text = intake, window, text
        self._last_said = ""
        for command, act in intake.acts_by_command().items():
            window.commands.bind(command, act)
        intake.said.connect(self._say)
        intake.save_state_changed.connect(self._show_saved)
        intake.running.connect(window.call_running)
        intake.gone.connect(self._home)
        intake.filed.connect(self._filed)
        intake.came_back.connect(lambda: window.go("call"))
        window.arrived.connect(self._arrived)

    def new_call(self) -> None:
        """Begin a call and show it; whoever knows the shift binds a key to this or to a call of its own."""
        self._intake.begin()
        if self._window.situation.screen != "call":
            self._window.go("call")

    def _arrived(self, screen: str) -> None:
        if screen != "call":
            self._intake.leave(for_home=screen == "home")

    def _filed(self, changes: Changes) -> None:
        self._window.heard(changes)
        if self._intake.calls:
            # another call is in view: the one that was filed can be opened again all the same
            self._window.notices.say(self._last_said, self._intake.reopen)

    def _home(self) -> None:
        self._window.go("home")
        self._window.notices.say(self._last_said, self._intake.reopen)

    def _say(self, words: str, undoable: bool) -> None:
        self._last_said = words
        self._window.notices.say(words, self._intake.undo if undoable else None)

    def _show_saved(self, state: SaveState) -> None:
        # in the top bar and at the note, where the eyes are; a bar of its own would push the note down
        top = self._window.top
        if state.at is None:
            top.nothing_to_save()
        elif state.kind == "failing":
            top.not_saved(state.at)
        else:
            top.saved(state.at)
