from workstation.domain.problems import NotReady, Problem


def test_not_ready_carries_its_problems_and_says_none_of_their_content():
    problems = (Problem("snelcode", "closing.unrecognised", values=(("words", "geheim"),)),)
    refusal = NotReady(problems)
    assert refusal.problems == problems
    assert "geheim" not in str(refusal)


def test_a_problem_is_about_the_call_unless_it_names_a_person():
    assert Problem("channel", "intake.channel").person is None
