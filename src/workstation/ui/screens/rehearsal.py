"""Choosing a rehearsal: which scenarios there are, what one learns from each, and how the class agrees."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from workstation.domain.changes import Changes
from workstation.training.scenario import Scenario
from workstation.ui.look import Look
from workstation.ui.parts import Card, Part, button, column, emptied, heading, label, row, scrolling
from workstation.ui.screen import Screen
from workstation.ui.screens.rehearsal_debrief import Naming
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

CHANNEL_ICONS = {"phone": "phone", "chat": "message-circle", "email": "mail"}


@dataclass(frozen=True)
class Offered:
    """A scenario one may play; `own`: the trainer changed or made it. `played` counts the rehearsals kept of it."""

    scenario: Scenario
    own: bool = False
    played: int = 0


class RehearsalScreen(Screen):
    """`start_requested(scenario id, trainee)`, `edit_requested(scenario id)`, `class_requested()`."""

    name = "rehearsal"
    acts = ("tour", "class_agreement", "edit_scenario", "start_rehearsal")
    main_act = "start_rehearsal"
    start_requested = Signal(str, str)
    edit_requested = Signal(str)
    class_requested = Signal()

    def __init__(
        self, look_up: Callable[[Callable[[tuple[Offered, ...]], None]], None], look: Look, text: Words
    ) -> None:
        super().__init__()
        self._look_up, self._look, self._text = look_up, look, text
        self._offered: dict[str, Offered] = {}
        self.list = QListWidget()
        self.list.setObjectName("scenarios")
        self.list.setAccessibleName(text("rehearsal.list_name"))
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.list.itemActivated.connect(lambda _: self.start())
        self.trainee = Line(text("rehearsal.trainee"), text("rehearsal.trainee_hint"))
        self.trainee.setMaxLength(40)
        self.trainee.returnPressed.connect(self.start)
        self._background = button(text("rehearsal.show_background"), self._turn_background, kind="flat")
        inside = QWidget()
        self._detail = QVBoxLayout(inside)
        self._detail.setContentsMargins(0, 0, 0, 0)
        self._detail.setSpacing(10)
        self._trainers_eyes = False
        self._lay_out(inside)

    def _lay_out(self, inside: QWidget) -> None:
        text = self._text
        left = column(
            label(text("tour.offer"), wrap=True),
            label(text("rehearsal.lead"), "muted", wrap=True),
            self.list,
            spacing=8,
        )
        left.setStretch(2, 1)
        self._area = scrolling(inside)
        who = Card(label(text("rehearsal.trainee"), "h", buddy=self.trainee), self.trainee,
                   label(text("rehearsal.trainee_why"), "muted", wrap=True))  # fmt: skip
        right = column(self._area, who, spacing=10)
        right.setStretch(0, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(14)
        line.addLayout(left, 45)
        line.addLayout(right, 55)

    # -- what the window asks ----------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Look which scenarios there are, and put the caret in the list."""
        self._look_up(self._show_offered)
        self.list.setFocus()

    def heard(self, changes: Changes) -> None:
        """Look again when a scenario was changed."""
        if changes.concerns("setting"):
            self._look_up(self._show_offered)

    def start(self) -> None:
        """Begin what is chosen."""
        if self.chosen is not None:
            self.start_requested.emit(self.chosen.scenario.id, self.trainee.text().strip())

    def edit(self) -> None:
        """Change what is chosen, or begin a new one."""
        self.edit_requested.emit(self.chosen.scenario.id if self.chosen else "")

    @property
    def chosen(self) -> Offered | None:
        """The scenario in view."""
        item = self.list.currentItem()
        return self._offered.get(item.data(Qt.ItemDataRole.UserRole)) if item else None

    def choose(self, scenario: str) -> None:
        """Put the caret on a scenario."""
        for at in range(self.list.count()):
            if self.list.item(at).data(Qt.ItemDataRole.UserRole) == scenario:
                self.list.setCurrentRow(at)

    # -- showing -----------------------------------------------------------------------------------------------

    def _show_offered(self, offered: tuple[Offered, ...]) -> None:
        before = self.chosen.scenario.id if self.chosen else ""
        self.list.blockSignals(True)
        self.list.clear()
        self._offered = {one.scenario.id: one for one in offered}
        for one in offered:
            self.list.addItem(self._item(one))
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)
        self.choose(before)
        self._show_chosen()

    def _item(self, one: Offered) -> QListWidgetItem:
        scenario, text = one.scenario, self._text
        facts = [
            text(f"live.channel.{scenario.channel}"), text(f"rehearsal.level_{scenario.level}"),
            text("rehearsal.minutes", minutes=scenario.minutes),
        ]  # fmt: skip
        facts += [text("rehearsal.own")] if one.own else []
        facts += [text("rehearsal.played", count=one.played)] if one.played else []
        item = QListWidgetItem(f"{scenario.title}\n{' · '.join(facts)}")
        item.setData(Qt.ItemDataRole.UserRole, scenario.id)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{scenario.title}. {', '.join(facts)}")
        item.setIcon(self._look.icon_picture(CHANNEL_ICONS.get(scenario.channel, "phone"), "muted"))
        item.setSizeHint(QSize(0, self._look.px(52)))
        return item

    def _turn_background(self) -> None:
        self._trainers_eyes = not self._trainers_eyes
        self._show_chosen()

    def _show_chosen(self) -> None:
        self._background.setParent(None)
        emptied(self._detail)
        if self.chosen is None:
            self._detail.addWidget(label(self._text("rehearsal.none"), "muted", wrap=True))
            self._detail.addStretch(1)
            return
        for card in scenario_cards(self.chosen.scenario, self._text, background=self._trainers_eyes):
            self._detail.addWidget(card)
        key = "hide_background" if self._trainers_eyes else "show_background"
        self._background.setText(self._text(f"rehearsal.{key}"))
        self._background.setAccessibleName(self._text(f"rehearsal.{key}"))
        self._detail.addLayout(row(self._background, None))
        self._detail.addStretch(1)


