"""The figures: a year, a quarter or a week, of all teams or one, as charts with their tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from workstation.domain.changes import Changes
from workstation.domain.moments import Now, local_day
from workstation.figures.spec import Scope
from workstation.reports.pictures import Picture
from workstation.ui.choice import Choice, offer_again
from workstation.ui.commands import Commands
from workstation.ui.figure_card import FigureCard
from workstation.ui.look import Look
from workstation.ui.parts import Card, Flow, label, row, scrolling, set_role
from workstation.ui.read_aloud import read_aloud
from workstation.ui.screen import Screen
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

PERIODS = ("whole", "q1", "q2", "q3", "q4", "week")
# what is shown together; "years" also has the harmonised lines
PAGES: Mapping[str, tuple[str, ...]] = {
    "overview": ("X01", "X02", "T10", "T16", "X13", "X10"),
    "who": ("T03", "T04", "T05", "T06", "F07"),
    "about": ("T09b", "T09", "T09c", "T08", "X07", "X14"),
    "what": ("T10", "T11", "T11b", "T12", "T12b", "X06"),
    "how": ("T13", "F14", "F15", "X11", "X05", "X08"),
    "after": ("T16", "T16c", "T16b", "X12"),
    "teams": ("X03", "X04", "X09"),
    "years": ("F03", "T02", "T01"),
}
# pixels at 100 %, so that all choices stand on one line; the list that opens is as wide as its words
WIDEST = {"page": 180, "team": 175, "channel": 120}
TWO_COLUMNS = 1000  # pixels at 100 %, from which cards stand beside each other
WAIT_MS = 30  # after a choice, so that running through a list with the arrows counts once


@dataclass(frozen=True, slots=True)
class Shown:
    """What was counted: the pictures asked for, and a few numbers with their words to stand above them."""

    pictures: tuple[Picture, ...]
    numbers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FiguresWork:
    """What the screen asks for; every answer comes back later, in the window's thread.

    `count` gives the pictures of a page; `write` makes the files of a year and says, in a sentence, where they are.
    """

    years: Callable[[Callable[[Sequence[int]], None]], None]
    count: Callable[[Scope, str, Callable[[Shown], None], Callable[[], None]], None]
    write: Callable[[Scope, Callable[[str, str], None]], None]


def scope_of(year: int, period: str, week: int, team: str | None, channel: str | None) -> Scope:
    """Return the calls that are meant. Weeks are those of ISO 8601; their days may lie in the year beside."""
    scope = Scope(year=year, team=team, channel=channel)
    if period.startswith("q"):
        quarter = int(period[1])
        first = date(year, 3 * quarter - 2, 1)
        after = date(year + 1, 1, 1) if quarter == 4 else date(year, 3 * quarter + 1, 1)
        return replace(scope, first=first, last=after - timedelta(days=1))
    if period == "week":
        monday = date.fromisocalendar(year, week, 1)
        return replace(scope, year=None, first=monday, last=monday + timedelta(days=6))
    return scope


def weeks_in(year: int) -> int:
    """Return how many ISO weeks a year has."""
    return date(year, 12, 28).isocalendar().week


class FiguresScreen(Screen):
    """Counts nothing itself; what is counted elsewhere while it waits is let go when something else is asked."""

    name = "figures"
    acts = ("figures_annual", "figures_files", "figures_tables")
    annual_requested = Signal(int)

    def __init__(self, work: FiguresWork, codebook: Codebook, look: Look, text: Words, now: Now) -> None:
        super().__init__()
        self._work = work
        self._look = look
        self._text = text
        self._asked = 0
        self._as_tables = False
        self._shown: Shown | None = None
        today = local_day(now()).isocalendar()
        self.year = self._combo("year", [])
        self.week = self._combo("week", [])
        self.page = self._combo("page", [(name, text(f"figures_screen.page_{name}")) for name in PAGES])
        self._codebook = codebook
        self.team, self.channel = self._combo("team", [], every=True), self._combo("channel", [], every=True)
        self._offer_codes()
        self.period = Choice(text("figures_screen.period"), [(p, text(f"figures_screen.{p}")) for p in PERIODS])
        self.period.put("whole")
        self._said = label("", "muted")
        self._numbers = [(label("", "title"), label("", "muted")) for _ in range(4)]
        self.cards: list[FigureCard] = []  # made one by one, when there is something to show on them
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.look_again)
        self._heights = [0, 0]
        self._waiting: list[tuple[int, Picture]] = []
        self._next_card = QTimer(self)
        self._next_card.setInterval(0)
        self._next_card.timeout.connect(self._fill_next)
        self._lay_out()
        self._offer_years([today.year])
        self.week.setCurrentIndex(max(0, today.week - 1))
        self._connect()

    # --- laying out -----------------------------------------------------------------------------------------------

    def _offer_codes(self) -> None:
        for combo, name in ((self.team, "team"), (self.channel, "channel")):
            offer_again(combo, [(code.code, code.label) for code in self._codebook.of_list(name)])

    def _combo(self, name: str, options: Sequence[tuple[str, str]], *, every: bool = False) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(self._text(f"figures_screen.{name}"))
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        if name in WIDEST:
            made.setMaximumWidth(self._look.px(WIDEST[name]))
        if every:
            made.addItem(self._text("figures_screen.all"), None)
        for value, words in options:
            made.addItem(words, value)
        return made

    def _lay_out(self) -> None:
        choices = QWidget()
        flow = Flow(choices, spacing=10)
        for name in ("page", "year", "period", "week", "team", "channel"):
            field: QWidget = getattr(self, name)
            pair = QWidget()
            pair.setLayout(row(label(self._text(f"figures_screen.{name}"), "", field), field, spacing=6))
            flow.addWidget(pair)
            if name == "week":
                self._week_pair = pair
                pair.hide()
        numbers = QWidget()
        line = row(*(Card(*pair, spacing=0) for pair in self._numbers), spacing=10)
        line.setContentsMargins(0, 0, 0, 0)
        numbers.setLayout(line)
        self._number_row = numbers
        self._inside = inside = QWidget()
        self._columns = (QVBoxLayout(), QVBoxLayout())
        beside = QHBoxLayout()
        beside.setSpacing(10)
        for each in self._columns:
            each.setSpacing(10)
            each.setAlignment(Qt.AlignmentFlag.AlignTop)
            beside.addLayout(each, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 8)
        column.setSpacing(10)
        column.addWidget(numbers)
        numbers.hide()
        column.addLayout(beside)
        column.addStretch(1)
        self._area = scrolling(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 6, 4)
        whole.setSpacing(8)
        whole.addWidget(choices)
        whole.addWidget(self._said)
        whole.addWidget(self._area, 1)

    def _connect(self) -> None:
        self.period.changed.connect(self._period_changed)
        self.year.currentIndexChanged.connect(lambda _at: self._year_changed())
        for combo in (self.page, self.week, self.team, self.channel):
            combo.currentIndexChanged.connect(lambda _at: self._wait.start())

    def _arrange(self) -> None:
        """Put the cards that are shown in one or two columns."""
        for card in self.cards:
            for each in self._columns:
                each.removeWidget(card)
        self._heights = [0, 0]
        for card in self.cards:
            if not card.isHidden():
                self._place(card)

    def _place(self, card: FigureCard) -> None:
        """Put a card in the column that is shortest so far."""
        two = self.width() >= self._look.px(TWO_COLUMNS)
        at = 1 if two and self._heights[1] < self._heights[0] else 0
        self._columns[at].addWidget(card)
        self._heights[at] += card.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is (Qt)."""
        super().resizeEvent(event)
        wide = self._look.px(TWO_COLUMNS)
        if (event.oldSize().width() >= wide) != (event.size().width() >= wide):
            self._arrange()

    # --- asking ---------------------------------------------------------------------------------------------------

    @property
    def scope(self) -> Scope:
        """What is asked for now."""
        year = self.year.currentData() or 0
        week = self.week.currentData() or 1
        return scope_of(year, self.period.value or "whole", week, self.team.currentData(), self.channel.currentData())

    def arrive(self) -> None:
        """Ask which years there are, count, and put the caret where one chooses."""
        self._offer_codes()
        self._work.years(self._offer_years)
        self.look_again()
        self.page.setFocus()

    def heard(self, changes: Changes) -> None:
        """Count again when calls were written."""
        if changes.concerns("call"):
            self._wait.start()

    def forget(self) -> None:
        """Leave no number on the screen."""
        self._asked += 1
        self._shown = None
        self._waiting = []
        for card in self.cards:
            card.hide()
        self._number_row.hide()
        for number, words in self._numbers:
            number.setText("")
            words.setText("")

    def bind(self, commands: Commands) -> None:
        """Say what this screen's acts do."""
        commands.bind("figures_tables", self.turn_tables)
        commands.bind("figures_files", self.write_files)
        commands.bind("figures_annual", lambda: self.annual_requested.emit(self.year.currentData()))

    def look_again(self) -> None:
        """Ask for the page as it is chosen now; an answer that comes after a later question is let go."""
        self._wait.stop()
        self._asked += 1
        asked = self._asked
        self._say("counting", "muted", aloud=False)
        self._work.count(
            self.scope,
            self.page.currentData(),
            lambda shown: self._show(asked, shown),
            lambda: self._say("failed", "warn") if asked == self._asked else None,
        )

    def turn_tables(self) -> None:
        """Show tables instead of charts, or charts again."""
        self._as_tables = not self._as_tables
        if self._shown is not None:
            self._fill(self._shown)
        self._say("as_tables" if self._as_tables else "as_charts", "muted")

    def write_files(self) -> None:
        """Make the report and the workbook of what is chosen."""
        self._say("writing", "muted")
        self._work.write(self.scope, self._written)

    def _written(self, words: str, role: str) -> None:
        self._said.setText(words)
        set_role(self._said, role)
        self._tell(words)

    # --- showing --------------------------------------------------------------------------------------------------

    def _show(self, asked: int, shown: Shown) -> None:
        if asked != self._asked:
            return
        self._shown = shown
        self._fill(shown)
        self._say("counted", "muted", aloud=False)

    def _fill(self, shown: Shown) -> None:
        for at, (number, words) in enumerate(self._numbers):
            value = shown.numbers[at] if at < len(shown.numbers) else ("–", "")
            number.setText(value[0])
            words.setText(value[1])
        self._number_row.setVisible(bool(shown.numbers))
        for card in self.cards:
            card.hide()
        self._arrange()
        self._waiting = list(enumerate(shown.pictures))
        self._next_card.start()

    def _fill_next(self) -> None:
        """Fill one card and let the window live before the next."""
        if not self._waiting:
            self._next_card.stop()
            return
        at, picture = self._waiting.pop(0)
        if at == len(self.cards):
            self.cards.append(FigureCard(self._look, self._text))
            self.cards[at].setParent(self._inside)
        card = self.cards[at]
        card.give(picture, as_table=self._as_tables)
        self._place(card)
        card.show()

    def _offer_years(self, years: Sequence[int]) -> None:
        present = [self.year.itemData(at) for at in range(self.year.count())]
        wanted = sorted({*years, *present}, reverse=True)
        if wanted == present:
            return
        chosen = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        for year in wanted:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(0, self.year.findData(chosen)))
        self.year.blockSignals(False)
        self._offer_weeks()

    def _offer_weeks(self) -> None:
        chosen = self.week.currentIndex()
        self.week.blockSignals(True)
        self.week.clear()
        year = self.year.currentData()
        for week in range(1, weeks_in(year) + 1):
            monday = date.fromisocalendar(year, week, 1)
            self.week.addItem(self._text("figures_screen.week_of", week=week, day=f"{monday:%d/%m}"), week)
        self.week.setCurrentIndex(min(max(0, chosen), self.week.count() - 1))
        self.week.blockSignals(False)

    def _year_changed(self) -> None:
        self._offer_weeks()
        self._wait.start()

    def _period_changed(self, period: str) -> None:
        self._week_pair.setVisible(period == "week")
        self._wait.start()

    def _say(self, key: str, role: str, *, aloud: bool = True) -> None:
        words = self._text(f"figures_screen.said_{key}")
        self._said.setText(words)
        set_role(self._said, role)
        if aloud:
            self._tell(words)

    def _tell(self, words: str) -> None:
        read_aloud(self._said, words)
