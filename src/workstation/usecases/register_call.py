"""Register a call: from a draft to a filed call."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from workstation.domain.calls import Call
from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now, from_text, local_day
from workstation.domain.permissions import require
from workstation.domain.problems import NotReady, Problem
from workstation.domain.texts import storable_tree
from workstation.forms.closing import open_points
from workstation.forms.draft import Draft
from workstation.forms.finished import call_of
from workstation.store.vault import Vault, Work
from workstation.vocabulary.codebook import Codebook

logger = logging.getLogger(__name__)

# a filed call can be opened again this long; so long its draft is kept
SECOND_THOUGHTS = timedelta(minutes=10)
LONGEST_WAIT_S = 86_400


@dataclass(frozen=True, slots=True)
class Registered:
    """The call that was filed, under the number people say to each other."""

    call: CallId
    number: str
    changes: Changes


def register_call(
    draft: Draft, desk: Desk, *, vault: Vault, codebook: Codebook, now: Now, line_open: bool | None = None
) -> Registered:
    """File a draft; call and draft change places in one transaction. Pressed twice, it files once.

    The conversation ended at the last mark `call_ended`, or now. Raises NotReady with what must be mended first.
    Raises NotAllowed for a role that takes no calls. `line_open`: whether the channel was open when the call began,
    None = not known.
    """
    require(desk, "create", "practice" if desk.practice else "own")
    draft = Draft.from_body(storable_tree(draft.body()))
    filed_at = now()
    ended_at = _ended(draft) or filed_at
    points = open_points(draft, codebook, at=ended_at, line_open=line_open)
    if mending := tuple(point for point in points if point.severity != "soft") + _beyond_measure(draft):
        raise NotReady(mending)
    with vault.work() as work:
        if work.calls.has(draft.id):
            number = work.calls.get(CallId(draft.id)).number
        else:
            number = work.drafts.number(draft.id) or work.calls.next_number(local_day(filed_at).year, desk.mark)
            call = call_of(
                draft,
                number=number,
                ended_at=ended_at,
                filed_at=filed_at,
                counsellor=desk.counsellor,
                shift=desk.shift,
                edition=codebook.edition,
                wrap_up_s=max(0, int((filed_at - ended_at).total_seconds())),
            )
            _file(work, call, draft, filed_at)
    return Registered(CallId(draft.id), number, Changes.of("call", draft.id) | Changes.of("draft", draft.id))


def _file(work: Work, call: Call, draft: Draft, at: datetime) -> None:
    work.calls.put(call)
    work.drafts.put_in_bin(draft.id, at, call.number)
    work.drafts.empty_bin(at - SECOND_THOUGHTS, filed_only=True)
    logger.info("call filed with %d persons and %d referrals", len(call.persons), len(call.referrals))


def _ended(draft: Draft) -> datetime | None:
    ended = [at for at, kind in draft.marks if kind == "call_ended"]
    return from_text(ended[-1]) if ended else None


def _beyond_measure(draft: Draft) -> tuple[Problem, ...]:
    waited = draft.answers.get("waited_s")
    if isinstance(waited, int) and not 0 <= waited <= LONGEST_WAIT_S:
        return (Problem("waited_s", "filing.waited_too_long", severity="hard"),)
    return ()
