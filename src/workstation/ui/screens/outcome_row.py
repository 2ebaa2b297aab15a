"""How it went at a service, told at any later contact: four buttons, no name, no call."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workstation.domain.services import Service
from workstation.domain.upkeep import SERVICE_OUTCOMES
from workstation.ui.parts import Flow, button, column, label, row
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

WAITS = "waiting_list"
LONGEST = 260  # weeks


class OutcomeRow(QWidget):
    """`told` gives the service, the outcome and the weeks of a waiting list (None = not told)."""

    told = Signal(object, str, object)

    def __init__(self, text: Words) -> None:
        super().__init__()
        self._service: Service | None = None
        acts = QWidget()
        flow = Flow(acts)
        self.buttons = {}
        for one in SERVICE_OUTCOMES:
            self.buttons[one] = button(text(f"directory_screen.outcomes.{one}"), partial(self.tell, one))
            flow.addWidget(self.buttons[one])
        self.weeks = Line(text("directory_screen.outcome_weeks"), text("directory_screen.outcome_weeks"))
        # no validator: it would swallow Enter in an empty box, and empty means "not told"
        self.weeks.setMaxLength(3)
        self.weeks.returnPressed.connect(self._keep_wait)
        self._waiting = QWidget()
        line = row(self.weeks, button(text("directory_screen.outcome_keep"), self._keep_wait, kind="primary"), None)
        line.setStretch(0, 1)
        self._waiting.setLayout(line)
        self.setLayout(
            column(
                label(text("directory_screen.outcome"), "h"), label(text("directory_screen.outcome_hint"), "muted"),
                acts, self._waiting, spacing=4,
            )
        )  # fmt: skip
        self.show_service(None)

    def show_service(self, service: Service | None) -> None:
        """Ask it of a service."""
        self._service = service
        self.weeks.clear()
        self._waiting.setVisible(False)

    def tell(self, outcome: str) -> None:
        """Tell an outcome; of a waiting list, ask first how long."""
        if self._service is None:
            return
        if outcome == WAITS and self._waiting.isHidden():
            self._waiting.setVisible(True)
            self.weeks.setFocus()
            return
        self._give(outcome, None)

    def _keep_wait(self) -> None:
        typed = self.weeks.text().strip()
        self._give(WAITS, min(int(typed), LONGEST) if typed.isdecimal() else None)

    def _give(self, outcome: str, weeks: int | None) -> None:
        service = self._service
        self.show_service(service)
        if service is not None:
            self.told.emit(service, outcome, weeks)
