"""The points of a review: whoever answers fast is ahead of the store, and loses nothing to it."""

import pytest

from workstation.forms.review_form import ReviewForm, ReviewSection
from workstation.ui.screens.review_points import PointsPane

FORM = ReviewForm("Nalezen", 1, (ReviewSection("s", "Begin", {"one": "Eerst", "two": "Dan", "three": "Ten slotte"}),))


@pytest.fixture
def pane(qtbot, text):
    made = PointsPane(text)
    made.told = []
    made.answered.connect(made.told.append)
    qtbot.addWidget(made)
    made.show_form(FORM, {}, read_only=False)
    return made


def test_what_the_store_says_late_takes_no_answer_away(pane):
    pane._answered("one", "yes")
    pane._answered("two", "partly")
    pane.show_form(FORM, {"one": "yes"}, read_only=False)
    pane._answered("three", "no")
    assert pane.told[-1] == {"one": "yes", "two": "partly", "three": "no"}
    pane.show_form(FORM, pane.told[-1], read_only=False)
    assert pane.answers == pane.told[-1]


def test_an_answer_that_was_taken_back_stays_away_and_a_colleagues_comes(pane):
    pane._answered("one", "yes")
    pane._answered("one", None)
    pane.show_form(FORM, {"one": "yes"}, read_only=False)
    assert pane.answers == {}
    pane.show_form(FORM, {}, read_only=False)
    pane.show_form(FORM, {"one": "no", "two": "yes"}, read_only=False)
    assert pane.answers == {"one": "no", "two": "yes"}


def test_another_call_begins_without_them(pane):
    pane._answered("one", "yes")
    pane.forget()
    pane.show_form(FORM, {}, read_only=False)
    assert pane.answers == {}
