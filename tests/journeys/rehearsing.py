"""Plays rehearsals in the real window, with keys, as fast as the machine goes."""

import time

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workstation.assembly.rehearsal_desk import RehearsalDesk, Wish, prepare


class Player:
    """A trainee and a trainer in one, at a rehearsal of one scenario. `way`: which choice is taken (0 or -1)."""

    def __init__(self, scenario, application, size=(1366, 768), way=0):
        self.scenario, self.way = scenario, way
        self.application = application
        self.skipped = 0.0
        self.prepared = prepare(Wish(scenario, 3, "Deelnemer 1"), self.running)
        self.root = self.prepared.store.root
        self.desk = RehearsalDesk(Wish(scenario, 3, "Deelnemer 1"), self.prepared, application)
        self.window = self.desk.window
        self.over = []
        self.desk.over.connect(self.over.append)
        self.desk.show()
        self.window.resize(*size)
        QTest.qWaitForWindowExposed(self.window)
        # the script drives the ticks itself
        self.desk._tick.stop()

    def running(self):
        return self.skipped

    # -- hands

    def wait(self, condition, seconds=60.0):
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "waited in vain"
            self.run(0.005)

    def run(self, seconds):
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def press(self, *keys):
        for key in keys:
            combination = QKeySequence(key)[0]
            target = QApplication.focusWidget() or self.window
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
            QApplication.processEvents()
        return self

    def type(self, text):
        for letter in text:
            target = QApplication.focusWidget() or self.window
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
        QApplication.processEvents()
        return self

    def later(self, seconds):
        """Let time go by in the scenario, and the caller speak."""
        for _ in range(round(seconds)):
            self.skipped += 1
            self.desk.tick()
        QApplication.processEvents()

    # -- the talk

    def answer(self):
        """Take the call."""
        self.press("Ctrl+N")
        self.desk.tick()
        return self

    def listen(self, until=3600):
        """Hear the caller out; the trainer takes the chosen way."""
        script, began = self.desk.script, self.skipped
        while not script.over:
            assert self.skipped - began < until, "this talk has no end"
            self.later(1)
            if script.choices:
                self.desk._choose(script.choices[self.way].to)
        return self

    @property
    def draft(self):
        return self.desk.screens.intake.call.draft

    def register_as_the_model(self):
        """Note what the reference says: the way a counsellor does who knows the codebook."""
        parts = self.desk.screens.intake._parts
        draft = self.draft
        for expected in self.scenario.reference.fields:
            self._note(parts, draft, expected, None)
        for person in self.scenario.reference.persons:
            made = draft.add_person()
            if person.is_contact:
                draft.set_contact(made)
            for expected in person.fields:
                self._note(parts, draft, expected, made)
        draft.answer("team", "oost_vlaanderen")
        self.fill_what_closing_wants()
        self.desk.tick()
        QApplication.processEvents()
        return self

    def _note(self, parts, draft, expected, person):
        codes = expected.model or expected.accepted[:1]
        if not codes or codes == ("not_asked",):
            return
        if expected.field.endswith("municipality") and codes[0] == "unknown":
            draft.leave_open(expected.field, "contact_does_not_know", person=person)
        else:
            parts.tell(draft, expected.field, codes if expected.several else codes[0], person)

    def fill_what_closing_wants(self):
        """What the reference leaves free and closing asks for is left open, as a counsellor does."""
        intake = self.desk.screens.intake
        for problem in intake._parts.open_points(self.draft):
            if problem.severity == "needed":
                intake.page.leave_open(problem, "contact_does_not_know")

    def file(self):
        """File the call by keys, and come to the debriefing."""
        self.press("Ctrl+E", "Ctrl+Return")
        self.run(0.05)
        self.press("Ctrl+Return")
        self.wait(lambda: self.desk.compared is not None)
        return self.desk.compared

    def picture(self, path):
        QApplication.processEvents()
        self.run(0.15)
        self.window.grab().save(str(path))

    def leave(self):
        if not self.over:
            self.window.close()
        QApplication.processEvents()
        self.window.deleteLater()
        self.desk.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
