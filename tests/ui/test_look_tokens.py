import pytest

from workstation.ui.look_tokens import THEMES, contrast

TEXT = [
    ("text", "bg"), ("text", "surface"), ("text", "accent_bg"), ("text", "warn_bg"), ("text", "danger_bg"),
    ("on_accent", "accent"), ("warn", "warn_bg"), ("warn", "surface"), ("warn", "bg"), ("surface", "danger"),
    ("danger", "danger_bg"), ("danger", "surface"), ("danger", "bg"), ("ok", "surface"), ("ok", "bg"),
]  # fmt: skip
MUTED = [("muted", "bg"), ("muted", "surface"), ("muted", "accent_bg"), ("on_practice", "practice")]
LINES = [
    ("line", "bg"),
    ("line", "surface"),
    ("accent", "bg"),
    ("accent", "surface"),
    ("warn", "surface"),
    ("practice", "bg"),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("least", "pairs"), [(7.0, TEXT), (4.5, MUTED), (3.0, LINES)], ids=["text", "muted", "lines and focus"]
)
def test_every_pair_of_colours_can_be_told_apart(theme, least, pairs):
    tokens = THEMES[theme]
    weak = {
        (front, ground): round(contrast(getattr(tokens, front), getattr(tokens, ground)), 2)
        for front, ground in pairs
        if contrast(getattr(tokens, front), getattr(tokens, ground)) < least
    }
    assert not weak


def test_the_measure_of_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
