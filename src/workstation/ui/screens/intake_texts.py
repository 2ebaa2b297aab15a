"""Text help beside the note: words to say, a mail to send, and what in the note could name somebody.

It stands where the form stands, so that the note keeps its place. Nothing is changed before one says so, and every
change of the note is one step of its undo.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from workstation.domain.services import Service
from workstation.forms.pasted_talk import Found, Said
from workstation.forms.text_help import theme_to_say, to_mail, to_say
from workstation.ui.choice import Choice
from workstation.ui.parts import Card, Flow, Part, button, column, emptied, heading, label, row, scrolling
from workstation.vocabulary.words import Words

SAY, MAIL, CHECK = "say", "mail", "check"
SPEAKERS = ("caller", "counsellor", "other")
MOST_SPEAKERS = 5
MOST_ROWS = 7  # names in view; the rest scrolls
FOUND = int(Qt.ItemDataRole.UserRole)


class TextsPane(QWidget):
    """Three pages. `copied(words)`; `noted(words)`, a line for the note.

    `take_out(found)`, `take_chosen` and `speakers(words by name)` change the note; `pointed(found)` shows where
    a name stands; `turned`: another page is in view; `closed`.
    """

    copied = Signal(str)
    noted = Signal(str)
    take_out = Signal(object)
    speakers = Signal(object)
    pointed = Signal(object)
    take_chosen = Signal()
    turned = Signal()
    closed = Signal()

    def __init__(self, text: Words) -> None:
        super().__init__()
        self._text = text
        self.choice = Choice(
            text("text_help.title"), [(one, text(f"text_help.page_{one}")) for one in (SAY, MAIL, CHECK)]
        )
        self.choice.put(SAY)
        self.choice.changed.connect(self.turn_to)
        self._pages: dict[str, QVBoxLayout] = {}
        self._stack = QStackedWidget()
        for one in (SAY, MAIL, CHECK):
            inside = QWidget()
            self._pages[one] = QVBoxLayout(inside)
            self._pages[one].setSpacing(8)
            self._stack.addWidget(scrolling(inside))
        self.names = QListWidget()
        self.names.setProperty("ticks", "1")
        self.names.setAccessibleName(text("text_help.names"))
        self.names.currentItemChanged.connect(lambda *_: self.pointed.emit(self.in_hand))
        self.names.itemChanged.connect(lambda _: self._count())
        self._take = button(text("text_help.take_out"), self._take_out, kind="primary", key="Enter")
        self._all = button(text("text_help.tick_all"), self._tick_all, kind="flat")
        self._talk = QVBoxLayout()
        self._talk_words: dict[str, Choice] = {}
        self._lay_out()
        self._shown: object = None

    def _lay_out(self) -> None:
        text = self._text
        close = button("×", self.closed.emit, kind="flat")
        close.setAccessibleName(text("text_help.close"))
        close.setToolTip(text("text_help.close"))
        title = heading(text("text_help.title"), close, keys=("Ctrl+T", "Esc"))
        for key in (title.itemAt(1), title.itemAt(2)):
            if key is not None:
                key.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        head = Card(title, self.choice, spacing=4)
        self._nothing = label("", "muted", wrap=True)
        chosen = button(text("text_help.take_chosen"), self.take_chosen.emit, kind="flat")
        acts = Flow()
        for one in (self._take, self._all, chosen):
            acts.addWidget(one)
        hints = Card(
            label(text("text_help.names"), "h", self.names), self._nothing, self.names,
            acts, label(text("text_help.names_how"), "muted", wrap=True),
        )  # fmt: skip
        self._pages[CHECK].addLayout(self._talk)
        self._pages[CHECK].addWidget(hints)
        self._pages[CHECK].addStretch(1)
        whole = column(head, self._stack, spacing=8)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    # -- what is in view ---------------------------------------------------------------------------------------

    @property
    def page(self) -> str:
        """Which of the three is in view."""
        return self.choice.value or SAY

    def turn_to(self, page: str) -> None:
        """Show another page."""
        self.choice.put(page)
        self._stack.setCurrentIndex((SAY, MAIL, CHECK).index(page))
        self.turned.emit()

    def go_in(self) -> None:
        """Put the caret where one goes on with the keys."""
        if self.page == CHECK and self.names.count():
            self.names.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if self.names.currentRow() < 0:
                self.names.setCurrentRow(0)
        else:
            self.choice.focus_here()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape; Enter on the list takes out what is ticked (Qt)."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.names.hasFocus():
            self._take_out()
        else:
            super().keyPressEvent(event)

    # -- words for a service -----------------------------------------------------------------------------------

    def show_services(self, services: Sequence[tuple[Service, str]], theme: str | None) -> None:
        """Show what can be said and mailed about each (with the directory's sentence), and about the theme."""
        if (tuple(services), theme) == self._shown:
            return
        self._shown = tuple(services), theme
        for page in (SAY, MAIL):
            emptied(self._pages[page])
        for one, sentence in services:
            self._pages[SAY].addWidget(self._to_say(one, sentence, theme))
            self._pages[MAIL].addWidget(self._to_mail(one, theme))
        if not services:
            self._pages[SAY].addWidget(self._of_theme(theme))
            none = label(self._text("text_help.no_service"), "muted", wrap=True)
            self._pages[MAIL].addWidget(Card(none))
        for page in (SAY, MAIL):
            self._pages[page].addStretch(1)

    def _of_theme(self, theme: str | None) -> Card:
        words = theme_to_say(theme, self._text)
        parts: list[Part] = [label(words, "say", wrap=True)] if words else []
        return Card(*parts, label(self._text("text_help.no_service"), "muted", wrap=True))

    def _to_say(self, service: Service, sentence: str, theme: str | None) -> Card:
        words = to_say(service, sentence, theme, self._text)
        line = self._text("text_help.said_line", name=service.name)
        note = button(self._text("text_help.note_it"), lambda: self.noted.emit(line))
        note.setAccessibleName(f"{self._text('text_help.note_it')}: {service.name}")
        return Card(label(service.name, "h", wrap=True), label(words, "say", wrap=True), row(note, None))

    def _to_mail(self, service: Service, theme: str | None) -> Card:
        subject, body = to_mail(service, theme, self._text)
        whole = self._copier("copy_mail", service.name, body)
        line = self._text("text_help.mailed_line", name=service.name)
        note = button(self._text("text_help.note_it"), lambda: self.noted.emit(line))
        note.setAccessibleName(f"{self._text('text_help.note_it')}: {service.name}")
        acts = Flow()
        for one in (whole, self._copier("copy_subject", service.name, subject), note):
            acts.addWidget(one)
        of = label(f"{self._text('text_help.subject')} {subject}", "muted", wrap=True)
        return Card(label(service.name, "h", wrap=True), of, label(body, "say", wrap=True), acts)

    def _copier(self, word: str, name: str, words: str) -> QWidget:
        made = button(self._text(f"text_help.{word}"), lambda: self.copied.emit(words))
        made.setAccessibleName(f"{self._text(f'text_help.{word}')}: {name}")
        return made

    # -- what could name somebody ------------------------------------------------------------------------------

    @property
    def in_hand(self) -> Found | None:
        """The name or number the caret of the list is on."""
        item = self.names.currentItem()
        found: Found | None = item.data(FOUND) if item is not None else None
        return found

    @property
    def ticked(self) -> tuple[Found, ...]:
        """What is to be taken out."""
        items = (self.names.item(at) for at in range(self.names.count()))
        return tuple(one.data(FOUND) for one in items if one.checkState() == Qt.CheckState.Checked)

    def show_found(self, found: tuple[Found, ...]) -> None:
        """List what could name somebody; what was ticked stays ticked."""
        ticked = {(one.kind, one.words) for one in self.ticked}
        in_hand = self.in_hand
        self.names.blockSignals(True)
        self.names.clear()
        for one in found:
            kind = self._text(f"text_help.kind.{one.kind}")
            times = self._text("text_help.times", count=len(one.places)) if len(one.places) > 1 else ""
            item = QListWidgetItem(f"{one.words}   {kind}{times}")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = (one.kind, one.words) in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            item.setData(FOUND, one)
            self.names.addItem(item)
            if in_hand is not None and (one.kind, one.words) == (in_hand.kind, in_hand.words):
                self.names.setCurrentItem(item)
        self.names.blockSignals(False)
        for part in (self.names, self._take, self._all):
            part.setVisible(bool(found))
        shown = min(MOST_ROWS, max(1, self.names.count()))
        self.names.setFixedHeight(shown * max(1, self.names.sizeHintForRow(0)) + 2 * self.names.frameWidth() + 4)
        self._nothing.setText("" if found else self._text("text_help.no_names"))
        self._nothing.setVisible(not found)
        self._count()

    def _count(self) -> None:
        self._take.setEnabled(bool(self.ticked))

    def _tick_all(self) -> None:
        every = [self.names.item(at) for at in range(self.names.count())]
        on = any(one.checkState() != Qt.CheckState.Checked for one in every)
        for one in every:
            one.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _take_out(self) -> None:
        if ticked := self.ticked:
            self.take_out.emit(ticked)

    # -- a pasted talk -----------------------------------------------------------------------------------------

    def show_talk(self, said: tuple[Said, ...]) -> None:
        """Ask who is who in a pasted talk; an empty one takes the question away."""
        names = {one.name: one.speaker for one in said}
        if list(names) == list(self._talk_words):
            return
        emptied(self._talk)
        self._talk_words = {}
        if not names:
            return
        rows: list[Part] = []
        for name, speaker in list(names.items())[:MOST_SPEAKERS]:
            turns = sum(one.name == name for one in said)
            choice = Choice(
                self._text("text_help.who_is", name=name),
                [(one, self._text(f"text_help.speaker_{one}")) for one in SPEAKERS],
            )
            choice.put(speaker if speaker in SPEAKERS else "other")
            self._talk_words[name] = choice
            rows += [label(self._text("text_help.turns", name=name, count=turns), wrap=True), choice]
        lead = label(self._text("text_help.talk_how"), "muted", wrap=True)
        keep = button(self._text("text_help.write_so"), self._write_so, kind="primary")
        self._talk.addWidget(Card(heading(self._text("text_help.talk")), lead, *rows, row(None, keep)))

    def _write_so(self) -> None:
        self.speakers.emit({name: choice.value or "other" for name, choice in self._talk_words.items()})

    def forget(self) -> None:
        """Leave nothing of anybody."""
        self.show_services((), None)
        self.show_found(())
        self.show_talk(())
