import re

import pytest

from workstation.directory.speaking import say, spoken_hours
from workstation.vocabulary.words import words


def said(edition, service):
    return say(next(one for one in edition.services if one.id == service), words())


@pytest.mark.parametrize(
    ("service", "sentence"),
    [
        (
            "caw-algemeen",
            (
                "Je kan terecht bij het CAW, op het nummer 0800 13 500, op werkdagen van 9 tot 17 uur. "
                "Het is gratis en je mag anoniem blijven."
            ),
        ),
        ("pz-5415-gent", "Je kan terecht bij de Politiezone Gent, op het nummer 09 266 61 30."),
        (
            "pz-5341-zuid",
            "Je kan terecht bij de Politiezone Zuid; een nummer kan ik je nu niet bevestigen. Bij gevaar bel je meteen 101.",
        ),
        ("nood-101", "Bel bij gevaar meteen 101. Dat kan dag en nacht en is gratis."),
        (
            "vk-limburg",
            (
                "Het Vertrouwenscentrum Kindermishandeling Limburg werkt met professionals; "
                "als burger kan je bij ons op 1712 terecht."
            ),
        ),
    ],
)
def test_the_sentence_can_be_read_to_the_caller(edition, service, sentence):
    assert said(edition, service) == sentence


def test_a_doubtful_number_is_said_to_be_doubtful(edition):
    for service in edition.services:
        doubted = "niet bevestigd: het kan veranderd zijn" in say(service, words())
        if service.phone and service.category != "noodnummer":
            assert doubted == (service.confidence == "unverified"), service.id


def test_only_numbers_of_the_entry_itself_are_spoken(edition):
    for service in edition.services:
        sentence = say(service, words())
        allowed = "".join(
            sign for sign in f"{service.phone} {service.name} 1712 101" if sign.isdigit() or sign == " "
        )
        for number in re.findall(r"\d[\d ]{2,}\d", sentence):
            assert number in allowed, (service.id, number)
        if not service.phone:
            assert "op het nummer" not in sentence


def test_free_and_anonymous_are_promised_only_where_known(edition):
    for service in edition.services:
        sentence = say(service, words())
        if "mag anoniem" in sentence:
            assert service.anonymous == "yes", service.id
        if "gratis" in sentence:
            assert service.cost == "gratis", service.id


def test_a_line_in_another_language_says_so(edition):
    assert said(edition, "hulplijn-sos-viol").endswith("Ze praten er Frans.")


@pytest.mark.parametrize(
    ("spec", "spoken"),
    [
        ("24/7", "dag en nacht"),
        ("Mo-Fr 09:00-17:00; PH off", "op werkdagen van 9 tot 17 uur"),
        ("Mo-Fr 09:00-17:00", "van maandag tot vrijdag van 9 tot 17 uur"),
        ("Mo-Su 10:00-24:00", "elke dag van 10 uur tot middernacht"),
        ("Mo 18:30-21:30", "op maandag van 18.30 tot 21.30 uur"),
        ("Mo-Th 13:00-17:00,18:00-22:00", "van maandag tot donderdag van 13 tot 17 uur en van 18 tot 22 uur"),
        ("", ""),
        ("sunrise-sunset", ""),
        ("Mo 09:00-10:00; Tu 09:00-10:00; We 09:00-10:00; Th 09:00-10:00", ""),
    ],
)
def test_hours_are_spoken_or_left_out(spec, spoken):
    assert spoken_hours(spec, words()) == spoken
