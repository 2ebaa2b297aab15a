"""Register a print: nothing leaves the station without a number, a reason and a line in the register."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now, local_day
from workstation.domain.prints import Print
from workstation.domain.problems import NotReady, Problem
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_call

# number and moment in, bytes and number of pages out
Draw = Callable[[str, datetime], tuple[bytes, int]]


@dataclass(frozen=True, slots=True)
class PrintWish:
    """What somebody wants on paper: for whom (`audience`), `how` (printed, saved) and why."""

    call: CallId
    audience: str
    how: str
    reason: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A copy that stands in the register, and its bytes, which are kept nowhere."""

    number: str
    document: bytes
    pages: int
    changes: Changes


def register_print(wish: PrintWish, draw: Draw, desk: Desk, *, vault: Vault, now: Now) -> Printed:
    """Draw a copy under the next number and register it, both or neither. Raises NotReady without a reason,
    KeyError when the call is not there.
    """
    if not wish.reason.strip():
        raise NotReady((Problem("reason", "filing.reason_needed"),))
    at = now()
    with vault.work() as work:
        require_for_call("print", wish.call, desk, work, wish.reason)
        number = work.prints.next_number(local_day(at).year)
        document, pages = draw(number, at)
        copy = Print(
            number=number,
            call=wish.call,
            at=at,
            counsellor=desk.counsellor,
            audience=wish.audience,
            how=wish.how,
            reason=wish.reason.strip(),
            pages=pages,
            sha256=hashlib.sha256(document).digest(),
        )
        work.prints.put(copy)
        work.read_log.note("print", desk, at, record=wish.call)
    return Printed(number, document, pages, Changes.of("print", number))
