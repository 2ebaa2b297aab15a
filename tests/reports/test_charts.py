import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.reports.chart_grids import Course, Courses, Heat, Span, Spans, Spot
from workstation.reports.chart_painters import TONES, OnCanvas, hatching
from workstation.reports.chart_svg import as_svg
from workstation.reports.charts import Bar, Bars, Line, Rect, Stack, Stacks, Text, round_step


def measure(words, size, bold):
    return len(words) * size * (0.55 if bold else 0.5)


BARS = Bars(
    (Bar("Kindermishandeling", 58.08, "58,08 %"), Bar("Partnergeweld", 14.53, "14,53 %"), Bar("Geen", 0, "0 %")), "%"
)
STACKS = Stacks(("Telefoon", "Chat"), (Stack("Minderjarig", ((30.0, "30 %"), (70.0, "70 %"))),), whole=True, sign="%")
HEAT = Heat(
    ("maandag", "dinsdag"),
    ("9 u", "10 u"),
    ((Spot(1.0, "1"), Spot(None)), (Spot(4.0, "4"), Spot(2.0, "2"))),
    ("rustig", "druk", "gesloten"),
)
COURSES = Courses(
    ("2012", "2013", "2014"),
    (Course("Oproepen", (2552.0, 3250.0, 4676.0)), Course("Personen", (2163.0, None, 4837.0))),
    other=2,
)
SPANS = Spans((Span("Campagne", 1.2, 1.0, 1.4, "1,20"),), "evenveel")
CHARTS = [BARS, STACKS, HEAT, COURSES, SPANS]


def inside(drawing, mark):
    if isinstance(mark, Rect):
        return (
            mark.x >= -0.01 and mark.x + mark.width <= drawing.width + 0.01 and mark.y + mark.height <= drawing.height
        )
    if isinstance(mark, Line):
        return max(mark.x1, mark.x2) <= drawing.width + 0.01 and max(mark.y1, mark.y2) <= drawing.height
    return mark.y <= drawing.height


@pytest.mark.parametrize("chart", CHARTS, ids=lambda c: type(c).__name__)
@pytest.mark.parametrize("width", [260.0, 467.0, 900.0])
def test_every_mark_lies_within_the_drawing(chart, width):
    drawing = chart.drawn(width, measure, 9.0)
    assert [mark for mark in drawing.marks if not inside(drawing, mark)] == []


def test_bars_are_as_long_as_their_values():
    rects = [mark for mark in BARS.drawn(467, measure).marks if isinstance(mark, Rect)]
    assert rects[1].width / rects[0].width == pytest.approx(14.53 / 58.08)


def test_a_withheld_number_is_a_hatched_stub_and_never_a_zero():
    bars = Bars((Bar("veel", 50, "50"), Bar("verborgen", 3, "< 5", hidden=True)))
    rects = [mark for mark in bars.drawn(400, measure).marks if isinstance(mark, Rect)]
    assert [mark.hatched for mark in rects] == [False, True]
    assert rects[1].width == 9.0  # always the same stub: its length says nothing
    assert hatching(rects[1])


def test_stacks_of_shares_all_reach_the_end():
    drawing = Stacks(
        ("a", "b"), (Stack("x", ((1.0, ""), (3.0, ""))), Stack("y", ((90.0, ""), (10.0, "")))), whole=True
    ).drawn(400, measure)
    rects = [mark for mark in drawing.marks if isinstance(mark, Rect) and mark.height > 9]
    assert {round(one.x + one.width, 3) for one in (rects[1], rects[3])} == {399.0}


def test_what_was_closed_is_not_the_same_as_nobody():
    marks = HEAT.drawn(400, measure).marks
    assert sum(mark.tone == "heat" for mark in marks if isinstance(mark, Rect)) == 3 + 5  # and the legend
    assert any(mark.tone == "grid" for mark in marks if isinstance(mark, Rect))


def test_years_of_another_system_are_dashed():
    lines = [
        m
        for m in COURSES.drawn(467, measure).marks
        if isinstance(m, Line) and m.width == 1.8 and m.tone == "series_1"
    ]
    assert [line.dashed for line in lines] == [True, True]


@given(st.floats(0.001, 1e7))
def test_four_round_steps_hold_the_largest_value_without_wasting_half(largest):
    step = round_step(largest)
    assert largest <= step * 4 * (1 + 1e-6)
    assert step * 4 <= largest * 2.6


def test_every_tone_has_its_colour():
    tones = {mark.tone for chart in CHARTS for mark in chart.drawn(467, measure).marks}
    assert tones <= set(TONES)


def test_an_svg_says_its_message_and_escapes_words():
    svg = as_svg(Bars((Bar("<18 & jonger", 1, "1"),)).drawn(300, measure), 'Meest: "jong"')
    assert "&lt;18 &amp; jonger" in svg
    assert '<title>Meest: "jong"</title>' in svg
    assert not re.search(r"<18", svg)


def test_the_same_marks_reach_paper_and_svg(tmp_path):
    from pypdf import PdfReader
    from reportlab.pdfgen.canvas import Canvas

    from workstation.reports.letters import face

    path = tmp_path / "chart.pdf"
    canvas = Canvas(str(path))
    drawing = BARS.drawn(467, measure)
    OnCanvas(canvas, (face("report").name, face("report_bold").name)).paint(drawing, 60, 700)
    canvas.save()
    on_paper = PdfReader(path).pages[0].extract_text()
    svg = as_svg(drawing, "")
    for mark in drawing.marks:
        if isinstance(mark, Text):
            assert mark.words in on_paper
            assert mark.words in svg
