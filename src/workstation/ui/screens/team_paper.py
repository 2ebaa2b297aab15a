"""The agenda or the minutes of the case discussion on paper: seen first, then numbered, with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workstation.domain.permissions import NotAllowed
from workstation.reports.sealing import new_passphrase, seal
from workstation.ui.choice import Choice
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.look import Look
from workstation.ui.paper import Do, Preview, ask_printer, keep_file, print_pages
from workstation.ui.parts import Card, column, heading, label, row, set_role
from workstation.ui.screen import Screen
from workstation.ui.screens.section_pane import said_of
from workstation.ui.screens.summary import PRINTED, SAVED, Copy
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

KINDS = ("agenda", "minutes")


@dataclass(frozen=True, slots=True)
class PaperWork:
    """`draw` shows how it would look; `copy` registers and makes in one go (kind, how, reason)."""

    draw: Callable[[str], bytes]
    copy: Callable[[str, str, str], Copy]
    do: Do
    folder: Path
    halves: Halves = NOWHERE


class TeamPaperScreen(Screen):
    """What leaves the station carries a number of the print register; closing the print dialog registers nothing."""

    name = "team_paper"
    acts = ("team_paper_save", "team_paper_print")

    def __init__(self, work: PaperWork, look: Look, text: Words) -> None:
        super().__init__()
        self._work, self._text, self._look = work, text, look
        self._asked = 0
        self._leaving = False
        self.kind = Choice(text("team_paper.kind"), [(one, text(f"team_paper.{one}")) for one in KINDS])
        self.kind.changed.connect(lambda _kind: self.look_again())
        self.reason = Line(text("summary.screen.reason"), text("team_paper.reason_hint"))
        self.reason.setMaxLength(500)
        self._half = of_boxes(work.halves, {"reason": self.reason})
        self._said = label("", "muted", wrap=True)
        self.passphrase = Line(text("summary.screen.passphrase"))
        self.passphrase.setReadOnly(True)
        self._secret = Card(
            heading(text("summary.screen.passphrase")), self.passphrase,
            label(text("summary.screen.passphrase_note"), "muted", wrap=True),
        )  # fmt: skip
        self._turning = label("", "muted")
        self.preview = Preview(work.do, text)
        self.preview.turned.connect(
            lambda page, pages: self._turning.setText(text("summary.screen.turning", page=page, pages=pages))
        )
        self._lay_out()
        self.kind.put("agenda")
        self._secret.setVisible(False)

    def _lay_out(self) -> None:
        text = self._text
        why = Card(
            label(text("summary.screen.reason"), "h", buddy=self.reason), self.reason,
            label(text("summary.screen.registered"), "muted", wrap=True),
        )  # fmt: skip
        what = Card(row(self.kind, None), label(text("team_paper.about"), "muted", wrap=True))
        self._side = QWidget()
        self._side.setProperty("clear", "1")
        self._side.setLayout(column(what, why, self._said, self._secret, None, spacing=10))
        pages = column(heading(text("summary.screen.example"), self._turning), self.preview, spacing=8)
        pages.setStretch(1, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(14)
        line.addWidget(self._side)
        line.addLayout(pages, 1)
        self._look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._side.setFixedWidth(self._look.px(330))

    def arrive(self) -> None:
        """Draw anew and put the caret where the reason is written."""
        self._half.come_to("team_paper")
        self.look_again()
        self.reason.setFocus()

    def forget(self) -> None:
        """Leave nothing on the screen."""
        self._asked += 1
        self._leaving = False
        self.preview.clear()
        self._half.leave()
        self.reason.clear()
        self._turning.setText("")
        self._hide_secret()
        self._tell("", "muted")

    def look_again(self) -> None:
        """Show the agenda or the minutes as they are now."""
        self._asked += 1
        asked, kind = self._asked, self.kind.value or "agenda"
        self.preview.clear()
        self._hide_secret()

        def made(pdf: bytes) -> None:
            if asked == self._asked:
                self.preview.show_pdf(pdf)

        self._work.do(lambda: self._work.draw(kind), made, self._sorry)

    def print_copy(self) -> None:
        """Ask for a printer, then register and print."""
        if self._ready():
            ask_printer(self, self.print_on)

    def print_on(self, printer: QPrinter) -> None:
        """Register a copy and print it."""
        kind, reason = self._leave()

        def work() -> tuple[str, bool]:
            copy = self._work.copy(kind, PRINTED, reason)
            try:
                print_pages(copy.pdf, printer)
            except OSError:
                return copy.number, False
            return copy.number, True

        def then(done: tuple[str, bool]) -> None:
            number, printed = done
            self._left("printed" if printed else "not_printed", "ok" if printed else "warn", number=number)

        self._work.do(work, then, self._sorry)

    def save_copy(self) -> None:
        """Register a copy and write it, sealed with a new passphrase that is shown once."""
        if not self._ready():
            return
        kind, reason = self._leave()
        passphrase = new_passphrase()

        def work() -> tuple[str, Path | None]:
            copy = self._work.copy(kind, SAVED, reason)
            try:
                name = f"1712-{copy.number}.pdf"
                return copy.number, keep_file(seal(copy.pdf, passphrase), self._work.folder, name)
            except OSError:
                return copy.number, None

        def then(done: tuple[str, Path | None]) -> None:
            number, path = done
            if path is None:
                self._left("not_saved", "warn", number=number, folder=self._work.folder)
                return
            self._left("saved", "ok", name=path.name, folder=path.parent)
            self.passphrase.setText(passphrase)
            self._secret.setVisible(True)

        self._work.do(work, then, self._sorry)

    def _ready(self) -> bool:
        if self._leaving:
            return False
        if not self.reason.text().strip():
            self._tell(self._text("summary.screen.reason_first"), "warn")
            self.reason.setFocus()
            return False
        return True

    def _leave(self) -> tuple[str, str]:
        # one copy at a time: a second key while the first is being written makes no second copy
        self._leaving = True
        self._hide_secret()
        self._tell(self._text("summary.screen.busy"), "muted")
        return self.kind.value or "agenda", self.reason.text().strip()

    def _left(self, key: str, role: str, **values: object) -> None:
        self._leaving = False
        if "number" in values or role == "ok":  # it stands in the register: the reason is kept there
            self._half.used()
        self._tell(self._text(f"summary.screen.{key}", **values), role)

    def _hide_secret(self) -> None:
        self.passphrase.clear()
        self._secret.setVisible(False)

    def _tell(self, words: str, role: str) -> None:
        self._said.setText(words)
        set_role(self._said, role)

    def _sorry(self, wrong: Exception) -> None:
        self._leaving = False
        if isinstance(wrong, NotAllowed):
            self.preview.clear()
        self._tell(said_of(wrong, self._text), "warn")
