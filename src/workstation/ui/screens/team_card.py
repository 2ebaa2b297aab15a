"""On the page of a call: ask the team about it, put it behind a signal, read the talk about it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QWidget

from workstation.domain.ids import CallId
from workstation.domain.team_talk import Signal
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.parts import Card, Flow, button, column, label, row, set_role
from workstation.ui.screens.section_pane import said_of
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Then = Callable[[], None]
NEW = ""


@dataclass(frozen=True, slots=True)
class TeamCardWork:
    """What the card asks for. `reviews`: this role reads calls of others again; `review` opens the talk."""

    mark: Callable[[CallId, str, Then, Sorry], None]
    signals: Callable[[Callable[[tuple[Signal, ...]], None], Sorry], None]
    support: Callable[[str, CallId, Then, Sorry], None]
    note: Callable[[str, str, CallId, Then, Sorry], None]
    review: Callable[[CallId], None]
    tags: tuple[tuple[str, str], ...]
    signal_words: Callable[[Signal], str]
    reviews: bool = False
    halves: Halves = NOWHERE


class TeamCard(Card):
    """Closed until one of its buttons opens the boxes under it."""

    def __init__(self, work: TeamCardWork, text: Words) -> None:
        self._work, self._text = work, text
        self._call: CallId | None = None
        acts = QWidget()
        flow = Flow(acts)
        self.discuss = button(text("team_card.discuss"), lambda: self._open("question"), kind="flat")
        self.signal = button(text("team_card.signal"), lambda: self._open("signal"), kind="flat")
        self.talk = button(text("team_card.talk"), self._read)
        for one in (self.discuss, self.signal, self.talk):
            flow.addWidget(one)
        self._said = label("", "muted", wrap=True)
        self._boxes = {"question": self._question_box(), "signal": self._signal_box()}
        self._half = of_boxes(work.halves, {"question": self.question, "words": self.words})
        super().__init__(label(text("team_card.title"), "h"), acts, *self._boxes.values(), self._said, spacing=4)
        self._open("")

    def _question_box(self) -> QWidget:
        self.question = Line(self._text("team_card.question"), self._text("team_card.question_hint"))
        self.question.returnPressed.connect(self.mark)
        made = QWidget()
        send = button(self._text("team_card.mark"), self.mark, kind="primary")
        line = row(self.question, send)
        line.setStretch(0, 1)
        made.setLayout(line)
        return made

    def _signal_box(self) -> QWidget:
        text = self._text
        self.which = QComboBox()
        self.which.setAccessibleName(text("team_card.which"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(18)
        self.which.currentIndexChanged.connect(lambda _at: self._new_or_not())
        self.tag = QComboBox()
        self.tag.setAccessibleName(text("team_card.tag"))
        for value, words in self._work.tags:
            self.tag.addItem(words, value)
        self.words = Line(text("team_card.words"), text("team_card.words_hint"))
        self.words.returnPressed.connect(self.keep_signal)
        self._new = QWidget()
        new = row(self.tag, self.words)
        new.setStretch(1, 1)
        self._new.setLayout(new)
        keep = button(text("team_card.keep_signal"), self.keep_signal, kind="primary")
        choose = row(self.which, keep)
        choose.setStretch(0, 1)
        made = QWidget()
        made.setLayout(column(choose, self._new, spacing=4))
        return made

    def show_call(self, call: CallId, *, own: bool) -> None:
        """Show the card for a call; what was written for another one is gone."""
        if call != self._call:
            self.forget()
        self._call = call
        self._half.come_to(f"team.{call}")
        self.talk.setVisible(own or self._work.reviews)

    def forget(self) -> None:
        """Show nothing; what was begun is kept first, and is there again with its call."""
        self._half.leave()
        self._call = None
        self.question.clear()
        self.words.clear()
        self._tell("", "muted")
        self._open("")

    def _open(self, name: str) -> None:
        for one, box in self._boxes.items():
            box.setVisible(one == name)
        self._said.setVisible(bool(self._said.text()) and not name)
        if name == "question":
            self.question.setFocus()
        elif name == "signal":
            self._work.signals(self._show_signals, self._sorry)
            self.which.setFocus()

    def _show_signals(self, signals: tuple[Signal, ...]) -> None:
        self.which.clear()
        for one in signals:
            self.which.addItem(self._work.signal_words(one).replace("\n", " · "), one.id)
        self.which.addItem(self._text("team_card.new"), NEW)
        self._new_or_not()

    def _new_or_not(self) -> None:
        self._new.setVisible(self.which.currentData() == NEW)

    def mark(self) -> None:
        """Put the call on the agenda of the case discussion."""
        if self._call is not None:
            self._work.mark(self._call, self.question.text(), lambda: self._done("marked"), self._sorry)

    def keep_signal(self) -> None:
        """Put the call behind the signal that is chosen, or behind a new one."""
        if self._call is None:
            return
        if self.which.currentData():
            self._work.support(
                str(self.which.currentData()), self._call, lambda: self._done("supported"), self._sorry
            )  # fmt: skip
        else:
            tag = str(self.tag.currentData())
            self._work.note(tag, self.words.text(), self._call, lambda: self._done("noted"), self._sorry)

    def _read(self) -> None:
        if self._call is not None:
            self._work.review(self._call)

    def _done(self, what: str) -> None:
        self.question.clear()
        self.words.clear()
        self._half.keep()
        self._tell(self._text(f"team_card.{what}"), "ok")
        self._open("")

    def _tell(self, words: str, role: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        set_role(self._said, role)

    def _sorry(self, wrong: Exception) -> None:
        self._tell(said_of(wrong, self._text), "warn")
