"""Under who reads a call: who knows a person in it says so, and sees nothing of it until a coordinator lets them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from workstation.domain.ids import CallId
from workstation.ui.parts import button, column, emptied, label, row
from workstation.ui.screens.call_part import CallPart, Fetch, Sorry, Then
from workstation.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class KnownView:
    """`hidden_from`: who sees nothing of the call, and since when; empty for who may not let them again."""

    may_say: bool = False
    hidden_from: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KnownWork:
    """What the part asks for; answers come in the window's thread."""

    fetch: Fetch[KnownView]
    know: Callable[[CallId, Then, Sorry], None]
    show_again: Callable[[CallId, str, Then, Sorry], None]


class CallKnown(CallPart[KnownWork, KnownView]):
    """Who sees nothing of a call, and the act of saying that one knows a person in it."""

    def __init__(self, text: Words) -> None:
        super().__init__(text, KnownView())
        self._people = column(spacing=4)
        self.know_it: QPushButton = button(text("known.know"), self.know)
        self._what = label(text("known.what"), "muted", wrap=True)
        self._hold(
            column(label(text("known.title"), "h"), self._people, self._what, row(self.know_it, None), self._told)
        )

    def begin(self) -> bool:
        """Put the caret on the act; False: it is not to be had here."""
        may = self._work is not None and not self._all.isHidden() and not self.know_it.isHidden()
        if may:
            self.know_it.setFocus()
        return may

    def know(self) -> None:
        """Say that one knows a person in this call, when it is chosen a second time: one cannot undo it oneself."""
        if self._work is not None and self._call is not None and self._asked_twice("known.sure"):
            self._work.know(self._call, partial(self._tell, "", "muted"), self._sorry)

    def _fill(self, view: KnownView) -> None:
        self._sure = False
        self._all.setVisible(view.may_say or bool(view.hidden_from))
        self.know_it.setVisible(view.may_say)
        self._what.setVisible(view.may_say)
        emptied(self._people)
        for who, since in view.hidden_from:
            self._people.addWidget(label(self._text("known.hidden", who=who, day=since), "reading", wrap=True))
            again = QWidget()
            act = button(self._text("known.show", who=who), partial(self._show_again, who))
            again.setLayout(row(act, None))
            self._people.addWidget(again)

    def _show_again(self, who: str) -> None:
        if self._work is not None and self._call is not None:
            self._work.show_again(self._call, who, partial(self._shown_again, who), self._sorry)

    def _shown_again(self, who: str) -> None:
        self._tell("known.shown", "ok", who=who)
        self.look()
