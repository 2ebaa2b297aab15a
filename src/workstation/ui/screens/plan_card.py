"""Planning a follow-up: what, when, over which safe channel, whose turn. One card for a running and a filed call."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from workstation.domain.ids import CallId
from workstation.domain.moments import Now, local
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.forms.due import Due, read_due
from workstation.ui.half_texts import NOWHERE, HalfTexts, Halves, Texts
from workstation.ui.parts import Card, button, heading, label, row, set_role
from workstation.ui.said import DAYS
from workstation.ui.text_fields import Line
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Done = Callable[[], None]
CHANNELS = ("phone", "chat", "email")
ME, TEAM = "me", "team"


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is. `counsellor` None: anybody of the team; `team` None: the team of whoever plans it."""

    counsellor: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """What was agreed. `channel`: a code, None when none was agreed on."""

    due: Due
    what: str
    channel: str | None
    safe_moment: str
    turn: Turn


@dataclass(frozen=True, slots=True)
class PlanWork:
    """`plan` keeps a follow-up of a call (or of the draft that will be it); `turns` names the colleagues."""

    plan: Callable[[CallId, Planned, Done, Sorry], None]
    turns: Callable[[Callable[[tuple[str, ...]], None]], None]
    me: str
    now: Now
    halves: Halves = NOWHERE


def due_in_words(due: Due) -> str:
    """Return `do 26/11/2026 14:00–16:00`, a moment without its end, several days with both."""
    since, until = local(due.since), local(due.until)
    began = f"{DAYS[since.weekday()]} {since:%d/%m/%Y %H:%M}"
    if since == until:
        return began
    ends = f"{until:%H:%M}" if since.date() == until.date() else f"{DAYS[until.weekday()]} {until:%d/%m %H:%M}"
    return f"{began}–{ends}"


class WhenLine(Line):
    """A line that says under itself how it is understood."""

    def __init__(self, now: Now, text: Words) -> None:
        super().__init__(text("follow_up.label.when"), text("follow_up.when_hint"))
        self._now, self._text = now, text
        self.read = label("", "muted", wrap=True)
        self.textChanged.connect(lambda _typed: self._say())

    @property
    def due(self) -> Due | None:
        """What is meant; None when it is not understood."""
        return read_due(self.text(), self._now())

    def _say(self) -> None:
        due = self.due
        over = due is not None and due.until < self._now()
        words = due_in_words(due) if due is not None else ""
        if over:
            words = self._text("follow_up.over", when=words)
        elif due is None and self.text().strip():
            words = self._text("follow_up.not_understood")
        self.read.setText(words)
        set_role(self.read, "warn" if over or due is None else "ok")


