"""Recognise a caller by three words: there is an earlier thread. What is in it stays closed."""

from datetime import timedelta

from workstation.domain.counsellors import Desk
from workstation.domain.ids import CaseId
from workstation.domain.moments import Now
from workstation.domain.permissions import NotAllowed, require
from workstation.domain.word_codes import read_code
from workstation.store.caller_codes import stretched, wiped
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import code_words

GUESSES = 10  # wrong codes on one station
PERIOD = timedelta(hours=24)


def recognise_caller(typed: str, desk: Desk, *, vault: Vault, now: Now) -> CaseId | None:
    """Return the case of a code, None for a wrong or an expired one; opening it is another step, with a reason.

    Takes a third of a second either way. Every try stands in the read log. Raises NotReady for a word that is not
    in the list (that costs no guess) and NotAllowed after GUESSES wrong codes within PERIOD.
    """
    require(desk, "create", "practice" if desk.practice else "own")
    words, at = read_code(typed, code_words()), now()
    with vault.work() as work:
        if work.read_log.misses("caller_code", at - PERIOD) >= GUESSES:
            raise NotAllowed("caller_code.too_many")
    slow = stretched(words)
    with vault.work() as work:
        case = work.caller_codes.case_of(slow, at)
        work.read_log.note("caller_code", desk, at, record=case or "", hits=0 if case is None else 1)
    wiped(slow)
    return case
