"""Na te kijken: two values for one field side by side, one key for each answer; and what was refused."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from workstation.domain.changes import Changes
from workstation.domain.envelopes import DELETED, Json
from workstation.domain.moments import from_text, local
from workstation.sync.conflicts import Choice, Conflict
from workstation.sync.inbox import InboxView
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.parts import Card, button, column, heading, label, row
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Line
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

KEYS: tuple[tuple[Choice, str], ...] = (("here", "Alt+1"), ("theirs", "Alt+2"), ("both", "Alt+3"), ("third", "Alt+4"))


@dataclass(frozen=True, slots=True)
class InboxWork:
    """What the screen asks for; answers come in the window's thread."""

    look: Callable[[Callable[[InboxView], None]], None]
    resolve: Callable[[Conflict, Choice, Json, Callable[[], None]], None]
    alarms_read: Callable[[Callable[[], None]], None]
    told_read: Callable[[Callable[[], None]], None]
    try_again: Callable[[Callable[[], None]], None]
    take_along: Callable[[Callable[[], None]], None]
    place_name: Callable[[str], str]
    say: Callable[[str], None]
    halves: Halves = NOWHERE


class InboxScreen(Screen):
    """Shows one conflict at a time. The keys are commands `conflict_here`, `_theirs`, `_both`, `_third`."""

    name = "inbox"

    def __init__(self, work: InboxWork, codebook: Codebook, text: Words) -> None:
        super().__init__()
        self._work, self._codebook, self._text = work, codebook, text
        self._view = InboxView()
        self._at = 0
        self._place = label("", "muted")
        self._heading = label("", "title", wrap=True)
        self._explain = label(text("sync.inbox.explain"), "muted", wrap=True)
        self.here, self._here_by, here = self._side("here")
        self.theirs, self._theirs_by, theirs = self._side("theirs")
        self.third = Line(text("sync.inbox.write_third"), text("sync.inbox.third_hint"))
        self.third.returnPressed.connect(self._third_typed)
        self._half, self._half_of = of_boxes(work.halves, {"third": self.third}), ""
        self.codes = QComboBox()
        self.codes.setAccessibleName(text("sync.inbox.write_third"))
        self.codes.activated.connect(lambda _at: self._choose("third", self.codes.currentData()))
        sides = row(here, theirs, spacing=12)
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        self._conflict = QWidget()
        self._conflict.setLayout(
            column(self._place, self._heading, self._explain, sides, self.third, self.codes, spacing=8)
        )
        self._nothing = label(text("sync.inbox.nothing"), "muted", wrap=True)
        self._refused = label("", "warn", wrap=True)
        self._alarms = label("", wrap=True)
        self._read: QPushButton = button(text("sync.inbox.read_alarms"), self._alarms_read)
        self._alarm_card = Card(
            label(text("sync.inbox.alarms"), "danger", wrap=True), self._alarms, row(self._read, None)
        )
        self._told, self._told_card = self._telling()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 4)
        self._again = button(text("sync.inbox.try_again"), self.try_again)
        self._along = button("", self.take_along)
        self._refused_card = Card(self._refused, row(self._again, self._along, None))
        for part in (self._conflict, self._nothing, self._told_card, self._refused_card, self._alarm_card):
            whole.addWidget(part)
        whole.addStretch(1)
        self._show()

    def _telling(self) -> tuple[QLabel, Card]:
        text, told = self._text, label("", "reading", wrap=True)
        seen = button(text("sync.inbox.read_told"), lambda: self._work.told_read(self.arrive))
        return told, Card(heading(text("sync.inbox.told")), told, row(seen, None))

    def _side(self, which: Choice) -> tuple[QLabel, QLabel, Card]:
        value, by = label("", "reading", wrap=True), label("", "muted", wrap=True)
        value.setAccessibleName(self._text(f"sync.inbox.{which}"))
        return value, by, Card(heading(self._text(f"sync.inbox.{which}"), keys=(dict(KEYS)[which],)), value, by)

    @property
    def conflict(self) -> Conflict | None:
        """The conflict in view."""
        return self._view.conflicts[self._at] if self._at < len(self._view.conflicts) else None

    def arrive(self) -> None:
        """Look again."""
        self._work.look(self.give)

    def heard(self, changes: Changes) -> None:
        """Look again when a conflict came or went; the one in view stays in view."""
        if changes.concerns("conflict", "call"):
            self.arrive()

    def forget(self) -> None:
        """Leave no value on the screen."""
        self.give(InboxView())

    def give(self, view: InboxView) -> None:
        """Show what waits; who is looking at a conflict keeps it, also when others came before it."""
        looking_at = self.conflict.id if self.conflict else None
        ids = [one.id for one in view.conflicts]
        self._view = view
        self._at = ids.index(looking_at) if looking_at in ids else 0
        self._show()

    def choose(self, choice: Choice) -> None:
        """Do what a key says; a key that does not fit this conflict does nothing."""
        conflict = self.conflict
        if conflict is None or (choice == "both" and not conflict.may_keep_both):
            return
        if choice != "third":
            self._choose(choice, None)
        elif conflict.may_write:
            (self.codes if conflict.codes else self.third).setFocus()

    def later(self) -> None:
        """Go to the next one; this one stays."""
        if self._view.conflicts:
            self._at = (self._at + 1) % len(self._view.conflicts)
            self._show()

    def try_again(self) -> None:
        """Send again what was refused, for a coordinator says that it may go now."""
        if self._view.refused:
            self._work.try_again(self.arrive)

    def take_along(self) -> None:
        """Give the team one is in now what the former team never got."""
        if self._view.to_take_along:
            self._work.take_along(self.arrive)

    def bind(self, bind: Callable[[str, Callable[[], object]], None]) -> None:
        """Bind this screen's commands."""
        for choice, _ in KEYS:
            bind(f"conflict_{choice}", lambda choice=choice: self.choose(choice))  # type: ignore[misc]  # bound now
        bind("conflict_later", self.later)
        bind("refused_again", self.try_again)
        bind("refused_along", self.take_along)

    def _choose(self, choice: Choice, third: Json) -> None:
        conflict = self.conflict
        if conflict is not None:
            self._work.resolve(conflict, choice, third, self._chosen)

    def _chosen(self) -> None:
        self.third.clear()
        self._half.keep()
        self._work.say(self._text("sync.inbox.kept"))
        self.arrive()

    def _third_typed(self) -> None:
        if self.third.text().strip():
            self._choose("third", self.third.text().strip())

    def _alarms_read(self) -> None:
        self._work.alarms_read(self.arrive)

    def _show(self) -> None:
        view, conflict, text = self._view, self.conflict, self._text
        self._conflict.setVisible(conflict is not None)
        self._nothing.setVisible(conflict is None and not view.alarms and not view.refused and not view.told)
        self._refused_card.setVisible(view.refused > 0)
        self._refused.setText(text("sync.inbox.refused", count=view.refused))
        self._along.setVisible(view.to_take_along > 0)
        self._along.setText(text("sync.inbox.take_along", count=view.to_take_along))
        self._alarm_card.setVisible(bool(view.alarms))
        self._alarms.setText("\n".join(self._alarm_words(view)))
        self._told_card.setVisible(bool(view.told))
        self._told.setText("\n".join(self._told_words(view)))
        self.acts = self._possible()
        self.acts_changed.emit()
        self._turn_to(conflict.id if conflict is not None else "")
        if conflict is not None:
            self._show_conflict(conflict)

    def _turn_to(self, conflict: str) -> None:
        """Let the box hold what was typed for this conflict, and for no other."""
        if conflict != self._half_of:
            self._half.leave()
            self._half_of = conflict
            self.third.clear()
        if conflict:
            self._half.come_to(f"conflict.{conflict}")

    def _possible(self) -> tuple[str, ...]:
        """Return the acts that fit the conflict in view: the bar offers nothing that would do nothing."""
        one = self.conflict
        if one is None:
            return ("sync_now",)
        fits: dict[str, bool] = {
            "here": True, "theirs": True, "both": one.may_keep_both, "third": one.may_write,
            "later": len(self._view.conflicts) > 1,
        }  # fmt: skip
        return tuple(f"conflict_{name}" for name, may in fits.items() if may)

    def _show_conflict(self, conflict: Conflict) -> None:
        text = self._text
        self._place.setText(text("sync.inbox.place", at=self._at + 1, count=len(self._view.conflicts)))
        self._heading.setText(heading_words(conflict, text))
        self._explain.setText(text("sync.inbox.explain_versions" if conflict.about else "sync.inbox.explain"))
        self.here.setText(self._words_of(conflict, conflict.here))
        self.theirs.setText(self._words_of(conflict, conflict.theirs))
        self._here_by.setText(self._by(conflict.who_here, conflict.written_here))
        self._theirs_by.setText(self._by(conflict.who, conflict.written, conflict.arrived))
        self.third.setVisible(conflict.may_write and conflict.codes is None)
        self.codes.setVisible(conflict.may_write and conflict.codes is not None)
        self.codes.clear()
        for code in self._codebook.of_list(conflict.codes) if conflict.codes else ():
            self.codes.addItem(code.label, code.code)

    def _by(self, who: str, at: datetime | None, arrived: datetime | None = None) -> str:
        text, said = self._text, moment_words(at)
        if at is not None and arrived is not None and (arrived - at).total_seconds() > 3600:
            said = text("sync.inbox.offline", written=said, arrived=moment_words(arrived))
        return text("sync.inbox.who_when", who=who or "?", at=said)

    def _words_of(self, conflict: Conflict, value: Json) -> str:
        text = self._text
        if conflict.field == DELETED:
            return text("sync.inbox.deleted" if value is True else "sync.inbox.here")
        if value is None or value in ("", []):
            return text("sync.inbox.empty")
        if isinstance(value, bool):
            return text("sync.inbox.yes" if value else "sync.inbox.no")
        if isinstance(value, list):
            return ", ".join(self._words_of(conflict, one) for one in value)
        if isinstance(value, str) and (known := self._known(conflict, value)):
            return known
        if isinstance(value, str) and conflict.codes:
            return self._codebook.label(conflict.codes, value)
        return self._work.place_name(str(value)) if conflict.field.endswith("municipality") else str(value)

    def _known(self, conflict: Conflict, value: str) -> str:
        """Return what people call a value of what a team shares: a case's number, a moment, a state in words."""
        if f"sync.states.{value}" in self._text and conflict.field == "status":
            return self._text(f"sync.states.{value}")
        if MOMENT.fullmatch(value):
            return moment_words(from_text(value))
        return dict(conflict.names).get(value, "")

    def _alarm_words(self, view: InboxView) -> list[str]:
        text = self._text
        return [
            text("sync.inbox.alarm", what=text(f"sync.alarms.{one.what}"), times=one.times, at=moment_words(one.at))
            for one in view.alarms
        ]

    def _told_words(self, view: InboxView) -> list[str]:
        return [f"{moment_words(one.at)} · {self._text(f'sync.told.{one.what}')}" for one in view.told]


def heading_words(conflict: Conflict, text: Words) -> str:
    """Return what a conflict is about: a call by its number, anything else by its kind."""
    field = field_words(conflict, text)
    if conflict.number:
        return text("sync.inbox.heading", number=conflict.number, field=field)
    what = f"sync.kinds.{conflict.kind}"
    kind = conflict.about or text(what if what in text else "sync.kinds.other")
    return text("sync.inbox.heading_of", what=kind, field=field)


def field_words(conflict: Conflict, text: Words) -> str:
    """Return the words of a field: the form's own question where there is one."""
    if conflict.field == DELETED:
        return text("sync.fields.deleted")
    for key in (f"intake.{conflict.field}", f"person.{conflict.field}", f"sync.fields.{conflict.field}"):
        if key in text:
            return text(key)
    return text("sync.fields.other")


def moment_words(at: datetime | None) -> str:
    """Return day and time as a clock here shows them."""
    return f"{local(at):%d/%m %H:%M}" if at is not None else "?"
