"""Undo an act on cases: every call goes back to where it was."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.problems import ChangedMeanwhile, NotReady, Problem
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_case


def undo_case_act(act: int, reason: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Take a link, unlink, merge or split back, or an undoing of one.

    Raises NotReady when there is nothing to take back, or a call was moved again since; KeyError, NotAllowed.
    """
    with vault.work() as work:
        done = work.cases.get_act(act)
        if done.undone or not done.moves:
            raise NotReady((Problem("act", "case.undone_already", severity="hard"),))
        cases = {one for move in done.moves for one in (move.before, move.after) if one}
        for case in cases:
            require_for_case(case, desk, work, reason)
        back = tuple(move.back for move in done.moves)
        try:
            work.cases.act("undo", desk.counsellor, now(), reason.strip(), moves=back, undoes=act)
        except ChangedMeanwhile:
            raise NotReady((Problem("act", "case.moved_since", severity="hard"),)) from None
    return Changes.of("case", *cases) | Changes.of("call", *(move.call for move in back))
