"""The calls: taking them, finding them again, adding to them, correcting them, putting them on paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from workstation.assembly.desk import OpenDesk
from workstation.assembly.halves import halves_of
from workstation.directory.places import PlaceHit
from workstation.domain.calls import Call
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId, DraftId
from workstation.domain.lines import CallFilters
from workstation.forms.draft import Body, Draft
from workstation.forms.read_back import read_back
from workstation.store.streams import sealed_calls
from workstation.ui.background import Lane, Sorry
from workstation.ui.screens.call_page import CallView, CallWork, Revised
from workstation.ui.screens.calls import Found
from workstation.ui.screens.intake_parts import IntakeParts
from workstation.ui.screens.intake_supply import Keeping, Supply
from workstation.ui.screens.summary import Copy
from workstation.usecases.add_to_call import add_to_call
from workstation.usecases.case_numbered import case_of_call
from workstation.usecases.correct_call import correct_call
from workstation.usecases.count_calls import count_calls
from workstation.usecases.discard_draft import discard_draft
from workstation.usecases.entry_as_it_was import entry_as_it_was
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.open_call import open_call
from workstation.usecases.open_draft import open_draft
from workstation.usecases.register_call import register_call
from workstation.usecases.register_print import PrintWish, register_print
from workstation.usecases.reopen_call import reopen_call
from workstation.usecases.save_draft import save_draft
from workstation.usecases.step_cards import step_cards
from workstation.usecases.steps_in_words import steps_in_words

LIMIT = 200


class Calls:
    """What the screens of a call ask for. `lane` is the vault's."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None]) -> None:
        self._desk, self._lane, self._heard = desk, lane, heard
        # the call filed last, if there was danger in it: home offers a pause
        self.after_danger: str | None = None

    def intake(self) -> IntakeParts:
        """Return everything the live screen asks for."""
        desk = self._desk

        def sentence(draft: Draft) -> str:
            return read_back(draft, desk.codebook, desk.text, desk.place_name)

        supply = Supply(desk.codebook, lambda: desk.finder, desk.now, desk.text, sentence, desk.line_open)
        keeping = Keeping(
            do=self._lane.do,
            save=self._save,
            discard=self._discard,
            finish=self._finish,
            reopen=self._reopen,
            now=desk.now,
            monotonic=desk.seconds,
            halves=halves_of(desk, self._lane),
        )
        return replace(supply.parts(keeping), step_cards=step_cards(vault=desk.vault))

    def draft(self, draft: str, then: Callable[[Body], None], otherwise: Sorry) -> None:
        """Give the body of a waiting draft."""
        desk = self._desk
        self._lane.do(
            lambda: open_draft(DraftId(draft), desk.counsellor, vault=desk.vault, now=desk.now).body(),
            then,
            otherwise,
        )

    def look_up(self, words: str, filters: CallFilters, then: Callable[[Found], None]) -> None:
        """Give the lines of a list, and how many there are when no words narrow it."""
        desk, vault = self._desk, self._desk.vault

        def look() -> Found:
            lines = look_up_calls(words, filters, desk=desk.counsellor, vault=vault, now=desk.now, limit=LIMIT)
            total = None if words.strip() else count_calls(filters, desk=desk.counsellor, vault=vault)
            return Found(lines, total)

        self._lane.do(look, then)

    def work(self, say: Callable[[str], None]) -> CallWork:
        """Return what the page of a call asks for."""
        halves = halves_of(self._desk, self._lane)
        return CallWork(self._fetch, self._add, self._correct, self._desk.place_name, say, self._places, halves)

    def _places(self, words: str) -> tuple[PlaceHit, ...]:
        return self._desk.finder.places.find(words)

    def summary(self, call: CallId, audience: str) -> bytes:
        """Return how a copy would look, without a number: nothing leaves the station with it."""
        desk = self._desk
        found = open_call(call, desk.counsellor, vault=desk.vault, now=desk.now, reason="print").call
        return self._drawn(found, audience, desk.text("summary.footer.no_number"), desk.now())

    def copy(self, call: CallId, audience: str, how: str, reason: str) -> Copy:
        """Return a numbered copy; it stands in the register, or there is none."""
        desk = self._desk
        found = open_call(call, desk.counsellor, vault=desk.vault, now=desk.now, reason="print").call

        def draw(number: str, at: datetime) -> tuple[bytes, int]:
            from workstation.reports.page import pages_in

            pdf = self._drawn(found, audience, number, at)
            return pdf, pages_in(pdf)

        wish = PrintWish(call, audience, how, reason)
        made = register_print(wish, draw, desk.counsellor, vault=desk.vault, now=desk.now)
        return Copy(made.number, made.document)

    # -- in the lane -------------------------------------------------------------------------------------------

    def _save(self, body: Body) -> object:
        desk = self._desk
        return save_draft(body, desk.whose.counsellor, vault=desk.vault, now=desk.now)

    def _discard(self, draft: str) -> object:
        return discard_draft(DraftId(draft), vault=self._desk.vault, now=self._desk.now)

    def _finish(self, draft: Draft, ended_at: datetime, _wrap_up_s: int | None) -> Changes:
        # the moment of ending and the wrap-up time stand in the draft's own marks; the use case reads them there
        desk = self._desk
        line_open = desk.line_open(str(draft.answers.get("channel") or "phone"), ended_at)
        done = register_call(
            draft, desk.counsellor, vault=desk.vault, codebook=desk.codebook, now=desk.now, line_open=line_open
        )
        self.after_danger = str(draft.id) if any(kind == "danger_on" for _, kind in draft.marks) else None
        return done.changes

    def _reopen(self, call: str) -> object:
        return reopen_call(CallId(call), self._desk.counsellor, vault=self._desk.vault, now=self._desk.now)

    def _fetch(self, call: CallId, reason: str, then: Callable[[CallView], None], otherwise: Sorry) -> None:
        desk = self._desk

        def look() -> CallView:
            opened = open_call(call, desk.counsellor, vault=desk.vault, now=desk.now, reason=reason)
            revised = tuple(Revised(one.at, one.counsellor, one.reason) for one in opened.revisions)
            case = case_of_call(call, vault=desk.vault)
            in_case = (case.id, case.number) if case else None
            seen = tuple((one.at, one.person) for one in opened.readings)
            steps = steps_in_words(opened.call.marks, vault=desk.vault)
            own = opened.call.counsellor == desk.counsellor.counsellor
            with desk.vault.reading() as work:
                sealed = call in sealed_calls(work.connection)
            return CallView(opened.call, revised, len(opened.prints), seen, in_case, steps, own, sealed)

        self._lane.do(look, then, otherwise)

    def _add(self, call: CallId, text: str, then: Callable[[], None], otherwise: Sorry) -> None:
        desk = self._desk
        self._lane.do(
            lambda: add_to_call(call, text, desk.counsellor, vault=desk.vault, now=desk.now),
            self._told(then), otherwise,
        )  # fmt: skip

    def _correct(self, call: Call, reason: str, then: Callable[[], None], otherwise: Sorry) -> None:
        desk = self._desk
        self._lane.do(
            lambda: correct_call(
                call, reason, desk.counsellor, vault=desk.vault, codebook=desk.codebook, now=desk.now
            ),
            self._told(then), otherwise,
        )  # fmt: skip

    def _told(self, then: Callable[[], None]) -> Callable[[Changes], None]:
        def told(changes: Changes) -> None:
            then()
            self._heard(changes)

        return told

    def _drawn(self, call: Call, audience: str, number: str, at: datetime) -> bytes:
        # few calls come on paper
        from workstation.reports.case_summary import case_summary
        from workstation.reports.page import PrintStamp

        desk = self._desk
        return case_summary(
            call, audience, codebook=desk.codebook, text=desk.text, place_name=desk.place_name,
            entry=partial(entry_as_it_was, vault=desk.vault), steps=steps_in_words(call.marks, vault=desk.vault),
            stamp=PrintStamp(number, desk.whose.staff_number, at, desk.practice),
        )  # fmt: skip
