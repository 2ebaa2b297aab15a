"""A desk with the real window, codebook and directory, on which only the keeping of drafts is a dictionary."""

import itertools
import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workstation.directory.reading import shipped_directory
from workstation.directory.search import finder_of
from workstation.domain.changes import Changes
from workstation.domain.problems import NotReady
from workstation.forms.closing import open_points
from workstation.forms.read_back import read_back
from workstation.ui.background import Lane
from workstation.ui.screen import Screen
from workstation.ui.screens.intake import IntakeScreen
from workstation.ui.screens.intake_supply import Keeping, Supply
from workstation.ui.screens.intake_wiring import IntakeWiring
from workstation.ui.window import Window
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

BEGAN = datetime(2026, 11, 24, 13, 5, 12, tzinfo=UTC)


@cache
def finder():
    return finder_of(shipped_directory())


class HomeStub(Screen):
    name = "home"


@dataclass
class Disk:
    """Drafts and filed calls as text; `broken` makes every write fail."""

    drafts: dict = field(default_factory=dict)
    filed: dict = field(default_factory=dict)
    broken: bool = False
    writes: int = 0

    def save(self, body):
        if self.broken:
            raise OSError("disk full")
        self.writes += 1
        self.drafts[body["id"]] = json.dumps(body).encode("utf-8").decode("utf-8")

    def discard(self, draft):
        self.drafts.pop(draft, None)

    def finish(self, draft, ended_at, wrap_up):
        if self.broken:
            raise OSError("disk full")
        found = open_points(draft, shipped_codebook(), at=ended_at)
        if any(one.severity != "soft" for one in found):
            raise NotReady(found)
        self.filed[draft.id] = draft
        self.drafts.pop(draft.id, None)
        return Changes.of("call", draft.id)

    def reopen(self, draft):
        self.drafts[draft] = self.drafts.get(draft, "")

    def body(self, draft):
        return json.loads(self.drafts[draft])


class Desk:
    """The window and the hands of a counsellor. `keys` counts every key pressed."""

    def __init__(self, look, size=(1366, 728), team="oost_vlaanderen"):
        self.text = words()
        self.look = look
        self.disk = Disk()
        self.lane = Lane("vault")
        self._now = BEGAN
        self._ticks = itertools.count()
        self.shift = 0.0
        supply = Supply(shipped_codebook(), finder, self.now, self.text, self.read_back)
        keeping = Keeping(
            self.lane.do,
            self.disk.save,
            self.disk.discard,
            self.disk.finish,
            self.disk.reopen,
            self.now,
            self.monotonic,
        )
        self.supply = supply
        self.intake = IntakeScreen(supply.parts(keeping), look, self.text)
        self.window = Window([HomeStub(), self.intake], look, self.text, lambda *_: None)
        self.wiring = IntakeWiring(self.intake, self.window, self.text)
        self.window.commands.bind("new_call", self.wiring.new_call)
        self.intake._preset = {"channel": "phone", "anonymous": "yes", "team": team}
        self.keys = 0
        self.window.resize(*size)
        self.window.show()
        self.window.unlocked(True)
        self.window.go("home")
        QTest.qWaitForWindowExposed(self.window)

    def read_back(self, draft):
        return read_back(draft, shipped_codebook(), self.text, self.supply.place_name)

    # -- clocks

    def now(self):
        return self._now + timedelta(seconds=self.shift)

    def monotonic(self):
        return self.shift

    def later(self, seconds):
        self.shift += seconds
        QApplication.processEvents()

    # -- hands

    def press(self, *keys):
        """Press keys by name, through the real shortcut machinery."""
        for key in keys:
            self.keys += 1
            combination = QKeySequence(key)[0]
            target = QApplication.focusWidget() or self.window
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
            QApplication.processEvents()
        return self

    def type(self, text, counted=True):
        """Type characters one by one; also those QTest aborts on (é, ë, €)."""
        for letter in text:
            target = QApplication.focusWidget() or self.window
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, _key(letter), Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(target, event)
            self.keys += counted
        QApplication.processEvents()
        return self

    def wait(self, condition, seconds=5.0):
        """Let the program run until the condition holds; fails when it never does."""
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "waited in vain"
            loop = QEventLoop()
            QTimer.singleShot(5, loop.quit)
            loop.exec()

    def settle(self):
        """Let what was typed reach the disk."""
        call = self.intake.call
        if call is not None and call.worth_saving:
            before = self.disk.writes
            call.saving.hand_over()
            self.wait(lambda: self.disk.writes > before)
        self.run(0.25)

    def run(self, seconds):
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    @property
    def draft(self):
        return self.intake.call.draft

    def close(self):
        for call in self.intake.calls:
            call.saving.stop()
        self.lane.close()
        QApplication.processEvents()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _key(letter):
    if letter == " ":
        return Qt.Key.Key_Space
    if letter == "\n":
        return Qt.Key.Key_Return
    return ord(letter.upper()) if letter.isascii() and letter.isalnum() else 0
