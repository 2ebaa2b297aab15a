"""Workload: oneself first, for oneself alone; then the team in whole weeks, without names, never of a few people."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.domain.workload import FEWEST, Load, OwnLoad, TeamWeek
from workstation.reports.charts import Bar, Bars
from workstation.ui.charts import ChartView
from workstation.ui.look import Look
from workstation.ui.parts import Card, column, emptied, label, row, scrolling
from workstation.ui.said import length
from workstation.ui.screens.call_facts import facts
from workstation.ui.screens.section_pane import DeskPane, said_of
from workstation.usecases.look_up_workload import Workload
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Fetch = Callable[[Callable[[Workload], None], Sorry], None]


class WorkloadPane(DeskPane):
    """Shows what `fetch` gives; nothing here can be compared between people."""

    concerns = ("call", "shift")

    def __init__(self, fetch: Fetch, look: Look, text: Words) -> None:
        super().__init__()
        self._fetch, self._text = fetch, text
        self._said = label("", "muted", wrap=True)
        self._own = QVBoxLayout()
        self._own.setSpacing(8)
        self.own_chart, self.team_chart = ChartView(look), ChartView(look)
        self._team = QVBoxLayout()
        self._team.setSpacing(8)
        own, team = QWidget(), QWidget()
        own.setLayout(column(self._own, self.own_chart, None, spacing=8))
        team.setLayout(column(self.team_chart, self._team, None, spacing=8))
        left = Card(
            label(text("workload.own"), "h"),
            label(text("workload.own_alone"), "muted", wrap=True),
            scrolling(own, text("workload.own")),
        )
        right = Card(
            label(text("workload.team"), "h"), label(text("workload.team_how", fewest=FEWEST), "muted", wrap=True),
            scrolling(team, text("workload.team")),
        )  # fmt: skip
        sides = row(left, right, spacing=10)
        sides.setStretch(0, 10)
        sides.setStretch(1, 11)
        whole = column(self._said, sides, spacing=4)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._said.setVisible(False)

    def look_again(self) -> None:
        """Ask for the figures."""
        self._fetch(self._show, self._sorry)

    def forget(self) -> None:
        """Show nothing."""
        emptied(self._own)
        emptied(self._team)
        for chart in (self.own_chart, self.team_chart):
            chart.give(None, "")

    def _show(self, found: Workload) -> None:
        self.forget()
        self._said.setVisible(False)
        self._show_own(found.own)
        self._show_team(found.team, found.parts)

    def _show_own(self, own: OwnLoad) -> None:
        text = self._text
        rows = [
            (text("workload.this_week"), self._sum(own.this_week), ""),
            (text("workload.shifts"), text("workload.shifts_said", shifts=own.shifts, without=own.without_break), ""),
            (text("workload.heavy"), str(own.heavy), ""),
        ]
        table = QWidget()
        table.setLayout(facts(rows))
        self._own.addWidget(table)
        self.own_chart.give(*self._bars([(monday, load) for monday, load in own.before]))

    def _show_team(self, weeks: tuple[TeamWeek, ...], parts: tuple[tuple[str, int], ...]) -> None:
        text = self._text
        told = [week for week in weeks if week.load is not None]
        if not told:
            self._team.addWidget(label(text("workload.too_few", fewest=FEWEST), "reading", wrap=True))
            return
        self.team_chart.give(*self._bars([(week.monday, week.load) for week in weeks]))
        rows = [
            (
                self._week(week.monday),
                self._sum(week.load, week.people) if week.load else text("workload.withheld"),
                "",
            )
            for week in reversed(weeks)
        ]
        table = QWidget()
        table.setLayout(facts(rows))
        self._team.addWidget(table)
        if parts:
            said = " · ".join(
                text("workload.part", part=text(f"workload.parts.{name}"), calls=n) for name, n in parts
            )
        else:
            said = text("workload.parts_withheld", fewest=FEWEST)
        self._team.addWidget(label(said, "muted", wrap=True))

    def _bars(self, weeks: list[tuple[date, Load | None]]) -> tuple[Bars, str]:
        text = self._text
        bars = tuple(
            Bar(self._week(monday), load.calls, text("workload.calls", calls=load.calls))
            if load is not None
            else Bar(self._week(monday), 0, text("workload.withheld"), hidden=True)
            for monday, load in reversed(weeks)
        )
        return Bars(bars), ", ".join(f"{bar.label}: {bar.said}" for bar in bars)

    def _week(self, monday: date) -> str:
        return self._text("workload.week", monday=f"{monday:%d/%m}")

    def _sum(self, load: Load, people: int | None = None) -> str:
        text = self._text
        key = "sum" if people is None else "sum_of_team"
        return text(
            f"workload.{key}", calls=load.calls, talk=length(timedelta(seconds=load.talk_s)),
            writing=length(timedelta(seconds=load.wrap_up_s)), danger=load.danger, people=people,
        )  # fmt: skip

    def _sorry(self, wrong: Exception) -> None:
        self.forget()
        self._said.setText(said_of(wrong, self._text))
        self._said.setVisible(True)
