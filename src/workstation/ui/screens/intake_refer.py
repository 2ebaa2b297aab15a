"""Referring: search the directory, see why and how sure, add with one key, see what to say."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from workstation.directory.hits import Glance, Hit
from workstation.forms.draft import Draft
from workstation.ui.forms.words_box import WordsBox
from workstation.ui.parts import Card, Flow, OneLine, button, emptied, heading, label
from workstation.vocabulary.words import Words

Index = QModelIndex | QPersistentModelIndex
BY_KEY = 4
# lines of text the card must be high before it shows this too
ROOM_TO_MIND, ROOM_FOR_BOTH, A_HIT = 11, 15, 3
NAME, SECOND, CAUTION, SHORT = (int(Qt.ItemDataRole.UserRole) + n for n in (1, 2, 3, 4))


class Hits(QAbstractListModel):
    """The services found, as lines."""

    def __init__(self, text: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self.hits: tuple[Hit, ...] = ()

    def give(self, hits: tuple[Hit, ...]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:
        """Return how many there are (Qt)."""
        return len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a line shows, and for a screen reader all of it (Qt)."""
        hit = self.hits[index.row()]
        why = " · ".join(hit.reasons)
        number = hit.service.phone or self._text("live.refer.no_phone")
        warnings = tuple(one for one in hit.warnings if hit.service.phone or one != number)
        caution = " · ".join((*warnings, hit.freshness.words))
        if role in (Qt.ItemDataRole.DisplayRole, NAME):
            return hit.service.name
        if role == SECOND:
            return f"{number}  ·  {why}" if why else number
        if role == CAUTION:
            return caution
        if role == SHORT:
            return "" if hit.freshness.sure else self._text("live.refer.unsure")
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(part for part in (hit.service.name, number, why, caution) if part)
        return None


