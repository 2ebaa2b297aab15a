import pytest
from tests.training.stories import call_from, model_draft, scenario, scenarios

from workstation.training.caller_script import CallerScript
from workstation.training.comparison import GOOD, compare
from workstation.training.noting import Noting
from workstation.training.remarks import remarks
from workstation.vocabulary.words import words


def compared(one, draft, noting=None, script=None):
    return compare(call_from(draft, one), one, script or CallerScript(one), noting or Noting(), 300)


@pytest.mark.parametrize("one", scenarios(), ids=lambda s: s.id)
@pytest.mark.parametrize("best", [True, False])
def test_who_registers_as_the_reference_says_has_nothing_to_look_at(one, best):
    done = compared(one, model_draft(one, best=best))
    assert [(row.person, row.field, row.mine, row.model) for row in done.to_look_at] == []
    assert done.extra_persons == 0


@pytest.mark.parametrize("one", scenarios(), ids=lambda s: s.id)
def test_who_fills_in_nothing_is_told_what_was_missed_and_gets_three_remarks_and_no_mark(one):
    draft = model_draft(one)
    draft.answers = {"channel": one.channel}
    draft.persons.clear()
    done = compared(one, draft)
    must = [e for e in one.reference.fields if e.model and "not_asked" not in (*e.model, *e.accepted)]
    assert {row.field for row in done.to_look_at} >= {e.field for e in must}
    said = remarks(done, words(), str, lambda _, code: code)
    assert len(said) == 3
    assert not any("/10" in remark.words or "op tien" in remark.words for remark in said)


def test_the_order_in_which_persons_were_noted_does_not_matter():
    one = scenario("pleger-wil-stoppen")
    draft = model_draft(one)
    draft.persons.reverse()
    assert compared(one, draft).to_look_at == ()


def test_another_code_and_a_part_and_a_missed_field_are_told_apart():
    one = scenario("buurvrouw-hoort-kind")
    draft = model_draft(one)
    person = draft.persons[0].id
    draft.answer("problem_type", "partner_violence", person=person)
    draft.answer("gender", None, person=person)
    draft.answer("violence_forms", ("sexual_violence", "physical_violence"), person=person)
    verdicts = {row.field: row.verdict for row in compared(one, draft).to_look_at}
    assert verdicts == {"problem_type": "other", "gender": "missed", "violence_forms": "other"}


def test_a_danger_sign_is_timed_from_when_it_was_said():
    one = scenario("buurvrouw-hoort-kind")
    script = CallerScript(one)
    while script.next_line is not None:
        script.say_next(40.0)
    draft, noting = model_draft(one), Noting()
    draft.answers.pop("children_present")
    draft.answers.pop("immediate_danger")
    draft.answers.pop("urgency")
    noting.look(draft, 30.0)
    draft.mark("2026-11-24T13:06:00Z", "danger_on")
    noting.look(draft, 52.0)
    done = compared(one, draft, noting, script)
    hit, child = done.dangers
    assert hit.after_s == pytest.approx(12)
    assert hit.by == "mark"
    assert child.missed


def test_what_this_talk_never_came_to_is_not_missed():
    one = scenario("buurvrouw-hoort-kind")
    done = compared(one, model_draft(one))
    assert [danger.missed for danger in done.dangers] == [False, False]
    assert [danger.told_at for danger in done.dangers] == [None, None]


def test_seconds_in_the_boxes_and_in_the_note_are_kept_apart():
    noting, draft = Noting(), model_draft(scenario("stille-oproep"))
    noting.look(draft, 0.0, in_note=True)
    noting.look(draft, 4.0, in_note=True)
    noting.look(draft, 10.0, in_form=True)
    assert (noting.in_note_s, noting.in_form_s) == (4.0, 6.0)


def test_a_missed_danger_sign_is_said_before_any_code():
    one = scenario("hij-komt-zo-thuis")
    script = CallerScript(one)
    while script.next_line is not None:
        script.say_next(10.0)
    draft = model_draft(one)
    draft.answer("urgency", "not_urgent")
    for name in ("immediate_danger", "weapon", "children_present"):
        draft.answer(name, None)
    first_look = next(
        r for r in remarks(compared(one, draft, None, script), words(), str, lambda _, code: code) if r.tone == "look"
    )
    assert "bleef liggen" in first_look.words


def test_good_is_good_however_it_is_called():
    assert {"same", "also_good"} == GOOD
