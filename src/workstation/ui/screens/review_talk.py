"""The talk about one call: what was said about which field, and a box to say more."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from workstation.domain.reviews import Comment, Review
from workstation.ui.look import Look
from workstation.ui.parts import Card, button, column, emptied, label, row, scrolling
from workstation.ui.said import clock, full_day
from workstation.ui.text_fields import Prose
from workstation.vocabulary.words import Words

KEEP_AFTER_MS = 800


class TalkPane(QWidget):
    """`sent` gives field and text; `typed` the same while it is being written, to be kept meanwhile."""

    sent = Signal(str, str)
    typed = Signal(str, str)

    def __init__(self, look: Look, text: Words) -> None:
        super().__init__()
        self._text, self._look = text, look
        self._fields: tuple[tuple[str, str], ...] = ()
        self._closed = label("", "muted", wrap=True)
        inside = QWidget()
        self._said = QVBoxLayout(inside)
        self._said.setSpacing(8)
        self.field = QComboBox()
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.field.setAccessibleName(text("review.about"))
        self.box = Prose(text("review.comment"))
        self._named = label(text("review.comment"), "", self.box)
        self.send_button = button(text("review.send"), self.send, kind="primary", key="Ctrl+Enter")
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_AFTER_MS)
        self._keep.timeout.connect(self._tell)
        self.box.textChanged.connect(self._typed)
        self._area = scrolling(inside, text("review.talk"))
        writing = Card(
            row(label(text("review.about"), "", self.field), self.field, None),
            self._named, self.box, row(self.send_button, None),
        )  # fmt: skip
        whole = column(self._area, self._closed, writing, spacing=8)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.box.setFixedHeight(self._look.px(76))

    def offer(self, fields: Sequence[tuple[str, str]]) -> None:
        """Say which fields of the call one can speak about: code and words."""
        self._fields = tuple(fields)
        before = self.field.currentData()
        self.field.clear()
        for code, words in self._fields:
            self.field.addItem(words, code)
        self.field.setCurrentIndex(max(0, self.field.findData(before)))

    def show_talk(self, review: Review | None, me: str, *, own: bool) -> None:
        """Show what was said, the newest below and in view."""
        text = self._text
        emptied(self._said)
        comments = review.comments if review is not None else ()
        for one in comments:
            self._said.addWidget(self._comment(one, me))
        if not comments:
            self._said.addWidget(label(text("review.nothing_said"), "muted"))
        self._said.addStretch(1)
        closed = review is not None and review.closed_at is not None
        self._closed.setVisible(closed)
        if review is not None and review.closed_at is not None:
            self._closed.setText(text("review.closed_by", who=review.closed_by, day=full_day(review.closed_at)))
        if own and comments and not self.box.toPlainText():
            # an answer is most often about what was asked last
            self.field.setCurrentIndex(max(0, self.field.findData(comments[-1].field)))
        which = "answer" if own else "comment"
        self._named.setText(text(f"review.{which}"))
        self.box.setAccessibleName(text(f"review.{which}"))
        self.box.setPlaceholderText(text(f"review.{which}_hint"))
        QTimer.singleShot(0, self, self._to_the_end)

    def _comment(self, one: Comment, me: str) -> Card:
        who = f"{one.counsellor} · {full_day(one.at)} {clock(one.at)}"
        tag = label(self.words_of(one.field), "tag" if one.counsellor == me else "tag_warn")
        return Card(row(tag, None), label(one.text, "reading", wrap=True), label(who, "muted"), spacing=4)

    def words_of(self, field: str) -> str:
        """Return how a field is called; one that the call has no more keeps its code."""
        return dict(self._fields).get(field, field)

    def take_up(self, field: str, words: str) -> None:
        """Go on with a remark that was begun before."""
        self.field.setCurrentIndex(max(0, self.field.findData(field)))
        self.box.blockSignals(True)
        self.box.setPlainText(words)
        self.box.blockSignals(False)

    def send(self) -> None:
        """Give what was written; it stays until it is kept."""
        self._keep.stop()
        if self.box.toPlainText().strip():
            self.sent.emit(str(self.field.currentData() or ""), self.box.toPlainText())
        else:
            self.box.setFocus()

    def emptied(self) -> None:
        """Empty the box, because what stood in it is kept."""
        self._keep.stop()
        self.take_up(str(self.field.currentData() or ""), "")
        self.box.document().clearUndoRedoStacks()

    def forget(self) -> None:
        """Show nothing; what was begun is kept first."""
        if self._keep.isActive():
            self._tell()
        self.emptied()
        emptied(self._said)
        self._closed.setText("")
        self.offer(())

    def _typed(self) -> None:
        if not self._keep.isActive():  # a throttle: typing on must not postpone it
            self._keep.start()

    def _tell(self) -> None:
        self._keep.stop()
        self.typed.emit(str(self.field.currentData() or ""), self.box.toPlainText())

    def _to_the_end(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())
