import pytest
from tests.journeys.stations import PASSPHRASE, make_profile

from workstation.store.profile_folder import ProfileFolder
from workstation.store.refusals import WrongRecoveryKey
from workstation.store.unlocking import unlock_with_recovery

NEW = "een heel andere zin nu"


def test_the_recovery_key_opens_and_a_new_passphrase_takes_the_place_of_the_forgotten_one(sit, tmp_path):
    key = make_profile(tmp_path / "profile")
    first = sit(tmp_path / "profile")
    first.unlock_screen.passphrase.other_way.emit()
    first.hands.type(key)
    first.hands.press("Return")
    pages = first.unlock_screen._pages
    first.hands.wait(lambda: pages.currentWidget() is first.unlock_screen.new_passphrase)
    first.hands.type(NEW)
    first.hands.press("Return")
    first.hands.type(NEW)
    first.hands.press("Return")
    first.opened()
    assert first.station.text("unlock.renewed_alone") in first.window.notices.shown
    assert key not in first.said()
    first.close()

    second = sit(tmp_path / "profile")
    second.hands.type(PASSPHRASE)
    second.hands.press("Return")
    told = second.unlock_screen.passphrase.told
    second.hands.wait(lambda: told.text() == second.station.text("store.wrong_passphrase"))
    second.hands.rest(1.1)
    second.unlock(NEW)
    assert second.window.situation.screen == "shift_start"


def test_with_somebody_on_the_line_the_new_passphrase_can_wait(sit, tmp_path):
    key = make_profile(tmp_path / "profile")
    sitting = sit(tmp_path / "profile")
    sitting.unlock_screen.passphrase.other_way.emit()
    sitting.hands.type(key)
    sitting.hands.press("Return")
    page = sitting.unlock_screen.new_passphrase
    sitting.hands.wait(lambda: sitting.unlock_screen._pages.currentWidget() is page)
    page.other_way.emit()
    sitting.opened()
    assert sitting.window.situation.screen == "shift_start"


def test_a_new_passphrase_that_is_short_or_mistyped_is_said_and_the_vault_stays_open(sit, tmp_path):
    key = make_profile(tmp_path / "profile")
    sitting = sit(tmp_path / "profile")
    screen = sitting.unlock_screen
    screen.passphrase.other_way.emit()
    sitting.hands.type(key)
    sitting.hands.press("Return")
    sitting.hands.wait(lambda: screen._pages.currentWidget() is screen.new_passphrase)
    sitting.hands.type("kort")
    sitting.hands.press("Return", "Return")
    assert "minstens 14 tekens" in screen.new_passphrase.told.text()
    assert sitting.station.desk is not None


def test_the_wait_after_wrong_passphrases_is_told_when_the_program_is_started_again(sit, profile):
    # a file that is gone counts as several wrong tries
    ProfileFolder(profile).attempts.unlink()
    sitting = sit(profile)
    page = sitting.unlock_screen.passphrase
    sitting.hands.wait(lambda: not page.isEnabled())
    assert "opnieuw proberen over" in page.told.text()


def test_without_wrong_passphrases_nobody_waits(sit, profile):
    sitting = sit(profile)
    sitting.hands.rest(1)
    assert sitting.unlock_screen.passphrase.isEnabled()


def test_a_second_window_on_the_same_profile_is_refused_with_a_calm_sentence(sit, profile):
    first = sit(profile)
    first.unlock()
    second = sit(profile)
    second.hands.type(PASSPHRASE)
    second.unlock_screen.passphrase._give()
    told = second.unlock_screen.passphrase.told
    second.hands.wait(lambda: told.text() == second.station.text("store.already_open"))
    assert first.station.desk is not None


def test_the_passphrase_is_changed_in_settings_and_the_old_one_opens_nothing_any_more(sit, profile):
    first = sit(profile)
    first.begin_shift()
    first.hands.press("Ctrl+,")
    first.on("settings")
    part = first.screens.late.settings.passphrase
    part.begin()
    for typed in ("een verkeerde zin", NEW, NEW):
        first.hands.type(typed)
        first.hands.press("Return")
    first.hands.wait(lambda: part.told.text() == first.station.text("store.wrong_passphrase"))
    first.hands.rest(1.1)
    part.begin()
    part.first.forget()
    part.again.forget()
    for typed in (PASSPHRASE, NEW, NEW):
        first.hands.type(typed)
        first.hands.press("Return")
    first.hands.wait(lambda: part.told.text() == first.station.text("settings.passphrase_changed"))
    assert part.first.field.text() == ""
    first.close()
    second = sit(profile)
    second.unlock(NEW)


def test_a_new_recovery_key_is_made_in_settings_and_the_sheet_before_opens_nothing(sit, tmp_path):
    before = make_profile(tmp_path / "profile")
    sitting = sit(tmp_path / "profile")
    sitting.unlock()
    sitting.window.go("settings")
    part = sitting.screens.late.settings.recovery
    part.begin()
    sitting.hands.type("een verkeerde wachtzin")
    sitting.hands.press("Return")
    sitting.hands.wait(lambda: part.told.text() == sitting.station.text("store.wrong_passphrase"))
    assert not part.key
    sitting.hands.rest(1.1)
    part.begin()
    sitting.hands.type(PASSPHRASE)
    sitting.hands.press("Return")
    sitting.hands.wait(lambda: bool(part.key))
    key = part.key
    assert part.print_button.hasFocus()
    sitting.window.go("home")
    sitting.window.go("settings")
    assert not part.key, "whoever comes back finds no key on the screen"
    sitting.close()
    with pytest.raises(WrongRecoveryKey):
        unlock_with_recovery(tmp_path / "profile", before)
    unlock_with_recovery(tmp_path / "profile", key).close()
