"""Give a caller a code: three words to keep, by which a next call finds the thread of this one."""

import calendar
from dataclasses import dataclass
from datetime import datetime

from workstation.domain.cases import Move
from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId, CaseId
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.word_codes import new_code
from workstation.store.caller_codes import stretched, wiped
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import code_words, relation_of_any

MONTHS = 6  # after which a code opens nothing any more


@dataclass(frozen=True, slots=True)
class GivenCode:
    """The words, said once and kept nowhere; until when they open the case."""

    words: tuple[str, ...]
    case: CaseId
    expires_at: datetime
    changes: Changes


def give_caller_code(call_id: CallId, desk: Desk, *, vault: Vault, now: Now, months: int = MONTHS) -> GivenCode:
    """Return a new code for the case of a call or a running draft; without a case one is opened for it.

    Only a slow digest is kept. Takes a third of a second. Raises KeyError, NotAllowed.
    """
    words, at = new_code(code_words()), now()
    with vault.work() as work:
        require(desk, "caller_code", relation_of_any(call_id, desk, work))
    slow, expires_at = stretched(words), _later(at, months)
    with vault.work() as work:
        case = work.cases.of_call(call_id)
        if case is None:
            case = work.cases.open(desk.team, desk.counsellor, at).id
            work.cases.act("link", desk.counsellor, at, "", moves=(Move(call_id, None, case),))
        work.caller_codes.put(case, slow, desk.counsellor, at, expires_at)
    wiped(slow)
    return GivenCode(words, case, expires_at, Changes.of("case", case) | Changes.of("call", call_id))


def _later(at: datetime, months: int) -> datetime:
    years, month = divmod(at.month - 1 + months, 12)
    last = calendar.monthrange(at.year + years, month + 1)[1]
    return at.replace(year=at.year + years, month=month + 1, day=min(at.day, last))
