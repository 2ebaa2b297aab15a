"""How long a filed call is kept: when its narrative goes, a legal hold, asking for what two people must want."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from PySide6.QtWidgets import QWidget

from workstation.domain.calls import Call
from workstation.domain.ids import CallId
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.domain.requests import Request
from workstation.domain.retention import Hold
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.parts import Flow, button, label, set_role
from workstation.ui.said import DAYS, clock, full_day
from workstation.ui.screens.call_known import CallKnown
from workstation.ui.screens.call_sealing import CallSealing
from workstation.ui.screens.call_side import CallCard
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Done = Callable[[], None]
Act = Literal["hold", "lift_hold", "erasure"]


@dataclass(frozen=True, slots=True)
class KeepingView:
    """`until` None: nobody decided when. `waits`: its time is over and something keeps it (a verdict's code)."""

    until: date | None
    waits: str = ""
    hold: Hold | None = None
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepingWork:
    """`do` sets a hold, or asks for lifting it or for erasing the call; a reason goes with each."""

    fetch: Callable[[CallId, Callable[[KeepingView], None], Sorry], None]
    do: Callable[[Act, CallId, str, Done, Sorry], None]
    halves: Halves = NOWHERE


class CallKeeping(CallCard):
    """What is refused stays in view: one must be able to see why."""

    name = "keeping"

    def __init__(self, work: KeepingWork, text: Words) -> None:
        self._work, self._text = work, text
        self._call: CallId | None = None
        self._until, self._held = label("", "reading", wrap=True), label("", "tag_warn", wrap=True)
        self._asked = label("", "muted", wrap=True)
        self.reason = Line(text("keeping.reason"), text("keeping.reason_hint"))
        self._half = of_boxes(work.halves, {"reason": self.reason})
        self._told = label("", "muted", wrap=True)
        self.acts = {act: button(text(f"keeping.act.{act}"), partial(self.do, act)) for act in ACTS}
        acts = QWidget()
        flow = Flow(acts)
        for one in self.acts.values():
            flow.addWidget(one)
        self.sealing, self.known = CallSealing(text), CallKnown(text)
        super().__init__(
            label(text("call_side.keeping"), "h"), self._until, self._held, self._asked,
            label(text("keeping.reason"), "", self.reason), self.reason, acts, self._told,
            label(text("keeping.note"), "muted", wrap=True), self.sealing, self.known, None, spacing=8,
        )  # fmt: skip

    def show_call(self, call: Call) -> None:
        """Look how long this call is kept."""
        if call.id != self._call:
            self.forget()
        self._call = call.id
        self._half.come_to(f"call.{call.id}.keeping")
        self._look()
        self.sealing.show_call(call.id)
        self.known.show_call(call.id)

    def begin(self) -> None:
        """Put the caret where the reason is written."""
        self.reason.setFocus()

    def begin_sealing(self) -> None:
        """Put the caret where it is chosen who may read the call; say so where there is nothing to choose."""
        if not self.sealing.begin():
            self._tell("sealed.none", "muted")

    def begin_known(self) -> None:
        """Put the caret where one says that one knows a person; say so where that is not to be had."""
        if not self.known.begin():
            self._tell("sealed.no_hub", "muted")

    def forget(self) -> None:
        """Show nothing of any call; a reason that was begun stays with it."""
        self._half.leave()
        self._call = None
        self.reason.clear()
        for words in (self._until, self._held, self._asked, self._told):
            words.setText("")
        self._held.setVisible(False)
        self.sealing.forget()
        self.known.forget()

    def do(self, act: Act) -> None:
        """Set a hold, or ask for what two people must want."""
        if self._call is not None:
            self._work.do(
                act, self._call, self.reason.text(), partial(self._done, act, self._half.place), self._sorry
            )

    def _look(self) -> None:
        if self._call is not None:
            self._work.fetch(self._call, partial(self._show, self._call), self._sorry)

    def _show(self, call: CallId, view: KeepingView) -> None:
        if call != self._call:
            return
        text = self._text
        said = text("keeping.undecided") if view.until is None else text("keeping.until", day=_day(view.until))
        more = text(f"keeping.waits.{view.waits}") if view.waits else ""
        self._until.setText(f"{said} {more}".strip())
        hold = view.hold
        self._held.setVisible(hold is not None)
        if hold is not None:
            self._held.setText(text("keeping.held", who=hold.by, day=full_day(hold.at), why=hold.reason))
        self.acts["hold"].setVisible(hold is None)
        self.acts["lift_hold"].setVisible(hold is not None)
        self._asked.setText("\n".join(self._request(one) for one in view.requests))

    def _request(self, one: Request) -> str:
        said = self._text(f"oversight.request.{one.kind}", who=one.asked_by, day=full_day(one.asked_at))
        state = self._text(f"oversight.state.{one.state}")
        wait = one.executable_from if one.kind == "erasure" else None
        later = self._text("keeping.from", day=full_day(wait), at=clock(wait)) if wait else ""
        return " · ".join(part for part in (said, state, later) if part)

    def _done(self, act: Act, place: str | None) -> None:
        self._half.done(place)
        if place != self._half.place:
            return
        self._tell(f"keeping.told.{act}", "ok")
        self._look()

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, NotReady):
            self._tell(wrong.problems[0].text_key, "warn")
            self.reason.setFocus()
        elif isinstance(wrong, NotAllowed):
            self._tell(wrong.text_key, "warn")
        elif not isinstance(wrong, KeyError):  # it left this station: the page says so
            raise wrong

    def _tell(self, key: str, role: str) -> None:
        self._told.setText(self._text(key))
        set_role(self._told, role)


ACTS: tuple[Act, ...] = ("hold", "lift_hold", "erasure")


def _day(day: date) -> str:
    return f"{DAYS[day.weekday()]} {day:%d/%m/%Y}"
