"""Beside how long a call is kept: who may read it. A few people by name, or the team again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from workstation.domain.ids import CallId
from workstation.domain.permissions import NotAllowed
from workstation.ui.parts import button, column, label, row, set_role
from workstation.vocabulary.words import Words

Then = Callable[[], None]
Sorry = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group one can choose; `readers` by name, as people say them."""

    id: str
    name: str
    readers: str


@dataclass(frozen=True, slots=True)
class SealingView:
    """`sealed_for` None: the team may read the call. `groups`: those whoever looks is in."""

    sealed_for: GroupChoice | None = None
    groups: tuple[GroupChoice, ...] = ()
    may_seal: bool = False
    may_unseal: bool = False


@dataclass(frozen=True, slots=True)
class SealingWork:
    """What the part asks for; answers come in the window's thread."""

    fetch: Callable[[CallId, Callable[[SealingView], None], Sorry], None]
    seal: Callable[[CallId, str, Then, Sorry], None]
    unseal: Callable[[CallId, Then, Sorry], None]


class CallSealing(QWidget):
    """Nothing stands here for who is in no group, and as long as no hub was joined: `serve` gives it its work."""

    def __init__(self, text: Words) -> None:
        super().__init__()
        self._text = text
        self._work: SealingWork | None = None
        self._call: CallId | None = None
        self._view = SealingView()
        self._sure = False
        self._now = label("", "reading", wrap=True)
        self.which = QComboBox()
        self.which.setAccessibleName(text("sealed.which"))
        self.which.currentIndexChanged.connect(lambda _at: self._say_who())
        self._who = label("", "muted", wrap=True)
        self.seal_it = button(text("sealed.seal"), self.seal)
        self.unseal_it = button(text("sealed.unseal"), self.unseal)
        self._told = label("", "muted", wrap=True)
        choose = row(self.which, self.seal_it)
        choose.setStretch(0, 1)
        self._choosing = QWidget()
        self._choosing.setLayout(column(choose, self._who, spacing=4))
        inside = column(
            label(text("sealed.title"), "h"), self._now, self._choosing, row(self.unseal_it, None), self._told
        )
        self._all = QWidget()
        self._all.setLayout(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._all)
        self._all.hide()

    def serve(self, work: SealingWork) -> None:
        """Begin to answer: this station has joined a hub."""
        self._work = work
        self.look()

    def show_call(self, call: CallId) -> None:
        """Look who may read this call."""
        if call != self._call:
            self.forget()
        self._call = call
        self.look()

    def forget(self) -> None:
        """Keep nothing of any call or group."""
        self._call = None
        self._tell("", "muted")
        self._fill(SealingView())

    def begin(self) -> bool:
        """Put the caret where it is chosen who reads; False: there is nothing to choose."""
        for one in (self.which, self.unseal_it):
            if one.isVisibleTo(self) and not self._all.isHidden():
                one.setFocus()
                return True
        return False

    def seal(self) -> None:
        """Give the call to the group that is chosen."""
        if self._work is not None and self._call is not None and self.which.currentData():
            done = partial(self._done, "moved" if self._view.sealed_for is not None else "sealed")
            self._work.seal(self._call, str(self.which.currentData()), done, self._sorry)

    def unseal(self) -> None:
        """Give the call back to the team, when it is chosen a second time: it cannot be unread afterwards."""
        if self._work is None or self._call is None:
            return
        if not self._sure:
            self._sure = True
            self._tell("sealed.sure", "warn")
        else:
            self._work.unseal(self._call, partial(self._done, "unsealed"), self._sorry)

    def look(self) -> None:
        """Look again."""
        if self._work is not None and self._call is not None:
            self._work.fetch(self._call, partial(self._show, self._call), self._sorry)

    def _show(self, call: CallId, view: SealingView) -> None:
        if call == self._call:
            self._fill(view)

    def _fill(self, view: SealingView) -> None:
        self._view, self._sure = view, False
        one = view.sealed_for
        self._all.setVisible(one is not None or (bool(view.groups) and view.may_seal))
        self._now.setText(
            self._text("sealed.now", group=one.name, names=one.readers) if one else self._text("sealed.open")
        )
        may_move = one is not None and view.may_seal and view.may_unseal and bool(view.groups)
        self._choosing.setVisible(may_move or (one is None and view.may_seal))
        self.seal_it.setText(self._text("sealed.move" if one is not None else "sealed.seal"))
        self.unseal_it.setVisible(one is not None and view.may_unseal)
        chosen = self.which.currentData()
        self.which.blockSignals(True)
        self.which.clear()
        for group in view.groups:
            self.which.addItem(group.name, group.id)
        self.which.setCurrentIndex(max(self.which.findData(chosen), 0))
        self.which.blockSignals(False)
        self._say_who()

    def _say_who(self) -> None:
        group = next((one for one in self._view.groups if one.id == self.which.currentData()), None)
        self._who.setText(self._text("sealed.who", names=group.readers) if group is not None else "")

    def _done(self, key: str) -> None:
        self._tell(f"sealed.told.{key}", "ok")
        self.look()

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, KeyError):
            self._fill(SealingView())  # it left this station meanwhile
        elif isinstance(wrong, NotAllowed):
            self._tell(wrong.text_key, "warn")
        else:
            raise wrong

    def _tell(self, key: str, role: str) -> None:
        self._told.setText(self._text(key) if key else "")
        set_role(self._told, role)
