"""Earlier contacts beside a running call: a code given, a code recognised, a call that looks alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from workstation.domain.cases import Case, Event
from workstation.domain.ids import CallId, CaseId
from workstation.domain.likeness import Facts, Likeness
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.ui.forms.code_box import CodeBox
from workstation.ui.parts import Card, button, column, emptied, heading, label, row, scrolling, set_role
from workstation.ui.said import clock, day, full_day
from workstation.ui.screens.opening_reason import OpeningReason
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Done = Callable[[], None]
SHOWN = ("call", "referral", "note", "follow_up_planned", "follow_up_done")
RETURNING = "returning_caller"
LEAST_THREAD = 110  # pixels: some four lines of a thread are seen at once


@dataclass(frozen=True, slots=True)
class Thread:
    """A case that was opened during a call: for which reason, and what is in it besides narratives."""

    case: Case
    events: tuple[Event, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class EarlierWork:
    """Everything in the lane. `recognise` answers the case of three words or None; `open` notes the reading first.

    `give` makes a code, to be said once; `link` brings the running call into a case, `unlink` takes it out again.
    """

    words: tuple[str, ...]
    recognise: Callable[[str, Callable[[CaseId | None], None], Sorry], None]
    open: Callable[[CaseId, str, Callable[[Case, tuple[Event, ...]], None], Sorry], None]
    give: Callable[[CallId, Callable[[tuple[str, ...], datetime], None], Sorry], None]
    link: Callable[[CallId, CaseId, Done, Sorry], None]
    unlink: Callable[[CallId, Done, Sorry], None]
    similar: Callable[[Facts, frozenset[str], Callable[[Likeness | None], None]], None]


class SideCard(Card):
    """A card of the side: Escape leaves it, Enter presses the button that has the focus."""

    left = Signal()

    def leave(self) -> None:
        """Give the place back."""
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave, or press (Qt)."""
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _apology(self, wrong: Exception, text: Words) -> str:
        if isinstance(wrong, NotReady):
            return " ".join(text(one.text_key, **dict(one.values)) for one in wrong.problems)
        if isinstance(wrong, NotAllowed):
            return text(wrong.text_key)
        if isinstance(wrong, KeyError):  # the draft has not reached the disk, or the case is gone
            return text("earlier.not_there")
        raise wrong


