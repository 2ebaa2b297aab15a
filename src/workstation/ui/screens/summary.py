"""The summary of one call: for whom, why, how it looks; then to the printer or into a sealed file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from workstation.domain.ids import CallId
from workstation.reports.sealing import new_passphrase, seal
from workstation.ui.commands import Commands
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.paper import Do, Preview, ask_printer, keep_file, print_pages
from workstation.ui.parts import Card, button, column, heading, label, set_role
from workstation.ui.read_aloud import read_aloud
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

AUDIENCES = ("internal", "police", "caller")
KEYS = {"internal": "Alt+1", "police": "Alt+2", "caller": "Alt+3"}
PRINTED, SAVED = "printed", "saved"


class Copy(NamedTuple):
    """A registered copy: its number in the print register and the PDF that carries it."""

    number: str
    pdf: bytes


# a preview carries no number yet: numbers are given when a copy leaves
Make = Callable[[CallId, str], bytes]
# (call, audience, how, reason): registers and makes in one go; raises rather than making an unregistered copy
Register = Callable[[CallId, str, str, str], Copy]


def file_name(audience: str, number: str) -> str:
    """Return the name of a saved copy. The caller's own does not say where it comes from."""
    return f"{number}.pdf" if audience == "caller" else f"1712-{number}.pdf"


