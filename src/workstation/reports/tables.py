"""Tables of figures: the same rows for paper, for the spreadsheet and for the table beside a chart on screen."""

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.figures.around import Around
from workstation.figures.rounding import thousands
from workstation.figures.spec import Base, Cell, Figure

# a value of a cell: a word, a count, a percentage, or nothing
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """One table. The first `words` columns hold words, the others numbers; `base` and `definition` stand below it."""

    id: str
    title: str
    base: str
    definition: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    words: int = 1


def base_line(figure: Figure, cells: Sequence[Cell], around: Around) -> str:
    """Return what 100 % is, as it stands under every figure."""
    text = around.text
    noun = text(f"figures.noun.{figure.noun}")
    unknown = text(f"figures.unknown.{'shown' if figure.unknown_drawn else 'hidden'}")
    if figure.kind == "completeness":
        return text("annual_report.base_fields")
    if figure.base is Base.NONE or not cells or cells[0].base is None:
        return text("figures.no_base")
    if figure.base is Base.ROW:
        return text("annual_report.base_rows", noun=noun, unknown=unknown)
    return text("figures.base", n=thousands(cells[0].base), noun=noun_of_base(figure, around), unknown=unknown)


def noun_of_base(figure: Figure, around: Around) -> str:
    """Return whom 100 % of a plain table is."""
    if figure.kind == "persons_with":
        return around.text("figures.noun.reported_persons")
    if figure.id == "T09c":
        return around.text("annual_report.noun_minors")
    return around.text(f"figures.noun.{figure.noun}")


def definition(figure: Figure, around: Around) -> str:
    """Return what is counted and how, in a sentence or two."""
    return around.text(f"annual_report.definition.{figure.id}")


def sides(figure: Figure, cell: Cell, around: Around) -> tuple[str, str]:
    """Return the names of a cell's row and column, apart; the column of a plain table is empty."""
    if figure.kind in {"shares", "persons_with"}:
        row = around.label(figure.across[0], cell.row)
        return row, around.label(figure.across[1], cell.column) if cell.column else ""
    row, _, column = cell.label.partition(" · ")
    return row, column


def number(cell: Cell) -> int:
    """Return the count; nobody where only a percentage was published."""
    return cell.n or 0


def hidden(cell: Cell) -> bool:
    """Return whether the number was left out for the protection of people."""
    return cell.n is None and not cell.printed[-1:].isdigit()


def shown_count(cell: Cell) -> Value:
    """Return the count as it stands in a table: a point where it is left out, nothing where it was never known."""
    return cell.printed if hidden(cell) else cell.n


def share(cell: Cell) -> float:
    """Return the percentage of all, as printed where nothing more exact is known."""
    if cell.of_all:
        return float(cell.of_all)
    try:
        return float(cell.printed.replace(",", "."))
    except ValueError:
        return 0.0


def with_sign(cell: Cell) -> str:
    """Return the printed percentage with its sign; a point or a dash, which stand for no percentage, stay bare."""
    return f"{cell.printed} %" if cell.printed[-1:].isdigit() else cell.printed


def percent(value: str | None) -> float | None:
    """Return an exact percentage as a number."""
    return float(value) if value else None


def long_table(figure: Figure, cells: Sequence[Cell], around: Around) -> Table:
    """Return every cell on a line of its own: names, n, base, % of all, % of known, and as printed."""
    text = around.text
    crossed = any(sides(figure, cell, around)[1] for cell in cells)
    names = (text("annual_report.column.row"), *((text("annual_report.column.column"),) if crossed else ()))
    numbers = tuple(text(f"annual_report.column.{name}") for name in ("n", "base", "of_all", "of_known", "printed"))
    rows = []
    for cell in cells:
        row, column = sides(figure, cell, around)
        rows.append((
            row, *((column,) if crossed else ()), shown_count(cell), cell.base, percent(cell.of_all),
            percent(cell.of_known), cell.printed,
        ))  # fmt: skip
    return Table(
        figure.id, text(f"figures.title.{figure.id}"), base_line(figure, cells, around), definition(figure, around),
        (*names, *numbers), tuple(rows), len(names),
    )  # fmt: skip


def wide_table(figure: Figure, cells: Sequence[Cell], around: Around, *, printed: bool = False) -> Table:
    """Return a crossed table with its columns beside each other: counts, or the text of the report."""
    text = around.text
    named = [(*sides(figure, cell, around), cell) for cell in cells]
    columns = tuple(dict.fromkeys(column for _, column, _ in named))
    rows: dict[str, dict[str, Value]] = {}
    for row, column, cell in named:
        rows.setdefault(row, {})[column] = cell.printed if printed else shown_count(cell)
    return Table(
        figure.id, text(f"figures.title.{figure.id}"), base_line(figure, cells, around), definition(figure, around),
        (text("annual_report.column.row"), *(column or text("annual_report.column.n") for column in columns)),
        tuple((row, *(values.get(column) for column in columns)) for row, values in rows.items()),
    )  # fmt: skip
