"""Correcting a coded answer of a filed call: which, what instead, and why."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from workstation.directory.places import PlaceHit
from workstation.domain.calls import Call
from workstation.domain.ids import CallId
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.parts import Card, button, column, heading, label, row
from workstation.ui.screens.call_corrected import (
    NEVER_EMPTY,
    NOT_KNOWN,
    OF_CALL,
    OF_PERSON,
    REFUSED,
    Correctable,
    Value,
    answer,
    corrected,
)
from workstation.ui.text_fields import Line
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

Places = Callable[[str], tuple[PlaceHit, ...]]
CHECK = Qt.ItemDataRole.CheckStateRole
CODE = Qt.ItemDataRole.UserRole


class Ticks(QListWidget):
    """Several codes of one list: arrows go, the space bar ticks."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setFixedHeight(5 * self.fontMetrics().height() + 40)

    def give(self, offered: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Offer codes with their words, what holds now first."""
        self.clear()
        first = {code: at for at, code in enumerate(ticked)}
        for code, words in sorted(offered, key=lambda one: first.get(one[0], len(first))):
            item = QListWidgetItem(words, self)
            item.setData(CODE, code)
            item.setCheckState(Qt.CheckState.Checked if code in ticked else Qt.CheckState.Unchecked)
        self.setCurrentRow(0)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The codes that are ticked, from top to bottom."""
        items = (self.item(at) for at in range(self.count()))
        return tuple(str(one.data(CODE)) for one in items if one.checkState() == Qt.CheckState.Checked)


class PlaceLine(QWidget):
    """A municipality in words, by postcode or an old name; beneath it what was understood."""

    def __init__(self, name: str, hint: str, places: Places, text: Words) -> None:
        super().__init__()
        self._places, self._text = places, text
        self.line = Line(name, hint)
        self._understood = label("", "muted")
        self.line.textChanged.connect(lambda _typed: self._say())
        self.setLayout(column(self.line, self._understood, spacing=2))
        self.setFocusProxy(self.line)

    @property
    def found(self) -> PlaceHit | None:
        """The place that is meant, None while it is not clear."""
        typed = self.line.text().strip()
        return next(iter(self._places(typed)), None) if len(typed) > 1 else None

    def value(self) -> tuple[Value, str | None] | None:
        """Return the code, or why there is none; None when what was typed is no place."""
        typed = self.line.text().strip().casefold()
        empties: dict[str, tuple[Value, str | None]] = {
            "": (None, None), "?": (None, NOT_KNOWN), "r": (None, REFUSED), "-": (None, REFUSED),
        }  # fmt: skip
        if typed in empties:
            return empties[typed]
        return (self.found.nis_code, None) if self.found else None

    def _say(self) -> None:
        typed, found = self.line.text().strip(), self.found
        unknown = len(typed) > 1 and found is None
        self._understood.setText(found.label if found else self._text("directory_screen.no_place") if unknown else "")


class CorrectionCard(Card):
    """Hidden until it is asked for. `wished` gives the corrected call and the reason."""

    wished = Signal(object, str)

    def __init__(
        self, codebook: Codebook, text: Words, places: Places, place_name: Callable[[str], str],
        halves: Halves = NOWHERE,
    ) -> None:  # fmt: skip
        self._codebook = codebook
        self._text = text
        self._place_name = place_name
        self._call: Call | None = None
        to = text("call_page.correct_to")
        self.what, self.value = QComboBox(), QComboBox()
        self.what.setAccessibleName(text("call_page.correct_what"))
        self.value.setAccessibleName(to)
        for combo in (self.what, self.value):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(18)
        self.values = Ticks(to)
        self.place = PlaceLine(to, text("call_page.correct_place_hint"), places, text)
        self._ways = QStackedWidget()
        for way in (self.value, self.values, self.place):
            self._ways.addWidget(way)
        self.reason = Line(text("call_page.correct_why"), text("call_page.correct_why_hint"))
        self._half = of_boxes(halves, {"reason": self.reason})
        self._told = label("", "warn", wrap=True)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        rows = (("what", self.what), ("to", self._ways), ("why", self.reason))
        for at, (name, field) in enumerate(rows):
            grid.addWidget(label(text(f"call_page.correct_{name}"), "", field), at, 0)
            grid.addWidget(field, at, 1)
        grid.setColumnStretch(1, 1)
        keep = button(text("call_page.correct_keep"), self.keep, kind="primary")
        close = button(text("window.close"), self.close_card, kind="flat")
        super().__init__(
            heading(text("commands.correct_call"), keys=("Ctrl+R",)), grid, self._told, row(keep, close, None)
        )
        self._told.setVisible(False)
        self.what.currentIndexChanged.connect(lambda _at: self._offer())
        self.reason.returnPressed.connect(self.keep)
        self.setVisible(False)

    def show_call(self, call: Call) -> None:
        """Say which call it is about."""
        self._call = call
        self._half.come_to(f"call.{call.id}.correction")
        self.what.clear()
        for at, person in enumerate(call.persons, start=1):
            who = self._text("summary.person.title", person=at)
            for one in OF_PERSON:
                self.what.addItem(f"{who}: {self._name(one.name)}", (person.id, one))
        for one in OF_CALL:
            self.what.addItem(self._name(one.name), (None, one))

    def _name(self, attribute: str) -> str:
        return self._text(f"call_page.attribute.{attribute}")

    def begin(self) -> None:
        """Open, with the caret in the first field."""
        if self._call is not None:
            self.setVisible(True)
            self.what.setFocus()

    def close_card(self) -> None:
        """Close; a reason that was begun stays."""
        self.tell("")
        self.setVisible(False)

    def done(self, call: CallId) -> None:
        """Close, and let go of the reason: the correction of this call is kept."""
        self._half.done(f"call.{call}.correction")
        if self._call is not None and self._call.id == call:
            self.close_card()

    def forget(self) -> None:
        """Show nothing of any call; a reason that was begun stays with it."""
        self._half.leave()
        self._call = None
        self.reason.clear()
        self.close_card()

    def tell(self, words: str) -> None:
        """Say why it was not kept."""
        self._told.setText(words)
        self._told.setVisible(bool(words))

    # -- what instead ------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        chosen = self.what.currentData()
        if chosen is None or self._call is None:
            return
        person, asked = chosen
        now, why = answer(self._call, person, asked.name)
        if not asked.codes:
            self.place.line.setText(self._place_in_words(now, why))
            self._turn_to(self.place)
            return
        # "not asked" is nothing chosen, also where an earlier edition has a code for it
        offered = [
            (one.code, one.label)
            for one in self._codebook.offered(asked.codes, self._call.day)
            if one.code != "not_asked" or now == one.code
        ]
        offered += self._empties(asked, {code for code, _ in offered})
        if why == REFUSED:
            now = (REFUSED,) if asked.many else REFUSED
        if asked.many:
            self.values.give(offered, now if isinstance(now, tuple) and now else (why,) if why else ())
            self._turn_to(self.values)
            return
        self.value.clear()
        for code, words in offered:
            self.value.addItem(words, code)
        self.value.setCurrentIndex(self.value.findData(now or why or ""))
        self._turn_to(self.value)

    def _turn_to(self, way: QWidget) -> None:
        self._ways.setCurrentWidget(way)
        self._ways.setFixedHeight(way.sizeHint().height())

    def _place_in_words(self, now: Value, why: str | None) -> str:
        if isinstance(now, str):
            return self._place_name(now)
        return {NOT_KNOWN: "?", REFUSED: "r"}.get(why or "", "")

    def _empties(self, asked: Correctable, codes: set[str]) -> list[tuple[str, str]]:
        """Return the honest empties that are no code of the list themselves. Several: nothing ticked is not asked."""
        if asked.name in NEVER_EMPTY:
            return []
        found = [] if "unknown" in codes else [(NOT_KNOWN, self._text("common.unknown"))]
        found.append((REFUSED, self._text("common.refused")))
        return found if asked.many else [*found, ("", self._text("common.not_asked"))]

    def _answer(self, asked: Correctable) -> tuple[Value, str | None] | None:
        if not asked.codes:
            return self.place.value()
        unknown = "unknown" if self._codebook.get(asked.codes, "unknown") else None
        if asked.many:
            ticked = self.values.ticked
            codes = tuple(one for one in ticked if one not in (NOT_KNOWN, REFUSED, "unknown"))
            if codes or not ticked:
                return codes, None
            return (unknown,) if unknown else (), REFUSED if REFUSED in ticked else NOT_KNOWN
        code = self.value.currentData()
        if code is None:
            return None
        if code == REFUSED:
            # the list's own code for unknown with the reason beside it, as the live form keeps it
            return unknown, REFUSED
        return (None, code or None) if code in ("", NOT_KNOWN) else (code, None)

    def keep(self) -> None:
        """Ask to keep the correction; without a reason the caret goes to the reason."""
        chosen = self.what.currentData()
        given = self._answer(chosen[1]) if chosen is not None else None
        if self._call is None or given is None:
            (self.place if chosen is not None and not chosen[1].codes else self.value).setFocus()
        elif not self.reason.text().strip():
            self.tell(self._text("call_page.reason_please"))
            self.reason.setFocus()
        else:
            person, asked = chosen
            self.wished.emit(corrected(self._call, person, asked.name, *given), self.reason.text().strip())
