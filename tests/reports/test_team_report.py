import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from workstation.figures.spec import Scope
from workstation.reports.team_report import period_of, team_report
from workstation.vocabulary.reading import shipped_codebook

pytest_plugins = ["tests.reports.counted_years"]


@pytest.fixture(scope="module")
def read(counted_2024, text):
    _, everyone, team = counted_2024
    pdf = team_report(team, everyone, shipped_codebook(), text)
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_team_sees_its_quarter_beside_all_teams(read, counted_2024, text):
    assert "1712-team Limburg" in read
    assert "kwartaal 2 van 2024" in read
    assert f"{counted_2024[2].calls} oproepen" in read
    assert text("annual_report.team.all_teams") in read


def test_every_page_says_that_it_is_not_for_publication(counted_2024, text):
    _, everyone, team = counted_2024
    pages = PdfReader(io.BytesIO(team_report(team, everyone, shipped_codebook(), text))).pages
    assert all(text("annual_report.team.status") in page.extract_text() for page in pages)


def test_a_small_team_gets_counts_and_no_percentages(counted_2024, text):

    _, everyone, team = counted_2024
    few = tuple(
        (
            figure,
            tuple(replace(c, n=min(c.n, 3), base=20, of_all="15.0", printed="15") if c.base else c for c in cells),
        )
        for figure, cells in team.figures
        if figure.id == "T10"
    )
    pdf = team_report(replace(team, figures=few), everyone, shipped_codebook(), text)
    rows = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "15 %" not in rows.split(text("annual_report.team.own_team"))[1]


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (Scope(year=2024), "heel 2024"),
        (Scope(year=2024, first=date(2024, 10, 1), last=date(2024, 12, 31)), "kwartaal 4 van 2024"),
        (Scope(first=date(2024, 3, 4), last=date(2024, 3, 10)), "04/03/2024 – 10/03/2024"),
    ],
)  # fmt: skip
def test_periods_are_said_in_words(scope, said, text):
    assert period_of(scope, text) == said
