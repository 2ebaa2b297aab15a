import pytest

from workstation.training.class_agreement import Registered, class_agreement

CHILD = ("het kind", "problem_type")
FORMS = ("het kind", "violence_forms")


def coded(trainee, problem, *forms, scenario="a"):
    return Registered(trainee, scenario, {CHILD: (problem,), FORMS: forms or ("not_asked",)})


def by_field(*registered):
    return {one.field: one for one in class_agreement(registered)}


def test_two_trainees_have_a_kappa_and_three_an_alpha():
    two = by_field(
        *(
            coded(w, p, scenario=s)
            for s, ps in {"a": "xy", "b": "xx", "c": "yy"}.items()
            for w, p in zip("AB", ps, strict=True)
        )
    )
    assert two["problem_type"].percentage == pytest.approx(200 / 3)
    assert two["problem_type"].kappa == pytest.approx(0.4)
    assert two["problem_type"].alpha == pytest.approx(0.444, abs=0.001)  # 1 - 5 * Do / De over six answers
    three = by_field(
        coded("A", "x"),
        coded("B", "x"),
        coded("C", "y"),
        coded("A", "y", scenario="b"),
        coded("B", "y", scenario="b"),
    )
    assert three["problem_type"].kappa is None
    assert three["problem_type"].alpha is not None


def test_of_several_answers_each_code_is_a_question_of_its_own():
    found = by_field(coded("A", "x", "hit", "shout"), coded("B", "x", "hit"))["violence_forms"]
    assert found.units == 2
    assert found.percentage == 50
    assert found.apart == ("", "shout")


def test_the_least_agreed_field_comes_first_with_the_codes_that_were_confused():
    first, *_ = class_agreement([coded("A", "x", "hit"), coded("B", "y", "hit")])
    assert (first.field, first.apart, first.percentage) == ("problem_type", ("x", "y"), 0)


def test_who_plays_again_counts_once():
    found = by_field(coded("A", "y"), coded("B", "x"), coded("A", "x"))
    assert found["problem_type"].percentage == 100
