import io
import zipfile
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from workstation.reports.workbook import HEAD, workbook
from workstation.vocabulary.reading import shipped_codebook

pytest_plugins = ["tests.reports.counted_years"]
MADE = datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001 - a spreadsheet knows no zones


def made(counted, text):
    return workbook(counted, shipped_codebook(), text, made_at=MADE)


@pytest.fixture(scope="module")
def file(counted_2024, text):
    return made(counted_2024[0], text)


@pytest.fixture(scope="module")
def read(file):
    return openpyxl.load_workbook(io.BytesIO(file))


def test_every_table_has_a_sheet_with_base_definition_and_edition(read, counted_2024, text):
    assert read.sheetnames == [text("workbook.explanation"), *(figure.id for figure, _ in counted_2024[0].figures)]
    for figure, _ in counted_2024[0].figures:
        sheet = read[figure.id]
        assert sheet["A1"].value == text(f"figures.title.{figure.id}")
        assert sheet["A3"].value.startswith(("Basis", "Aantallen"))
        assert sheet["A4"].value == text(f"annual_report.definition.{figure.id}")
        assert counted_2024[0].edition in sheet["A5"].value


def test_numbers_are_numbers_and_say_what_was_counted(read, counted_2024):
    for figure, cells in counted_2024[0].figures:
        sheet = read[figure.id]
        names = 2 if sheet.cell(HEAD + 1, 2).value == "Verdeling" else 1
        for down, cell in enumerate(cells, HEAD + 2):
            n, base, of_all = (sheet.cell(down, names + at).value for at in (1, 2, 3))
            assert (n, base) == (cell.n, cell.base)
            assert of_all is None if not cell.of_all else of_all == pytest.approx(float(cell.of_all) / 100)


def test_tables_have_native_charts_with_words(file, read):
    assert sum(len(sheet._charts) for sheet in read) >= 28
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name]
    assert all(' descr="' in drawing for drawing in drawings)


def test_no_label_becomes_a_formula(counted_2024, text):
    counted = counted_2024[0]
    evil = ('=HYPERLINK("http://x")', "+1+1", "-1", "@SUM(A1)", "https://x.example", "\t=1")
    figures = tuple(
        (figure, tuple(replace(cell, label=evil[at % len(evil)]) for at, cell in enumerate(cells)))
        for figure, cells in counted.figures
        if figure.id in {"T01", "X13"}
    )
    read = openpyxl.load_workbook(io.BytesIO(made(replace(counted, figures=figures), text)))
    found = [cell for sheet in read for row in sheet for cell in row if cell.value in evil]
    assert len(found) >= 6
    assert {cell.data_type for cell in found} == {"s"}
    assert not any(cell.data_type == "f" for sheet in read for row in sheet for cell in row)


def test_the_same_figures_give_the_same_file(file, counted_2024, text):
    assert made(counted_2024[0], text) == file


def test_all_parts_are_well_formed(file):
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))
