"""What is being written in boxes, kept while one types: it is there again after a lock, a crash, another screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from workstation.ui.text_fields import Line, Prose

KEEP_AFTER_MS = 800
Texts = dict[str, str]


@dataclass(frozen=True, slots=True)
class Halves:
    """What is being written, kept meanwhile: `begun` gives the texts of a place by box, `keep` gets them."""

    begun: Callable[[str, Callable[[Texts], None]], None]
    keep: Callable[[str, Texts], None]


NOWHERE = Halves(lambda _place, _then: None, lambda _place, _texts: None)


class HalfTexts(QObject):
    """Keeps what `read` gives, under one place at a time. `put` gets what was begun there. It ends with `of`."""

    def __init__(
        self, halves: Halves, read: Callable[[], Texts], put: Callable[[Texts], None], of: QObject | None,
        empty: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        super().__init__(of)
        self._halves, self._read, self._put, self._empty = halves, read, put, empty
        self._place: str | None = None
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_AFTER_MS)
        self._keep.timeout.connect(self.keep)

    def come_to(self, place: str) -> None:
        """Be in a place; the first time, what was begun there comes back."""
        if place == self._place:
            return
        self.leave()
        self._place = place
        self._halves.begun(place, lambda begun: self._put(begun) if begun and self._place == place else None)

    def typed(self) -> None:
        """Keep soon."""
        if self._place is not None and not self._keep.isActive():  # a throttle: typing on must not postpone it
            self._keep.start()

    def keep(self) -> None:
        """Keep now: what stands in the boxes, or that nothing does any more."""
        self._keep.stop()
        if self._place is not None:
            self._halves.keep(self._place, self._read())

    @property
    def place(self) -> str | None:
        """Where one is."""
        return self._place

    def done(self, place: str | None) -> None:
        """Let go of what was written in a place: it is kept for good. What stands in the boxes of another stays."""
        if place == self._place:
            self._empty()
            self.keep()
        elif place is not None:
            self._halves.keep(place, {})

    def used(self) -> None:
        """Let go of what was written here, though it still stands in the boxes."""
        self._keep.stop()
        if self._place is not None:
            self._halves.keep(self._place, {})

    def leave(self) -> None:
        """Be nowhere; what was typed is kept first. To be called before the boxes are emptied."""
        if self._keep.isActive():
            self.keep()
        self._place = None


def of_boxes(halves: Halves, boxes: Mapping[str, Line | Prose]) -> HalfTexts:
    """Return what keeps these boxes; what was begun fills those that are empty."""

    def put(begun: Texts) -> None:
        for name, words in begun.items():
            box = boxes.get(name)
            if box is not None and not written(box):
                box.setPlainText(words) if isinstance(box, Prose) else box.setText(words)

    def empty() -> None:
        for box in boxes.values():
            box.clear()

    of = next(iter(boxes.values()), None)
    kept = HalfTexts(halves, lambda: {name: written(box) for name, box in boxes.items()}, put, of, empty)
    for box in boxes.values():
        box.textChanged.connect(kept.typed)
    return kept


def written(box: Line | Prose) -> str:
    """Return what stands in a box."""
    return box.toPlainText() if isinstance(box, Prose) else box.text()
