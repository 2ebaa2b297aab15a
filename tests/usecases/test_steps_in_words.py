from tests.records import MORNING
from tests.usecases.test_reviews import COORDINATOR

from workstation.domain.calls import Mark
from workstation.domain.text_versions import place_of
from workstation.forms.step_cards import PREFIX, as_text, mark_in_words, read_step_card, shipped_step_cards
from workstation.usecases.keep_own_text import keep_own_text
from workstation.usecases.step_cards import step_cards
from workstation.usecases.steps_in_words import steps_in_words
from workstation.vocabulary.words import words


def test_a_step_is_said_in_the_words_of_the_card_as_it_was_when_it_was_ticked(vault, clock):
    shipped = shipped_step_cards()["acute_danger"]
    edited = shipped.replace("Waar is de persoon nu, en op welk adres kan hulp komen", "Waar ben je")
    keep_own_text(PREFIX + "acute_danger", edited, COORDINATOR, vault=vault, now=clock)
    made = next(card for card in step_cards(vault=vault) if card.code == "acute_danger").version
    assert place_of(made) == 1
    kinds = (
        "step:acute_danger:0:where",
        f"step:acute_danger:{made}:where",
        f"unstep:acute_danger:{made}:gone",
        "danger_on",
    )
    told = steps_in_words([Mark(MORNING, kind) for kind in kinds], vault=vault)
    assert told == {
        kinds[0]: "Acuut gevaar: Waar is de persoon nu, en op welk adres kan hulp komen",
        kinds[1]: "Acuut gevaar: Waar ben je",
        kinds[2]: "Acuut gevaar: gone",
    }
    assert mark_in_words(kinds[1], told, words()) == "Stap genomen: Acuut gevaar: Waar ben je"
    assert mark_in_words(kinds[2], told, words()) == "Stap teruggenomen: Acuut gevaar: gone"


def test_every_mark_of_a_call_has_words_also_the_steps_of_danger():
    for kind in ("danger_on", "danger_off", "call_ended", "step_1", "step_2", "step_3", "step_4", "never_heard_of"):
        assert mark_in_words(kind, {}, words())


def test_a_card_written_out_reads_back_the_same():
    for text in shipped_step_cards().values():
        card = read_step_card(text)
        assert read_step_card(as_text(card)) == card
