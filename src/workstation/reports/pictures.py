"""From a figure to its picture: the chart that suits it, and one sentence that says what the chart shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from workstation.figures.around import Around
from workstation.figures.rounding import thousands
from workstation.figures.spec import Base, Cell, Figure
from workstation.reports.chart_grids import Course, Courses, Heat, Span, Spans, Spot
from workstation.reports.charts import Bar, Bars, Drawing, Measure, Stack, Stacks
from workstation.reports.tables import Table, hidden, long_table, noun_of_base, number, share, sides, with_sign

FEWEST = 30  # no percentages on paper under this base
OpenHours = Mapping[tuple[str, str], int]  # (weekday, hour) → how often it was open


class Chart(Protocol):
    """A chart that can be laid out for any width."""

    def drawn(self, width: float, measure: Measure, size: float = 9.0) -> Drawing:
        """Return the marks for a width and letter size."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as it is shown: chart, sentence and table say the same. `chart` None: a table says it better."""

    id: str
    title: str
    message: str
    chart: Chart | None
    table: Table

    @property
    def aloud(self) -> str:
        """What a screen reader says, and what stands as alternative text on paper."""
        return f"{self.title.rstrip('?.')}: {self.message}"


def picture(figure: Figure, cells: Sequence[Cell], around: Around, open_hours: OpenHours | None = None) -> Picture:
    """Return a figure with its chart, sentence and table. `open_hours` is needed for the week alone."""
    table = long_table(figure, cells, around)
    if not cells or not any(cell.n or share(cell) for cell in cells):
        said = "charts.left_out" if any(hidden(cell) for cell in cells) else "charts.nothing"
        return Picture(figure.id, table.title, around.text(said), None, table)
    if figure.id == "X02":
        chart, message = week(cells, around, open_hours or {})
        table = week_table(table, chart, around) if isinstance(chart, Heat) else table
    else:
        chart, message = _maker(figure)(figure, cells, around)
    return Picture(figure.id, table.title, message or around.text("charts.too_few"), chart, table)


Made = tuple[Chart | None, str]
Maker = Callable[[Figure, Sequence[Cell], Around], Made]


def _maker(figure: Figure) -> Maker:
    kinds: dict[str, Maker] = {
        "totals": totals, "growth": growth, "evolution": evolution, "campaigns": campaigns,
        "completeness": completeness, "durations": medians, "workload": workload,
    }  # fmt: skip
    if figure.kind in kinds:
        return kinds[figure.kind]
    if len(figure.across) < 2:
        return plain
    if figure.base is Base.ROW:
        return grid if figure.id in {"X04", "X05", "X06", "X12"} else shares_of_rows
    return piled


def plain(figure: Figure, cells: Sequence[Cell], around: Around) -> Made:
    """Return bars of a plain table, and which came most."""
    bars = tuple(
        Bar(
            cell.label,
            share(cell),
            with_sign(cell),
            "series_3" if _unknown(figure, cell) else "series_1",
            hidden=cell.printed == ".",
        )
        for cell in cells
    )
    answers = [cell for cell in cells if not _unknown(figure, cell)] or list(cells)
    most, *others = sorted(answers, key=lambda c: (-number(c), -share(c)))
    if not number(most) and not share(most):
        return Bars(bars, "%"), around.text("charts.too_few")
    noun = noun_of_base(figure, around)
    message = around.text(
        "charts.most", label=most.label, printed=most.printed, n=thousands(number(most)),
        base=thousands(most.base or 0), noun=noun,
    )  # fmt: skip
    if others and share(others[0]):
        message += " " + around.text("charts.then", label=others[0].label, printed=others[0].printed)
    return Bars(bars, "%"), message


def _unknown(figure: Figure, cell: Cell) -> bool:
    return cell.row == figure.across[0].dimension.unknown


def _rows(figure: Figure, cells: Sequence[Cell], around: Around) -> dict[str, list[tuple[str, Cell]]]:
    rows: dict[str, list[tuple[str, Cell]]] = {}
    for cell in cells:
        if not figure.unknown_drawn and _unknown(figure, cell):
            continue
        row, column = sides(figure, cell, around)
        rows.setdefault(row, []).append((column, cell))
    return rows


