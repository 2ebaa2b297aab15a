import pytest

from workstation.ui.screens.registration_sets import Ended, FaultLine, RegistrationSetsScreen, SetsWork


class Sets:
    def __init__(self):
        self.asked, self.stopped, self.in_call = [], 0, False

    def work(self):
        return SetsWork(lambda then: then((2023, 2024)), self.bring_in, self.take_out, self.stop)

    def bring_in(self, folder, skip, moved, then):
        self.asked.append((folder, skip))
        self.moved, self.then = moved, then

    def take_out(self, year, folder, moved, then):
        self.asked.append((year, folder))
        self.moved, self.then = moved, then

    def stop(self):
        self.stopped += 1


@pytest.fixture
def sets():
    return Sets()


@pytest.fixture
def screen(qtbot, text, sets, tmp_path):
    made = RegistrationSetsScreen(sets.work(), lambda: sets.in_call, tmp_path / "uit", text)
    qtbot.addWidget(made)
    made.show()
    made.arrive()
    made.folder_in.setText(str(tmp_path))
    return made


def test_a_bar_runs_and_the_work_can_be_stopped(screen, sets, qtbot):
    screen.start_in.click()
    assert screen.running
    assert screen.bar.isVisible()
    assert not screen.start_out.isEnabled()
    sets.moved(3000, None)
    sets.moved(4000, 9594)
    qtbot.waitUntil(lambda: screen.bar.value() == 4000)
    screen.cancel.click()
    assert sets.stopped == 1
    sets.then(Ended("Gestopt.", "muted"))
    assert not screen.running
    assert not screen.bar.isVisible()
    assert screen.start_in.isEnabled()


def test_every_fault_is_listed_and_the_whole_calls_can_come_without_them(screen, sets, tmp_path):
    screen.start_in.click()
    assert not screen.skip.isVisible()
    faults = tuple(FaultLine("calls.csv", at, "channel", "fax", "staat niet in het codeboek") for at in range(5000))
    sets.then(Ended("5000 fouten.", "warn", faults, may_skip=True))
    assert len(screen.faults.lines) == 5000
    screen.skip.click()
    assert sets.asked == [(tmp_path, False), (tmp_path, True)]


def test_nothing_starts_while_somebody_is_on_the_line(screen, sets, text):
    sets.in_call = True
    screen.start_in.click()
    screen.start_out.click()
    assert sets.asked == []
    assert screen._said.text() == text("registration_sets.in_call")


def test_a_year_goes_out_to_the_folder_that_is_named(screen, sets, tmp_path):
    screen.start_out.click()
    assert sets.asked == [(2024, tmp_path / "uit")]


def test_a_folder_that_is_not_there_is_said(screen, sets, text):
    screen.folder_in.setText("/nergens/niets")
    screen.start_in.click()
    assert sets.asked == []
    assert screen._said.text() == text("registration_sets.no_folder")


def test_locking_leaves_no_values_on_the_screen(screen, sets):
    screen.start_in.click()
    sets.then(Ended("1 fout.", "warn", (FaultLine("calls.csv", 2, "channel", "fax", "x"),)))
    screen.forget()
    assert screen.faults.lines == ()
