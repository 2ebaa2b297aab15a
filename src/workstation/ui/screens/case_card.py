"""The card on a call's page about its case: which one, link and unlink with a reason, a code for the caller."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Signal

from workstation.domain.ids import CallId
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.parts import Card, button, label, row, set_role
from workstation.ui.said import full_day
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Done = Callable[[], None]


@dataclass(frozen=True, slots=True)
class CaseWork:
    """What the card asks for. `link` takes the number of a case or of another call, "" = a new case.

    `code` answers words and a date.
    """

    link: Callable[[CallId, str, str, Done, Sorry], None]
    unlink: Callable[[CallId, str, Done, Sorry], None]
    code: Callable[[CallId, Callable[[tuple[str, ...], datetime], None], Sorry], None]
    halves: Halves = field(default=NOWHERE)


class CaseCard(Card):
    """Shows the case of a call; `opened` carries its id."""

    opened = Signal(str)

    def __init__(self, work: CaseWork, text: Words) -> None:
        self._work = work
        self._text = text
        self._call: CallId | None = None
        self._case = ""
        self._where = label("")
        self._open = button(text("case.open"), lambda: self.opened.emit(self._case))
        self.number = Line(text("case.number"), text("case.number_hint"))
        self.reason = Line(text("case.reason"), text("case.reason_hint"))
        self._half = of_boxes(work.halves, {"number": self.number, "reason": self.reason})
        self._link = button(text("case.link"), self.link)
        self._unlink = button(text("case.unlink"), self.unlink)
        self._give = button(text("case.give_code"), self.give_code)
        self._code = label("", "title", wrap=True)
        self._told = label("", "muted", wrap=True)
        super().__init__(
            label(text("case.card"), "h"),
            row(self._where, None, self._open),
            row(self.number, self.reason),
            row(self._link, self._unlink, self._give, None),
            self._code,
            self._told,
            None,
            spacing=8,
        )

    def show_call(self, call: CallId, case: tuple[str, str] | None) -> None:
        """Show where a call belongs: id and number of its case, or None."""
        if call != self._call:
            self.forget()
        self._call = call
        self._half.come_to(f"call.{call}.case")
        self._case = case[0] if case else ""
        self._where.setText(self._text("case.in_case", number=case[1]) if case else self._text("case.in_none"))
        self._open.setVisible(case is not None)
        self._unlink.setVisible(case is not None)
        self._link.setVisible(case is None)
        self.number.setVisible(case is None)

    def begin(self) -> None:
        """Put the caret where one writes."""
        (self.number if self.number.isVisible() else self.reason).setFocus()

    def forget(self) -> None:
        """Leave neither a code nor a reason on the screen; what was begun stays with the call."""
        self._half.leave()
        self._call = None
        self._code.setText("")
        self._code.setVisible(False)
        self._told.setText("")
        self.number.clear()
        self.reason.clear()

    def link(self) -> None:
        """Bring the call into the case of the number, or into a new one."""
        if self._call is not None:
            self._work.link(self._call, self.number.text(), self.reason.text(), self._done(), self._sorry)

    def unlink(self) -> None:
        """Take the call out of its case."""
        if self._call is not None:
            self._work.unlink(self._call, self.reason.text(), self._done(), self._sorry)

    def give_code(self) -> None:
        """Make a code and show it, once, large enough to be read out."""
        if self._call is not None:
            self._tell(self._text("case.code_coming"), "muted")
            self._work.code(self._call, self._say_code, self._sorry)

    def _say_code(self, words: tuple[str, ...], until: datetime) -> None:
        self._code.setText(" · ".join(words))
        self._code.setVisible(True)
        self._tell(self._text("case.code_note", day=full_day(until)), "muted")

    def _done(self) -> Done:
        place = self._half.place

        def kept() -> None:
            self._half.done(place)
            if place == self._half.place:
                self._tell(self._text("case.kept"), "ok")

        return kept

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, NotReady):
            self._tell(" ".join(self._text(one.text_key, **dict(one.values)) for one in wrong.problems), "warn")
        elif isinstance(wrong, NotAllowed):
            key = "case.reason_first" if wrong.text_key == "permissions.reason_needed" else wrong.text_key
            self._tell(self._text(key), "warn")
            self.reason.setFocus()
        else:
            raise wrong

    def _tell(self, words: str, role: str) -> None:
        self._told.setText(words)
        set_role(self._told, role)
