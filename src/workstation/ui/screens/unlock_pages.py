"""The pages of the way in."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QToolButton, QWidget

from workstation.ui.look import Look
from workstation.ui.parts import Card, button, column, label, row, set_role
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

SHORTEST = 14  # letters of a new passphrase: a sentence of four or five words passes with ease


@dataclass(frozen=True, slots=True)
class NewProfile:
    """What is asked for a first profile."""

    passphrase: str
    counsellor: str
    staff_number: str
    team: str


class Page(QWidget):
    """A sheet with one sentence at its foot that says how it stands."""

    given = Signal(object)
    other_way = Signal()

    def __init__(self, text: Words) -> None:
        super().__init__()
        self.text = text
        self.told = label("", wrap=True)
        self._waiting = 0
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self._tick)

    def begin(self) -> None:
        """Put the caret where typing begins."""

    def forget(self) -> None:
        """Empty the page."""

    def busy(self, busy: bool) -> None:
        """Say that the key is being made; it takes about a second by design."""
        self.setEnabled(not busy)
        if busy:
            self.say(self.text("unlock.busy"))

    def say(self, words: str, role: str = "") -> None:
        """Show the one sentence."""
        self.told.setText(words)
        set_role(self.told, role)

    def refused(self, wrong: Exception) -> None:
        """Say why not, what is safe and what next. An error without a sentence is ours and is raised."""
        self.busy(False)
        key = getattr(wrong, "text_key", None)
        if key is None:
            raise wrong
        seconds = getattr(wrong, "seconds", None)
        if seconds:
            self.wait(int(seconds))
        else:
            self.say(self.text(key), "warn")
            self.begin()

    def wait(self, seconds: int) -> None:
        """Take nothing for some seconds, and say so; 0 changes nothing."""
        if seconds > 0:
            self._waiting = seconds
            self.setEnabled(False)
            self._seconds.start()
            self._count()

    def _tick(self) -> None:
        self._waiting -= 1
        self._count()
        if self._waiting <= 0:
            self._seconds.stop()
            self.setEnabled(True)
            self.say("")
            self.begin()

    def _count(self) -> None:
        self.say(self.text("unlock.wait", seconds=self._waiting), "warn")


class Secret(QWidget):
    """A hidden field with a button that shows it, and a word when Caps Lock seems to be on."""

    entered = Signal()

    def __init__(self, name: str, text: Words) -> None:
        super().__init__()
        self._text = text
        self.field = Line(name)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.returnPressed.connect(self.entered)
        self.field.installEventFilter(self)
        self._show = QToolButton()
        self._show.setText(text("unlock.show"))
        self._show.setAccessibleName(text("unlock.show_aloud"))
        self._show.setCheckable(True)
        self._show.toggled.connect(self._reveal)
        self._caps = label("", "warn")
        line = row(self.field, self._show)
        line.setStretch(0, 1)
        self.setLayout(column(line, self._caps, spacing=2))
        self._caps.hide()

    def _reveal(self, shown: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.setText(self._text("unlock.hide" if shown else "unlock.show"))

    def forget(self) -> None:
        """Empty and hide the field."""
        self.field.clear()
        self._show.setChecked(False)
        self._caps.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice capitals without Shift: Qt cannot ask for Caps Lock itself (Qt)."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            typed = event.text()
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if len(typed) == 1 and typed.isalpha() and typed.lower() != typed.upper():
                self._caps.setVisible(typed.isupper() != shift)
                self._caps.setText(self._text("unlock.caps_lock"))
        return super().eventFilter(watched, event)


def twice(first: Secret, again: Secret, page: Page) -> str:
    """Return a new passphrase that is long enough and typed twice alike; else say what is missing and return ""."""
    one = first.field.text()
    if len(one) < SHORTEST:
        page.say(page.text("unlock.longer", letters=SHORTEST), "warn")
        first.field.setFocus()
    elif one != again.field.text():
        page.say(page.text("unlock.not_alike"), "warn")
        again.field.setFocus()
    else:
        return one
    return ""


def keyboard(text: Words) -> str:
    """Return which keyboard the system says it has; empty where it does not say."""
    locale = QGuiApplication.inputMethod().locale()
    language = locale.nativeLanguageName()
    return text("unlock.keyboard", name=f"{language} ({locale.nativeTerritoryName()})") if language else ""


class PassphrasePage(Page):
    """The usual way in."""

    def __init__(self, text: Words, look: Look) -> None:
        super().__init__(text)
        self.secret = Secret(text("unlock.passphrase"), text)
        self.secret.entered.connect(self._give)
        self._open = button(text("unlock.open"), self._give, kind="primary", key="Enter")
        look.set_icon(self._open, "lock", "on_accent")
        other = button(text("unlock.use_recovery"), self.other_way.emit, kind="flat")
        self._keyboard = label(keyboard(text), "muted")
        card = Card(
            label(text("unlock.passphrase"), "h", self.secret.field),
            self.secret,
            row(self._open, None, self._keyboard),
            self.told,
            spacing=8,
        )
        self.setLayout(column(card, row(other, None), label(text("unlock.lost"), "muted", wrap=True), None))

    def begin(self) -> None:
        """Put the caret in the field."""
        self.secret.field.setFocus()

    def forget(self) -> None:
        """Empty the field and take the sentence away."""
        self.secret.forget()
        self.say("")
        self.setEnabled(True)

    def _give(self) -> None:
        typed = self.secret.field.text()
        self.secret.forget()
        if typed:
            self.busy(True)
            self.given.emit(typed)


class NewProfilePage(Page):
    """A first profile on this station."""

    def __init__(self, text: Words, teams: Sequence[tuple[str, str]]) -> None:
        super().__init__(text)
        self.counsellor = Line(text("unlock.counsellor"))
        self.staff_number = Line(text("unlock.staff_number"))
        self.team = QComboBox()
        self.team.setAccessibleName(text("unlock.team"))
        for code, words in teams:
            self.team.addItem(words, code)
        self.first = Secret(text("unlock.new_passphrase"), text)
        self.again = Secret(text("unlock.passphrase_again"), text)
        self.again.entered.connect(self._give)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        fields: list[tuple[str, QWidget, QWidget]] = [
            ("counsellor", self.counsellor, self.counsellor),
            ("staff_number", self.staff_number, self.staff_number),
            ("team", self.team, self.team),
            ("new_passphrase", self.first, self.first.field),
            ("passphrase_again", self.again, self.again.field),
        ]
        for at, (name, shown, buddy) in enumerate(fields):
            grid.addWidget(label(text(f"unlock.{name}"), "", buddy), at, 0)
            grid.addWidget(shown, at, 1)
        card = Card(
            label(text("unlock.first_time"), "title"),
            label(text("unlock.first_time_how"), "muted", wrap=True),
            grid,
            label(text("unlock.passphrase_how"), "muted", wrap=True),
            row(button(text("unlock.make"), self._give, kind="primary", key="Enter"), None),
            self.told,
            spacing=8,
        )
        self.setLayout(column(card, None))

    def begin(self) -> None:
        """Put the caret in the first field."""
        self.counsellor.setFocus()

    def forget(self) -> None:
        """Empty the passphrases; the rest may stay until the page is left."""
        self.first.forget()
        self.again.forget()
        self.say("")
        self.setEnabled(True)

    def _give(self) -> None:
        missing = next((f for f in (self.counsellor, self.staff_number) if not f.text().strip()), None)
        if missing is not None:
            self.say(self.text("unlock.who_first"), "warn")
            missing.setFocus()
        elif one := twice(self.first, self.again, self):
            self.busy(True)
            who, number = self.counsellor.text().strip(), self.staff_number.text().strip()
            self.given.emit(NewProfile(one, who, number, str(self.team.currentData() or "")))