def shares_of_rows(figure: Figure, cells: Sequence[Cell], around: Around) -> Made:
    """Return bars of equal length, and what each row is mostly made of; a base under thirty is left empty."""
    rows = _rows(figure, cells, around)
    if not rows:  # all there is, is unknown
        return None, around.text("charts.nothing")
    series = tuple(column for column, _ in next(iter(rows.values())))
    stacks, said = [], []
    for row, parts in rows.items():
        base = parts[0][1].base or 0
        few = base < FEWEST
        label = around.text("charts.row_with_base", row=row, base=thousands(base))
        stacks.append(Stack(label, tuple((0.0 if few else float(number(c)), with_sign(c)) for _, c in parts)))
        if not few:
            column, most = max(parts, key=lambda part: number(part[1]))
            said.append(around.text("charts.mostly", row=row, column=column, printed=most.printed))
    return Stacks(series, tuple(stacks), whole=True, sign="%"), " ".join(said)


def piled(figure: Figure, cells: Sequence[Cell], around: Around) -> Made:
    """Return bars of parts one after the other, and the longest and shortest of them."""
    rows = _rows(figure, cells, around)
    if not rows:  # all there is, is unknown
        return None, around.text("charts.nothing")
    series = tuple(column for column, _ in next(iter(rows.values())))
    sums = {row: sum(number(cell) for _, cell in parts) for row, parts in rows.items()}
    stacks = tuple(
        Stack(row, tuple((float(number(cell)), thousands(number(cell))) for _, cell in parts), thousands(sums[row]))
        for row, parts in rows.items()
    )
    most, least = max(sums, key=lambda row: sums[row]), min(sums, key=lambda row: sums[row])
    message = around.text(
        "charts.most_and_least", most=most, n_most=thousands(sums[most]), least=least,
        n_least=thousands(sums[least]),
    )  # fmt: skip
    return Stacks(series, stacks), message


def grid(figure: Figure, cells: Sequence[Cell], around: Around) -> Made:
    """Return a heat map of shares within each row; of which the widest stands out."""
    rows = _rows(figure, cells, around)
    if not rows:  # all there is, is unknown
        return None, around.text("charts.nothing")
    columns = tuple(column for column, _ in next(iter(rows.values())))
    spots = tuple(
        tuple(Spot(None) if (cell.base or 0) < FEWEST else Spot(share(cell), _whole(cell)) for _, cell in parts)
        for parts in rows.values()
    )
    said = []
    for row, parts in list(rows.items())[:5]:
        column, most = max(parts, key=lambda part: number(part[1]))
        said.append(around.text("charts.mostly", row=row, column=column, printed=most.printed))
    scale = (around.text("charts.few"), around.text("charts.many"), around.text("charts.small_base"))
    chart = Heat(tuple(rows), columns, spots, scale)
    return chart, " ".join(said)


def _whole(cell: Cell) -> str:
    return f"{share(cell):.0f}"


def totals(_figure: Figure, cells: Sequence[Cell], around: Around) -> Made:
    """Return the two key figures as a sentence."""
    calls, persons = (thousands(number(cell)) for cell in cells)
    return None, around.text("charts.totals", calls=calls, persons=persons)


def growth(_figure: Figure, cells: Sequence[Cell], _around: Around) -> Made:
    """Return the growth as a sentence per comparison."""
    return None, " ".join(f"{cell.label}: {cell.printed} %." for cell in cells)


def evolution(_figure: Figure, cells: Sequence[Cell], around: Around) -> Made:
    """Return two lines over the years."""
    years = tuple(dict.fromkeys(cell.row for cell in cells))
    values = {(cell.row, cell.column): float(number(cell)) for cell in cells}
    columns = tuple(dict.fromkeys(cell.column for cell in cells))
    courses = tuple(
        Course(around.text(f"figures.row.{column}"), tuple(values.get((year, column)) for year in years))
        for column in columns
    )
    calls = [cell for cell in cells if cell.column == "calls"]
    message = around.text(
        "charts.evolution", n_first=thousands(number(calls[0])), first=calls[0].row,
        n_last=thousands(number(calls[-1])), last=calls[-1].row,
    )  # fmt: skip
    return Courses(years, courses, other=sum(year in {"2012", "2013"} for year in years)), message


