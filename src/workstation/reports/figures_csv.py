"""figures.csv: every cell of a counted year, one per line (`interchange.md`)."""

import csv
import io

from workstation.reports.plain_tables import neutral
from workstation.usecases.count_year import CountedYear

COLUMNS = (
    "year", "table_id", "row", "column", "label_nl", "n", "base_n", "percent_of_all", "percent_of_known", "printed",
)  # fmt: skip


def figures_csv(counted: CountedYear) -> str:
    """Return the file as text. Counts and percentages are plain numbers with a point; `printed` is Dutch.

    No word can become a formula, whatever a label of a later edition says.
    """
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(COLUMNS)
    for _, cells in counted.figures:
        for cell in cells:
            out.writerow((
                counted.scope.year or "", cell.table, neutral(cell.row), neutral(cell.column), neutral(cell.label),
                "" if cell.n is None else cell.n,
                "" if cell.base is None else cell.base, cell.of_all or "", cell.of_known or "", cell.printed,
            ))  # fmt: skip
    return text.getvalue()
