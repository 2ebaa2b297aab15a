"""The calls: a list, full-text search, filters; a preview without the note."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from workstation.domain.changes import Changes
from workstation.domain.lines import CallFilters, CallLine, Status
from workstation.domain.moments import Now, local_day
from workstation.ui.choice import Choice, offer_again
from workstation.ui.lists.lines import Column, Lines, LineTable, Place
from workstation.ui.look import Look
from workstation.ui.parts import Card, Flow, button, label, row
from workstation.ui.said import DAYS, labels, minutes
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Line
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

PERIODS = ("today", "week", "month", "year", "ever")
LIMIT = 200
WAIT_MS = 120  # after the last key, before looking


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up gave. `total` counts all that fit, also beyond the LIMIT shown; None = not counted."""

    lines: tuple[CallLine, ...]
    total: int | None = None


LookUp = Callable[[str, CallFilters, Callable[[Found], None]], None]


def since(period: str, today: date) -> date | None:
    """Return the first day of a period that ends today; None for all times."""
    return {
        "today": today,
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
        "year": today.replace(month=1, day=1),
    }.get(period)


class CallsScreen(Screen):
    """Asks for calls by words and filters; `opened` asks to open one. It never filters by itself."""

    name = "calls"
    acts = ("clear_search",)
    opened = Signal(str)

    def __init__(
        self,
        look_up: LookUp,
        place_name: Callable[[str], str],
        codebook: Codebook,
        look: Look,
        text: Words,
        now: Now,
    ) -> None:
        super().__init__()
        self._look_up = look_up
        self._place_name = place_name
        self._codebook = codebook
        self._text = text
        self._now = now
        self._asked = 0
        self._reading: Place | None = None
        self.search = Line(text("calls.search"), text("calls.search_hint"))
        self.period = Choice(text("calls.period"), [(one, text(f"calls.period_{one}")) for one in PERIODS])
        self.period.put("month")
        self.theme, self.channel = self._combo("theme", []), self._combo("channel", [])
        self._offer_codes()
        self.status = self._combo("status", [(one, text(f"calls.status_{one}")) for one in ("filed", "amended")])
        self.lines = Lines[CallLine](self._columns(), lambda name: text(f"calls.columns.{name}"), self._aloud)
        self.table = LineTable(self.lines, text("calls.list"))
        self._found = label("", "muted")
        self._empty = label(text("calls.nothing"), "muted", wrap=True)
        self._preview = label("", wrap=True)
        self._closed = label(text("calls.note_closed"), "muted", wrap=True)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.look_again)
        self._connect(look)
        self._lay_out()

    def _offer_codes(self) -> None:
        book = self._codebook
        offer_again(self.theme, [(c.code, c.label) for c in book.offered("problem_type", self._now().date())])
        offer_again(self.channel, [(c.code, c.label) for c in book.of_list("channel")])

    def _combo(self, name: str, options: list[tuple[str, str]]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self._text(f"calls.{name}"))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(12)
        made.addItem(self._text("calls.all"), None)
        for value, words in options:
            made.addItem(words, value)
        made.currentIndexChanged.connect(lambda _at: self.look_again())
        return made

    def _columns(self) -> tuple[Column[CallLine], ...]:
        book, text = self._codebook, self._text
        return (
            Column("day", lambda one: f"{DAYS[one.started_at.weekday()]} {one.started_at:%d/%m %H:%M}", 14),
            Column("length", lambda one: minutes(one.minutes, text), 9, right=True),
            Column("theme", self._theme, stretch=True),
            Column("form", lambda one: labels(book, "violence_form", one.main_forms), stretch=True),
            Column("place", self._places, 16),
            Column("referred", lambda one: ", ".join(one.referrals), stretch=True, from_width=105),
            Column("number", lambda one: one.number, 15, from_width=130),
            Column("status", lambda one: text(f"calls.status_{one.status}"), 10, from_width=90),
        )

    def _connect(self, look: Look) -> None:
        self.search.textChanged.connect(lambda _typed: self._wait.start())
        self.search.returnPressed.connect(self._to_table)
        self.period.changed.connect(lambda _value: self.look_again())
        self.table.opened.connect(lambda line: self.opened.emit(line.id))
        self.table.moved.connect(self._show_preview)
        look.changed.connect(self.table.look_changed)

    def _lay_out(self) -> None:
        text = self._text
        filters = QWidget()
        flow = Flow(filters, spacing=10)
        for name in ("period", "theme", "channel", "status"):
            field: QWidget = getattr(self, name)
            pair = QWidget()
            pair.setLayout(row(label(text(f"calls.{name}"), "", field), field, spacing=6))
            flow.addWidget(pair)
        search = row(label(text("calls.search"), "", self.search), self.search, self._found)
        search.setStretch(1, 1)
        opens = button(text("calls.open"), self._open, kind="primary", key="Enter")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 4)
        whole.setSpacing(8)
        whole.addLayout(search)
        whole.addWidget(filters)
        whole.addWidget(self._empty)
        whole.addWidget(self.table, 1)
        line = row(self._preview, opens)
        line.setStretch(0, 1)
        self._card = Card(line, self._closed)
        self._preview.setMinimumWidth(200)
        whole.addWidget(self._card)

    @property
    def filters(self) -> CallFilters:
        """The filters as they stand."""
        status: Status | None = self.status.currentData()
        return CallFilters(
            since=since(self.period.value or "month", local_day(self._now())),
            problem_type=self.theme.currentData(),
            channel=self.channel.currentData(),
            status=status,
        )

    def arrive(self) -> None:
        """Look again and put the caret in the search field."""
        self._offer_codes()
        self.look_again()
        self.search.setFocus()
        self.search.selectAll()

    def heard(self, changes: Changes) -> None:
        """Look again if a call was written, here or elsewhere, without moving what one is reading."""
        if changes.concerns("call"):
            self._reading = self.table.place()
            self.look_again()

    def forget(self) -> None:
        """Forget the search words and the list."""
        self.clear()
        self.lines.give(())
        self._preview.setText("")

    def clear(self) -> None:
        """Take search words and filters away."""
        self.search.clear()
        self.period.put("month")
        for combo in (self.theme, self.channel, self.status):
            combo.setCurrentIndex(0)
        self.search.setFocus()

    def look_again(self) -> None:
        """Ask for what fits now; an answer that comes after a later question is let go."""
        self._wait.stop()
        self._asked += 1
        asked = self._asked
        self._look_up(self.search.text().strip(), self.filters, lambda found: self._show(asked, found))

    def _show(self, asked: int, found: Found) -> None:
        if asked != self._asked:
            return
        self.lines.give(found.lines)
        total = len(found.lines) if found.total is None else found.total
        key = "found_more" if total > len(found.lines) else "found"
        self._found.setText(self._text(f"calls.{key}", count=total, shown=len(found.lines)))
        self._empty.setVisible(not found.lines)
        self.table.setVisible(bool(found.lines))
        self._card.setVisible(bool(found.lines))
        reading, self._reading = self._reading, None
        if reading is None or not self.table.go_back_to(reading):
            self.table.first()

    def _to_table(self) -> None:
        if self.lines.lines:
            self.table.setFocus()
            self.table.first()

    def _open(self) -> None:
        line = self.table.current
        if isinstance(line, CallLine):
            self.opened.emit(line.id)

    def _show_preview(self, line: CallLine | None) -> None:
        self._preview.setText(self._aloud(line) if line is not None else "")

    def _theme(self, line: CallLine) -> str:
        themes = labels(self._codebook, "problem_type", line.problem_types)
        return themes or labels(self._codebook, "call_qualifier", line.qualifiers)

    def _places(self, line: CallLine) -> str:
        return ", ".join(self._place_name(code) for code in line.municipalities)

    def _aloud(self, line: CallLine) -> str:
        text, book = self._text, self._codebook
        parts = [
            text(
                "calls.heading",
                number=line.number,
                day=f"{DAYS[line.started_at.weekday()]} {line.started_at:%d/%m/%Y %H:%M}",
            ),
            book.label("channel", line.channel),
            minutes(line.minutes, text),
            self._theme(line),
            labels(book, "violence_form", line.main_forms),
            self._places(line),
            text("calls.referred_to", services=", ".join(line.referrals)) if line.referrals else "",
            text("calls.callback") if line.callback_agreed else "",
        ]
        return " · ".join(part for part in parts if part)
