"""A code of three words opens the earlier thread, and nothing else ever says who called."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from tests.records import a_call
from tests.usecases.desks import DESK, a_draft

from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.store import caller_codes
from workstation.store.key_derivation import Cost
from workstation.usecases.give_caller_code import give_caller_code
from workstation.usecases.open_case import open_case
from workstation.usecases.recognise_caller import GUESSES, recognise_caller
from workstation.usecases.register_call import register_call
from workstation.usecases.save_draft import save_draft


@pytest.fixture
def call(vault):
    call = a_call()
    with vault.work() as work:
        work.calls.put(call)
    return call


@pytest.fixture
def quick(monkeypatch):
    """A derivation that is slow for nobody; the real cost has a test of its own."""
    monkeypatch.setattr(caller_codes.stretched, "__defaults__", (Cost(1, 8),))


def recognise(typed, vault, clock, desk=DESK):
    return recognise_caller(typed, desk, vault=vault, now=clock)


def test_the_code_leads_to_the_thread_also_for_a_colleague(vault, clock, call, quick):
    given = give_caller_code(call.id, DESK, vault=vault, now=clock)
    clock.pass_by(days=14)
    colleague = replace(DESK, counsellor="j.maes")
    case = recognise(" ".join(given.words).upper(), vault, clock, colleague)
    assert case == given.case
    opened = open_case(case, colleague, vault=vault, now=clock, reason="returning_caller")
    assert opened.case.calls == (call.id,)


def test_recognising_shows_nothing_and_opening_wants_a_reason(vault, clock, call, quick):
    given = give_caller_code(call.id, DESK, vault=vault, now=clock)
    assert isinstance(recognise(" ".join(given.words), vault, clock), str)
    with pytest.raises(NotAllowed):
        open_case(given.case, DESK, vault=vault, now=clock, reason="")


def test_the_words_stand_nowhere_in_the_store(vault, clock, call, quick):
    given = give_caller_code(call.id, DESK, vault=vault, now=clock)
    recognise(" ".join(given.words), vault, clock)
    with vault.reading() as work:
        tables = work.connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        kept = repr([work.connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in tables])
    assert not [word for word in given.words if word in kept]


def test_a_code_expires_after_six_months(vault, clock, call, quick):
    given = give_caller_code(call.id, DESK, vault=vault, now=clock)
    assert 181 <= (given.expires_at - clock()).days <= 184
    clock.at = given.expires_at
    assert recognise(" ".join(given.words), vault, clock) is None
    with vault.work() as work:
        assert work.caller_codes.drop_expired(clock()) == 1


def test_wrong_codes_are_limited_and_every_try_is_in_the_read_log(vault, clock, call, quick):
    given = give_caller_code(call.id, DESK, vault=vault, now=clock)
    for _ in range(GUESSES):
        assert recognise("anker fontein kasteel", vault, clock) is None
    with pytest.raises(NotAllowed):
        recognise(" ".join(given.words), vault, clock)
    clock.pass_by(hours=25)
    assert recognise(" ".join(given.words), vault, clock) == given.case
    with vault.reading() as work:
        tries = [entry.hits for entry in work.read_log.entries() if entry.action == "caller_code"]
    assert tries == [0] * GUESSES + [1]


def test_a_word_that_is_not_in_the_list_costs_no_guess(vault, clock, call):
    with pytest.raises(NotReady):
        recognise("anker fontijn qqqq", vault, clock)
    with vault.reading() as work:
        assert list(work.read_log.entries()) == []


def test_a_running_call_can_give_a_code_before_it_is_filed(vault, clock, codebook, quick):
    draft = a_draft()
    save_draft(draft.body(), DESK.counsellor, vault=vault, now=clock)
    given = give_caller_code(draft.id, DESK, vault=vault, now=clock)
    register_call(draft, DESK, vault=vault, codebook=codebook, now=clock)
    events = open_case(given.case, DESK, vault=vault, now=clock, reason="follow_up").events
    assert "call" in {event.kind for event in events}


def test_one_guess_costs_what_a_passphrase_costs():
    slow = caller_codes.stretched(("a", "b", "c"))
    assert caller_codes.stretched.__defaults__ == (caller_codes.LEAST,)
    one, other = caller_codes.new_pepper(), caller_codes.new_pepper()
    assert len(bytes.fromhex(caller_codes.digest_of(slow, one))) == 32
    assert caller_codes.digest_of(slow, one) != caller_codes.digest_of(slow, other)
