"""Note a signal: something callers run into, with the calls behind it."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId, new_id
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.problems import NotReady, Problem
from workstation.domain.team_talk import SIGNAL_TAGS, Signal
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import relation_of_call


def note_signal(  # what, and the calls behind it
    tag: str, text: str, calls: tuple[CallId, ...], desk: Desk, *, vault: Vault, now: Now
) -> Changes:
    """Keep a new signal. Raises NotReady without words or with a tag that is none, NotAllowed, KeyError."""
    if not text.strip() or tag not in SIGNAL_TAGS:
        raise NotReady((Problem("signal", "coordination.signal_empty"),))
    signal = Signal(id=new_id(), at=now(), counsellor=desk.counsellor, tag=tag, text=text.strip(), calls=len(calls))
    with vault.work() as work:
        require(desk, "signal", "practice" if desk.practice else "own")
        for call in calls:
            require(desk, "signal", relation_of_call(call, desk, work))
        TeamTalk(work.connection).note(signal, calls)
    return Changes.of("signal", signal.id)
