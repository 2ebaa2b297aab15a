from datetime import date

import pytest

from workstation.vocabulary.editions import CodeChange, Edition, as_json, faults, from_json, in_force, with_edition
from workstation.vocabulary.reading import shipped_codebook

DAY = date(2027, 1, 1)
TODAY = date(2026, 11, 22)
BOOK = shipped_codebook()
NEW = CodeChange(
    kind="new", list="problem_type", code="online_extortion", label="Sextortion", maps_to="stalking", grade="B"
)
RETIRED = CodeChange(kind="retire", list="problem_type", code="stalking")


def edition(*changes, day=DAY, at="2026-11-22T10:00:00Z"):
    return Edition(id="e1", from_day=day, changes=changes, drafted_by="c", drafted_at=at, enforced_at=at)


def keys(*changes, day=DAY):
    return [fault.key for fault in faults(BOOK, changes, day, TODAY)]


def test_a_new_code_can_be_chosen_from_its_day_and_a_retired_one_until_the_day_before():
    book = with_edition(BOOK, edition(NEW, RETIRED))
    before = {code.code for code in book.offered("problem_type", date(2026, 12, 31))}
    after = {code.code for code in book.offered("problem_type", DAY)}
    assert "stalking" in before
    assert "online_extortion" not in before
    assert "online_extortion" in after
    assert "stalking" not in after
    assert book.label("problem_type", "stalking") == BOOK.label("problem_type", "stalking")
    assert book.edition != BOOK.edition


def test_labels_and_definitions_change_without_a_new_code():
    book = with_edition(
        BOOK,
        edition(
            CodeChange(kind="label", list="channel", code="chat", label="Chat en app"),
            CodeChange(kind="define", list="channel", code="chat", definition="Ook berichten."),
        ),
    )
    code = book.get("channel", "chat")
    assert (code.label, code.definition, code.valid_from) == (
        "Chat en app",
        "Ook berichten.",
        BOOK.get("channel", "chat").valid_from,
    )


def test_only_what_was_put_in_force_by_that_day_holds():
    ready = edition(NEW)
    draft = Edition(id="e2", from_day=DAY, changes=(RETIRED,), drafted_by="c", drafted_at="x")
    assert in_force(BOOK, [ready, draft], date(2026, 12, 31)).edition == BOOK.edition
    book = in_force(BOOK, [ready, draft], DAY)
    assert book.get("problem_type", "online_extortion")
    assert book.get("problem_type", "stalking").valid_until is None


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (CodeChange(kind="new", list="problem_type", code="stalking", label="X"), "taken"),
        (CodeChange(kind="new", list="problem_type", code="Oké!", label="X"), "identifier"),
        (CodeChange(kind="new", list="problem_type", code="nieuw_x", label=" "), "label"),
        (CodeChange(kind="new", list="problem_type", code="nieuw_x", label="Partnergeweld"), "label_taken"),
        (CodeChange(kind="new", list="problem_type", code="nieuw_x", label="X", parent="nergens"), "no_such_parent"),
        (CodeChange(kind="retire", list="problem_type", code="nergens"), "no_such_code"),
        (CodeChange(kind="retire", list="gender", code="unknown"), "needed"),
        (CodeChange(kind="retire", list="person_age", code="under_6"), "retired_already"),
        (CodeChange(kind="label", list="nergens", code="x", label="X"), "no_such_list"),
        (CodeChange(kind="define", list="channel", code="chat"), "definition"),
        (CodeChange(kind="map", list="channel", code="chat"), "no_target"),
        (CodeChange(kind="map", list="channel", code="chat", maps_to="phone"), "no_grade"),
    ],
)
def test_what_cannot_be_is_said(change, key):
    assert key in keys(change)


def test_a_whole_draft_that_is_well_has_no_faults():
    assert keys(NEW, RETIRED) == []
    assert keys() == ["nothing"]
    assert keys(NEW, NEW) == ["twice"]
    assert keys(NEW, day=date(2026, 11, 21)) == ["in_the_past"]


def test_changes_survive_being_kept():
    assert from_json(as_json([NEW, RETIRED])) == (NEW, RETIRED)
