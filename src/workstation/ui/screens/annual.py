"""Figures on their way out: the annual report with its texts, or a team or a quarter; gate and approval."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from workstation.figures.publications import QUARTERS, TEAM, kind_of, scope_of
from workstation.figures.spec import Scope
from workstation.ui.choice import Choice
from workstation.ui.commands import Commands
from workstation.ui.half_texts import KEEP_AFTER_MS
from workstation.ui.look import Look
from workstation.ui.paper import Do, Preview
from workstation.ui.parts import Card, button, column, emptied, heading, label, row, scrolling, set_role
from workstation.ui.read_aloud import read_aloud
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Prose
from workstation.vocabulary.words import Words

METHODS = ("published_practice", "cell_keys", "threshold")
HIGH = 92  # pixels of a text at 100 %


@dataclass(frozen=True, slots=True)
class TextPlace:
    """One text of the report: where it stands, what the figures propose, and what the coordinator made of it."""

    name: str
    where: str
    proposed: str
    words: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The report as it would be published. `remarks` are the gate's; `allowed`: it may leave the house."""

    pdf: bytes
    remarks: tuple[str, ...]
    allowed: bool


@dataclass(frozen=True, slots=True)
class AnnualWork:
    """What the screen asks for; answers come back later, in the window's thread.

    `keep` keeps the coordinator's own texts of a year; `approve` freezes the figures and says what was done; `close`
    destroys what the rounding of a year rests on.
    """

    texts: Callable[[int, Callable[[Sequence[TextPlace]], None]], None]
    keep: Callable[[int, Mapping[str, str]], None]
    draft: Callable[[Scope, str, Mapping[str, str], Callable[[Draft], None], Callable[[], None]], None]
    approve: Callable[[Scope, str, Mapping[str, str], Callable[[str, str], None]], None]
    close: Callable[[int, Callable[[str, str], None]], None]


