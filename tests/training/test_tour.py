from workstation.forms.draft import Draft
from workstation.training.tour import TOUR, Seen, Step, Task, Tour
from workstation.vocabulary.words import words


def test_every_task_and_step_has_its_words_and_a_key():
    text = words()
    for task in TOUR:
        assert text(f"tour.tasks.{task.name}")
        for step in task.steps:
            assert text(f"tour.steps.{step.name}")
            assert step.keys
    assert len(TOUR) == 5


def test_what_is_done_in_one_go_is_not_asked_again_and_what_is_undone_stays_behind():
    one = Task("a", (Step("x", ("A",), lambda seen: seen.note != ""), Step("y", ("B",), lambda seen: seen.covered)))
    tour = Tour((one, Task("b", (Step("z", ("C",), lambda seen: seen.filed),))))
    assert not tour.look(Seen())
    assert tour.look(Seen(note="iets", covered=True))
    assert (tour.step.name, tour.number, tour.behind) == ("z", 2, 2)
    tour.skip()
    tour.skip()
    assert (tour.step, tour.task, tour.number, tour.skipped) == (None, None, 3, ["z"])


def test_no_step_of_the_tour_is_done_before_anything_was_done():
    seen = Seen(draft=Draft("d", "2026-11-22T10:00:00Z"))
    done = [step.name for task in TOUR for step in task.steps if step.done(seen)]
    assert done == ["answer"]
