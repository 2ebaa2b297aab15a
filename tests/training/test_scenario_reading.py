import pytest
from tests.training.stories import call_from, model_draft, read, scenarios

from workstation.domain.consistency import findings
from workstation.training.scenario_reading import CHANNELS, shipped_texts
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

GOOD = next(text for text in shipped_texts() if 'id = "buurvrouw-hoort-kind"' in text)


def test_every_scenario_we_ship_is_without_fault():
    faults = {text.splitlines()[0]: [f.sentence(words()) for f in read(text).faults] for text in shipped_texts()}
    assert {name: found for name, found in faults.items() if found} == {}


def test_there_are_at_least_twelve_over_every_channel_and_each_can_go_two_ways():
    found = scenarios()
    assert len(found) >= 12
    assert {one.channel for one in found} == set(CHANNELS)
    assert all(any(scene.choices for scene in one.scenes) for one in found)
    assert len({one.id for one in found}) == len(found) == len(shipped_texts())


def test_every_scenario_has_something_to_learn_and_something_only_the_trainer_knows():
    assert [one.id for one in scenarios() if not one.learn or not one.background] == []


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ('channel = "phone"', 'channel = "fax"', "'fax' past niet bij 'channel'"),
        ('to = "vertellen"', 'to = "verteld"', "Er is geen scène die 'verteld' heet."),
        ('danger = "kind"', 'danger = "baby"', "geen gevaarsignaal dat 'baby' heet"),
        ('relation_to_victim = ["neighbour"]', 'relation_to_victim = ["buurvrouwtje"]', "'buurvrouwtje' staat niet"),
        ('municipality = ["Mechelen"]', 'municipality = ["Mechelenstad"]', "geen gemeente"),
        ("minutes = 8", 'minutes = "acht"', "'minutes' is een getal"),
        ("minutes = 8", "minutes = 800", "'minutes' ligt tussen 1 en 60"),
        ("level = 1", "levl = 1", "'levl' ken ik niet"),
        ("age = [5]", "age = [500]", "Een leeftijd ligt tussen 0 en 130."),
        ('urgency = ["urgent"]', 'hoe = ["urgent"]', "'hoe' is geen veld"),
        ('title = "', "title = ", "Regel 2 kan ik niet lezen"),
        ("begins = 2026-11-24T14:05:00", 'begins = "vandaag"', "'begins' is een dag en een uur"),
        ('id = "buurvrouw-hoort-kind"', 'id = "Buurvrouw hoort"', "kleine letters"),
        ('mark = ["danger_on"]', 'mark = ["gevaar"]', "'gevaar' past niet bij 'mark'"),
        ("pause = 3", "pause = 900", "'pause' ligt tussen 0 en 120"),
        ('to = "nu" }', 'to = "begin" }', "Naar scène 'nu' leidt geen enkele weg."),
    ],
)  # fmt: skip
def test_a_fault_is_said_in_a_sentence_with_its_place(good, bad, said):
    assert good in GOOD
    reading = read(GOOD.replace(good, bad, 1))
    assert reading.scenario is None
    assert any(said in fault.sentence(words()) for fault in reading.faults), reading.faults


def test_all_faults_are_found_in_one_go():
    broken = GOOD.replace("level = 1", "level = 9").replace('"neighbour"', '"niemand"').replace('"female"', '"dame?"')
    assert len(read(broken).faults) >= 3


def test_a_talk_that_would_go_round_for_ever_is_refused():
    (fault, *_) = read(GOOD.replace('to = "einde"', 'to = "nu"', 1)).faults
    assert "houdt dan niet op" in fault.sentence(words())


@pytest.mark.parametrize("text", ["", "[[[", "x = 1", "scenes = 3", "a" * 300_000, "[reference]\npersons = [1]"])
def test_whatever_is_typed_gives_faults_and_never_an_error(text):
    reading = read(text)
    assert reading.scenario is None
    assert all(fault.sentence(words()) for fault in reading.faults)


def test_a_trainer_may_write_a_code_a_short_code_or_the_word_on_screen():
    for written in ("neighbour", "bu", "Buur"):
        told = read(GOOD.replace('["neighbour"]', f'["{written}"]', 1)).scenario.reference.fields
        assert next(one for one in told if one.field == "relation_to_victim").model == ("neighbour",)


@pytest.mark.parametrize("one", scenarios(), ids=lambda s: s.id)
@pytest.mark.parametrize("best", [True, False])
def test_the_reference_itself_breaks_no_rule_of_the_codebook(one, best):
    broken = findings(call_from(model_draft(one, best=best), one), shipped_codebook())
    assert [(rule.rule, rule.message) for rule in broken if rule.severity == "hard"] == []
    assert not best or [(rule.rule, rule.message) for rule in broken] == []
