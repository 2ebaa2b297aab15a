"""What callers told afterwards moves an entry a little, is said with its numbers, and never says more than it knows."""

from dataclasses import replace

import pytest

from workstation.directory.search import Finder
from workstation.domain.upkeep import Feedback


@pytest.fixture
def twins(finder):
    sure = finder.find("lumi", at=finder_moment())[0].service
    return replace(sure, id="one", name="Lumi een"), replace(sure, id="two", name="Lumi twee")


def finder_moment():
    from datetime import datetime

    from workstation.domain.moments import BRUSSELS

    return datetime(2026, 11, 20, 10, tzinfo=BRUSSELS)


def found(finder, twins, **told):
    kept = {name: Feedback(name, counts, weeks) for name, (counts, weeks) in told.items()}
    hits = Finder(finder.places, twins, (), told=kept).find("lumi", at=finder_moment())
    return [hit.service.id for hit in hits], {hit.service.id: hit for hit in hits}


def test_nothing_told_changes_nothing_and_two_answers_are_no_pattern(finder, twins):
    order, plain = found(finder, twins)
    again, two = found(finder, twins, one=({"refused": 2}, ()))
    assert again == order
    assert two["one"].warnings == plain["one"].warnings
    assert two["one"].score == plain["one"].score


def test_who_is_reached_stands_higher_and_the_counts_are_said(finder, twins):
    order, hits = found(finder, twins, two=({"reached": 4, "refused": 1}, ()), one=({"refused": 3, "reached": 1}, ()))
    assert order == ["two", "one"]
    assert "4 van 5 contactnemers bereikten hen, laatste jaar" in hits["two"].reasons
    assert "1 van 4 contactnemers bereikten hen, laatste jaar" in hits["one"].warnings


def test_a_wrong_number_counts_at_once_and_a_wait_from_three_answers(finder, twins):
    order, hits = found(finder, twins, one=({"wrong_number": 1}, ()), two=({"waiting_list": 2}, (6, 9)))
    assert order == ["two", "one"]
    assert hits["one"].warnings[0] == "verkeerd nummer, 1 keer verteld sinds het nakijken"
    assert not any("wachttijd" in one for one in hits["two"].warnings)
    _, hits = found(finder, twins, two=({"waiting_list": 3}, (6, 9, 8)))
    assert "wachttijd meestal 8 weken, 3 keer verteld" in hits["two"].warnings


def test_a_line_for_danger_is_never_moved(finder, edition):
    lines = [one for one in edition.services if one.id in {"nood-101", "nood-112"}]
    told = {one.id: Feedback(one.id, {"wrong_number": 9, "refused": 9}) for one in lines}
    plain = Finder(finder.places, lines, ()).find("nu gevaar", at=finder_moment(), danger=True)
    moved = Finder(finder.places, lines, (), told=told).find("nu gevaar", at=finder_moment(), danger=True)
    assert [hit.score for hit in plain] == [hit.score for hit in moved]