class RecogniseCard(SideCard):
    """Three words, then the earlier thread behind a reason. `opened` carries the Thread; `read` a call's id."""

    opened = Signal(object)
    read = Signal(str)
    case_wished = Signal()
    link_wished = Signal()

    def __init__(self, work: EarlierWork, text: Words) -> None:
        self._work, self._text = work, text
        self._case: CaseId | None = None
        self.box = CodeBox(text("earlier.code"), text("earlier.code_hint"), work.words)
        self._told = label("", "muted", wrap=True)
        self.reason = OpeningReason(text, first=RETURNING)
        self.reason.setProperty("card", "")  # it stands inside a card
        self.reason.column.setContentsMargins(0, 0, 0, 0)
        self._lines = column(spacing=3)
        inside = QWidget()
        inside.setLayout(column(self._lines, None))
        self._area = scrolling(inside)
        self._area.setMinimumHeight(LEAST_THREAD)
        self.link = button(text("earlier.link"), self._wish_link)
        self.whole = button(text("case.open"), self._wish_case)
        self._acts = QWidget()
        self._acts.setLayout(row(self.link, self.whole, None))
        close = button("Esc", self.leave, kind="flat")
        close.setAccessibleName(text("earlier.close"))
        super().__init__(
            heading(text("earlier.recognise"), close, keys=("Ctrl+R",)), self.box, self._told, self.reason,
            self._area, self._acts, spacing=5,
        )  # fmt: skip
        self.column.setStretch(4, 1)
        self.column.addStretch(0)
        self.box.entered.connect(self._look_up)
        self.box.left.connect(self.left)
        self.box.textEdited.connect(lambda _typed: self._tell("", "muted"))
        self.reason.chosen.connect(self._open)
        self.show_thread(None, linked=False)

    def _wish_link(self) -> None:
        self.link_wished.emit()

    def _wish_case(self) -> None:
        self.case_wished.emit()

    def begin(self) -> None:
        """Ask for the words, or show the thread that is open."""
        if self._area.isHidden():
            self.box.setFocus()
        else:
            self.link.setFocus()

    def show_thread(self, thread: Thread | None, *, linked: bool) -> None:
        """Show an opened thread, newest first; None: nothing was recognised in this call (yet)."""
        self._case = thread.case.id if thread else None
        self.box.clear()
        self.box.setVisible(thread is None)
        self.reason.setVisible(False)
        self._area.setVisible(thread is not None)
        self._acts.setVisible(thread is not None)
        self.link.setEnabled(not linked)
        emptied(self._lines)
        self._tell("", "muted")
        if thread is None:
            return
        self._tell(self._text("earlier.linked" if linked else "earlier.opened", number=thread.case.number), "ok")
        shown = [one for one in thread.events if one.kind in SHOWN]
        for event in reversed(shown):
            self._lines.addWidget(self._line(event))

    def _line(self, event: Event) -> QWidget:
        made = QWidget()
        what = self._text(f"earlier.event.{event.kind}", who=event.who, words=event.words)
        words = label(f"{day(event.at)} {clock(event.at)} · {what}", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = row(words, spacing=6)
        line.setStretch(0, 1)
        if event.kind == "call" and event.call is not None:
            read = button(self._text("earlier.read"), partial(self.read.emit, event.call), kind="")
            read.setProperty("seg", "1")
            read.setAccessibleName(f"{self._text('earlier.read')}: {full_day(event.at)}")
            line.addWidget(read)
        made.setLayout(line)
        return made

    def _look_up(self, typed: str) -> None:
        self._tell(self._text("earlier.looking"), "muted")
        self._work.recognise(typed, self._recognised, self._sorry)

    def _recognised(self, case: CaseId | None) -> None:
        if case is None:
            self._tell(self._text("earlier.unknown"), "warn")
            if self.box.isVisible():
                self.box.setFocus()
                self.box.selectAll()
            return
        self._case = case
        self.box.clear()
        self.box.setVisible(False)
        self._tell(self._text("earlier.found"), "ok")
        self.reason.setVisible(True)
        if self.isVisible():
            self.reason.ask()

    def _open(self, reason: str) -> None:
        if self._case is not None:
            self._work.open(
                self._case, reason, lambda case, events: self.opened.emit(Thread(case, events, reason)), self._sorry
            )

    def _sorry(self, wrong: Exception) -> None:
        self._tell(self._apology(wrong, self._text), "warn")

    def _tell(self, words: str, role: str) -> None:
        self._told.setText(words)
        self._told.setVisible(bool(words))
        set_role(self._told, role)


class GivenCard(SideCard):
    """A code for the caller, large enough to be read out; gone when the card closes, and found nowhere again."""

    def __init__(self, work: EarlierWork, text: Words) -> None:
        self._work, self._text = work, text
        self._call: CallId | None = None
        self.code = label("", "title", wrap=True)
        self.code.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._told = label("", "muted", wrap=True)
        self.done = button(text("earlier.said"), self.leave, kind="primary", key="Enter")
        super().__init__(
            heading(text("case.give_code"), keys=("Ctrl+Shift+R",)), self.code, self._told, row(self.done, None),
            None, spacing=6,
        )  # fmt: skip

    def begin(self, call: CallId) -> None:
        """Make a code for this call; pressed again while one stands here, it is the same one."""
        self.done.setFocus()
        if call == self._call:
            return
        self._call = call
        self.code.setText("")
        self._told.setText(self._text("case.code_coming"))
        set_role(self._told, "muted")
        self._work.give(call, partial(self._say, call), self._sorry)

    def forget(self) -> None:
        """Leave no word on the screen."""
        self._call = None
        self.code.setText("")
        self._told.setText("")

    def _say(self, call: CallId, words: tuple[str, ...], until: datetime) -> None:
        if call == self._call:
            self.code.setText(" · ".join(words))
            self._told.setText(self._text("case.code_note", day=full_day(until)))

    def _sorry(self, wrong: Exception) -> None:
        self._call = None
        self._told.setText(self._apology(wrong, self._text))
        set_role(self._told, "warn")


class AlikeCard(Card):
    """One quiet line: an earlier call that looks like this one, and why. It takes no focus and moves no note."""

    looked = Signal()
    waved_away = Signal()

    def __init__(self, text: Words) -> None:
        self._text = text
        self._words = label("", wrap=True)
        self._why = label("", "muted", wrap=True)
        look = button(text("earlier.look"), self._look, key="Alt+5")
        away = button(text("earlier.away"), self._wave, kind="flat", key="Alt+6")
        for one in (look, away):
            one.setProperty("seg", "1")
        super().__init__(self._words, self._why, row(look, away, None), spacing=3)
        self.setVisible(False)

    def _look(self) -> None:
        self.looked.emit()

    def _wave(self) -> None:
        self.waved_away.emit()

    def show_likeness(self, found: Likeness | None) -> None:
        """Show what looks alike, or nothing."""
        self.setVisible(found is not None)
        if found is None:
            return
        same_day = "same_day" in found.reasons
        when = clock(found.started_at) if same_day else f"{day(found.started_at)} {clock(found.started_at)}"
        self._words.setText(self._text("earlier.alike", when=when))
        why = [self._text(f"earlier.reason.{one}") for one in found.reasons if one not in ("same_day", "recent")]
        self._why.setText(", ".join(why))
        self.setAccessibleName(f"{self._words.text()} {self._why.text()}")