class HitLine(QStyledItemDelegate):
    """Key and name; under it the number and why it stands here. What to mind is told below the list."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of two lines (Qt)."""
        return QSize(80, round(2.55 * option.fontMetrics.height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw two lines, cut with dots where they do not fit (Qt)."""
        # the view's own palette has Qt's pale idea of a placeholder, not ours
        palette, rect = QApplication.palette(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.alternateBase())
            painter.fillRect(rect.adjusted(0, 0, 3 - rect.width(), 0), palette.highlight())
        bold, plain = QFont(option.font), QFont(option.font)
        bold.setBold(True)
        plain.setPixelSize(max(9, round(plain.pixelSize() * 0.87)))
        inside = rect.adjusted(9, 3, -6, -3)
        half = inside.height() // 2
        top, bottom = inside.adjusted(0, 0, 0, -half), inside.adjusted(0, half, 0, 0)
        room = QFontMetrics(plain).horizontalAdvance("Alt+4  ")
        key = f"Alt+{index.row() + 1}" if index.row() < BY_KEY else ""
        muted, text = palette.placeholderText().color(), palette.text().color()
        warning = QFontMetrics(plain).horizontalAdvance(str(index.data(SHORT))) + 8 if index.data(SHORT) else 0
        _write(painter, top, plain, muted, key)
        _write(painter, top.adjusted(room, 0, -warning, 0), bold, text, str(index.data(NAME)))
        _write(painter, top.adjusted(top.width() - warning, 0, 0, 0), plain, muted, str(index.data(SHORT)))
        _write(painter, bottom, plain, text, str(index.data(SECOND)))
        painter.restore()


def _write(painter: QPainter, place: QRect, font: QFont, colour: QColor, words: str) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, cut)


class SearchBox(WordsBox):
    """The search box: arrows walk through the hits, Enter takes. `attended`: the caret came or went."""

    moved = Signal(int)
    taken = Signal()
    attended = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the caret came (Qt)."""
        super().focusInEvent(event)
        self.attended.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the caret went (Qt)."""
        super().focusOutEvent(event)
        self.attended.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give arrows and Enter to the hits."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.taken.emit()
        else:
            super().keyPressEvent(event)


class GlanceRow(QWidget):
    """Who is who in a municipality: a small button for each kind, which looks that service up."""

    asked = Signal(str)

    def __init__(self, text: Words) -> None:
        super().__init__()
        self.setProperty("clear", "1")
        self._text = text
        self._flow = Flow(self, spacing=3)
        self._shown: Glance | None = None
        self._draw()

    def show_glance(self, glance: Glance | None) -> None:
        """Show the kinds of this municipality; a kind of which none is known says so."""
        if glance != self._shown:
            self._shown = glance
            self._draw()

    def _draw(self) -> None:
        emptied(self._flow)
        if self._shown is None:
            self._flow.addWidget(label(self._text("live.refer.no_glance"), "muted", wrap=True))
            return
        self._flow.addWidget(label(self._text("live.refer.glance", place=self._shown.municipality), "muted"))
        for line in self._shown.lines:
            key = f"live.refer.kind.{line.category}"
            made = button(self._text(key) if key in self._text else line.title)
            made.setProperty("seg", "1")
            made.setEnabled(line.service is not None)
            made.setAccessibleName(f"{line.title}: {line.words}")
            made.setToolTip(f"{line.service.name}\n{line.words}" if line.service else line.words)
            made.setProperty("asks", line.service.name if line.service else "")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(self._ask)
            self._flow.addWidget(made)
        self.updateGeometry()

    def _ask(self) -> None:
        self.asked.emit(self.sender().property("asks"))


class ReferCard(Card):
    """Search, hits, what was given, and who is who in the person's municipality."""

    searched = Signal(str)
    refer_requested = Signal(int)
    remove_requested = Signal(str)
    folded_changed = Signal(bool)

    def __init__(self, text: Words) -> None:
        self._text = text
        self.search = SearchBox(text("live.refer.search"))
        self.search.setPlaceholderText(text("live.hint.search"))
        self._hits = QListView()
        self._hits.setObjectName("hits")
        self._hits.setFrameShape(QFrame.Shape.NoFrame)
        self._hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hits.setAccessibleName(text("live.refer.hits"))
        self._hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hits.setMinimumHeight(40)
        self._mind = OneLine("muted")
        self._say = label("", "say", wrap=True)
        self._say.hide()
        self._glance = GlanceRow(text)
        self._glance.asked.connect(self.search_for)
        self._given = QWidget()
        self._given.setProperty("clear", "1")
        self._given_flow = Flow(self._given, spacing=4)
        super().__init__(
            heading(text("live.card.refer"), keys=("F4",)),
            self.search,
            self._hits,
            self._mind,
            self._say,
            self._given,
            self._glance,
            spacing=4,
        )
        self._model = Hits(text, self)
        self._hits.setModel(self._model)
        self._hits.setItemDelegate(HitLine(self._hits))
        self._hits.clicked.connect(lambda index: self.refer_requested.emit(index.row()))
        self.column.setStretch(2, 1)
        self.search.answered.connect(lambda words: self.searched.emit(words or ""))
        self.search.moved.connect(self._walk)
        self.search.taken.connect(lambda: self.refer_requested.emit(max(0, self._hits.currentIndex().row())))
        self._shown: tuple[tuple[str, str], ...] = ()
        self._folding = self._was_folded = False
        self.search.attended.connect(self._make_room)
        self.setFocusProxy(self.search)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The services shown."""
        return self._model.hits

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        """Show these services, the first one chosen."""
        if hits != self._model.hits:
            self._model.give(hits)
        self._go_to(0)

    def _go_to(self, row: int) -> None:
        there = 0 <= row < len(self.hits)
        if there:
            self._hits.setCurrentIndex(self._model.index(row))
        self._mind.setText(str(self._model.index(row).data(CAUTION)) if there else self._text("live.refer.none"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let what is read only now and then give way to the services (Qt)."""
        super().resizeEvent(event)
        self._make_room()

    def fold(self, *, folding: bool) -> None:
        """Keep to the search line as long as nobody searches here: something beside it needs the room."""
        self._folding = folding
        self._make_room()

    @property
    def folded(self) -> bool:
        """Whether it keeps to the search line now."""
        return self._folding and not self.search.hasFocus() and not self.search.text()

    def _make_room(self) -> None:
        lines = self.height() / max(1, self.fontMetrics().height())
        # what was given is always there: what is only help gives way to it
        left = lines - (self._given.height() / max(1, self.fontMetrics().height()) if self._shown else 0)
        saying = bool(self._say.text()) and not self.folded
        if self.folded is not self._was_folded:
            self._was_folded = self.folded
            self.folded_changed.emit(self.folded)
        if self.folded:
            for part in (self._hits, self._mind, self._say, self._glance):
                part.setVisible(False)
            return
        self._say.setVisible(saying)
        # where there is no room for both, what must be said now goes before what could be chosen next
        self._hits.setVisible(not saying or lines >= ROOM_FOR_BOTH)
        self._mind.setVisible(left >= ROOM_TO_MIND and self._hits.isVisibleTo(self))
        self._glance.setVisible(left >= (ROOM_FOR_BOTH + A_HIT if saying else ROOM_TO_MIND))

    def _walk(self, step: int) -> None:
        row = max(0, min(len(self.hits) - 1, self._hits.currentIndex().row() + step))
        self._go_to(row)

    def show_sentence(self, sentence: str) -> None:
        """Show what to say to the caller; an empty text takes it away."""
        self._say.setText(sentence)
        self._make_room()

    def show_glance(self, glance: Glance | None) -> None:
        """Show who is who in a municipality."""
        self._glance.show_glance(glance)

    def search_for(self, words: str) -> None:
        """Put these words in the search box, and look."""
        self.search.setText(words)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_draft(self, draft: Draft) -> None:
        """Show what was given, and to whom."""
        numbers = {one.id: str(at + 1) for at, one in enumerate(draft.persons)}
        given = tuple(
            (str(r["id"]), f"{r['service_name']}  → {numbers[r['person']]}" if r.get("person") else r["service_name"])
            for r in draft.referrals
        )
        if given == self._shown:
            return
        self._shown = given
        emptied(self._given_flow)
        for referral, words in given:
            self._given_flow.addWidget(self._chip(referral, words))
        self._given.setVisible(bool(given))
        self._given.updateGeometry()
        QTimer.singleShot(0, self._make_room)

    def _chip(self, referral: str, words: str) -> QToolButton:
        chip = QToolButton()
        chip.setText(f"{words}  ×")
        chip.setProperty("chip", "1")
        chip.setProperty("referral", referral)
        chip.setMinimumWidth(60)
        chip.setToolTip(words)
        chip.setAccessibleName(self._text("live.refer.given_name", service=words))
        chip.clicked.connect(lambda: self.remove_requested.emit(referral))
        return chip
