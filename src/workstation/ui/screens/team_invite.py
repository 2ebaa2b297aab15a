"""Somebody's devices: an invitation for a new one, as a line and as a picture, or none of them any more."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QLabel

from workstation.ui.parts import Card, button, label, row, set_role
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Squares = list[list[bool]]
Sorry = Callable[[Exception], None]
SIDE = 230  # pixels


@dataclass(frozen=True, slots=True)
class InviteWork:
    """What the card asks for: `invite` gives the invitation and its squares, `withdraw` how many devices it was."""

    invite: Callable[[str, Callable[[str, Squares], None], Sorry], None]
    print_it: Callable[[str, str], None]
    withdraw: Callable[[str, Callable[[int], None], Sorry], None]


class InviteCard(Card):
    """One name; what a device loses when it is refused is said first, and done when that is asked again."""

    def __init__(self, work: InviteWork, text: Words) -> None:
        self._work, self._text = work, text
        self._asked = ""  # whose devices are refused when that is asked once more
        self.account = Line(text("team_keys.invite_who"), text("team_keys.invite_hint"))
        self.account.returnPressed.connect(self._typed)
        self.account.textChanged.connect(lambda _: self._ask_no_more())
        self.picture = QLabel()
        self.picture.setAccessibleName(text("team_keys.invite_picture"))
        self.words = Line(text("team_keys.invite_title"))
        self.words.setReadOnly(True)
        self._how = label("", "muted", wrap=True)
        self._paper = button(text("team_keys.invite_print"), self._print_it)
        self._withdraw = button(text("team_keys.withdraw"), self.withdraw)
        super().__init__(
            label(text("team_keys.invite_title"), "title"),
            label(text("team_keys.invite_who"), "", self.account),
            row(self.account, button(text("team_keys.invite"), self._typed, kind="primary", key="Enter"),
                self._withdraw),
            self._how, self.words, row(self.picture, None), row(self._paper, None),
        )  # fmt: skip
        self.forget()

    def ask(self) -> None:
        """Show the field for the name."""
        self.forget()
        self.show()
        self.account.setFocus()

    def forget(self) -> None:
        """Leave no invitation on the screen."""
        self.account.clear()
        self._clear()
        self._say("", "muted")

    def _clear(self) -> None:
        self.words.clear()
        self.picture.clear()
        for one in (self.words, self.picture, self._paper):
            one.setVisible(False)

    def _typed(self) -> None:
        if self.account.text().strip():
            self._clear()
            self._say("invite_busy", "muted")
            self._work.invite(self.account.text().strip(), self._made, self._sorry)

    def withdraw(self) -> None:
        """Say what will be lost; asked once more for the same name, do it."""
        whose = self.account.text().strip()
        if not whose:
            return
        self._clear()
        if self._asked != whose:
            self._say("withdraw_sure", "warn")
            self._asked = whose
            return
        self._asked = ""
        self._work.withdraw(whose, self._withdrawn, self._sorry)

    def _withdrawn(self, devices: int) -> None:
        self._say("withdrawn" if devices else "withdrawn_none", "ok")

    def _ask_no_more(self) -> None:
        if self._asked:
            self._asked = ""
            self._say("", "muted")

    def _made(self, invitation: str, squares: Squares) -> None:
        self.words.setText(invitation)
        self.words.setCursorPosition(0)
        self.picture.setPixmap(drawn(squares, SIDE))
        for one in (self.words, self.picture, self._paper):
            one.setVisible(True)
        self._say("invite_how", "muted")

    def _sorry(self, wrong: Exception) -> None:
        key = {"NotPermitted": "invite_refused"}.get(type(wrong).__name__, "invite_unreachable")
        self._say(key, "warn")

    def _print_it(self) -> None:
        self._work.print_it(self.words.text(), self.account.text().strip())

    def _say(self, key: str, role: str) -> None:
        self._how.setText(self._text(f"team_keys.{key}") if key else "")
        set_role(self._how, role)


def drawn(squares: Squares, side: int) -> QPixmap:
    """Return a QR code, black on white in every theme: cameras read it so."""
    image = QImage(len(squares), len(squares), QImage.Format.Format_RGB32)
    for y, line in enumerate(squares):
        for x, dark in enumerate(line):
            image.setPixelColor(x, y, QColor(0, 0, 0) if dark else QColor(255, 255, 255))
    times = max(1, side // len(squares))
    return QPixmap.fromImage(image.scaled(len(squares) * times, len(squares) * times))
