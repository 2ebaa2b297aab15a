"""The team's own review form: plain lines left, how it will look right, every version kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QVBoxLayout

from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import ChangedMeanwhile
from workstation.domain.text_versions import place_of
from workstation.forms.review_form import ReviewForm, UnreadableForm
from workstation.ui.parts import column, label, row, set_role
from workstation.ui.said import full_day
from workstation.ui.screen import Screen
from workstation.ui.screens.review_points import PointsPane
from workstation.ui.text_fields import Prose
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
LOOK_AFTER_MS = 250
KEEP_AFTER_MS = 800


@dataclass(frozen=True, slots=True)
class FormVersion:
    """One version of the form as lines. Version 0 is the shipped one: it has nobody and no moment."""

    version: int
    lines: str
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FormWork:
    """`fetch` gives every version, oldest first, and what was being written; `read` judges lines at once.

    `keep` is told from which version the lines were made.
    """

    fetch: Callable[[Callable[[tuple[FormVersion, ...], str], None]], None]
    read: Callable[[str], ReviewForm]
    keep_half: Callable[[str], None]
    keep: Callable[[str, int, Callable[[int], None], Sorry], None]


class ReviewFormScreen(Screen):
    """A version once kept never changes: answers point to it."""

    name = "review_form"
    acts = ("review_form_keep",)
    main_act = "review_form_keep"

    def __init__(self, work: FormWork, text: Words) -> None:
        super().__init__()
        self._work, self._text = work, text
        self._versions: tuple[FormVersion, ...] = ()
        self._seen = 0
        self.editor = Prose(text("review.form_text"))
        self.editor.textChanged.connect(self._typed)
        self.versions = QComboBox()
        self.versions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.versions.setAccessibleName(text("review.form_old"))
        self.versions.activated.connect(self._take)
        self._said = label("", "muted", wrap=True)
        self.preview = PointsPane(text)
        self._soon, self._keep = QTimer(self), QTimer(self)
        for timer, pause, act in ((self._soon, LOOK_AFTER_MS, self.look), (self._keep, KEEP_AFTER_MS, self._half)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(act)
        left = column(
            label(text("review.form_lead"), "muted", wrap=True), self.editor,
            row(label(text("review.form_old"), "muted", self.versions), self.versions, None), spacing=8,
        )  # fmt: skip
        left.setStretch(1, 1)
        right = column(label(text("review.form_look"), "h"), self._said, self.preview, spacing=6)
        right.setStretch(2, 1)
        sides = row(spacing=14)
        sides.addLayout(left, 10)
        sides.addLayout(right, 11)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 10, 16, 10)
        whole.addLayout(sides, 1)

    def arrive(self) -> None:
        """Ask for the versions; the caret goes to the text."""
        self._work.fetch(self._show)
        self.editor.setFocus()

    def forget(self) -> None:
        """Leave nothing on the screen; what was typed is kept first."""
        if self._keep.isActive():
            self._half()
        self._put("")
        self.preview.forget()

    def _show(self, versions: tuple[FormVersion, ...], begun: str) -> None:
        self._offer(versions)
        self._put(begun or versions[-1].lines)
        self.look()

    def _offer(self, versions: tuple[FormVersion, ...]) -> None:
        self._versions, self._seen = versions, versions[-1].version
        self.versions.clear()
        for one in reversed(versions):
            self.versions.addItem(self._named(one), one.version)

    def _named(self, one: FormVersion) -> str:
        if one.at is None:
            return self._text("review.shipped_version")
        return self._text("review.form_versions", version=place_of(one.version), who=one.who, day=full_day(one.at))

    def _take(self, _index: int) -> None:
        wanted = self.versions.currentData()
        self.editor.setPlainText(next(one.lines for one in self._versions if one.version == wanted))

    def _put(self, lines: str) -> None:
        self.editor.blockSignals(True)
        self.editor.setPlainText(lines)
        self.editor.blockSignals(False)

    def _typed(self) -> None:
        self._soon.start()
        if not self._keep.isActive():  # a throttle: typing on must not postpone it
            self._keep.start()

    def _half(self) -> None:
        self._keep.stop()
        self._work.keep_half(self.editor.toPlainText())

    def look(self) -> None:
        """Read the lines and show what they come to."""
        self._soon.stop()
        try:
            form = self._work.read(self.editor.toPlainText())
        except UnreadableForm as wrong:
            self._said.setText(self._text(wrong.text_key, where=wrong.where))
            set_role(self._said, "warn")
            return
        self._said.setText(self._text("review.form_points", points=len(form.points), parts=len(form.sections)))
        set_role(self._said, "muted")
        self.preview.show_form(form, {}, read_only=True)

    def save(self) -> None:
        """Keep the next version, once it reads well."""
        self._keep.stop()
        self._work.keep(self.editor.toPlainText(), self._seen, self._kept, self._sorry)

    def _kept(self, version: int) -> None:
        self.hinted.emit(self._text("review.form_kept", version=place_of(version)), "ok")
        self._work.fetch(self._show)

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, UnreadableForm):
            self.look()
        elif isinstance(wrong, ChangedMeanwhile):
            # what is written stays; the other version can be looked at, and who keeps again means it
            self._work.fetch(lambda versions, _begun: self._offer(versions))
            self.hinted.emit(self._text("review.form_changed"), "warn")
        elif isinstance(wrong, NotAllowed):
            self.hinted.emit(self._text("coordination.not_yours"), "warn")
        else:
            raise wrong
