"""What a counsellor finds wrong in the directory stands on top of the work list of whoever keeps it."""

from tests.journeys.stations import make_profile


def test_what_is_wrong_goes_by_one_key_to_the_top_of_the_work_list(sit, tmp_path):
    make_profile(tmp_path / "profile", role="team_coordinator")
    sitting = sit(tmp_path / "profile")
    sitting.begin_shift()
    hands, text = sitting.hands, sitting.station.text
    hands.press("Ctrl+D")
    sitting.on("directory")
    hands.type("caw gent")
    hands.wait(lambda: bool(sitting.screens.directory.list.current))
    hands.press("Return", "Ctrl+M")
    hands.type("Het nummer geeft een fax.")
    hands.press("Return")
    hands.wait(lambda: sitting.window.notices.shown == text("directory_screen.remarked"))
    sitting.window.go("coordination")
    sitting.screens.coordination.show_section("upkeep")
    hands.wait(lambda: "Het nummer geeft een fax." in sitting.said())
    assert "klopt niet volgens een collega" in sitting.said()