def reference_cards(scenario: Scenario, naming: Naming, text: Words) -> tuple[Card, ...]:
    """Return the reference registration in words: what each field should say, and what is as good."""
    reference = scenario.reference
    parts = [(text("comparison.the_call"), reference.fields), *((one.label, one.fields) for one in reference.persons)]
    made = []
    for title, fields in parts:
        lines: list[Part] = []
        for one in fields:
            model = ", ".join(naming.code(one.field, code) for code in one.model) or text("comparison.not_asked")
            also = ", ".join(naming.code(one.field, code) for code in one.accepted if code not in one.model)
            lines.append(label(f"{naming.field(one.field)}: {model}", wrap=True))
            if also:
                lines.append(label(text("rehearsal.also_good", codes=also), "muted", wrap=True))
        made.append(Card(heading(text("rehearsal.model_of", who=title)), *lines, spacing=3))
    return tuple(made)


def scenario_cards(scenario: Scenario, text: Words, *, background: bool) -> tuple[Card, ...]:
    """Return what is told of a scenario beforehand; with `background` also what only the trainer should know."""
    bullets: list[Part] = [label(f"•  {one}", wrap=True) for one in scenario.learn]
    cards = [Card(heading(scenario.title), label(scenario.caller, "reading", wrap=True))]
    if bullets:
        cards.append(Card(heading(text("rehearsal.learn")), *bullets))
    if background:
        facts: list[Part] = [label(f"•  {one}", wrap=True) for one in scenario.background]
        signs: list[Part] = [label(f"!  {one.what}", "warn", wrap=True) for one in scenario.dangers]
        cards.append(Card(heading(text("rehearsal.background")), *facts, *signs))
        for at, scene in enumerate(scenario.scenes):
            said: list[Part] = [label(line.says, wrap=True) for line in scene.lines]
            ways: list[Part] = [label(f"→  {choice.label}", "muted", wrap=True) for choice in scene.choices]
            cards.append(Card(heading(text("rehearsal.scene", number=at + 1, name=scene.id)), *said, *ways))
    return tuple(cards)
