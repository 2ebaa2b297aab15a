"""Which keys a text box must leave to the screen, and the digits of a Belgian keyboard."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

# the bare digit row of a Belgian AZERTY keyboard types these: understood as digits where only digits make sense
AZERTY_DIGITS = str.maketrans("&é\"'(§è!çà", "1234567890")

# text boxes would claim these for editing ("to the end of the line", "redo"); here they are the screen's
_CTRL = frozenset({Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_P, Qt.Key.Key_N, Qt.Key.Key_D, Qt.Key.Key_H, Qt.Key.Key_B})
_CTRL_SHIFT = frozenset({Qt.Key.Key_Z})


def leaves_to_the_screen(event: QEvent) -> bool:
    """Return whether this key is the screen's, whatever text box has the focus."""
    if not isinstance(event, QKeyEvent):
        return False
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    held = event.modifiers()
    if held == ctrl:
        return event.key() in _CTRL
    return held == ctrl | shift and event.key() in _CTRL_SHIFT


def digits(text: str) -> str | None:
    """Return the digits that were meant, also when the Shift of an AZERTY keyboard was forgotten; else None."""
    plain = text.strip().translate(AZERTY_DIGITS)
    return plain if plain.isascii() and plain.isdigit() else None
