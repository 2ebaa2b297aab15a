"""Under who reads a call: who knows a person in it says so, and sees nothing of it until a coordinator lets them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from workstation.domain.ids import CallId
from workstation.domain.permissions import NotAllowed
from workstation.ui.parts import button, column, emptied, label, row, set_role
from workstation.vocabulary.words import Words

Then = Callable[[], None]
Sorry = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class KnownView:
    """`hidden_from`: who sees nothing of the call, and since when; empty for who may not let them again."""

    may_say: bool = False
    hidden_from: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KnownWork:
    """What the part asks for; answers come in the window's thread."""

    fetch: Callable[[CallId, Callable[[KnownView], None], Sorry], None]
    know: Callable[[CallId, Then, Sorry], None]
    show_again: Callable[[CallId, str, Then, Sorry], None]


class CallKnown(QWidget):
    """Nothing stands here as long as no hub was joined: `serve` gives it its work."""

    def __init__(self, text: Words) -> None:
        super().__init__()
        self._text = text
        self._work: KnownWork | None = None
        self._call: CallId | None = None
        self._sure = False
        self._people = column(spacing=4)
        self.know_it: QPushButton = button(text("known.know"), self.know)
        self._what = label(text("known.what"), "muted", wrap=True)
        self._told = label("", "muted", wrap=True)
        self._all = QWidget()
        self._all.setLayout(
            column(label(text("known.title"), "h"), self._people, self._what, row(self.know_it, None), self._told)
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._all)
        self._all.hide()

    def serve(self, work: KnownWork) -> None:
        """Begin to answer: this station has joined a hub."""
        self._work = work
        self.look()

    def show_call(self, call: CallId) -> None:
        """Look who sees nothing of this call."""
        if call != self._call:
            self.forget()
        self._call = call
        self.look()

    def forget(self) -> None:
        """Keep nothing of any call or person."""
        self._call = None
        self._tell("", "muted")
        self._fill(KnownView())

    def begin(self) -> bool:
        """Put the caret on the act; False: it is not to be had here."""
        may = self._work is not None and not self._all.isHidden() and not self.know_it.isHidden()
        if may:
            self.know_it.setFocus()
        return may

    def know(self) -> None:
        """Say that one knows a person in this call, when it is chosen a second time: one cannot undo it oneself."""
        if self._work is None or self._call is None:
            return
        if not self._sure:
            self._sure = True
            self._tell("known.sure", "warn")
        else:
            self._work.know(self._call, partial(self._tell, "", "muted"), self._sorry)

    def look(self) -> None:
        """Look again."""
        if self._work is not None and self._call is not None:
            self._work.fetch(self._call, partial(self._show, self._call), self._sorry)

    def _show(self, call: CallId, view: KnownView) -> None:
        if call == self._call:
            self._fill(view)

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
        self._told.setText(self._text("known.shown", who=who))
        set_role(self._told, "ok")
        self.look()

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, KeyError):
            self._fill(KnownView())  # it is out of sight, or left this station
        elif isinstance(wrong, NotAllowed):
            self._tell(wrong.text_key, "warn")
        else:
            raise wrong

    def _tell(self, key: str, role: str) -> None:
        self._told.setText(self._text(key) if key else "")
        set_role(self._told, role)
