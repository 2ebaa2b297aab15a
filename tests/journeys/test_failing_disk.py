from tests.disks import failing_disk
from tests.journeys.stations import PASSPHRASE


def in_a_call(sit, profile, words="voor de schijf wegviel. "):
    sitting = sit(profile)
    sitting.begin_shift()
    sitting.hands.press("Ctrl+N")
    sitting.on("call")
    sitting.hands.type(words)
    sitting.hands.wait(lambda: sitting.call.saving.state.kind == "saved")
    return sitting


def test_a_failing_disk_is_said_typing_goes_on_and_all_of_it_is_kept_once_the_disk_is_back(sit, profile):
    sitting = in_a_call(sit, profile)
    with failing_disk():
        sitting.hands.type("terwijl ze weg was. ")
        sitting.hands.wait(lambda: sitting.call.saving.state.kind == "failing")
        assert "Niet bewaard" in sitting.said()
        sitting.hands.type("en nog iets. ")
    sitting.hands.wait(lambda: sitting.call.saving.state.kind == "saved")
    typed, draft = sitting.note.toPlainText(), sitting.call.draft.id
    with sitting.station.desk.vault.reading() as work:
        assert typed in work.drafts.get(draft)


def test_locking_waits_behind_the_cover_until_what_was_typed_is_kept(sit, profile, monkeypatch):
    sitting = in_a_call(sit, profile)
    started = []
    monkeypatch.setattr("os.execv", lambda program, arguments: started.append(arguments))
    with failing_disk():
        sitting.hands.type("terwijl ze weg was. ")
        sitting.window.commands.run("lock")
        assert sitting.window.cover.lies
        assert not started
        assert sitting.station.desk is not None
        assert sitting.station.text("window.lock_waits") in sitting.window.cover._how.text()
        sitting.hands.press("F12")
        assert sitting.window.cover.lies, "without the passphrase nothing is shown again"
    sitting.hands.wait(lambda: bool(started))
    again = sit(profile)
    again.begin_shift()
    again.hands.press("Ctrl+O")
    again.on("call")
    assert again.note.toPlainText() == "voor de schijf wegviel. terwijl ze weg was. "


def test_behind_such_a_cover_the_passphrase_brings_the_call_back_also_when_no_byte_can_be_written(sit, profile):
    sitting = in_a_call(sit, profile)
    text = sitting.station.text
    with failing_disk(room=0):
        sitting.hands.type("terwijl ze weg was. ")
        sitting.hands.wait(lambda: sitting.call.saving.state.kind == "failing")
        sitting.screens._idle.warned.emit(20)
        assert text("window.idle_warning_unkept", seconds=20) in sitting.said()
        sitting.window.commands.run("lock")
        sitting.hands.type("een verkeerde wachtzin")
        sitting.hands.press("Return")
        how = sitting.window.cover._how
        sitting.hands.wait(lambda: how.text() == text("window.covered_wrong"))
        sitting.hands.type(PASSPHRASE)
        sitting.hands.press("Return")
        sitting.hands.wait(lambda: how.text() == text("store.too_soon", seconds=1))
        sitting.hands.rest(1.1)
        sitting.hands.type(PASSPHRASE)
        sitting.hands.press("Return")
        sitting.hands.wait(lambda: not sitting.window.cover.lies)
        assert sitting.note.toPlainText().endswith("terwijl ze weg was. ")
    sitting.hands.wait(lambda: sitting.call.saving.state.kind == "saved")
    sitting.screens._idle.warned.emit(20)
    assert text("window.idle_warning", seconds=20) in sitting.said()


def test_a_window_with_unkept_words_closes_only_when_that_is_asked_twice(sit, profile):
    sitting = in_a_call(sit, profile)
    with failing_disk():
        sitting.hands.type("terwijl ze weg was. ")
        sitting.window.close()
        assert sitting.window.isVisible()
        assert sitting.station.text("window.close_waits") in sitting.said()
        sitting.window.close()
        assert not sitting.window.isVisible()


def test_what_the_disk_refuses_outside_a_call_has_a_sentence_and_is_no_defect_of_ours(sit, profile):
    sitting = sit(profile)
    sitting.unlock()
    from workstation.store.refusals import DiskFull

    sitting.station._defect(DiskFull())
    assert sitting.station.text("store.disk_full") in sitting.said()
    sitting.station._defect(ZeroDivisionError())
    assert sitting.station.text("window.defect") in sitting.said()


def test_after_a_call_with_danger_home_offers_a_pause_once(sit, profile):
    sitting = in_a_call(sit, profile)
    sitting.hands.press("F9", "F3")
    sitting.hands.type("sl pg lg gz v 34 9000 nd lu caw")
    sitting.hands.press("Return")
    sitting.hands.rest(0.2)
    sitting.hands.press("Ctrl+E", "Ctrl+Return")
    sitting.hands.rest(0.3)
    sitting.hands.press("Return")
    sitting.on("home")
    heavy = sitting.screens.home._heavy
    sitting.hands.wait(heavy.isVisible)
    sitting.screens.home.mark_heavy()
    sitting.screens.home.arrive()
    sitting.hands.rest(0.3)
    assert not heavy.isVisible()