def completeness(_figure: Figure, cells: Sequence[Cell], around: Around) -> Made:
    """Return per question how often there is no answer."""
    missing = sorted((cell for cell in cells if not cell.column), key=lambda cell: -share(cell))
    bars = tuple(Bar(cell.label, share(cell), f"{cell.printed} %") for cell in missing)
    message = around.text("charts.missing", label=missing[0].label, printed=missing[0].printed)
    return Bars(bars, "%"), message


def medians(_figure: Figure, cells: Sequence[Cell], around: Around) -> Made:
    """Return the median minutes of a contact per channel."""
    found = [(cell.label.partition(" · ")[0], number(cell)) for cell in cells if cell.column == "med_handle"]
    if not found:
        return None, around.text("charts.nothing")
    bars = tuple(
        Bar(name, seconds / 60, around.text("charts.minutes", n=_minutes(seconds))) for name, seconds in found
    )
    longest = max(found, key=lambda pair: pair[1])
    return Bars(bars), around.text("charts.longest", label=longest[0], n=_minutes(longest[1]))


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:.1f}".replace(".", ",")


def workload(_figure: Figure, cells: Sequence[Cell], around: Around) -> Made:
    """Return the spread of calls per counsellor and team: quartiles, never people."""
    by_team: dict[str, dict[str, int]] = {}
    for cell in cells:
        by_team.setdefault(cell.label.partition(" · ")[0], {})[cell.column] = number(cell)
    spans = tuple(
        Span(team, v["calls_median"], v["calls_q1"], v["calls_q3"], thousands(v["calls_median"]))
        for team, v in by_team.items()
    )
    return Spans(spans, one=None), around.text("charts.workload", teams=len(spans))


def campaigns(_figure: Figure, cells: Sequence[Cell], around: Around) -> Made:
    """Return the ratios around campaigns, and in words those that chance does not explain."""
    spans = []
    for cell in cells:
        if cell.column:
            value, low, high = (float(part.replace(",", ".")) for part in cell.printed.split())
            spans.append(Span(cell.label, value, low, high, cell.printed.split()[0]))
    if not spans:
        return None, around.text("charts.no_campaign")
    said = [
        around.text("charts.campaign", label=s.label, value=f"{s.value:.2f}".replace(".", ","),
                    low=f"{s.low:.2f}".replace(".", ","), high=f"{s.high:.2f}".replace(".", ","))
        for s in spans
        if not s.low <= 1 <= s.high
    ] or [around.text("charts.by_chance")]  # fmt: skip
    return Spans(tuple(spans), around.text("charts.as_many")), " ".join(said)


def week(cells: Sequence[Cell], around: Around, open_hours: OpenHours) -> Made:
    """Return contacts by phone and chat per open hour of the week; e-mail, which is never closed, is left out."""
    calls = {(c.row, c.column): number(c) for c in cells if c.table == "X02"}
    mails = {(c.row, c.column): number(c) for c in cells if c.table == "X02m"}
    rates = {
        place: (calls.get(place, 0) - mails.get(place, 0)) / times for place, times in open_hours.items() if times
    }
    if not rates:
        return None, around.text("charts.no_hours")
    hours = sorted({hour for _, hour in rates})
    days = [str(day) for day in range(1, 8) if any(weekday == str(day) for weekday, _ in rates)]
    spots = tuple(tuple(_rate(rates.get((day, hour))) for hour in hours) for day in days)
    day, hour = max(rates, key=lambda place: rates[place])
    message = around.text(
        "charts.busiest", day=around.text(f"figures.weekday.{day}"), hour=int(hour),
        rate=f"{rates[day, hour]:.1f}".replace(".", ","),
    )  # fmt: skip
    scale = (around.text("charts.quiet"), around.text("charts.busy"), around.text("charts.closed"))
    names = tuple(around.text(f"figures.weekday.{day}") for day in days)
    return Heat(names, tuple(f"{int(hour)} u" for hour in hours), spots, scale), message


def week_table(table: Table, heat: Heat, around: Around) -> Table:
    """Return the table beside the heat map: the same rates, "gesloten" where nothing can be."""
    closed = around.text("charts.closed")
    rows = tuple(
        (name, *(closed if spot.value is None else spot.said for spot in spots))
        for name, spots in zip(heat.rows, heat.spots, strict=True)
    )
    return replace(table, columns=(around.text("charts.day"), *heat.columns), rows=rows)


def _rate(value: float | None) -> Spot:
    return Spot(None) if value is None else Spot(value, f"{value:.1f}".replace(".", ","))
