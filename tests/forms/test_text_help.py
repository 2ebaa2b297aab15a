import pytest

from workstation.directory.speaking import say
from workstation.domain.ids import ServiceId
from workstation.domain.services import Service
from workstation.forms.review_form import UnreadableForm
from workstation.forms.text_help import read_abbreviations, to_mail, to_say
from workstation.vocabulary.words import words

REFUGE = Service(
    id=ServiceId("vh-1"), category="opvang", name="De Haven", phone="09 111 22 33", address="Geheimstraat 7",
    postcode="9000", address_class="counsellors", opening_hours="dag en nacht",
)  # fmt: skip


@pytest.mark.parametrize("text", ['"A b" = "x"', "tv = 3", "tv = ' '", "tv ="])
def test_an_abbreviation_that_is_none_is_refused(text):
    with pytest.raises(UnreadableForm):
        read_abbreviations(text)


def test_neither_the_words_to_say_nor_the_mail_tell_a_confidential_address_and_the_subject_says_nothing():
    subject, body = to_mail(REFUGE, "partner_violence", words())
    said = to_say(REFUGE, say(REFUGE, words()), "partner_violence", words())
    for made in (subject, body, said):
        assert "Geheimstraat" not in made
        assert "9000" not in made
    assert "09 111 22 33" in said
    assert "09 111 22 33" in body
    assert not {"1712", "geweld", "hulp"} & set(subject.lower().split())
