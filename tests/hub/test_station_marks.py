"""The signs in call numbers: one station each, whoever asks at the same moment, for as long as the station is there."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from nacl.signing import SigningKey
from sqlalchemy import insert

from workstation.hub.backing_up import back_up, restore
from workstation.hub.database import Database
from workstation.hub.migrating import bring_to_head
from workstation.hub.station_marks import SIGNS
from workstation.hub.tables import STATION_MARKS
from workstation.sync.protocol import UnknownDevice


def test_the_first_keeps_what_it_wishes_the_later_one_gets_another_and_both_for_good(team):
    an, bo = team.device("an"), team.device("bo")
    assert team.archive.mark(an, "K7") == "K7"
    other = team.archive.mark(bo, "K7")
    assert other != "K7"
    assert len(other) == 2
    assert [team.archive.mark(bo, wish) for wish in ("K7", "", "ZZ")] == [other] * 3
    with pytest.raises(UnknownDevice):
        team.archive.mark("nobody", "K9")


def test_a_station_admitted_anew_takes_its_mark_along_and_a_stranger_does_not(team):
    key = SigningKey.generate()
    before, anew = (team.archive.enrol(team.enrolment("an", key)).device for _ in range(2))
    assert team.archive.mark(before, "K7") == "K7"
    assert team.archive.mark(anew, "K7") == "K7"
    assert team.archive.mark(team.device("bo"), "K7") != "K7"


def test_eight_who_ask_at_once_for_one_mark_get_eight(team):
    devices = [team.device("an") for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda device: team.archive.mark(device, "K7"), devices))
    assert len(set(given)) == 8
    assert "K7" in given


def test_when_two_signs_are_used_up_there_are_three(file_team):
    rows = [{"mark": one + two, "device": f"d{one}{two}"} for one in SIGNS for two in SIGNS]
    with file_team.database.work() as connection:
        connection.execute(insert(STATION_MARKS), rows)
    assert len(file_team.archive.mark(file_team.device("an"), "K7")) == 3


def test_marks_are_in_a_backup_and_a_backup_of_before_there_were_any_still_restores(file_team, tmp_path):
    device = file_team.device("an")
    file_team.archive.mark(device, "K7")
    back_up(file_team.database, tmp_path / "now.backup")
    again = Database(f"sqlite:///{tmp_path}/again.db")
    restore(tmp_path / "now.backup", again)
    with again.work() as connection:
        assert connection.execute(STATION_MARKS.select()).all() == [("K7", device)]
    again.close()
    older = Database(f"sqlite:///{tmp_path}/older.db")
    bring_to_head(older, "0002")
    with older.work() as connection:
        STATION_MARKS.create(connection)  # as the tables of this program are read
    back_up(older, tmp_path / "older.backup")
    older.close()
    new = Database(f"sqlite:///{tmp_path}/new.db")
    assert restore(tmp_path / "older.backup", new).revision == "0002"
    new.close()
