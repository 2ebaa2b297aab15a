"""Everything that shows content writes an entry first, and shows nothing when it cannot."""

import pytest
from sqlalchemy import text
from tests.usecases.desks import DESK, a_draft

from workstation.domain.read_log import Anchor
from workstation.store.refusals import Refusal
from workstation.usecases.look_at_log import look_at_log
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.note_lock import note_lock
from workstation.usecases.open_call import open_call
from workstation.usecases.open_draft import open_draft
from workstation.usecases.register_call import register_call
from workstation.usecases.register_print import PrintWish, register_print
from workstation.usecases.reopen_call import reopen_call
from workstation.usecases.save_draft import save_draft
from workstation.usecases.verify_log import verify_log


@pytest.fixture
def filed(vault, codebook, clock):
    draft = a_draft()
    save_draft(draft.body(), DESK.counsellor, vault=vault, now=clock)
    return register_call(draft, DESK, vault=vault, codebook=codebook, now=clock).call


def shown(filed, vault, clock):
    wish = PrintWish(filed, "internal", "printed", "overleg")
    return {
        "search": lambda: look_up_calls("vriendin", desk=DESK, vault=vault, now=clock),
        "open": lambda: open_call(filed, DESK, vault=vault, now=clock),
        "open_draft": lambda: open_draft(filed, DESK, vault=vault, now=clock),
        "print": lambda: register_print(wish, lambda *_: (b"page", 1), DESK, vault=vault, now=clock),
        "read_log": lambda: look_at_log(DESK, vault=vault, now=clock),
        "lock": lambda: note_lock(DESK, vault=vault, now=clock),
        "reopen": lambda: reopen_call(filed, DESK, vault=vault, now=clock),
    }


ACTS = ("search", "open", "open_draft", "print", "read_log", "lock", "reopen")


@pytest.mark.parametrize("act", ACTS)
def test_every_way_to_content_leaves_one_entry(filed, vault, clock, act):
    shown(filed, vault, clock)[act]()
    with vault.reading() as work:
        assert [(entry.action, entry.person) for entry in work.read_log.entries()] == [(act, DESK.counsellor)]
    assert verify_log(vault=vault).whole


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_shown_when_the_entry_cannot_be_written(filed, vault, clock, act):
    with vault.work() as work:
        work.connection.execute(text("DROP TABLE read_log"))
    with pytest.raises(Exception, match="read_log") as refused:
        shown(filed, vault, clock)[act]()
    assert "vriendin" not in str(refused.value)


def test_the_search_words_stand_nowhere_in_the_log(filed, vault, clock):
    look_up_calls("vriendin", desk=DESK, vault=vault, now=clock)
    look_up_calls(desk=DESK, vault=vault, now=clock)
    with vault.reading() as work:
        (entry,) = work.read_log.entries()
    assert entry.hits == 1
    assert "vriendin" not in repr(entry)


def test_whoever_opens_a_call_sees_who_did_so_before(filed, vault, clock):
    open_call(filed, DESK, vault=vault, now=clock)
    clock.pass_by(minutes=5)
    (before,) = open_call(filed, DESK, vault=vault, now=clock).readings
    assert before.person == DESK.counsellor


def test_a_cut_log_does_not_verify(filed, vault, clock):
    for _ in range(3):
        open_call(filed, DESK, vault=vault, now=clock)
    verified = verify_log(vault=vault)
    assert verified.whole
    assert verified.end.count == 3
    with vault.work() as work:
        work.connection.execute(text("DELETE FROM read_log WHERE number = 3"))
    assert not verify_log(vault=vault).whole
    assert not verify_log(vault=vault, witness=Anchor(3, verified.end.head)).whole


def test_a_refusal_says_nothing_of_what_was_searched(vault, clock):
    vault.close()
    with pytest.raises(Refusal) as refused:
        look_up_calls("vriendin", desk=DESK, vault=vault, now=clock)
    assert "vriendin" not in str(refused.value)
