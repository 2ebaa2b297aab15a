"""Bringing out editions for every team, and who may: one button, one field."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout

from workstation.domain.changes import Changes
from workstation.sync.editions import read_publisher
from workstation.sync.publishing import Publishing
from workstation.ui.parts import Card, button, heading, label, row
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Then = Callable[[], None]
BROUGHT_OUT = re.compile(r"hub-(?P<number>\d+)-(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)-.*")


@dataclass(frozen=True, slots=True)
class BringOutWork:
    """What the screen can have done; each says itself how it went, and calls back when something changed."""

    look: Callable[[Callable[[Publishing], None]], None]
    bring_out: Callable[[Then], None]
    vouch: Callable[[str, Then], None]


class BringOutScreen(Screen):
    """The edition in use, the button that brings out the next, and those of other teams who may do the same."""

    name = "bring_out"

    def __init__(self, work: BringOutWork, text: Words) -> None:
        super().__init__()
        self._work, self._text = work, text
        self._edition = label("", "muted", wrap=True)
        self._lost = label("", "warn", wrap=True)
        self._go = button(text("bring_out.bring_out"), self.go, kind="primary")
        self.mine = Line(text("bring_out.mine"), "")
        self.mine.setReadOnly(True)
        self._control = label("", "muted")
        self.publisher = Line(text("bring_out.field"), text("bring_out.hint"))
        self.publisher.textChanged.connect(self._typed)
        self.publisher.returnPressed.connect(self.vouch)
        self._compared = label("", "reading", wrap=True)
        self._vouch = button(text("bring_out.vouch"), self.vouch, key="Enter")
        self._people = label("", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(12)
        for card in (self._editions(), self._publishers()):
            whole.addWidget(card)
        whole.addStretch(1)
        self._typed("")

    def _editions(self) -> Card:
        text = self._text
        what = label(text("bring_out.what"), wrap=True)
        return Card(heading(text("bring_out.title")), what, self._edition, self._lost, row(self._go, None))

    def _publishers(self) -> Card:
        text = self._text
        return Card(
            heading(text("bring_out.who")),
            label(text("bring_out.who_what"), wrap=True),
            self._people,
            label(text("bring_out.field"), "", self.publisher),
            self.publisher,
            self._compared,
            row(self._vouch, None),
            label(text("bring_out.mine"), "", self.mine),
            self.mine,
            self._control,
        )

    def arrive(self) -> None:
        """Look how it stands."""
        self._work.look(self.give)

    def heard(self, changes: Changes) -> None:
        """Look again when an edition came, or somebody was vouched for."""
        if changes.concerns("service", "publisher", "members"):
            self.arrive()

    def forget(self) -> None:
        """Keep nothing on the screen."""
        self.publisher.clear()
        self.give(Publishing())

    def give(self, now: Publishing) -> None:
        """Show how it stands."""
        text = self._text
        edition = edition_words(now.edition, text)
        self._edition.setText(text("bring_out.in_use", edition=edition, count=now.entries) if edition else "")
        self._go.setText(
            text("bring_out.bring_out_as", number=now.number) if now.number else text("bring_out.bring_out")
        )
        number, who = now.lost or (0, "")
        self._lost.setText(text("bring_out.lost", who=who, number=number, next=now.number) if now.lost else "")
        self._lost.setVisible(now.lost is not None)
        self.mine.setText(now.me.text if now.me else "")
        self._control.setText(text("bring_out.control", number=now.me.control) if now.me else "")
        lines = [
            text("bring_out.person", who=one.who, number=one.control,
                 state=text("bring_out.counts" if counts else "bring_out.one_more"))
            for one, _, counts in now.vouched
        ]  # fmt: skip
        self._people.setText("\n".join(lines) or text("bring_out.nobody"))

    def go(self) -> None:
        """Bring out what stands here."""
        self._work.bring_out(self.arrive)

    def vouch(self) -> None:
        """Vouch for whose line stands in the field."""
        if self.publisher.text().strip():
            self._work.vouch(self.publisher.text(), self._vouched)

    def _vouched(self) -> None:
        self.publisher.clear()
        self.arrive()

    def _typed(self, typed: str) -> None:
        found = read_publisher(typed)
        self._vouch.setEnabled(bool(typed.strip()))
        self._compared.setText(self._text("bring_out.control", number=found.control) if found else "")
        self._compared.setVisible(found is not None)


def edition_words(name: str, text: Words) -> str:
    """Return what people call an edition of the directory, empty when there is none."""
    found = BROUGHT_OUT.fullmatch(name)
    if found is None:
        return text("bring_out.shipped", name=name) if name else ""
    day = f"{found['day']}/{found['month']}/{found['year']}"
    return text("bring_out.numbered", number=found["number"], day=day)
