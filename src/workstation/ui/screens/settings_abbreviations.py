"""One's own abbreviations, in settings: typed as `;tv` in a note, they are written out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from workstation.forms.text_help import SHIPPED, SHORT
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.parts import Card, button, label, row, set_role
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

SHORT_NAME = int(Qt.ItemDataRole.UserRole)
ROWS = 6
LONGEST = 300  # letters of a written out form
Own = Mapping[str, str]


@dataclass(frozen=True)
class AbbreviationWork:
    """`fetch` gives one's own; `keep` keeps all of them and answers with what is kept. Both go to the lane."""

    fetch: Callable[[Callable[[Own], None]], None]
    keep: Callable[[Own, Callable[[], None]], None]
    say: Callable[[str, Callable[[], object]], None]
    halves: Halves = NOWHERE


class Shorts(QListWidget):
    """The list: Delete takes one's own away, Enter takes it in hand to change it."""

    def __init__(self, gone: Callable[[str], None], taken: Callable[[str], None]) -> None:
        super().__init__()
        self._gone, self._taken = gone, taken
        self.itemActivated.connect(lambda item: taken(item.data(SHORT_NAME)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take away with Delete (Qt)."""
        if event.key() == Qt.Key.Key_Delete and self.currentItem() is not None:
            self._gone(self.currentItem().data(SHORT_NAME))
        else:
            super().keyPressEvent(event)


class AbbreviationsCard(Card):
    """What there is, and two boxes to add one. Everything works at once and can be taken back."""

    def __init__(self, work: AbbreviationWork, text: Words) -> None:
        self._work, self._text = work, text
        self._own: dict[str, str] = {}
        self.short = Line(text("settings.abbreviation_short"), text("settings.abbreviation_short_hint"))
        self.short.setMaxLength(13)
        self.long = Line(text("settings.abbreviation_long"), text("settings.abbreviation_long_hint"))
        self.long.setMaxLength(LONGEST)
        self._half = of_boxes(work.halves, {"short": self.short, "long": self.long})
        self._half.come_to("abbreviations")
        self.short.returnPressed.connect(self.long.setFocus)
        self.long.returnPressed.connect(self.add)
        self.list = Shorts(self.take_away, self.take_in_hand)
        self.list.setAccessibleName(text("settings.abbreviations"))
        self._told = label("", "muted", wrap=True)
        boxes = row(self.short, self.long, button(text("settings.abbreviation_add"), self.add), spacing=6)
        boxes.setStretch(0, 2)
        boxes.setStretch(1, 5)
        super().__init__(
            label(text("settings.abbreviations"), "h", self.list),
            label(text("settings.abbreviations_how"), "muted", wrap=True), boxes, self._told, self.list,
        )  # fmt: skip
        self._told.hide()
        self.look_again()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again when somebody comes here (Qt)."""
        super().showEvent(event)
        self.look_again()

    def look_again(self) -> None:
        """Ask which there are."""
        self._work.fetch(self._show)

    def _show(self, own: Own) -> None:
        self._own = dict(own)
        self.list.clear()
        rest = [(short, long) for short, long in SHIPPED.items() if short not in own]
        for short, long in (*sorted(own.items()), *sorted(rest)):
            whose = "" if short in self._own else f"   {self._text('settings.abbreviation_shipped')}"
            item = QListWidgetItem(f";{short}   {long}{whose}")
            item.setData(SHORT_NAME, short)
            self.list.addItem(item)
        shown = min(ROWS, max(1, self.list.count()))
        self.list.setFixedHeight(shown * max(1, self.list.sizeHintForRow(0)) + 2 * self.list.frameWidth() + 2)

    def add(self) -> None:
        """Keep what stands in the two boxes; an abbreviation that was there gets these words."""
        short, long = self.short.text().strip().removeprefix(";").lower(), self.long.text().strip()
        if not SHORT.fullmatch(short) or not long:
            self._say("settings.abbreviation_odd", "warn")
            (self.short if not SHORT.fullmatch(short) else self.long).setFocus()
            return
        self.look_again()  # some may have come from another station of the same person
        self._keep({**self._own, short: long}, self._text("settings.abbreviation_kept", short=short))
        self._half.done("abbreviations")
        self.short.setFocus()

    def take_away(self, short: str) -> None:
        """Take one's own away; a shipped one stays, or comes back."""
        self.look_again()
        if short not in self._own:
            self._say("settings.abbreviation_stays", "muted")
            return
        rest = {one: long for one, long in self._own.items() if one != short}
        self._keep(rest, self._text("settings.abbreviation_gone", short=short))

    def take_in_hand(self, short: str) -> None:
        """Put it in the boxes, to be changed."""
        self.short.setText(short)
        self.long.setText({**SHIPPED, **self._own}.get(short, ""))
        self.long.setFocus()

    def _keep(self, own: Own, words: str) -> None:
        before = dict(self._own)

        def kept() -> None:
            self._told.hide()
            self._show(own)
            self._work.say(words, lambda: self._work.keep(before, lambda: self._show(before)))

        self._work.keep(own, kept)

    def _say(self, key: str, role: str) -> None:
        self._told.setText(self._text(key))
        set_role(self._told, role)
        self._told.show()
