"""The referral directory: one box, hits with their reasons, and what to say to the caller."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.directory.hits import Glance, Hit
from workstation.directory.places import PlaceHit
from workstation.domain.changes import Changes
from workstation.domain.moments import Now
from workstation.domain.services import Service
from workstation.ui.half_texts import NOWHERE, Halves
from workstation.ui.lists.lines import Column, LineList, Lines
from workstation.ui.look import Look
from workstation.ui.parts import column, label, row, scrolling, set_role, toggle
from workstation.ui.screen import Screen
from workstation.ui.screens.directory_entry import EntryPane
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

WAIT_MS = 60


@dataclass(frozen=True, slots=True)
class DirectoryWork:
    """`find` gets text and the code of a municipality or None; `remark` answers when it is on the work list.

    `outcome` keeps how it went at a service, with the weeks of a waiting list; nobody's name goes with it.
    """

    find: Callable[[str, str | None, Callable[[tuple[Hit, ...]], None]], None]
    places: Callable[[str], tuple[PlaceHit, ...]]
    at_a_glance: Callable[[str, Callable[[Glance], None]], None]
    remark: Callable[[Service, str, Callable[[], None]], None]
    copy: Callable[[str], None]
    say: Callable[[str], None]
    outcome: Callable[[Service, str, int | None], None] = lambda _service, _outcome, _weeks: None
    halves: Halves = NOWHERE


class DirectoryScreen(Screen):
    """Looks services up, for a caller or to learn. In a call it is one key away and takes nothing from the note."""

    name = "directory"
    acts = ("remark", "copy_number")
    main_act = "copy_number"

    def __init__(self, work: DirectoryWork, look: Look, text: Words, now: Now) -> None:
        super().__init__()
        self._work = work
        self._text = text
        self._place: PlaceHit | None = None
        self._found: tuple[Hit, ...] = ()
        self._asked = 0
        self.search = Line(text("directory_screen.search"), text("directory_screen.search_hint"))
        self.near = Line(text("directory_screen.near"), text("directory_screen.near_hint"))
        self._near_said = label("", "muted")
        self.open_now = toggle(text("directory_screen.open_now"))
        self.lines = Lines[Hit]([Column("hit", self._line)], str, self._aloud)
        self.list = LineList(self.lines, text("directory_screen.hits"), look)
        self._count = label("", "muted", wrap=True)
        self.entry = EntryPane(look, text, now, work.halves)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.look_again)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _typed: self._wait.start())
        self.near.textChanged.connect(self._near_typed)
        self.open_now.toggled.connect(lambda _on: self._give())
        self.search.returnPressed.connect(self._to_list)
        self.near.returnPressed.connect(self._to_list)
        self.list.moved.connect(self.entry.show_hit)
        self.list.opened.connect(lambda _hit: self.entry.phone_button.setFocus())
        self.entry.copy_requested.connect(self._copy)
        self.entry.remark_given.connect(self._remark)
        self.entry.outcome.told.connect(self._work.outcome)

    def _lay_out(self) -> None:
        text = self._text
        top = row(
            label(text("directory_screen.search"), "", self.search),
            self.search,
            label(text("directory_screen.near"), "", self.near),
            self.near,
            self._near_said,
            self.open_now,
        )
        top.setStretch(1, 5)
        top.setStretch(3, 2)
        left = column(self._count, self.list, spacing=4)
        left.setStretch(1, 1)
        self._left = QWidget()
        self._left.setLayout(left)
        sides = row(self._left, scrolling(self.entry), spacing=10)
        sides.setStretch(0, 4)
        sides.setStretch(1, 5)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 4)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addLayout(sides, 1)

    def arrive(self) -> None:
        """Put the caret in the one box; what was found stays."""
        self.search.setFocus()
        self.search.selectAll()
        self.look_again()

    def heard(self, changes: Changes) -> None:
        """Look again when an entry was changed or doubted."""
        if changes.concerns("service", "remark", "service_outcome"):
            self.look_again()

    def forget(self) -> None:
        """Forget what was looked for."""
        self.search.clear()
        self.near.clear()
        self._found = ()
        self._give()

    def copy_number(self) -> None:
        """Copy the number of the entry in view."""
        self.entry.copy_number()

    def begin_remark(self) -> None:
        """Put the caret where a remark is written."""
        self.entry.begin_remark()

    def look_again(self) -> None:
        """Ask for what is typed now; without words, show the place at a glance."""
        self._wait.stop()
        self._asked += 1
        asked, near = self._asked, self._place.nis_code if self._place else None
        self._work.find(self.search.text().strip(), near, lambda hits: self._show(asked, hits))
        if near is None:
            self.entry.show_glance(None)
        else:
            self._work.at_a_glance(near, self.entry.show_glance)

    def _show(self, asked: int, hits: tuple[Hit, ...]) -> None:
        if asked == self._asked:
            self._found = hits
            self._give()

    def _give(self) -> None:
        shown = tuple(one for one in self._found if one.opening.open) if self.open_now.isChecked() else self._found
        self.lines.give(shown)
        typed = bool(self.search.text().strip() or self._place)
        key = "count" if shown else ("nothing_open" if self._found else "nothing" if typed else "begin")
        self._count.setText(self._text(f"directory_screen.{key}", count=len(shown)))
        self.list.setVisible(bool(shown))
        self.list.first()

    def _near_typed(self, typed: str) -> None:
        found = self._work.places(typed.strip()) if typed.strip() else ()
        self._place = found[0] if found else None
        unknown = bool(typed.strip()) and not found
        self._near_said.setText(
            self._text("directory_screen.no_place") if unknown else self._place.label if self._place else ""
        )
        set_role(self._near_said, "warn" if unknown else "muted")
        self._wait.start()

    def _to_list(self) -> None:
        if self._wait.isActive():
            self.look_again()
        if self.lines.lines:
            self.list.setFocus()

    def _copy(self, number: str) -> None:
        self._work.copy(number)
        self._work.say(self._text("directory_screen.copied"))

    def _remark(self, service: Service, written: str) -> None:
        self._work.remark(service, written, partial(self._remarked, service))

    def _remarked(self, service: Service) -> None:
        self.entry.remark_kept(service)
        self._work.say(self._text("directory_screen.remarked"))

    def _line(self, hit: Hit) -> str:
        why = " · ".join(hit.reasons[:3]) or hit.opening_words
        phone = hit.service.phone or self._text("directory.warning.no_phone")
        return f"{hit.service.name}\n{phone} · {why}"

    def _aloud(self, hit: Hit) -> str:
        phone = hit.service.phone or self._text("directory.warning.no_phone")
        return ", ".join((hit.service.name, phone, *hit.reasons, hit.opening_words, *hit.warnings))
