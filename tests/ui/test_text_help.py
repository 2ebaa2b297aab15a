"""Text help in the live call: abbreviations, words to say and to mail, a pasted talk, names taken out and put back."""

import dataclasses

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from tests.ui import intake_desk
from tests.ui.intake_desk import finder

from workstation.directory.speaking import say
from workstation.forms.text_help import long_form
from workstation.ui.screens.intake_supply import Supply
from workstation.ui.screens.intake_text_parts import TextParts
from workstation.ui.screens.intake_texts import CHECK, MAIL, SAY
from workstation.vocabulary.words import words

CHAT = """14:02 Lotte: hallo is hier iemand
14:02 Medewerker 7: Dag, fijn dat je er bent.
14:03 Lotte: mijn vriend Karim slaat mij 😬 en Karim is boos
ik zit nu bij mijn vriendin Noor
14:07 Lotte: bel 0471 12 34 56"""


@pytest.fixture
def copied(monkeypatch):
    """What text help copied; the desk is given text help as the station gives it."""
    told = []
    plain = Supply.parts
    monkeypatch.setattr(
        Supply, "parts",
        lambda self, keeping: dataclasses.replace(
            plain(self, keeping),
            texts=TextParts(finder().service, lambda one: say(one, words()), lambda s: long_form(s, {"ab": "zo"}), told.append),
        ),
    )  # fmt: skip
    return told


@pytest.fixture
def desk(copied, look):
    made = intake_desk.Desk(look)
    made.press("Ctrl+N")
    yield made
    made.close()


def note(desk):
    return desk.intake.page.note.note.text


def test_an_abbreviation_is_written_out_as_one_types_on_and_ctrl_z_gives_it_back(desk):
    desk.type("Morgen ;tv. En ;ab, niet ;xyz of a;tv of ;;tv ")
    assert note(desk) == "Morgen telefonisch vervolg. En zo, niet ;xyz of a;tv of ;;tv "
    desk.press("Ctrl+A", "Delete").type("😬 ;ab")
    desk.type(" ")
    assert note(desk) == "😬 zo "
    desk.press("Ctrl+Z")  # what was typed after it
    desk.press("Ctrl+Z")
    assert note(desk) == "😬 ;ab"
    desk.type(" ")
    assert note(desk) == "😬 ;ab "  # taken back once, it is left alone


def test_words_to_say_and_a_mail_stand_ready_for_what_was_referred_to(desk, copied):
    desk.press("F3").type("pg lg 9000 sl v").press("Return")
    desk.run(0.2)
    desk.press("Alt+1").press("F2", "Ctrl+T")
    page = desk.intake.page
    assert page.helping
    said = " ".join(one.text() for one in page.texts.findChildren(QLabel))
    name = desk.draft.referrals[0]["service_name"]
    assert "is het veilig om het bij te houden?" in said
    assert say(finder().service(desk.draft.referrals[0]["service"]), words()) in said
    desk.press("Right")
    assert page.texts.page == MAIL
    buttons = {one.accessibleName(): one for one in page.texts.findChildren(QPushButton)}
    buttons[f"Kopieer mail: {name}"].click()
    assert copied[0].startswith("Dag,")
    assert name in copied[0]
    desk.press("Escape")
    assert not page.helping
    assert page.note.hasFocus()


def test_a_pasted_chat_gets_its_speakers_and_loses_only_the_names_one_ticked(desk):
    page = desk.intake.page
    desk.type("Dit is de chat.\n")
    QApplication.clipboard().setText(CHAT)
    desk.press("Ctrl+V")
    whole = note(desk)
    assert whole == f"Dit is de chat.\n{CHAT}"  # what is pasted is kept at once, as it was
    desk.press("Ctrl+T")
    assert page.texts.page == CHECK
    listed = [page.texts.names.item(at).text() for at in range(page.texts.names.count())]
    assert [one.split("   ")[0] for one in listed] == ["Karim", "Noor", "0471 12 34 56"]
    desk.press("Space", "Return")
    assert "mijn vriend [naam] slaat mij 😬 en [naam] is boos" in note(desk)
    assert "Noor" in note(desk)
    desk.press("Ctrl+Shift+Z")
    assert note(desk) == whole
    page.texts._write_so()
    assert "14:02 Lotte" not in note(desk)
    assert "[14:03] Contactnemer: mijn vriend Karim" in note(desk)
    assert "[14:02] 1712: Dag, fijn dat je er bent." in note(desk)
    assert note(desk).startswith("Dit is de chat.\n")
    desk.press("Ctrl+Shift+Z")
    assert note(desk) == whole


def test_what_was_typed_since_is_never_undone_with_it_and_the_caret_of_another_call_is_left_alone(desk):
    desk.type("Mijn man Karim roept. ")
    desk.press("Ctrl+T")
    desk.intake.page.texts.turn_to(CHECK)
    desk.intake.page.texts.go_in()
    desk.press("Space", "Return")
    assert note(desk) == "Mijn man [naam] roept. "
    desk.press("F2").type("en slaat")
    desk.press("Ctrl+Shift+Z")
    assert note(desk) == "Mijn man [naam] roept. en slaat"


def test_before_filing_it_is_said_how_many_names_are_left_and_one_key_goes_there(desk):
    desk.type("Mijn man Karim roept. Bel 0471 12 34 56. ")
    desk.press("Ctrl+E", "Ctrl+Return")
    review = desk.intake.review
    assert "2 namen of nummers" in review._names.text()
    desk.press("Ctrl+T")
    page = desk.intake.page
    assert page.isVisible()
    assert page.helping
    assert page.texts.page == CHECK
    page.texts._tick_all()
    page.texts._take_out()
    desk.press("Ctrl+Return")
    assert review._names.text() == ""


def test_without_a_referral_it_says_how_to_get_one_and_going_to_a_field_gives_the_form_back(desk):
    page = desk.intake.page
    desk.press("Ctrl+T")
    assert page.texts.page == SAY
    assert any("Voeg eerst een dienst toe" in one.text() for one in page.texts.findChildren(QLabel))
    desk.press("Ctrl+P")
    assert not page.helping
