"""The orange frame of a rehearsal, and the caller beside the screens: put around a window as it is."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QBoxLayout, QMainWindow, QWidget

from workstation.ui.look import Look
from workstation.ui.parts import set_property

EDGE = 6  # px at every letter size
LOWEST, HIGHEST = 540, 700  # px the window must be high, at plain and at any letters
BESIDE = 1800  # px: from this width the caller has a column of his own, below it a strip above the screens


class Edge(QWidget):
    """A ring of colour over the rim of the window, that no mouse and no key notices."""

    def __init__(self, window: QWidget, look: Look) -> None:
        super().__init__(window)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def fit(self, inside: QRect) -> None:
        """Lie over the rim, above everything."""
        self.setGeometry(inside)
        self.setMask(QRegion(self.rect()).subtracted(QRegion(self.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE))))
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the ring (Qt)."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._look.tokens.practice))
        painter.end()


class RehearsalFrame(QObject):
    """Holds a window's screens, the caller's panel and the edge together; lives as long as the window."""

    def __init__(self, window: QMainWindow, panel: QWidget, look: Look) -> None:
        super().__init__(window)
        self._window, self._panel, self._look = window, panel, look
        self._resting = False
        screens: QWidget = window.takeCentralWidget() or QWidget()
        ground = QWidget()
        ground.setObjectName("root")
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, ground)
        self._box.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self._box.setSpacing(0)
        self._box.addWidget(panel)
        self._box.addWidget(screens, 1)
        window.setCentralWidget(ground)
        self._ground = ground
        self.edge = Edge(window, look)
        self.edge.show()
        window.installEventFilter(self)
        look.changed.connect(self._fit)
        self._fit()

    @property
    def beside(self) -> bool:
        """Whether the caller has a column of his own."""
        return self._box.direction() == QBoxLayout.Direction.RightToLeft

    def rest(self) -> None:
        """Make the panel as low as it can be: the talk is over, the debriefing needs the room."""
        self._resting = True
        self._fit()

    def raise_edge(self) -> None:
        """Put the edge over what has just been opened over the window."""
        self.edge.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window (Qt)."""
        if watched is self._window and event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        elif watched is self._window and event.type() == QEvent.Type.ChildAdded:
            self.edge.raise_()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        wide = self._window.width() >= BESIDE and not self._resting
        direction = QBoxLayout.Direction.RightToLeft if wide else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(direction)
        if wide:
            self._panel.setFixedWidth(self._look.px(330))
            self._panel.setMaximumHeight(16_777_215)
        else:
            self._panel.setMinimumWidth(0)
            self._panel.setMaximumWidth(16_777_215)
            self._panel.setMaximumHeight(self._panel.sizeHint().height() if self._resting else self._look.px(118))
        # of all screens the highest would keep the window from fitting a small laptop; what does not fit scrolls
        self._ground.setMinimumHeight(min(self._look.px(LOWEST), HIGHEST))
        set_property(self._panel, "beside", "1" if wide else "0")
        self.edge.fit(self._window.rect())
