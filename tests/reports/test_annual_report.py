import io
import re
from dataclasses import replace

import pikepdf
import pytest
from pypdf import PdfReader

from workstation.figures.around import Around
from workstation.reports.annual_report import PARTS, annual_report
from workstation.reports.annual_texts import proposed_texts
from workstation.reports.figures_csv import figures_csv
from workstation.vocabulary.reading import shipped_codebook

pytest_plugins = ["tests.reports.counted_years"]


@pytest.fixture(scope="module")
def report(counted_2024, text):
    return annual_report(counted_2024[0], shipped_codebook(), text)


@pytest.fixture(scope="module")
def read(report):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(report)).pages)


def test_the_report_has_twenty_to_thirty_pages(report):
    assert 20 <= len(PdfReader(io.BytesIO(report)).pages) <= 30


def solid(words):
    return re.sub(r"[-\s]+", "", words)  # lines are broken, words hyphenated


def test_every_figure_stands_with_its_title_base_and_definition(read, text):
    for _, names in PARTS:
        for name in names:
            assert text(f"figures.title.{name}") in read, name
            assert solid(text(f"annual_report.definition.{name}")) in solid(read), name
    assert read.count("Basis: 13.281 gemelde personen; onbekend getoond.") >= 8


def test_what_figures_csv_prints_stands_in_the_report(read, counted_2024):
    shown = {name for _, names in PARTS for name in names} - {"X02", "X10", "T02"}
    lines = [line.split(",") for line in figures_csv(counted_2024[0]).splitlines()[1:]]
    missing = []
    plain = read.replace(".", "")
    for figure, cells in counted_2024[0].figures:
        if figure.id not in shown:
            continue
        for cell in cells:
            if str(cell.n) not in plain or (cell.of_all and not cell.column and cell.printed not in read):
                missing.append((cell.table, cell.label, cell.n, cell.printed))
    assert missing == []
    assert len(lines) > 1000


def test_every_chart_has_words_and_every_table_its_heads(report):
    with pikepdf.open(io.BytesIO(report)) as document:
        found = list(elements(document.Root.StructTreeRoot.K))
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "nl-BE"
        assert [str(one.S) for one in found if str(one.S) == "/Figure" and not str(one.get("/Alt", ""))] == []
        assert sum(str(one.S) == "/Figure" for one in found) >= 20
        assert sum(str(one.S) == "/Table" for one in found) >= 20
        heads = [one for one in found if str(one.S) == "/TH"]
        assert heads
        assert {str(one.A.Scope) for one in heads} == {"/Column", "/Row"}


def test_every_piece_of_text_belongs_to_the_structure_or_is_decoration(report):
    with pikepdf.open(io.BytesIO(report)) as document:
        outside = 0
        for page in document.pages:
            depth = 0
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                outside += name in {"Tj", "TJ"} and depth == 0
                del operands
            assert depth == 0
        assert outside == 0


def elements(node):
    for one in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            if "/K" in one:
                yield from elements(one.K)


def test_contents_lead_to_their_pages(report):
    reader = PdfReader(io.BytesIO(report))
    links = [note.get_object() for note in reader.pages[1]["/Annots"]]
    assert len(links) == sum(len(names) for _, names in PARTS) + len(PARTS) + 3 + 3 + 3
    assert all("/StructParent" in link for link in links)
    assert len(reader.outline) >= len(PARTS)


def test_fonts_are_embedded_and_the_same_input_gives_the_same_bytes(report, counted_2024, text):
    with pikepdf.open(io.BytesIO(report)) as document:
        fonts = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
    assert all("SourceSansPro" in name and "+" in name for name in fonts)
    assert annual_report(counted_2024[0], shipped_codebook(), text) == report


def test_the_coordinators_own_words_replace_what_was_proposed(counted_2024, text):
    counted = counted_2024[0]
    proposed = proposed_texts(counted, Around(shipped_codebook(), text, counted.scope))
    assert "iets meer dan de helft" in proposed["T06"].lower()
    pdf = annual_report(
        counted, shipped_codebook(), text, texts={"T06": "Onze eigen zin.", "T05": ""}, status="Proef"
    )
    read = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "Onze eigen zin." in read
    assert "Proef" in read
    assert proposed["T06"][:40] not in read


def test_a_year_of_nobody_is_a_report_too(counted_2024, text):
    counted = counted_2024[0]
    nobody = tuple(
        (
            figure,
            tuple(
                replace(
                    cell,
                    n=0,
                    base=0 if cell.base is not None else None,
                    of_all="" if cell.of_all else None,
                    of_known=None,
                    printed="–",
                )
                for cell in cells
                if not cell.column
            ),
        )
        for figure, cells in counted.figures
        if figure.kind == "shares"
    )
    pdf = annual_report(replace(counted, calls=0, persons=0, figures=nobody), shipped_codebook(), text)
    assert pdf.startswith(b"%PDF")
