"""Every version of an entry: who wrote it, when, and what changed from what to what."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.domain.upkeep import EntryVersion
from workstation.ui.parts import Card, button, column, emptied, label, row, scrolling
from workstation.ui.said import clock, full_day
from workstation.ui.screens.call_facts import facts
from workstation.ui.screens.upkeep_entry import value_of
from workstation.vocabulary.words import Words

OF_CHECKING = frozenset({"checked_on", "confidence", "source"})


class HistoryPane(QWidget):
    """Shows versions, newest first. `left` when one has seen enough."""

    left = Signal()

    def __init__(self, text: Words) -> None:
        super().__init__()
        self._text = text
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setSpacing(8)
        whole = column(
            label(text("upkeep.history"), "h"), scrolling(inside, text("upkeep.history")),
            row(button(text("upkeep.back"), self.left.emit), None),
        )  # fmt: skip
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_history(self, versions: tuple[EntryVersion, ...]) -> None:
        """Show the versions of one entry."""
        emptied(self._inside)
        for at, one in enumerate(versions):
            before = versions[at + 1] if at + 1 < len(versions) else None
            self._inside.addWidget(self._version(one, before))
        self._inside.addStretch(1)

    def _version(self, one: EntryVersion, before: EntryVersion | None) -> Card:
        text = self._text
        kind = "first" if before is None else "verified" if one.verified else "edited"
        by = text("upkeep.by_edition") if one.by == "edition" else one.by
        who = text(
            "upkeep.version_by", version=one.service.version, who=by, day=full_day(one.at), at=clock(one.at)
        )  # fmt: skip
        tag = label(text(f"upkeep.version.{kind}"), "tag_ok" if kind == "verified" else "tag")
        head = row(label(who, wrap=True), tag)
        head.setStretch(0, 1)
        card = Card(head, spacing=4)
        if before is not None:
            card.column.addLayout(facts([self._changed(one, before, name) for name in one.changed]))
        return card

    def _changed(self, one: EntryVersion, before: EntryVersion, name: str) -> tuple[str, str, str]:
        was = value_of(before.service, name, self._text) or self._text("upkeep.empty")
        now = value_of(one.service, name, self._text) or self._text("upkeep.empty")
        role = "muted" if name in OF_CHECKING else ""
        return self._text(f"upkeep.field.{name}"), self._text("upkeep.from_to", was=was, now=now), role
