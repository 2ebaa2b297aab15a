"""The rail on the left: where one can go."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from workstation.ui.look import Look
from workstation.vocabulary.words import Words

PLACES = (
    ("home", "house"),
    ("call", "phone"),
    ("calls", "list"),
    ("directory", "book-open"),
    ("figures", "chart-column"),
    ("rehearsal", "graduation-cap"),
    ("coordination", "users"),
    ("settings", "settings"),
)


class Rail(QWidget):
    """Icons with words; collapsed, icons alone. Only places that exist are shown."""

    chosen = Signal(str)

    def __init__(self, look: Look, text: Words) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._text = text
        self._buttons: dict[str, QPushButton] = {}
        self._collapsed = False
        self._places = QVBoxLayout()
        self._places.setSpacing(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 10, 6, 10)
        column.setSpacing(3)
        column.addLayout(self._places)
        column.addStretch(1)
        self._fold = QPushButton()
        self._fold.setAccessibleName(text("window.fold_rail"))
        self._fold.setToolTip(text("window.fold_rail"))
        self._fold.clicked.connect(lambda: self.collapse(not self._collapsed))
        look.set_icon(self._fold, "chevron-right")
        column.addWidget(self._fold)
        look.changed.connect(self._fit)
        self.collapse(False)

    def _button(self, name: str, icon: str) -> QPushButton:
        made = QPushButton()
        made.setCheckable(True)
        made.setAutoExclusive(True)
        made.setAccessibleName(self._text(f"window.rail.{name}"))
        made.clicked.connect(lambda: self.chosen.emit(name))
        self._look.set_icon(made, icon, px=20)
        self._buttons[name] = made
        return made

    def offer(self, place: str) -> None:
        """Show the way to a place, in the order of PLACES; a screen that is no place changes nothing."""
        icon = dict(PLACES).get(place)
        if icon is None or place in self._buttons:
            return
        made = self._button(place, icon)
        order = [name for name, _ in PLACES if name in self._buttons]
        self._places.insertWidget(order.index(place), made)
        self._word(place)

    def show_place(self, screen: str) -> None:
        """Mark where the counsellor is; a screen that is no place marks nothing."""
        for name, one in self._buttons.items():
            one.setAutoExclusive(False)
            one.setChecked(name == screen)
            one.setAutoExclusive(True)

    def collapse(self, collapsed: bool) -> None:
        """Show icons alone, or icons with words."""
        self._collapsed = collapsed
        for name, one in self._buttons.items():
            words = self._text(f"window.rail.{name}")
            one.setText("" if collapsed else words)
            one.setToolTip(words if collapsed else "")
            self._look.set_icon(one, str(one.property("icon_name")), px=20)
        self._look.set_icon(self._fold, "chevron-right" if collapsed else "arrow-left")
        self._fit()

    def _word(self, name: str) -> None:
        words, one = self._text(f"window.rail.{name}"), self._buttons[name]
        one.setText("" if self._collapsed else f"  {words}")
        one.setToolTip(words if self._collapsed else "")

    def _fit(self) -> None:
        self.setFixedWidth(self._look.px(54 if self._collapsed else 158))
