"""A part under how long a call is kept that asks about one call and acts on it, from the moment a hub was joined."""

from collections.abc import Callable
from functools import partial
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from workstation.domain.ids import CallId
from workstation.domain.permissions import NotAllowed
from workstation.ui.parts import label, set_role
from workstation.vocabulary.words import Words

Then = Callable[[], None]
Sorry = Callable[[Exception], None]
V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)
Fetch = Callable[[CallId, Callable[[V], None], Sorry], None]


class Asks(Protocol[V_co]):
    """What such a part is served with: at least the answer to what it shows."""

    @property
    def fetch(self) -> Fetch[V_co]:
        """Ask for what is shown of a call; the answer comes in the window's thread."""


W = TypeVar("W", bound=Asks[object])


class CallPart(QWidget, Generic[W, V]):
    """Nothing stands here as long as no hub was joined: `serve` gives it its work. `nothing`: what shows no call."""

    def __init__(self, text: Words, nothing: V) -> None:
        super().__init__()
        self._text, self._nothing = text, nothing
        self._work: W | None = None
        self._call: CallId | None = None
        self._sure = False
        self._told = label("", "muted", wrap=True)
        self._all = QWidget()

    def _hold(self, inside: QLayout) -> None:
        self._all.setLayout(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._all)
        self._all.hide()

    def serve(self, work: W) -> None:
        """Begin to answer: this station has joined a hub."""
        self._work = work
        self.look()

    def show_call(self, call: CallId) -> None:
        """Look at this call."""
        if call != self._call:
            self.forget()
        self._call = call
        self.look()

    def forget(self) -> None:
        """Keep nothing of any call, group or person."""
        self._call = None
        self._tell("", "muted")
        self._fill(self._nothing)

    def look(self) -> None:
        """Look again."""
        if self._work is not None and self._call is not None:
            self._work.fetch(self._call, partial(self._show, self._call), self._sorry)

    def _show(self, call: CallId, view: V) -> None:
        if call == self._call:
            self._fill(view)

    def _fill(self, view: V) -> None:
        raise NotImplementedError

    def _asked_twice(self, key: str) -> bool:
        """Return whether an act was chosen a second time; at the first, say what it means."""
        if self._sure:
            return True
        self._sure = True
        self._tell(key, "warn")
        return False

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, KeyError):
            self._fill(self._nothing)  # it is out of sight, or left this station
        elif isinstance(wrong, NotAllowed):
            self._tell(wrong.text_key, "warn")
        else:
            raise wrong

    def _tell(self, key: str, role: str, **said: str) -> None:
        self._told.setText(self._text(key, **said) if key else "")
        set_role(self._told, role)
