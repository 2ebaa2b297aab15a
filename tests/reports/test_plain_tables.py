import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from workstation.figures.annual import FIGURES
from workstation.figures.spec import Cell, Scope
from workstation.reports.figures_csv import figures_csv
from workstation.reports.plain_tables import MIMETYPE, neutral, ods, table_csv
from workstation.reports.tables import Table
from workstation.usecases.count_year import CountedYear

TABLE = Table(
    "T10", "Welke problematiek?", "Basis: 3 personen", "Eén per persoon",
    ("Antwoord", "Aantal", "% van alle"), (("=1+1 <&>", 2, 66.6667), ("Geen\x01", 1, None)),
)  # fmt: skip
SPACE = {
    "t": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "o": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
}


@pytest.mark.parametrize("words", ["=1+1", "+32", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_looks_like_a_formula_is_kept_from_running(words):
    assert neutral(words) == "'" + words


def test_other_words_stay_as_they_are():
    assert neutral("Kindermishandeling") == "Kindermishandeling"


def test_a_csv_has_heads_rows_and_what_they_mean():
    rows = list(csv.reader(io.StringIO(table_csv(TABLE, "2026-x"))))
    assert rows[0] == ["Antwoord", "Aantal", "% van alle"]
    assert rows[1] == ["'=1+1 <&>", "2", "66.6667"]
    assert rows[-1] == ["2026-x"]
    assert ["Basis: 3 personen"] in rows


def test_a_label_of_a_later_edition_is_no_formula_in_figures_csv():
    cell = Cell("T10", "@code", "", '=HYPERLINK("x")', 1, 1, "100.0000", None, "100")
    counted = CountedYear(Scope(year=2024), "2027-x", 1, 1, ((FIGURES["T10"], (cell,)),))
    (row,) = csv.DictReader(io.StringIO(figures_csv(counted)))
    assert (row["row"], row["label_nl"]) == ("'@code", '\'=HYPERLINK("x")')


def test_an_ods_holds_words_and_numbers_apart():
    with zipfile.ZipFile(io.BytesIO(ods([TABLE], "2026-x"))) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert archive.read("mimetype").decode() == MIMETYPE
        root = ET.fromstring(archive.read("content.xml"))
    cells = root.findall(".//t:table-cell", SPACE)
    kinds = [cell.get(f"{{{SPACE['o']}}}value-type") for cell in cells]
    assert kinds.count("float") == 2
    assert kinds.count("percentage") == 1
    assert not any("formula" in name for cell in cells for name in cell.keys())  # noqa: SIM118 - an element, no dict
    assert ods([TABLE], "2026-x") == ods([TABLE], "2026-x")
