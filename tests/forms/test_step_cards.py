import pytest

from workstation.forms.review_form import UnreadableForm
from workstation.forms.step_cards import read_step_card, shipped_step_cards


def test_the_six_shipped_cards_read_well_and_the_one_on_secrecy_asks_who_decided_and_on_what_ground():
    cards = {code: read_step_card(text) for code, text in shipped_step_cards().items()}
    assert list(cards) == [
        "acute_danger", "suicidality", "child_alone", "third_party", "threat_to_counsellor", "breach_of_secrecy",
    ]  # fmt: skip
    assert all(code == card.code for code, card in cards.items())
    decided = next(one for one in cards["breach_of_secrecy"].steps if one.code == "decided")
    assert decided.asks == "Wie besliste, op welke grond"


def test_a_tick_stands_in_the_marks_with_its_moment_and_can_be_taken_back():
    card = read_step_card(shipped_step_cards()["acute_danger"], 3)
    marks = [("t1", card.mark("where", ticked=True)), ("t2", card.mark("stay", ticked=True)), ("t3", "danger_on")]
    assert card.ticked(marks) == {"where": "t1", "stay": "t2"}
    assert card.ticked([*marks, ("t4", card.mark("where", ticked=False))]) == {"stay": "t2"}
    assert marks[0][1] == "step:acute_danger:3:where"


@pytest.mark.parametrize(
    "text", ["x=", 'code="A B"\ntitle="t"', 'code="a"\ntitle="t"', 'code="a"\ntitle="t"\n[[step]]\ncode="b"']
)
def test_a_card_that_does_not_read_is_refused(text):
    with pytest.raises(UnreadableForm):
        read_step_card(text)
