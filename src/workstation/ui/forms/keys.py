"""Which keys a text box must leave to the screen, and the digits of a Belgian keyboard."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination
from PySide6.QtGui import QKeyEvent, QKeySequence

from workstation.ui.commands import COMMANDS, DIGIT_TWINS

# what it stands before is a widget; the binding allows one Qt class among the ancestors
if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Box
else:
    _Box = object

AZERTY_DIGITS = str.maketrans({typed: digit for digit, typed in DIGIT_TWINS.items()})


@cache
def _ours() -> frozenset[int]:
    keys = (QKeySequence.fromString(key) for command in COMMANDS for key in command.keys)
    return frozenset(QKeyCombination(key[0]).toCombined() for key in keys)  # type: ignore[index]  # it is a sequence


def leaves_to_the_screen(event: QEvent) -> bool:
    """Return whether this key is an act of the program, which text boxes would claim for editing ("redo")."""
    return isinstance(event, QKeyEvent) and event.keyCombination().toCombined() in _ours()


class ScreenKeysFirst(_Box):
    """Stands before the Qt class of a text box: keys that are acts of the program are left to the screen."""

    def event(self, event: QEvent) -> bool:
        """Leave to the screen the keys that are the screen's (Qt)."""
        if event.type() == QEvent.Type.ShortcutOverride and leaves_to_the_screen(event):
            event.ignore()
            return False
        return super().event(event)


def digits(text: str) -> str | None:
    """Return the digits that were meant, also when the Shift of an AZERTY keyboard was forgotten; else None."""
    plain = text.strip().translate(AZERTY_DIGITS)
    return plain if plain.isascii() and plain.isdigit() else None
