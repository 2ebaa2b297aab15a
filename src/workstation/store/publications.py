"""The shelf of publications: frozen figures, written once and never changed."""

from sqlalchemy import Connection, insert, select

from workstation.domain.moments import as_text, from_text
from workstation.figures.around import Totals
from workstation.figures.publications import Publication, PublishedTable
from workstation.figures.spec import Cell
from workstation.figures.telling import THRESHOLD
from workstation.store import tables as t
from workstation.store.rows import bound


class Publications:
    """Approved reports of this station."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, publication: Publication) -> None:
        """Keep a publication. Raises IntegrityError when the year has one of this kind."""
        row = {
            name: getattr(publication, name) for name in ("id", "year", "kind", "edition", "method", "approved_by")
        }
        row |= {"approved_at": as_text(publication.approved_at), "report_sha256": publication.report_sha256}
        self._connection.execute(insert(t.publications), [bound(row)])
        cells = [
            bound({
                "publication_id": publication.id, "position": position, "table_id": cell.table, "row": cell.row,
                "column": cell.column, "label": cell.label, "n": cell.n, "base_n": cell.base,
                "percent_of_all": cell.of_all, "percent_of_known": cell.of_known, "printed": cell.printed,
            })
            for position, cell in enumerate(publication.cells)
        ]  # fmt: skip
        if cells:
            self._connection.execute(insert(t.published_figures), cells)

    def of_year(self, year: int, kind: str = "annual") -> Publication | None:
        """Return what was published about a year; None when nothing was."""
        c = t.publications.c
        row = (
            self._connection.execute(select(t.publications).where(c.year == year, c.kind == kind)).mappings().first()
        )
        if row is None:
            return None
        f = t.published_figures.c
        cells = select(t.published_figures).where(f.publication_id == row["id"]).order_by(f.position)
        return Publication(
            id=row["id"], year=row["year"], kind=row["kind"], edition=row["edition"], method=row["method"],
            approved_at=from_text(row["approved_at"]), approved_by=row["approved_by"],
            report_sha256=row["report_sha256"],
            cells=tuple(
                Cell(one["table_id"], one["row"], one["column"], one["label"], one["n"], one["base_n"],
                     one["percent_of_all"], one["percent_of_known"], one["printed"])
                for one in self._connection.execute(cells).mappings()
            ),
        )  # fmt: skip

    def tables(self, year: int) -> tuple[tuple[str, str], ...]:
        """Return the ids of all tables ever published about a year, each with the method it was protected by."""
        f, c = t.published_figures.c, t.publications.c
        rows = select(f.table_id, c.method).join(t.publications, c.id == f.publication_id).where(c.year == year)
        found = self._connection.execute(rows.distinct().order_by(f.table_id, c.method))
        return tuple((table, method) for table, method in found)

    def told(self, year: int) -> tuple[PublishedTable, ...]:
        """Return the tables that are out about a year or a part of it, with what was hidden in them."""
        f, c = t.published_figures.c, t.publications.c
        rows = (
            select(c.kind, c.method, f.table_id, f.row, f.column, f.n, f.base_n)
            .join(t.publications, c.id == f.publication_id)
            .where(c.year == year)
            .order_by(c.approved_at, c.kind, f.position)
        )
        found: dict[tuple[str, str, str], tuple[set[tuple[str, str]], set[str]]] = {}
        for kind, method, table, row, column, n, base in self._connection.execute(rows):
            hidden, without_base = found.setdefault((kind, method, table), (set(), set()))
            if method == THRESHOLD and n is None:
                hidden.add((row, column))
            if method == THRESHOLD and base is None:
                without_base.add(row)
        return tuple(PublishedTable(*key, frozenset(h), frozenset(b)) for key, (h, b) in found.items())

    def totals(self) -> dict[int, Totals]:
        """Return the totals of the years whose annual report is approved."""
        f, c = t.published_figures.c, t.publications.c
        rows = (
            select(c.year, f.row, f.n)
            .join(t.publications, c.id == f.publication_id)
            .where(f.table_id == "T01", c.kind == "annual")
        )
        found: dict[int, dict[str, int]] = {}
        for year, row, n in self._connection.execute(rows):
            found.setdefault(year, {})[row] = n
        return {year: Totals(rows.get("calls"), rows.get("reported_persons")) for year, rows in found.items()}
