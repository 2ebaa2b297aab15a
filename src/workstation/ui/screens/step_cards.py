"""The team's step cards: changed by the coordinator, seen as they will look, every version kept."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from workstation.domain.changes import Changes
from workstation.domain.problems import ChangedMeanwhile
from workstation.domain.text_versions import place_of
from workstation.forms.review_form import UnreadableForm
from workstation.forms.step_cards import Step, StepCard, as_text, free_code, read_step_card
from workstation.ui.commands import Commands
from workstation.ui.look import Look
from workstation.ui.parts import Card, button, column, emptied, label, row, scrolling, set_role
from workstation.ui.said import full_day
from workstation.ui.screen import Screen
from workstation.ui.screens.intake_steps import StepsCard
from workstation.ui.screens.step_card_rows import StepRows
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

KEEP_AFTER_MS = 800
EMPTY = StepCard("", "", "", 0, (Step("s1", ""),))


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version of a card, who made it and when (None for the shipped one)."""

    card: StepCard
    at: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class EditedCard:
    """A card: every version, the newest last, and what somebody was typing (None = nothing)."""

    versions: tuple[KeptVersion, ...]
    draft: StepCard | None = None

    @property
    def card(self) -> StepCard:
        """The version that holds."""
        return self.versions[-1].card


@dataclass(frozen=True)
class StepCardWork:
    """Everything but `allowed` goes to the lane. `keep` makes the next version, unless another one holds by now than
    the one this was made from; `keep_draft` keeps what is typed, whole or not, by the card's code; None forgets it.
    """

    allowed: bool
    fetch: Callable[[Callable[[tuple[EditedCard, ...]], None]], None]
    keep: Callable[[StepCard, Callable[[], None], Callable[[Exception], None]], None]
    keep_draft: Callable[[str, StepCard | None], None]
    say: Callable[[str], None]


