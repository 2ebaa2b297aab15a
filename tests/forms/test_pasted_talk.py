from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.forms.pasted_talk import as_note, found_in, hints, is_talk, replaced, turns

CHAT = """[14:02] Bezoeker: hallo is hier iemand
[14:02] Sofie (1712): Dag, fijn dat je er bent.
[14:03] Bezoeker: mijn vriend Karim slaat mij
en ik durf niet naar huis
[14:05] Sofie (1712): Ben je nu veilig?"""
NAMED = """Lotte (14:02): ik ben bang
1712 medewerker (14:03): waar ben je nu
Lotte (14:04): bij mijn oma"""
MAIL = "Van: An Invented <an@voorbeeld.be>\nAan: 1712\nOnderwerp: vraag\n\nDag,\nmijn buurman roept elke avond."
KINDS = {
    "name": "naam",
    "phone": "nummer",
    "email": "mail",
    "address": "adres",
    "number": "nr",
    "date": "datum",
    "link": "link",
}


def test_a_chat_is_divided_into_turns_with_who_and_when():
    found = turns(CHAT)
    assert [(one.speaker, one.clock) for one in found] == [
        ("caller", "14:02"), ("counsellor", "14:02"), ("caller", "14:03"), ("counsellor", "14:05"),
    ]  # fmt: skip
    assert found[2].text == "mijn vriend Karim slaat mij\nen ik durf niet naar huis"


def test_when_one_of_two_is_ours_the_other_is_the_caller_and_the_note_names_neither():
    found = turns(NAMED)
    assert [one.speaker for one in found] == ["caller", "counsellor", "caller"]
    assert "Lotte" not in as_note(found, {"caller": "Contactnemer", "counsellor": "1712"})


def test_a_mail_is_one_turn_of_the_caller_without_its_head():
    (mail,) = turns(MAIL)
    assert mail.speaker == "caller"
    assert "voorbeeld.be" not in mail.text
    assert mail.text.endswith("roept elke avond.")


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("bel me op 0471 12 34 56 straks", "phone", "0471 12 34 56"),
        ("mijn nummer: +32 9 223 45 67.", "phone", "+32 9 223 45 67"),
        ("ik mail via an.peeters@voorbeeld.be", "email", "an.peeters@voorbeeld.be"),
        ("ik woon in de Kerkstraat 12b in Gent", "address", "Kerkstraat 12b"),
        ("hij weet kerkstraat 12 in aalst", "address", "kerkstraat 12"),
        ("rijksregister 85.07.30-033.61", "number", "85.07.30-033.61"),
        ("rekening BE68 5390 0754 7034", "number", "BE68 5390 0754 7034"),
        ("zijn plaat is 1-ABC-234", "number", "1-ABC-234"),
        ("geboren op 3/4/2011", "date", "3/4/2011"),
        ("mijn man Karim drinkt", "name", "Karim"),
        ("mevrouw Van Den Bossche belde", "name", "Van Den Bossche"),
        ("ik heet Lotte", "name", "Lotte"),
        ("gisteren kwam Jan De Smet langs", "name", "Jan De Smet"),
    ],
)
def test_what_could_name_somebody_is_hinted(text, kind, found):
    assert (kind, found) in [(one.kind, text[one.start : one.end]) for one in hints(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ik woon in Gent en spreek Turks",
        "Hij komt maandag om 14:05.",
        "het CAW en Awel",
        "ik ben 34 en heb 2 kinderen",
        "hij wou mij verslaan 3 keer al, ik was onderweg 10 minuten",
    ],
)
def test_places_days_services_and_ages_are_left_alone(text):
    assert hints(text) == ()


def test_a_name_announced_once_is_found_again_at_the_start_of_a_sentence():
    text = "mijn man Karim drinkt. Karim slaat."
    assert without(text, found_in(text)) == "mijn man [naam] drinkt. [naam] slaat."


def without(text, chosen):
    for place, stands in replaced(text, chosen, KINDS):
        text = text[: place.start] + stands + text[place.end :]
    return text


def test_two_people_are_told_apart_also_when_the_second_is_taken_out_later():
    text = "mijn man Karim drinkt. mijn zoon Seppe is bang. Karim slaat. 😀 bel 0471 12 34 56"
    karim, seppe, number = found_in(text)
    assert [len(one.places) for one in (karim, seppe, number)] == [2, 1, 1]
    first = without(text, [karim])
    assert first == "mijn man [naam] drinkt. mijn zoon Seppe is bang. [naam] slaat. 😀 bel 0471 12 34 56"
    assert "mijn zoon [naam 2] is bang" in without(first, found_in(first))
    assert without(text, ()) == text


def test_a_paste_is_a_talk_only_when_speakers_take_turns():
    assert is_talk(turns(CHAT))
    assert is_talk(turns(NAMED))
    assert is_talk(turns(MAIL))
    assert not is_talk(turns("Adres: Kerkstraat 3\nvlak bij het station"))
    assert not is_talk(turns("Zij zegt dat het al lang duurt.\nEn dat het erger wordt."))
    assert not is_talk(turns(""))


@given(st.text(max_size=400))
def test_no_paste_breaks_it_and_hints_never_overlap(text):
    is_talk(turns(text))
    found = hints(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    without(text, found_in(text))
