"""The figures: counted and drawn up in a lane of their own, so that keeping text never waits for them."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from workstation.assembly.desk import OpenDesk
from workstation.directory.open_hours import open_hours
from workstation.domain.moments import local
from workstation.figures.annual import FIGURES
from workstation.figures.around import Around
from workstation.figures.rounding import thousands
from workstation.figures.spec import Scope
from workstation.reports.pictures import OpenHours, Picture, picture
from workstation.reports.trend_tables import trend_table
from workstation.ui.background import Lane
from workstation.ui.collecting import settle, undisturbed
from workstation.ui.paper import keep_file
from workstation.ui.screens.figures import PAGES, FiguresWork, Shown
from workstation.usecases.compare_years import compare_years
from workstation.usecases.count_year import CountedYear, count_year
from workstation.usecases.years_with_calls import years_with_calls

KEY = ("T13", "T05")  # what the numbers above the charts need beside the totals


class Figures:
    """What the screen of the figures asks for."""

    def __init__(self, desk: OpenDesk, lane: Lane, folder: Path) -> None:
        self._desk, self._lane, self._folder = desk, lane, folder

    def work(self) -> FiguresWork:
        """Return what the screen needs."""
        return FiguresWork(years=self._years, count=self._count, write=self._write)

    def _years(self, then: Callable[[Sequence[int]], None]) -> None:
        vault = self._desk.vault
        self._lane.do(lambda: years_with_calls(vault=vault), then)

    def _count(self, scope: Scope, page: str, then: Callable[[Shown], None], sorry: Callable[[], None]) -> None:
        def work() -> Shown:
            with undisturbed():
                return self.shown(scope, page)

        self._lane.do(work, then, lambda _wrong: sorry())

    def shown(self, scope: Scope, page: str) -> Shown:
        """Count a page and draw it up; runs in the lane."""
        desk = self._desk
        wanted = dict.fromkeys((*PAGES[page], *KEY))
        counted = count_year(desk.vault, desk.codebook, desk.text, scope, [FIGURES[name] for name in wanted])
        around = Around(desk.codebook, desk.text, scope)
        pictures = [
            picture(figure, cells, around, _open_hours(scope) if figure.id == "X02" else None)
            for figure, cells in counted.figures
            if figure.id in PAGES[page]
        ]
        if page == "years":
            pictures.append(self._trends(scope))
        settle("figures")
        return Shown(tuple(pictures), _numbers(counted, around))

    def _trends(self, scope: Scope) -> Picture:
        desk = self._desk
        table = trend_table(compare_years(desk.vault, desk.codebook, scope), desk.text, most_years=7)
        return Picture(table.id, table.title, desk.text("annual_report.trends.said"), None, table)

    def _write(self, scope: Scope, then: Callable[[str, str], None]) -> None:
        text = self._desk.text
        sorry = text("figures_screen.not_written")
        self._lane.do(lambda: self._files(scope), lambda said: then(*said), lambda _wrong: then(sorry, "warn"))

    def _files(self, scope: Scope) -> tuple[str, str]:
        with undisturbed():
            return self._written(scope)

    def _written(self, scope: Scope) -> tuple[str, str]:
        # what draws paper and sheets is loaded here, in the lane: the first look at figures does not wait for it
        from workstation.assembly.annual import own_texts
        from workstation.reports.annual_report import annual_report
        from workstation.reports.team_report import team_report
        from workstation.reports.workbook import workbook

        desk, text = self._desk, self._desk.text
        counted = count_year(desk.vault, desk.codebook, text, scope)
        if not counted.calls:
            return text("figures_screen.nothing_to_write"), "warn"
        whole = scope == Scope(year=scope.year) and scope.year is not None
        trends = compare_years(desk.vault, desk.codebook, scope) if whole else ()
        status = text("annual_report.status_practice") if desk.practice else ""
        if whole:
            own = own_texts(desk, scope.year or 0)
            pdf = annual_report(counted, desk.codebook, text, texts=own, status=status, trends=trends)
        else:
            wide = Scope(year=scope.year, first=scope.first, last=scope.last)
            everyone = count_year(desk.vault, desk.codebook, text, wide)
            pdf = team_report(counted, everyone, desk.codebook, text, status=status)
        sheets = workbook(counted, desk.codebook, text, made_at=desk.now(), trends=trends)
        # a moment in the name: what was written before is never written over
        moment = f"{local(desk.now()):%Y%m%d-%H%M%S}"
        name = "-".join(part for part in ("1712-cijfers", str(scope.year or ""), scope.team or "", moment) if part)
        keep_file(pdf, self._folder, f"{name}.pdf")
        kept = keep_file(sheets, self._folder, f"{name}.xlsx")
        return text("figures_screen.written", folder=kept.parent), "ok"


def _open_hours(scope: Scope) -> OpenHours:
    year = scope.year or (scope.first or date.today()).year  # noqa: DTZ011 - never without a first day
    return open_hours(scope.first or date(year, 1, 1), scope.last or date(year, 12, 31), scope.channel)


def _numbers(counted: CountedYear, around: Around) -> tuple[tuple[str, str], ...]:
    text = around.text
    found = {(cell.table, cell.row): f"{cell.printed} %" for _, cells in counted.figures for cell in cells}
    return (
        (thousands(counted.calls), text("figures_screen.number_calls")),
        (thousands(counted.persons), text("figures_screen.number_persons")),
        (found.get(("T13", "phone"), "–"), text("figures_screen.number_phone")),
        (found.get(("T05", "yes"), "–"), text("figures_screen.number_anonymous")),
    )
