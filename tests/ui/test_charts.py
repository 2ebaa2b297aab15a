import pytest
from PySide6.QtGui import QColor, QImage

from workstation.reports.chart_grids import Heat, Spot
from workstation.reports.chart_painters import TONES, colour_of, ink_over, mixed
from workstation.reports.chart_svg import as_svg
from workstation.reports.charts import Bar, Bars, Text
from workstation.ui.charts import ChartView, tones_of
from workstation.ui.look_tokens import THEMES, contrast

BARS = Bars((Bar("Kindermishandeling", 58.08, "58,08 %"), Bar("Partnergeweld", 14.53, "14,53 %")), "%")


def test_a_chart_is_as_high_as_its_width_asks_and_says_its_sentence(qtbot, look):
    view = ChartView(look)
    qtbot.addWidget(view)
    view.resize(500, 100)
    view.give(BARS, "Kindermishandeling het vaakst: 58,08 %")
    assert view.accessibleName() == "Kindermishandeling het vaakst: 58,08 %"
    assert view.height() == round(view.drawing.height) + 6
    assert view.drawing.width == 494


def test_the_same_words_stand_on_screen_and_in_the_file_for_the_web(qtbot, look):
    view = ChartView(look)
    qtbot.addWidget(view)
    view.resize(500, 100)
    view.give(BARS, "x")
    svg = as_svg(view.drawing, "x")
    assert all(mark.words in svg for mark in view.drawing.marks if isinstance(mark, Text))


def test_bars_are_painted_in_the_colour_of_the_theme(qtbot, look):
    for theme in THEMES:
        look.choose_theme(theme)
        view = ChartView(look)
        qtbot.addWidget(view)
        view.resize(500, 100)
        view.give(BARS, "x")
        view.show()
        picture: QImage = view.grab().toImage()
        seen = {
            QColor(picture.pixel(x, y)).name()
            for x in range(0, picture.width(), 5)
            for y in range(0, picture.height(), 3)
        }
        assert tones_of(THEMES[theme], theme)["series_1"] in seen


def test_larger_letters_make_a_higher_chart(qtbot, look):
    view = ChartView(look)
    qtbot.addWidget(view)
    view.resize(500, 100)
    view.give(BARS, "x")
    before = view.height()
    look.choose_letters(150)
    assert view.height() > before


PALETTES = {"paper": TONES} | {theme: tones_of(tokens, theme) for theme, tokens in THEMES.items()}


@pytest.mark.parametrize("name", PALETTES)
def test_words_and_series_can_be_told_from_their_ground(name):
    tones = PALETTES[name]
    assert contrast(tones["ink"], tones["ground"]) >= 7
    for series in ("series_1", "series_2", "series_3", "series_4"):
        assert contrast(tones[series], tones["ground"]) >= 4.5, series
        assert contrast(tones["on"], tones[series]) >= 4.5, series


@pytest.mark.parametrize("name", PALETTES)
def test_numbers_on_a_heat_map_can_be_read_however_strong_the_cell(name):
    tones = PALETTES[name]
    for step in range(6, 101):
        ink = ink_over(step / 100, tones["ground"], tones["heat"], tones["ink"], tones["on"])
        assert contrast(ink, mixed(tones["heat"], tones["ground"], step / 100)) >= 3.8, step


def test_a_heat_map_chooses_its_ink_cell_by_cell():
    drawing = Heat(("ma",), ("9 u", "10 u"), ((Spot(0.1, "0"), Spot(9.0, "9")),)).drawn(
        400, lambda w, s, b: len(w) * s * 0.5
    )
    inks = {mark.words: colour_of(mark, TONES) for mark in drawing.marks if isinstance(mark, Text)}
    assert inks["0"] == TONES["ink"]
    assert inks["9"] == TONES["on"]