class SummaryScreen(Screen):
    """Shows what a reader will get before anything leaves the station.

    `do` is that of a lane of its own, in which `make` and `register` run too: printing takes seconds, and what is
    typed elsewhere must be saved meanwhile.
    """

    name = "summary"
    acts = ("summary_save", "summary_print")

    def __init__(
        self, make: Make, register: Register, do: Do, text: Words, folder: Path, halves: Halves = NOWHERE
    ) -> None:  # fmt: skip
        super().__init__()
        self._make = make
        self._register = register
        self._do = do
        self._text = text
        self._folder = folder
        self._call: CallId | None = None
        self._asked = 0
        self._leaving = False
        self._halves = halves
        self._build()

    def _build(self) -> None:
        text = self._text
        self._build_choices()
        self._sees = label("", "muted", wrap=True)
        self.reason = Line(text("summary.screen.reason"), text("summary.screen.reason_hint"))
        self.reason.setMaxLength(500)
        self._half = of_boxes(self._halves, {"reason": self.reason})
        self.reason.textEdited.connect(lambda _: self._say("", "muted"))
        self._said = label("", "muted", wrap=True)
        self.passphrase = Line(text("summary.screen.passphrase"))
        self.passphrase.setReadOnly(True)
        self._passphrase_card = Card(
            heading(text("summary.screen.passphrase")), self.passphrase,
            label(text("summary.screen.passphrase_note"), "muted", wrap=True),
        )  # fmt: skip
        self._turning = label("", "muted")
        self.preview = Preview(self._do, text)
        self.preview.turned.connect(self._turned)
        whom = Card(heading(text("summary.screen.whom")), *self._choices.values(), self._sees, spacing=6)
        why = Card(
            label(text("summary.screen.reason"), "h", buddy=self.reason), self.reason,
            label(text("summary.screen.registered"), "muted", wrap=True),
        )  # fmt: skip
        side = QWidget()
        side.setProperty("clear", "1")
        side.setFixedWidth(330)
        side.setLayout(column(whom, why, self._said, self._passphrase_card, None, spacing=10))
        # on the ground, not on a card: a white page needs a ground to be seen on
        pages = column(heading(text("summary.screen.example"), self._turning), self.preview, spacing=8)
        pages.setStretch(1, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(14)
        line.addWidget(side)
        line.addLayout(pages, 1)
        self._reset()

    def _build_choices(self) -> None:
        self._audiences = QButtonGroup(self)
        self._choices: dict[str, QPushButton] = {}
        for audience in AUDIENCES:
            choice = button(self._text(f"summary.screen.for_{audience}"), key=KEYS[audience])
            choice.setCheckable(True)
            choice.setObjectName(f"for_{audience}")
            choice.clicked.connect(partial(self._chosen, audience))
            self._audiences.addButton(choice)
            self._choices[audience] = choice

    @property
    def audience(self) -> str:
        """For whom the page in view is."""
        return next(name for name, choice in self._choices.items() if choice.isChecked())

    def keep_in(self, folder: Path) -> None:
        """Put sealed copies in this folder from now on."""
        self._folder = folder

    def open(self, call: CallId) -> None:
        """Show a call's summary, for a colleague until another reader is chosen; asks for no reason yet."""
        self._reset()
        self._call = call
        self._half.come_to(f"call.{call}.print")
        self.choose("internal")

    def arrive(self) -> None:
        """Put the caret where the reason is written."""
        self.reason.setFocus()

    def bind(self, commands: Commands) -> None:
        """Say what this screen's acts do."""
        for audience in AUDIENCES:
            commands.bind(f"summary_{audience}", partial(self.choose, audience))
        commands.bind("summary_save", self.save_copy)
        commands.bind("summary_print", self.print_copy)

    def forget(self) -> None:
        """Leave nothing of anybody on the screen."""
        self._reset()

    def _chosen(self, audience: str, _checked: bool) -> None:
        self.choose(audience)

    def choose(self, audience: str) -> None:
        """Show the page another reader would get."""
        self._choices[audience].setChecked(True)
        self._sees.setText(self._text(f"summary.screen.sees_{audience}"))
        self._hide_passphrase()
        self._say("", "muted")
        if self._call is None:
            return
        call = self._call
        self._asked += 1
        asked = self._asked

        def made(pdf: bytes) -> None:
            if asked == self._asked:
                self.preview.show_pdf(pdf)

        self.preview.clear()
        self._do(lambda: self._make(call, audience), made, lambda _: self._failed("not_made", asked))

    def print_copy(self) -> None:
        """Ask for a printer, then register and print. Closing the print dialog registers nothing."""
        if self._ready():
            ask_printer(self, self.print_on)

    def print_on(self, printer: QPrinter) -> None:
        """Register a copy and print it."""
        if not self._ready():
            return
        call, audience, reason = self._leave()

        def work() -> tuple[Copy, OSError | None]:
            copy = self._register(call, audience, PRINTED, reason)
            try:
                print_pages(copy.pdf, printer)
            except OSError as wrong:
                return copy, wrong
            return copy, None

        def then(done: tuple[Copy, OSError | None]) -> None:
            copy, wrong = done
            self._left("not_printed" if wrong else "printed", "warn" if wrong else "ok", number=copy.number)

        self._do(work, then, lambda _: self._left("not_registered", "warn"))

    def save_copy(self) -> None:
        """Register a copy and write it, sealed with a new passphrase that is shown once."""
        if not self._ready():
            return
        call, audience, reason = self._leave()
        passphrase = new_passphrase()

        def work() -> tuple[Copy, Path | None]:
            copy = self._register(call, audience, SAVED, reason)
            try:
                return copy, keep_file(seal(copy.pdf, passphrase), self._folder, file_name(audience, copy.number))
            except OSError:
                return copy, None

        def then(done: tuple[Copy, Path | None]) -> None:
            copy, path = done
            if path is None:
                self._left("not_saved", "warn", number=copy.number, folder=self._folder)
                return
            self._left("saved", "ok", name=path.name, folder=path.parent)
            if self._call == call:
                self.passphrase.setText(passphrase)
                self._passphrase_card.setVisible(True)

        self._do(work, then, lambda _: self._left("not_registered", "warn"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages from wherever the caret is (Qt)."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.preview.read_on(steps)

    def _ready(self) -> bool:
        if self._call is None or self._leaving:
            return False
        if not self.reason.text().strip():
            self._say(self._text("summary.screen.reason_first"), "warn")
            self.reason.setFocus()
            return False
        return True

    def _leave(self) -> tuple[CallId, str, str]:
        # one copy at a time: a second Ctrl+S while the first is being written makes no second copy
        assert self._call is not None  # noqa: S101 - `_ready` was asked
        self._leaving = True
        self._hide_passphrase()
        self._say(self._text("summary.screen.busy"), "muted")
        return self._call, self.audience, self.reason.text().strip()

    def _left(self, key: str, role: str, **values: object) -> None:
        self._leaving = False
        if "number" in values or role == "ok":  # it stands in the register: the reason is kept there
            self._half.used()
        self._say(self._text(f"summary.screen.{key}", **values), role)

    def _failed(self, key: str, asked: int) -> None:
        if asked == self._asked:
            self._say(self._text(f"summary.screen.{key}"), "warn")

    def _say(self, words: str, role: str) -> None:
        self._said.setText(words)
        set_role(self._said, role)
        if words:
            read_aloud(self._said, words)

    def _turned(self, page: int, pages: int) -> None:
        self._turning.setText(self._text("summary.screen.turning", page=page, pages=pages))

    def _hide_passphrase(self) -> None:
        self.passphrase.clear()
        self._passphrase_card.setVisible(False)

    def _reset(self) -> None:
        self._half.leave()
        self._call = None
        self._asked += 1
        self.preview.clear()
        self.reason.clear()
        self._turning.setText("")
        self._leaving = False
        self.choose("internal")
