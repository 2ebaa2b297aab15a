import pytest
from tests.training.stories import place_of, scenarios

from workstation.training.class_agreement import Registered
from workstation.training.own_scenarios import (
    DRAFT,
    MOST_RESULTS,
    NEW,
    OWN,
    RESULTS,
    every_scenario,
    results,
    shipped_text,
    text_to_edit,
    with_result,
)
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words


def every(kept):
    return every_scenario(kept, shipped_codebook(), place_of())


def test_the_trainers_own_version_goes_before_the_shipped_one():
    text = shipped_text("stille-oproep", shipped_codebook(), place_of()).replace("Een stille oproep", "Stil")
    found = {one.scenario.id: one for one in every({OWN + "stille-oproep": text})}
    assert len(found) == len(scenarios())
    assert (found["stille-oproep"].scenario.title, found["stille-oproep"].own) == ("Stil", True)
    assert not found["boze-beller"].own


def test_one_that_cannot_be_read_any_more_hides_no_other():
    assert len(every({OWN + "x": "half a scena"})) == len(scenarios())


def test_a_draft_goes_before_everything_and_a_new_one_begins_with_something_playable():
    template = words()("rehearsal.template.text")
    assert text_to_edit({DRAFT + "boze-beller": "half"}, "boze-beller", (), template) == "half"
    assert text_to_edit({DRAFT + NEW: "begun"}, "", (), template) == "begun"
    fresh = text_to_edit({}, "", (), template)
    assert "nieuw-scenario" in {one.scenario.id for one in every({OWN + "n": fresh})}


def test_what_the_class_registered_comes_back_as_it_was():
    one = Registered("Deelnemer 1", "a", {("het kind", "violence_forms"): ("x", "y"), ("", "urgency"): ("z",)})
    assert results({RESULTS: with_result({}, one)}) == (one,)


def test_the_list_does_not_grow_for_ever():
    kept = {}
    for at in range(MOST_RESULTS + 5):
        kept[RESULTS] = with_result(kept, Registered(str(at), "a", {}))
    assert [results(kept)[0].trainee, len(results(kept))] == ["5", MOST_RESULTS]


@pytest.mark.parametrize(
    "broken", ["", "{", "3", '[{"trainee": 1}]', '[{"trainee":"a","scenario":"b","codes":[[1]]}]']
)
def test_results_that_cannot_be_read_are_none(broken):
    assert results({RESULTS: broken}) == ()
