"""The review form as plain lines: there and back, and a point keeps its code when its words hardly change."""

import pytest

from workstation.forms.review_form import UnreadableForm, read_review_form, shipped_review_form
from workstation.forms.review_form_lines import as_lines, from_lines

SHIPPED = read_review_form(shipped_review_form())


def changed(before, after):
    return read_review_form(from_lines(as_lines(SHIPPED).replace(before, after), SHIPPED))


def test_what_is_not_changed_comes_back_the_same():
    assert read_review_form(from_lines(as_lines(SHIPPED), SHIPPED)) == SHIPPED


def test_a_point_better_said_keeps_its_code_and_another_one_does_not():
    better = changed("Er was ruimte voor stilte en voor emotie", "Er was ruimte voor stilte, emotie en twijfel")
    assert better.points == SHIPPED.points
    other = changed("Er was ruimte voor stilte en voor emotie", 'Een "nieuw" punt: wie is nog veilig?')
    assert "room" not in other.points
    assert "een_nieuw_punt_wie_is_no" in other.points
    moved = changed("Er was ruimte voor stilte en voor emotie\n", "").points
    assert set(SHIPPED.points) - set(moved) == {"room"}


def test_two_points_with_the_same_beginning_get_codes_of_their_own():
    lines = as_lines(SHIPPED) + "Zzz een heel ander punt, eerste\nZzz een heel ander punt, tweede\n"
    form = read_review_form(from_lines(lines, SHIPPED))
    assert len(set(form.points)) == len(SHIPPED.points) + 2


@pytest.mark.parametrize(
    ("lines", "key"),
    [("", "empty"), ("Titel", "empty"), ("Titel\npunt", "loose_point"), ("Titel\n==\npunt", "section"), ("Titel\n== Leeg", "empty")],
)  # fmt: skip
def test_what_is_no_form_is_said_with_the_line(lines, key):
    with pytest.raises(UnreadableForm) as wrong:
        from_lines(lines, SHIPPED)
    assert wrong.value.text_key == f"coordination.form_{key}"