class PlanCard(Card):
    """`kept` when a follow-up was kept, `left` when Escape is pressed. Enter in any field keeps."""

    kept = Signal()
    left = Signal()

    def __init__(self, work: PlanWork, codebook: Codebook, text: Words, keys: tuple[str, ...] = ()) -> None:
        self._work, self._text = work, text
        self._call: CallId | None = None
        self.what = Line(text("follow_up.label.what"), text("follow_up.what_hint"))
        self.when = WhenLine(work.now, text)
        self.channel = QComboBox()
        self.channel.setAccessibleName(text("follow_up.label.channel"))
        self.channel.addItem(text("follow_up.no_channel"), None)
        for one in CHANNELS:
            self.channel.addItem(codebook.label("channel", one), one)
        self.safe = Line(text("follow_up.label.safe"), text("follow_up.safe_hint"))
        self.whom = QComboBox()
        self.whom.setAccessibleName(text("follow_up.label.whom"))
        for box in (self.channel, self.whom):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self._teams = [(code.code, code.label) for code in codebook.offered("team", local(work.now()).date())]
        self._offer(())
        self.boxes = {"what": self.what, "when": self.when, "safe": self.safe}
        self._given: Texts = {}
        self._half = HalfTexts(work.halves, self._begun, self._go_on, self.what, self._clear)
        for line in self.boxes.values():
            line.returnPressed.connect(self.keep)
            line.textEdited.connect(self._half.typed)
        self._keep = button(text("follow_up.keep"), self.keep, kind="primary", key="Enter")
        self._told = label("", "muted", wrap=True)
        super().__init__(
            heading(text("follow_up.plan"), keys=keys),
            self._fields(),
            self._told,
            row(self._keep, None),
            None,
            spacing=6,
        )

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget], ...] = (
            ("what", self.what), ("when", self.when), ("", self.when.read), ("channel", self.channel),
            ("safe", self.safe), ("whom", self.whom),
        )  # fmt: skip
        for at, (name, widget) in enumerate(rows):
            if name:
                grid.addWidget(label(self._text(f"follow_up.label.{name}"), "", widget), at, 0)
            grid.addWidget(widget, at, 1)
        return grid

    def _offer(self, colleagues: tuple[str, ...]) -> None:
        chosen = self.whom.currentData()
        self.whom.clear()
        text = self._text
        self.whom.addItem(text("follow_up.team"), Turn())
        self.whom.addItem(text("follow_up.me"), Turn(counsellor=self._work.me))
        for one in colleagues:
            self.whom.addItem(one, Turn(counsellor=one))
        for code, words in self._teams:
            self.whom.addItem(text("follow_up.other_team", team=words), Turn(team=code))
        if chosen is not None:
            self.whom.setCurrentIndex(max(0, self.whom.findData(chosen)))

    def begin(self, call: CallId, *, safe_moment: str = "", channel: str | None = None) -> None:
        """Plan something for a call, from what was said of it already."""
        if call != self._call:
            self.forget()
        self._call = call
        self._given = {"what": self._text("follow_up.call_back"), "safe": safe_moment}
        for name, words in self._given.items():
            if not self.boxes[name].text():
                self.boxes[name].setText(words)
        self._half.come_to(f"call.{call}.plan")
        self.channel.setCurrentIndex(max(0, self.channel.findData(channel)))
        self._work.turns(self._offer)

    def forget(self) -> None:
        """Leave nothing of any call in the fields; what was begun stays with it."""
        self._half.leave()
        self._call = None
        self._clear()
        self._told.setText("")
        self.whom.setCurrentIndex(0)

    def _clear(self) -> None:
        for line in self.boxes.values():
            line.clear()

    def _begun(self) -> Texts:
        # what was filled in from the call is not what somebody typed
        now = {name: line.text() for name, line in self.boxes.items()}
        return {} if all(words in ("", self._given.get(name)) for name, words in now.items()) else now

    def _go_on(self, begun: Texts) -> None:
        if not self._begun():
            for name, words in begun.items():
                self.boxes[name].setText(words)

    def keep(self) -> None:
        """Keep the follow-up, or say what it still needs."""
        due = self.when.due
        if self._call is None:
            return
        if due is None:
            self._tell(self._text("follow_up.when_please"), "warn")
            self.when.setFocus()
            return
        turn = self.whom.currentData() or Turn()
        planned = Planned(due, self.what.text().strip(), self.channel.currentData(), self.safe.text().strip(), turn)
        self._work.plan(self._call, planned, partial(self._done, self._half.place), self._sorry)

    def _done(self, place: str | None) -> None:
        self._half.done(place)
        if place == self._half.place:
            self._told.setText("")
            self.whom.setCurrentIndex(0)
        self.kept.emit()

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, NotReady):
            self._tell(self._text(wrong.problems[0].text_key), "warn")
        elif isinstance(wrong, NotAllowed):
            self._tell(self._text(wrong.text_key), "warn")
        elif isinstance(wrong, KeyError):
            self._tell(self._text("follow_up.not_saved_yet"), "warn")
        else:
            raise wrong

    def _tell(self, words: str, role: str) -> None:
        self._told.setText(words)
        set_role(self._told, role)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the card; what stands in it stays (Qt)."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
