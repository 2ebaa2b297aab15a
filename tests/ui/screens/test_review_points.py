"""The points of a review: whoever answers fast is ahead of the store, and loses nothing to it."""

from collections import deque

import pytest
from tests.records import a_call

from workstation.domain.reviews import Review
from workstation.forms.review_form import ReviewForm, ReviewSection
from workstation.ui.screens.review import ReviewScreen, ReviewView, ReviewWork
from workstation.vocabulary.reading import shipped_codebook

FORM = ReviewForm("Nalezen", 1, (ReviewSection("s", "Begin", {"one": "Eerst", "two": "Dan", "three": "Ten slotte"}),))
CALL = a_call()


class SlowLane:
    """Does one thing after another, and gives the answers as late as the test wants."""

    def __init__(self):
        self.kept, self.to_do, self.to_tell = {}, deque(), deque()

    def fetch(self, call, then, _sorry):
        self.to_do.append(lambda: self._look(call, then))

    def _look(self, call, then):
        review = Review(
            call=call, counsellor="an", comments=(), status="commented", answers=dict(self.kept), form_version=1
        )
        view = ReviewView(CALL, review, FORM, own=False)
        self.to_tell.append(lambda: then(view))

    def answer(self, _call, given, then, _sorry):
        self.to_do.append(lambda: self._keep(given, then))

    def _keep(self, given, then):
        self.kept = {code: one for code, one in self.kept.items() if code != given.point}
        if given.answer is not None:
            self.kept[given.point] = given.answer
        now = dict(self.kept)
        self.to_tell.append(lambda: then(now))

    def work(self):
        while self.to_do:
            self.to_do.popleft()()

    def tell(self):
        while self.to_tell:
            self.to_tell.popleft()()


@pytest.fixture
def lane():
    return SlowLane()


@pytest.fixture
def review(qtbot, look, text, lane):
    nothing = lambda *_: None  # noqa: E731
    work = ReviewWork(lane.fetch, nothing, nothing, lane.answer, nothing, str, lambda: "bo")
    made = ReviewScreen(work, shipped_codebook(), look, text)
    qtbot.addWidget(made)
    made.show_call(CALL.id)
    made.arrive()
    lane.work()
    lane.tell()
    return made


def test_a_look_from_before_an_answer_takes_none_away_on_screen_nor_in_the_store(review, lane):
    review._fetch(first=False)
    lane.work()  # it has looked; what it saw is on its way
    review.points.points["one"].pick("yes")
    lane.work()
    review.points.points["two"].pick("partly")
    lane.tell()
    assert review.points.answers == {"one": "yes", "two": "partly"}
    review.points.points["three"].pick("no")
    lane.work()
    lane.tell()
    assert review.points.answers == lane.kept == {"one": "yes", "two": "partly", "three": "no"}


def test_what_a_colleague_answered_meanwhile_stays_and_is_shown_with_the_next_answer(review, lane):
    lane.kept = {"two": "no"}  # came with a meeting; nobody has looked since
    review.points.points["one"].pick("yes")
    lane.work()
    lane.tell()
    assert review.points.answers == lane.kept == {"two": "no", "one": "yes"}


def test_an_answer_that_was_taken_back_stays_away(review, lane):
    review.points.points["one"].pick("yes")
    review._fetch(first=False)
    lane.work()
    review.points._answered("one", None)
    lane.tell()
    assert review.points.answers == {}
    lane.work()
    lane.tell()
    assert review.points.answers == lane.kept == {}


def test_another_call_begins_without_them(review):
    review.points._answered("one", "yes")
    review.points.forget()
    review.points.show_form(FORM, {}, read_only=False)
    assert review.points.answers == {}
