"""One entry of the directory, and a municipality at a glance."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.directory.hits import Glance, Hit
from workstation.directory.naming import named
from workstation.directory.saying import to_the_caller
from workstation.domain.moments import Now
from workstation.domain.services import Service
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.look import Look
from workstation.ui.parts import Card, Flow, button, emptied, heading, label, row, set_role
from workstation.ui.screens.call_facts import facts
from workstation.ui.screens.outcome_row import OutcomeRow
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

LONGEST_SOURCE = 60
SHOWN = ("address", "hours", "audience", "languages", "cost", "anonymous", "topics", "website", "email", "source")


def shortened(source: str) -> str:
    """Return where an entry comes from in one line: the first source without its remarks, and how many more."""
    first, *more = [part.strip() for part in re.sub(r"\s*\([^()]*\)", "", source).split(";") if part.strip()] or [""]
    if len(first) > LONGEST_SOURCE:
        first = first[:LONGEST_SOURCE].rsplit(" ", 1)[0] + " …"
    return f"{first} (+{len(more)})" if more else first


class EntryPane(QWidget):
    """Shows a hit. `copy_requested` gives a number, `remark_given` a service and what does not hold."""

    copy_requested = Signal(str)
    remark_given = Signal(object, str)

    def __init__(self, look: Look, text: Words, now: Now, halves: Halves = NOWHERE) -> None:
        super().__init__()
        self._text = text
        self._now = now
        self._hit: Hit | None = None
        self._name = label("", "title", wrap=True)
        self._description = label("", wrap=True)
        self._fresh = label("", "muted", wrap=True)
        self._tags = QWidget()
        self._flow = Flow(self._tags)
        self.phone_button = button(text("directory_screen.copy"), self.copy_number)
        look.set_icon(self.phone_button, "copy")
        self._no_phone = label(text("directory_screen.no_phone"), "tag_warn")
        self._say = label("", "say", wrap=True)
        self._say.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._facts = QVBoxLayout()
        self._facts.setContentsMargins(0, 0, 0, 0)
        self.remark = Line(text("directory_screen.remark"), text("directory_screen.remark_hint"))
        self._half = of_boxes(halves, {"remark": self.remark})
        self.remark.returnPressed.connect(self._give_remark)
        self.outcome = OutcomeRow(text)
        self._lay_out()
        self.show_hit(None)
        self.show_glance(None)

    def _lay_out(self) -> None:
        text = self._text
        send = button(text("directory_screen.remark_send"), self._give_remark)
        phone = row(self.phone_button, self._no_phone, None)
        say = heading(text("directory_screen.say"))
        remark = row(label(text("commands.remark"), "", self.remark), self.remark, send)
        remark.setStretch(1, 1)
        self._card = Card(
            self._name,
            self._fresh,
            self._tags,
            phone,
            say,
            self._say,
            self._description,
            self._facts,
            remark,
            self.outcome,
            spacing=8,
        )
        self._glance = Card()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self._card)
        whole.addWidget(self._glance)
        whole.addStretch(1)

    def show_hit(self, hit: Hit | None) -> None:
        """Show one hit, or nothing."""
        self._hit = hit
        self._card.setVisible(hit is not None)
        self._come_to(f"remark.{hit.service.id}" if hit is not None else None)
        self.outcome.show_service(hit.service if hit is not None else None)
        if hit is None:
            return
        one, text = hit.service, self._text
        self._name.setText(one.name)
        self._description.setText(one.description)
        self._description.setVisible(bool(one.description))
        emptied(self._flow)
        open_role = {True: "tag_ok", False: "tag", None: "tag_warn"}[hit.opening.open]
        self._flow.addWidget(label(hit.opening_words, open_role))
        for reason in hit.reasons:
            if reason != hit.opening_words:
                self._flow.addWidget(label(reason, "tag"))
        old = text("directory.warning.old", years=(hit.freshness.months or 0) // 12)
        self._fresh.setText(hit.freshness.words)
        set_role(self._fresh, "muted" if hit.freshness.sure else "warn")
        for warning in (one for one in hit.warnings if one != old):
            self._flow.addWidget(label(warning, "tag_warn"))
        self._tags.updateGeometry()
        self.phone_button.setText(f"{one.phone}   {text('directory_screen.copy')}")
        self.phone_button.setAccessibleName(text("directory_screen.copy_aloud", phone=one.phone))
        self.phone_button.setVisible(bool(one.phone))
        self._no_phone.setVisible(not one.phone)
        self._say.setText(to_the_caller(one, self._now(), text))
        emptied(self._facts)
        self._facts.addLayout(
            facts(
                [
                    (text(f"directory_screen.{n}"), v, "muted" if n == "source" else "")
                    for n in SHOWN
                    if (v := self._value(one, n))
                ]
            )
        )

    def _value(self, one: Service, name: str) -> str:
        text = self._text
        if name == "hours":
            return one.opening_hours
        if name == "audience":
            return ", ".join(named("audience", who, text) for who in one.audience if who != "all")
        if name == "languages":
            return ", ".join(named("language", tongue, text) for tongue in one.languages)
        if name == "topics":
            return ", ".join(one.topics)
        if name == "anonymous":
            return text(f"common.{one.anonymous}") if one.anonymous in ("yes", "no") else ""
        if name == "source":
            return text(
                "directory_screen.source_line",
                source=shortened(one.source),
                day=one.checked_on or "?",
                version=one.version,
            )
        return str(getattr(one, name))

    def show_glance(self, glance: Glance | None) -> None:
        """Show what serves a municipality, kind by kind, or nothing."""
        emptied(self._glance.column)
        self._glance.setVisible(glance is not None)
        if glance is None:
            return
        title = self._text("directory_screen.glance", place=glance.municipality, province=glance.province)
        self._glance.column.addWidget(label(title, "h"))
        rows = [(line.title, line.words, "" if line.service else "warn") for line in glance.lines]
        self._glance.column.addLayout(facts(rows))

    def copy_number(self) -> None:
        """Ask to copy the number, if there is one."""
        if self._hit is not None and self._hit.service.phone:
            self.copy_requested.emit(self._hit.service.phone)

    def begin_remark(self) -> None:
        """Put the caret where a remark is written."""
        if self._hit is not None:
            self.remark.setFocus()

    def _come_to(self, place: str | None) -> None:
        if place == self._half.place:
            return
        self._half.leave()
        self.remark.clear()
        if place is not None:
            self._half.come_to(place)

    def remark_kept(self, service: Service) -> None:
        """Let go of the remark on a service, because it is on the work list."""
        self._half.done(f"remark.{service.id}")

    def _give_remark(self) -> None:
        written = self.remark.text().strip()
        if self._hit is not None and written:
            self.remark_given.emit(self._hit.service, written)
        else:
            self.remark.setFocus()
