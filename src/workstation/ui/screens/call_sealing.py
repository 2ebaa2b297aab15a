"""Beside how long a call is kept: who may read it. A few people by name, or the team again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from workstation.domain.ids import CallId
from workstation.ui.parts import button, column, label, row
from workstation.ui.screens.call_part import CallPart, Fetch, Sorry, Then
from workstation.vocabulary.words import Words


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

    fetch: Fetch[SealingView]
    seal: Callable[[CallId, str, Then, Sorry], None]
    unseal: Callable[[CallId, Then, Sorry], None]


class CallSealing(CallPart[SealingWork, SealingView]):
    """Nothing stands here for who is in no group."""

    def __init__(self, text: Words) -> None:
        super().__init__(text, SealingView())
        self._view = SealingView()
        self._now = label("", "reading", wrap=True)
        self.which = QComboBox()
        self.which.setAccessibleName(text("sealed.which"))
        self.which.currentIndexChanged.connect(lambda _at: self._say_who())
        self._who = label("", "muted", wrap=True)
        self.seal_it = button(text("sealed.seal"), self.seal)
        self.unseal_it = button(text("sealed.unseal"), self.unseal)
        choose = row(self.which, self.seal_it)
        choose.setStretch(0, 1)
        self._choosing = QWidget()
        self._choosing.setLayout(column(choose, self._who, spacing=4))
        inside = column(
            label(text("sealed.title"), "h"), self._now, self._choosing, row(self.unseal_it, None), self._told
        )
        self._hold(inside)

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
        if self._work is not None and self._call is not None and self._asked_twice("sealed.sure"):
            self._work.unseal(self._call, partial(self._done, "unsealed"), self._sorry)

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
