"""Cases, codes of returning callers and the coordinator's desk: what their screens ask for, in the lane."""

from collections.abc import Callable

from workstation.assembly.beside import EarlierContacts
from workstation.assembly.desk import OpenDesk
from workstation.assembly.halves import halves_of
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId, CaseId
from workstation.domain.problems import NotReady, Problem
from workstation.ui.background import Lane, Sorry
from workstation.ui.screens.case import CaseScreenWork
from workstation.ui.screens.case_bonds import BondWork
from workstation.ui.screens.case_card import CaseWork
from workstation.ui.screens.oversight import OversightView
from workstation.usecases.case_numbered import call_numbered, case_numbered, case_of_call
from workstation.usecases.link_call import link_call
from workstation.usecases.look_at_log import look_at_log
from workstation.usecases.merge_cases import merge_cases
from workstation.usecases.note_on_case import note_on_case
from workstation.usecases.retention_state import retention_state
from workstation.usecases.split_case import split_case
from workstation.usecases.undo_case_act import undo_case_act
from workstation.usecases.unlink_call import unlink_call
from workstation.usecases.verify_log import verify_log

Done = Callable[[], None]


class Cases:
    """What the card, the case and the coordinator's desk ask for. `lane` is the vault's."""

    def __init__(
        self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None], earlier: EarlierContacts
    ) -> None:
        self._desk, self._lane, self._heard, self._earlier = desk, lane, heard, earlier

    def card(self) -> CaseWork:
        """Return what the card on a call's page asks for."""
        return CaseWork(self._link, self._unlink, self._earlier.give, halves_of(self._desk, self._lane))

    def screen(self) -> CaseScreenWork:
        """Return what the screen of a case asks for."""
        halves = halves_of(self._desk, self._lane)
        bonds = BondWork(self._join, self._take_out, self._split, halves)
        return CaseScreenWork(self._earlier.open, self._note, self._undo, bonds, halves)

    def coordination(self, then: Callable[[OversightView], None], otherwise: Sorry) -> None:
        """Give what the coordinator's desk shows."""
        desk = self._desk

        def look() -> OversightView:
            entries = look_at_log(desk.counsellor, vault=desk.vault, now=desk.now)
            verified = verify_log(vault=desk.vault)
            state = retention_state(desk.counsellor, vault=desk.vault, now=desk.now)
            return OversightView(
                entries, verified.end, verified.faults, state.rules, state.due, state.requests
            )  # fmt: skip

        self._lane.do(look, then, otherwise)

    def _link(self, call: CallId, number: str, reason: str, then: Done, otherwise: Sorry) -> None:
        desk = self._desk

        def link() -> Changes:
            case, other = self._named(number)
            changes = Changes()
            if other is not None and case is None:
                case, changes = link_call(other, None, reason, desk.counsellor, vault=desk.vault, now=desk.now)
            return changes | link_call(call, case, reason, desk.counsellor, vault=desk.vault, now=desk.now)[1]

        self._lane.do(link, self._told(then), otherwise)

    def _named(self, number: str) -> tuple[CaseId | None, CallId | None]:
        """Return the case that was named, or the call and its case; nothing where nothing was named."""
        vault = self._desk.vault
        if not number.strip():
            return None, None
        found = case_numbered(number, vault=vault)
        if found is not None:
            return found.id, None
        other = call_numbered(number, vault=vault)
        if other is None:
            raise NotReady((Problem("number", "case.no_such", severity="hard"),))
        its_case = case_of_call(other, vault=vault)
        return its_case.id if its_case else None, other

    def _unlink(self, call: CallId, reason: str, then: Done, otherwise: Sorry) -> None:
        desk = self._desk
        self._lane.do(
            lambda: unlink_call(call, reason, desk.counsellor, vault=desk.vault, now=desk.now),
            self._told(then), otherwise,
        )  # fmt: skip

    def _note(self, case: CaseId, words: str, then: Done, otherwise: Sorry) -> None:
        desk = self._desk
        self._lane.do(
            lambda: note_on_case(case, words, desk.counsellor, vault=desk.vault, now=desk.now),
            self._told(then), otherwise,
        )  # fmt: skip

    def _undo(self, act: int, reason: str, then: Done, otherwise: Sorry) -> None:
        desk = self._desk
        self._lane.do(
            lambda: undo_case_act(act, reason, desk.counsellor, vault=desk.vault, now=desk.now),
            self._told(then), otherwise,
        )  # fmt: skip

    def _join(self, case: CaseId, number: str, reason: str, then: Done, otherwise: Sorry) -> None:
        desk = self._desk

        def join() -> Changes:
            other, call = self._named(number)
            if other is None and call is None:
                raise NotReady((Problem("number", "case.no_such", severity="hard"),))
            if other is not None:  # the calls of a case stay together: two cases become one
                return merge_cases(case, other, reason, desk.counsellor, vault=desk.vault, now=desk.now)
            return link_call(call or CallId(""), case, reason, desk.counsellor, vault=desk.vault, now=desk.now)[1]

        self._lane.do(join, self._told(then), otherwise)

    def _take_out(self, calls: tuple[CallId, ...], reason: str, then: Done, otherwise: Sorry) -> None:
        desk = self._desk

        def take_out() -> Changes:
            done = Changes()
            for call in calls:
                done |= unlink_call(call, reason, desk.counsellor, vault=desk.vault, now=desk.now)
            return done

        self._lane.do(take_out, self._told(then), otherwise)

    def _split(self, case: CaseId, calls: tuple[CallId, ...], reason: str, then: Done, otherwise: Sorry) -> None:
        desk = self._desk
        self._lane.do(
            lambda: split_case(case, calls, reason, desk.counsellor, vault=desk.vault, now=desk.now)[1],
            self._told(then), otherwise,
        )  # fmt: skip

    def _told(self, then: Done) -> Callable[[Changes], None]:
        def told(changes: Changes) -> None:
            then()
            self._heard(changes)

        return told