class StepCardsScreen(Screen):
    """Cards left, the one in hand in the middle, how it looks in a call right. Nothing typed is lost."""

    name = "step_cards"

    def __init__(self, work: StepCardWork, look: Look, text: Words) -> None:
        super().__init__()
        self._work, self._look, self._text = work, look, text
        self.acts = ("add_card", "add_step", "save_card") if work.allowed else ()
        self.main_act = "save_card" if work.allowed else None
        self._cards: dict[str, EditedCard] = {}
        self._code, self._seen = "", 0  # the card in hand, and the version it is being made from
        self.list = QListWidget()
        self.list.setAccessibleName(text("step_cards.list"))
        self.list.setMinimumWidth(look.px(130))
        self.list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.title = self._line("title")
        self.when = self._line("when")
        self.source = self._line("source")
        self.rows = StepRows(text)
        self.rows.told.connect(self._typed)
        self._told = label("", "muted", wrap=True)
        self.preview = StepsCard((), text)
        self.preview.only_shows()
        self._versions = QVBoxLayout()
        self._keep, self._soon = QTimer(self), QTimer(self)
        for timer, pause, act in ((self._keep, KEEP_AFTER_MS, self._keep_draft), (self._soon, 250, self._look_again)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(act)
        self._lay_out()
        for box in (self.title, self.when, self.source, self.rows):
            box.setEnabled(work.allowed)

    def bind(self, commands: Commands) -> None:
        """Say what the commands of this screen do."""
        for command, act in (("add_card", self.add_card), ("add_step", self.add_step), ("save_card", self.save)):
            commands.bind(command, act)

    def _line(self, name: str) -> Line:
        made = Line(self._text(f"step_cards.{name}"), self._text(f"step_cards.{name}_hint"))
        made.setMaxLength(300)
        made.textEdited.connect(lambda _: self._typed())
        return made

    def _lay_out(self) -> None:
        text = self._text
        how = label(text("step_cards.lead" if self._work.allowed else "step_cards.not_yours"), "muted", wrap=True)
        left = column(how, self.list, spacing=8)
        left.setStretch(1, 1)
        head = Card(*(part for name in ("title", "when", "source") for part in self._named(name)), spacing=4)
        inside = QWidget()
        inside.setLayout(column(head, self.rows, None, spacing=8))
        middle = column(scrolling(inside), self._told, spacing=6)
        middle.setStretch(0, 1)
        line = row(left, middle, self._right(), spacing=12)
        for at, share in enumerate((22, 46, 32)):
            line.setStretch(at, share)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 8)
        whole.addLayout(line, 1)

    def _named(self, name: str) -> tuple[QWidget, QWidget]:
        box: Line = getattr(self, name)
        return label(self._text(f"step_cards.{name}"), "muted", box), box

    def _right(self) -> QVBoxLayout:
        inside = QWidget()
        inside.setLayout(self._versions)
        area = scrolling(inside)
        area.setMaximumHeight(self._look.px(120))
        versions = Card(label(self._text("step_cards.versions"), "h"), area, spacing=4)
        looks = label(self._text("step_cards.preview"), "muted", wrap=True)
        made = column(looks, self.preview, versions, spacing=8)
        made.setStretch(1, 1)
        return made

    # -- what the window asks ----------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Ask which cards there are, and put the caret in the list."""
        self._work.fetch(self._show)
        self.list.setFocus()

    def heard(self, changes: Changes) -> None:
        """Learn that somebody made a version; the card in hand stays as it is being read or written."""
        if changes.concerns("own_text"):
            self._work.fetch(self._notice)

    def forget(self) -> None:
        """Keep what was typed, and stop."""
        if self._keep.isActive():
            self._keep_draft()

    # -- showing -----------------------------------------------------------------------------------------------

    def _show(self, cards: tuple[EditedCard, ...]) -> None:
        self._cards = {one.card.code: one for one in cards}
        self.list.blockSignals(True)
        self.list.clear()
        for one in cards:
            self.list.addItem(self._item(one))
        self.list.blockSignals(False)
        codes = list(self._cards)
        self.list.setCurrentRow(codes.index(self._code) if self._code in codes else 0)
        self._show_chosen()

    def _notice(self, cards: tuple[EditedCard, ...]) -> None:
        """Take over what holds now without moving anything: lines of the list say it, the card in hand is left."""
        items = [self.list.item(at) for at in range(self.list.count())]
        shown = {str(item.data(Qt.ItemDataRole.UserRole)): item for item in items}
        for one in cards:
            code = one.card.code
            mine = self._cards[code].draft if code in self._cards else one.draft
            self._cards[code] = replace(one, draft=mine)
            if code in shown:
                shown[code].setText(self._line_of(self._cards[code]))
            else:
                self.list.addItem(self._item(self._cards[code]))
        newest = self._cards[self._code].versions[-1] if self._code in self._cards else None
        if newest is not None and newest.card.version != self._seen and newest.who:
            self._show_versions(self._cards[self._code])
            self.hinted.emit(self._text("step_cards.newer", who=newest.who), "muted")

    def _line_of(self, one: EditedCard) -> str:
        facts = [self._version_words(one.card.version)]
        facts += [self._text("step_cards.draft")] if one.draft is not None else []
        title = one.card.title or (one.draft.title if one.draft else "") or self._text("step_cards.untitled")
        return f"{title}\n{' · '.join(facts)}"

    def _version_words(self, version: int) -> str:
        text = self._text
        return text("step_cards.version", number=place_of(version)) if version else text("step_cards.shipped")

    def _item(self, one: EditedCard) -> QListWidgetItem:
        item = QListWidgetItem(self._line_of(one))
        item.setData(Qt.ItemDataRole.UserRole, one.card.code)
        item.setSizeHint(QSize(0, self._look.px(52)))
        return item

    def _show_chosen(self) -> None:
        if self._keep.isActive():
            self._keep_draft()
        item = self.list.currentItem()
        one = self._cards.get(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None
        if one is None:
            return
        self._code, self._seen = one.card.code, (one.draft or one.card).version
        self._put(one.draft or one.card)
        self._say("step_cards.has_draft" if one.draft is not None else "", "muted")
        self._show_versions(one)

    def _put(self, card: StepCard) -> None:
        for box, words in ((self.title, card.title), (self.when, card.when), (self.source, card.source)):
            box.setText(words)
            box.setCursorPosition(0)
        self.rows.show_steps(card.steps)
        self._look_again()

    def _show_versions(self, one: EditedCard) -> None:
        emptied(self._versions)
        for kept in reversed(one.versions):
            words = self._version_words(kept.card.version)
            made = label(f"{words} · {full_day(kept.at)} · {kept.who}" if kept.at else words, wrap=True)
            back = button(self._text("step_cards.take_up"), partial(self._take_up, kept.card), kind="flat")
            back.setAccessibleName(f"{self._text('step_cards.take_up')}: {words}")
            back.setVisible(self._work.allowed and (kept.card is not one.card or one.draft is not None))
            made.setMinimumWidth(60)
            line = row(made, back)
            line.setStretch(0, 1)
            self._versions.addLayout(line)
        self._versions.addStretch(1)

    def _take_up(self, card: StepCard) -> None:
        self._put(card)
        self._typed()

    # -- typing ------------------------------------------------------------------------------------------------

    @property
    def written(self) -> StepCard:
        """The card as it is typed now."""
        title, when, source = (box.text().strip() for box in (self.title, self.when, self.source))
        return StepCard(self._code, title, when, self._seen, self.rows.steps, source)

    def _typed(self) -> None:
        self._soon.start()
        # a throttle: typing on must not postpone it
        if not self._keep.isActive():
            self._keep.start()

    def _keep_draft(self) -> None:
        self._keep.stop()
        if self._code:
            self._work.keep_draft(self._code, self.written)
            self._cards[self._code] = replace(self._cards[self._code], draft=self.written)

    def _look_again(self) -> None:
        self._soon.stop()
        card = self.written
        shown = replace(card, title=card.title or self._text("step_cards.untitled"))
        self.preview.give((shown,), at_once=True)
        self.preview.choice.setCurrentIndex(1)

    # -- acts --------------------------------------------------------------------------------------------------

    def add_card(self) -> None:
        """Begin a new card."""
        code = free_code(set(self._cards))
        self._cards[code] = EditedCard((KeptVersion(replace(EMPTY, code=code)),), replace(EMPTY, code=code))
        self.list.addItem(self._item(self._cards[code]))
        self.list.setCurrentRow(self.list.count() - 1)
        self.title.setFocus()

    def add_step(self) -> None:
        """Add a step at the end."""
        self.rows.add(len(self.rows.rows))

    def save(self) -> None:
        """Make the next version; what is not whole stays a draft, and it is said what is missing."""
        self._keep.stop()
        card = self.written
        empty = next((at for at, one in enumerate(card.steps, 1) if not one.text), None)
        self._keep_draft()
        if not card.title:
            self._say("step_cards.needs_title", "warn")
            self.title.setFocus()
        elif empty is not None:
            self._say("step_cards.needs_step", "warn", number=empty)
            self.rows.rows[empty - 1].doing.setFocus()
        else:
            try:
                read_step_card(as_text(card))
            except UnreadableForm as wrong:
                self._say(wrong.text_key, "warn", where=wrong.where)
                return
            self._work.keep(card, self._saved, self._sorry)

    def _sorry(self, wrong: Exception) -> None:
        if not isinstance(wrong, ChangedMeanwhile):
            raise wrong
        self._work.fetch(self._overtaken)

    def _overtaken(self, cards: tuple[EditedCard, ...]) -> None:
        self._notice(cards)
        newest = self._cards[self._code].versions[-1]
        self._seen = newest.card.version  # who reads this and keeps again means it
        self._keep_draft()
        self._say("step_cards.changed", "warn", who=newest.who)

    def _saved(self) -> None:
        self._keep.stop()
        self._work.keep_draft(self._code, None)
        self._work.say(self._text("step_cards.saved"))
        self._work.fetch(self._show)

    def _say(self, key: str, role: str, **values: object) -> None:
        self._told.setText(self._text(key, **values) if key else "")
        set_role(self._told, role)
        self._told.setVisible(bool(key))
