"""The coordinator's desk: whether the read log is whole, who read what, what retention does, what waits for two."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from workstation.domain.moments import from_text
from workstation.domain.permissions import NotAllowed
from workstation.domain.read_log import Anchor, Entry, Fault
from workstation.domain.requests import Request
from workstation.domain.retention import Kind, Period
from workstation.ui.lists.lines import Column, Lines, LineTable
from workstation.ui.parts import Card, column, emptied, label, row, set_role
from workstation.ui.said import clock, full_day
from workstation.ui.screen import Screen
from workstation.ui.screens.call_facts import facts
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class OversightView:
    """Everything the screen shows; no content of any call."""

    entries: tuple[Entry, ...]
    end: Anchor
    faults: tuple[Fault, ...]
    rules: Mapping[Kind, Period | None]
    due: Mapping[str, int]
    requests: tuple[Request, ...]


LookUp = Callable[[Callable[[OversightView], None], Sorry], None]


class OversightScreen(Screen):
    """Reads when one comes here; each look stands in the read log itself."""

    name = "coordination"
    acts = ()

    def __init__(self, look_up: LookUp, text: Words) -> None:
        super().__init__()
        self._look_up = look_up
        self._text = text
        self._whole = label("", "tag_ok")
        self._end = label("", "muted", wrap=True)
        self.lines = Lines[Entry](
            [
                Column("when", _when, width=17),
                Column("who", _who, width=14),
                Column("what", self._what, width=22),
                Column("why", self._why, stretch=True),
            ],
            lambda name: text(f"oversight.{name}"),
        )
        self.log = LineTable(self.lines, text("oversight.log"))
        self._rules = column(spacing=4)
        self._requests = column(spacing=4)
        self._lay_out()

    def _lay_out(self) -> None:
        text = self._text
        log = Card(label(text("oversight.log"), "h"), row(self._whole, None), self._end, self.log, spacing=6)
        log.column.setStretch(3, 1)
        rules = Card(label(text("oversight.retention"), "h"), self._rules, spacing=6)
        requests = Card(label(text("oversight.requests"), "h"), self._requests, spacing=6)
        right = column(rules, requests, None, spacing=10)
        sides = row(log, right, spacing=10)
        sides.setStretch(0, 5)
        sides.setStretch(1, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 6)
        whole.addLayout(sides, 1)

    def arrive(self) -> None:
        """Read, and put the focus on the log."""
        self._look_up(self._show, self._sorry)
        self.log.setFocus()

    def forget(self) -> None:
        """Show nothing."""
        self.lines.give(())
        for part in (self._whole, self._end):
            part.setText("")
        emptied(self._rules)
        emptied(self._requests)

    def _show(self, view: OversightView) -> None:
        text = self._text
        self.lines.give(view.entries)
        whole = not view.faults
        key = "oversight.whole" if whole else f"oversight.fault_{view.faults[0].kind}"
        number = view.faults[0].number if view.faults else view.end.count
        self._whole.setText(text(key, number=number))
        set_role(self._whole, "tag_ok" if whole else "tag_warn")
        self._end.setText(text("oversight.end", end=_in_groups(view.end.as_text())))
        emptied(self._rules)
        rows = [(text(f"oversight.rule.{kind}"), self._period(period), "") for kind, period in view.rules.items()]
        rows += [
            (text(f"oversight.due.{what}"), str(view.due.get(what, 0)), "warn" if view.due.get(what) else "")
            for what in ("undecided", "waiting", "held")
        ]
        self._rules.addWidget(_held(facts(rows)))
        emptied(self._requests)
        for one in view.requests[:6]:
            said = text(f"oversight.request.{one.kind}", who=one.asked_by, day=full_day(one.asked_at))
            state = label(text(f"oversight.state.{one.state}"), "tag_warn" if one.state == "asked" else "tag")
            self._requests.addWidget(_held(row(label(said, wrap=True), None, state)))
        if not view.requests:
            self._requests.addWidget(label(text("oversight.no_requests"), "muted"))

    def _what(self, entry: Entry) -> str:
        said = self._text(f"oversight.action.{entry.action}")
        return said if entry.hits is None else self._text("oversight.hits", what=said, count=entry.hits)

    def _why(self, entry: Entry) -> str:
        where = "oversight.members" if entry.action == "members" else "opening.reason"
        key = f"{where}.{entry.reason}"
        return self._text(key) if entry.reason and key in self._text else ""

    def _period(self, period: Period | None) -> str:
        if period is None:
            return self._text("oversight.undecided")
        key = "oversight.months" if period.months else "oversight.days"
        return self._text(key, count=period.months or period.days)

    def _sorry(self, wrong: Exception) -> None:
        if not isinstance(wrong, NotAllowed):
            raise wrong
        self.forget()
        self._whole.setText(self._text(wrong.text_key))
        set_role(self._whole, "tag_warn")


def _when(entry: Entry) -> str:
    at = from_text(entry.at)
    return f"{full_day(at)} {clock(at)}"


def _who(entry: Entry) -> str:
    return entry.person


def _held(layout: QLayout) -> QWidget:
    """Return a widget around a layout: what goes as a whole leaves no layout behind without an owner."""
    made = QWidget()
    layout.setContentsMargins(0, 0, 0, 0)
    made.setLayout(layout)
    return made


def _in_groups(anchor: str) -> str:
    count, _, head = anchor.partition(":")
    return f"{count}: " + " ".join(head[at : at + 8] for at in range(0, len(head), 8))