class AnnualScreen(Screen):
    """Texts left, pages right. Nothing is approved without the pages of that very moment having been made."""

    name = "annual"
    acts = ("annual_close", "annual_approve", "annual_draft")
    main_act = "annual_draft"

    def __init__(self, work: AnnualWork, do: Do, teams: Sequence[tuple[str, str]], look: Look, text: Words) -> None:
        super().__init__()
        self._work = work
        self._look = look
        self._text = text
        self._year = 0
        self._asked = 0
        self._allowed = False
        self._closing = False
        self._places: tuple[TextPlace, ...] = ()
        self._waiting: list[TextPlace] = []
        self._next_card = QTimer(self)
        self._next_card.setInterval(0)
        self._next_card.timeout.connect(self._add_next)
        self._keep_soon = QTimer(self)
        self._keep_soon.setSingleShot(True)
        self._keep_soon.setInterval(KEEP_AFTER_MS)
        self._keep_soon.timeout.connect(self._keep)
        self.fields: dict[str, Prose] = {}
        self._title = label("", "title")
        self.method = Choice(text("annual.method"), [(one, text(f"annual.{one}")) for one in METHODS])
        self.method.put(METHODS[0])
        self.method.changed.connect(lambda _value: self.make_draft())
        self.quarter = self._combo("quarter", [(name, text(f"annual.{name}")) for name in QUARTERS])
        self.team = self._combo("team", teams)
        self._said = label("", "muted", wrap=True)
        self._gate = label("", "muted", wrap=True)
        self._turning = label("", "muted")
        self.preview = Preview(do, text)
        self.preview.turned.connect(self._turned)
        self._lay_out()

    def _combo(self, name: str, options: Sequence[tuple[str, str]]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self._text(f"annual.{name}"))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        made.addItem(self._text(f"annual.every_{name}"), "")
        for value, words in options:
            made.addItem(words, value)
        made.currentIndexChanged.connect(lambda _at: self._part_changed())
        return made

    def _lay_out(self) -> None:
        text = self._text
        inside = QWidget()
        self._list = column(spacing=8)
        self._list.setContentsMargins(0, 0, 6, 6)
        inside.setLayout(self._list)
        what = row(
            label(text("annual.quarter"), "", self.quarter), self.quarter, label(text("annual.team"), "", self.team),
            self.team, None, spacing=8,
        )  # fmt: skip
        method = label(text("annual.method"), "", self.method)
        how = Card(heading(text("annual.what")), what, method, self.method, self._gate, self._said, spacing=6)
        how.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._short = label(text("annual.short"), "muted", wrap=True)
        self._short.hide()
        self._texts = scrolling(inside)
        side = column(self._title, how, self._short, self._texts, spacing=8)
        side.setStretch(3, 1)
        side.addStretch(0)  # takes the room of the texts where there are none
        pages = column(heading(text("annual.pages"), self._turning), self.preview, spacing=8)
        pages.setStretch(1, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 16, 8)
        line.setSpacing(14)
        line.addLayout(side, 1)
        line.addLayout(pages, 1)

    def open(self, year: int) -> None:
        """Show the texts and pages of a year's report."""
        self.forget()
        self._year = year
        self._title.setText(self._text("annual_report.title", year=year))
        for combo in (self.quarter, self.team):
            combo.blockSignals(True)
            combo.setCurrentIndex(0)
            combo.blockSignals(False)
        self._show_part()
        self._asked += 1
        asked = self._asked
        self._say("proposing", "muted")
        self._work.texts(year, lambda places: self._show(asked, places))

    def arrive(self) -> None:
        """Put the caret in the first text."""
        first = next(iter(self.fields.values()), None)
        (first or self.preview).setFocus()

    def forget(self) -> None:
        """Leave neither texts nor pages on the screen."""
        if self._keep_soon.isActive():
            self._keep()
        self._asked += 1
        self._allowed = self._closing = False
        self._next_card.stop()
        self._waiting = []
        self.fields = {}
        self._places = ()
        emptied(self._list)
        self.preview.clear()
        self._gate.setText("")
        self._said.setText("")

    def bind(self, commands: Commands) -> None:
        """Say what this screen's acts do."""
        commands.bind("annual_draft", self.make_draft)
        commands.bind("annual_approve", self.approve)
        commands.bind("annual_close", self.close_year)

    @property
    def scope(self) -> Scope:
        """Which part of the year and of Flanders goes out."""
        team = self.team.currentData()
        parts = (self.quarter.currentData(), f"{TEAM}{team}" if team else "")
        return scope_of("/".join(part for part in parts if part), self._year)

    @property
    def _whole(self) -> bool:
        return kind_of(self.scope) == "annual"

    @property
    def own_texts(self) -> dict[str, str]:
        """The texts that are no longer what was proposed."""
        proposed = {place.name: place.proposed for place in self._places}
        said = {name: field.toPlainText().strip() for name, field in self.fields.items()}
        return {name: words for name, words in said.items() if words != proposed[name]}

    def make_draft(self) -> None:
        """Keep the texts and make the pages with them."""
        if not self._year:
            return
        own, method = self.own_texts, self.method.value or METHODS[0]
        self._keep()
        self._asked += 1
        asked = self._asked
        self._allowed = self._closing = False
        self._say("making", "muted")
        self._work.draft(
            self.scope, method, own, lambda draft: self._drafted(asked, draft), lambda: self._failed(asked)
        )

    def _keep(self) -> None:
        self._keep_soon.stop()
        if self._year and self._whole and not self._waiting:
            self._work.keep(self._year, self.own_texts)

    def approve(self) -> None:
        """Freeze the figures as these pages print them; only what was seen, and only if the gate is open."""
        if not self._allowed:
            self._say("draft_first", "warn")
            return
        self._allowed = False
        self._say("approving", "muted")
        self._work.approve(self.scope, self.method.value or METHODS[0], self.own_texts, self._told)

    def close_year(self) -> None:
        """Ask once more, then destroy what the rounding of this year rests on."""
        if not self._year:
            return
        if not self._closing:
            self._closing = True
            self._told(self._text("annual.close_first", year=self._year), "warn")
            return
        self._allowed = self._closing = False
        self._work.close(self._year, self._told)

    def _part_changed(self) -> None:
        """Show what belongs to the part; exact numbers of a part never go out, so the method moves on."""
        if not self._whole and self.method.value == METHODS[0]:
            self.method.put(METHODS[1])
        self._show_part()
        self.make_draft()

    def _show_part(self) -> None:
        whole = self._whole
        self._texts.setVisible(whole)
        self._short.setVisible(not whole)

    def _show(self, asked: int, places: Sequence[TextPlace]) -> None:
        if asked != self._asked:
            return
        self._places = tuple(places)
        self._waiting = list(places)
        self._next_card.start()

    def _add_next(self) -> None:
        """Put one text on the screen and let the window live before the next; the pages follow the last."""
        if self._waiting:
            self._list.addWidget(self._card(self._waiting.pop(0)))
            return
        self._next_card.stop()
        self._list.addStretch(1)
        self.make_draft()

    def _card(self, place: TextPlace) -> Card:
        field = Prose(place.where)
        field.setPlainText(place.words)
        field.setFixedHeight(self._look.px(HIGH))
        field.textChanged.connect(self._changed)
        self.fields[place.name] = field
        back = button(self._text("annual.proposed"), partial(field.setPlainText, place.proposed), kind="flat")
        back.setAccessibleName(f"{self._text('annual.proposed')}: {place.where}")
        return Card(row(label(place.where, "h", field), None, back), field, spacing=4)

    def _changed(self) -> None:
        # what was seen is no longer what would be printed
        self._allowed = False
        if not self._keep_soon.isActive():  # a throttle: typing on must not postpone it
            self._keep_soon.start()

    def _drafted(self, asked: int, draft: Draft) -> None:
        if asked != self._asked:
            return
        self._allowed = draft.allowed
        self.preview.show_pdf(draft.pdf)
        self._gate.setText("\n".join(draft.remarks) or self._text("annual.gate_quiet"))
        set_role(self._gate, "muted" if draft.allowed else "warn")
        self._say("made" if draft.allowed else "not_allowed", "ok" if draft.allowed else "warn")

    def _failed(self, asked: int) -> None:
        if asked == self._asked:
            self._say("failed", "warn")

    def _turned(self, page: int, pages: int) -> None:
        self._turning.setText(self._text("summary.screen.turning", page=page, pages=pages))

    def _say(self, key: str, role: str) -> None:
        self._told(self._text(f"annual.said_{key}"), role)

    def _told(self, words: str, role: str) -> None:
        self._said.setText(words)
        set_role(self._said, role)
        read_aloud(self._said, words)
