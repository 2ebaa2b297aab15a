from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.records import a_call, a_person
from tests.usecases.desks import DESK

from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.usecases.codebook_in_force import codebook_in_force
from workstation.usecases.draft_edition import draft_edition
from workstation.usecases.enforce_edition import enforce_edition
from workstation.usecases.look_up_editions import look_up_editions
from workstation.vocabulary.editions import CodeChange
from workstation.vocabulary.reading import shipped_codebook

COORDINATOR = replace(DESK, role="team_coordinator")
DAY = date(2027, 1, 1)
CHANGES = (
    CodeChange(kind="retire", list="problem_type", code="stalking"),
    CodeChange(kind="new", list="problem_type", code="online_stalking", label="Belaging online", maps_to="stalking", grade="B"),
)  # fmt: skip


def now():
    return datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_draft_changes_nothing_until_it_is_in_force_and_then_from_its_day(vault):
    draft_edition("e1", DAY, CHANGES, COORDINATOR, vault=vault, now=now)
    assert codebook_in_force(DAY, vault=vault).edition == shipped_codebook().edition
    enforce_edition("e1", COORDINATOR, vault=vault, now=now)
    assert codebook_in_force(date(2026, 12, 31), vault=vault).edition == shipped_codebook().edition
    book = codebook_in_force(DAY, vault=vault)
    assert book.get("problem_type", "online_stalking").valid_from == DAY
    (kept,) = look_up_editions(vault=vault)
    assert (kept.enforced_by, kept.changes) == (DESK.counsellor, CHANGES)


def test_old_calls_keep_their_codes_and_their_edition(vault):
    call = a_call(persons=(a_person(problem_type="stalking"),), edition=shipped_codebook().edition)
    with vault.work() as work:
        work.calls.put(call)
    draft_edition("e1", DAY, CHANGES, COORDINATOR, vault=vault, now=now)
    enforce_edition("e1", COORDINATOR, vault=vault, now=now)
    with vault.reading() as work:
        assert work.calls.get(call.id) == call
    assert codebook_in_force(DAY, vault=vault).label("problem_type", "stalking").startswith("Stalking")


def test_an_edition_in_force_is_never_changed_again(vault):
    draft_edition("e1", DAY, CHANGES, COORDINATOR, vault=vault, now=now)
    enforce_edition("e1", COORDINATOR, vault=vault, now=now)
    draft_edition("e1", DAY, CHANGES[:1], COORDINATOR, vault=vault, now=now)
    draft_edition("e1", DAY, (), COORDINATOR, vault=vault, now=now)
    (kept,) = look_up_editions(vault=vault)
    assert kept.changes == CHANGES
    with pytest.raises(NotReady):
        enforce_edition("e1", COORDINATOR, vault=vault, now=now)


def test_a_faulty_draft_stays_a_draft_and_says_what_is_wrong(vault):
    wrong = (CodeChange(kind="new", list="problem_type", code="stalking", label="Nog eens"),)
    draft_edition("e1", DAY, wrong, COORDINATOR, vault=vault, now=now)
    with pytest.raises(NotReady) as refused:
        enforce_edition("e1", COORDINATOR, vault=vault, now=now)
    assert {problem.text_key for problem in refused.value.problems} == {"codebook.fault.taken"}
    draft_edition("e1", DAY, (), COORDINATOR, vault=vault, now=now)
    assert look_up_editions(vault=vault) == ()


def test_a_counsellor_changes_no_codebook(vault):
    with pytest.raises(NotAllowed):
        draft_edition("e1", DAY, CHANGES, DESK, vault=vault, now=now)
    with pytest.raises(NotAllowed):
        enforce_edition("e1", DESK, vault=vault, now=now)
