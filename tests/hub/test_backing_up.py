import gzip

import pytest
from tests.hub.hubs import Team, hub_file
from tests.hub.stations import Station
from tests.hub.stores import on_file

from workstation.hub.backing_up import DamagedBackup, NotEmpty, back_up, restore, verify_file
from workstation.hub.database import Database
from workstation.hub.epochs import epoch_of
from workstation.hub.tables import DEVICES, META, RECORDS
from workstation.hub.verifying import verify


@pytest.fixture
def empty(request, team, tmp_path):
    """The address of a database with nothing in it, of the same kind as the team's."""
    if not team.database.on_postgresql:
        return f"sqlite:///{tmp_path}/new.db"
    server = request.getfixturevalue("postgres")
    server.ask("DROP DATABASE IF EXISTS hub_restored WITH (FORCE)", "CREATE DATABASE hub_restored")
    return server.address("hub_restored")


def station(team, tmp_path, name, account="an"):
    return Station(on_file(tmp_path / f"{name}.db"), team.archive, lambda: team.enrolment(account))


def test_the_drill_a_hub_from_yesterdays_backup_is_given_back_the_day(team, empty, tmp_path):
    one, two = station(team, tmp_path, "one"), station(team, tmp_path, "two", "bo")
    for n in range(20):
        one.write(f"r{n}", {"note": f"yesterday {n}"}, "call", "A")
    one.sync()
    two.sync()
    back_up(team.database, tmp_path / "hub.backup")
    for n in range(10, 30):  # the day after: some are written on, some are new, by both
        (one if n % 2 else two).write(f"r{n}", {"note": f"today {n}", "age": n}, "call", "A")
    for each in (one, two, one, two):
        each.sync()
    before = {record: fields for record, (_, _, fields) in one.records().items()}
    assert len(before) == 30

    new = Team(empty)
    restore(tmp_path / "hub.backup", new.database)
    with new.database.work() as connection:
        assert len(connection.execute(RECORDS.select()).all()) == 20
    for each in (one, two):
        each.hub = new.archive
    for each in (one, two, one, two):
        each.sync()
    assert {record: fields for record, (_, _, fields) in one.records().items()} == before
    assert one.from_hub() == two.from_hub()
    assert (one.alarms, two.alarms, one.unsent(), two.unsent()) == ([], [], [], [])
    assert verify(new.database) == ()
    new.database.close()


def test_what_an_absent_author_wrote_is_given_back_by_a_colleague(team, empty, tmp_path):
    one, two = station(team, tmp_path, "one"), station(team, tmp_path, "two", "bo")
    one.write("r1", {"note": "yesterday"}, "call", "A")
    for each in (one, two):
        each.sync()
    back_up(team.database, tmp_path / "hub.backup")
    one.write("r1", {"note": "today"})
    one.write("r2", {"note": "also today"}, "call", "A")
    for each in (one, two):
        each.sync()
    new = Team(empty)
    restore(tmp_path / "hub.backup", new.database)
    two.hub = new.archive  # the laptop of one is stolen
    two.sync()
    two.sync()
    assert {record: held[2]["note"] for record, held in two.from_hub().items()} == {"r1": "today", "r2": "also today"}
    new.database.close()


def test_a_restored_hub_has_another_epoch_and_another_secret(team, empty, tmp_path):
    back_up(team.database, tmp_path / "hub.backup")
    new = Database(empty)
    restore(tmp_path / "hub.backup", new)
    with team.database.snapshot() as old, new.snapshot() as restored:
        assert epoch_of(old) != epoch_of(restored)
        secrets = [c.execute(META.select().where(META.c.name == "token_secret")).one().value for c in (old, restored)]
    assert secrets[0] != secrets[1]
    new.close()


def test_a_backup_goes_from_the_trial_to_the_server(file_team, postgres, tmp_path):
    one = station(file_team, tmp_path, "one")
    one.write("r1", {"note": "x"}, "call", "A")
    one.sync()
    back_up(file_team.database, tmp_path / "hub.backup")
    postgres.ask("DROP DATABASE IF EXISTS hub_moved WITH (FORCE)", "CREATE DATABASE hub_moved")
    moved = Team(postgres.address("hub_moved"))
    restore(tmp_path / "hub.backup", moved.database)
    one.hub = moved.archive
    one.write("r1", {"note": "y"})
    one.sync()
    assert one.from_hub()["r1"][2] == {"note": "y"}
    assert verify(moved.database) == ()
    moved.administration.add_stream("C", "team")  # the row of acts goes on where it was
    moved.database.close()


def test_only_what_stands_in_two_backups_may_be_forgotten(file_team, tmp_path):
    one = station(file_team, tmp_path, "one")
    horizons = []
    for n in range(3):
        one.write(f"r{n}", {"note": "x"}, "call", "A")
        one.sync()
        back_up(file_team.database, tmp_path / f"{n}.backup")
        with file_team.database.snapshot() as connection:
            horizons.append(connection.execute(DEVICES.select()).one().horizon)
    assert horizons == [0, 1, 2]


@pytest.mark.parametrize("harm", ["cut", "changed", "line out", "other file"])
def test_a_damaged_backup_is_not_restored(file_team, tmp_path, harm):
    path = tmp_path / "hub.backup"
    back_up(file_team.database, path)
    assert verify_file(path).rows["accounts"] == 3
    raw = path.read_bytes()
    lines = gzip.decompress(raw).splitlines(keepends=True)
    harmed = {
        "cut": raw[:-40],
        "changed": gzip.compress(b"".join(lines).replace(b"counsellor", b"operatorxx", 1)),
        "line out": gzip.compress(b"".join(lines[:5] + lines[6:])),
        "other file": b"PK\x03\x04",
    }[harm]
    path.write_bytes(harmed)
    new = Database(hub_file(tmp_path / "new") if (tmp_path / "new").mkdir() is None else "")
    with pytest.raises(DamagedBackup):
        restore(path, new)
    assert verify(new) == ()
    new.close()


def test_a_backup_is_never_restored_over_another_hub(file_team, tmp_path):
    one = station(file_team, tmp_path, "one")
    one.write("r1", {"note": "x"}, "call", "A")
    one.sync()
    back_up(file_team.database, tmp_path / "hub.backup")
    with pytest.raises(NotEmpty):
        restore(tmp_path / "hub.backup", file_team.database)
    assert (tmp_path / "hub.backup").stat().st_mode & 0o077 == 0


def test_verifying_finds_a_lost_line_a_changed_record_and_a_missing_change(file_team, tmp_path):
    one = station(file_team, tmp_path, "one")
    for n in range(3):
        one.write(f"r{n}", {"note": "x"}, "call", "A")
    one.sync()
    assert verify(file_team.database) == ()
    with file_team.database.work() as connection:
        connection.exec_driver_sql("DELETE FROM stream_log WHERE seq = 2")
        connection.exec_driver_sql("DELETE FROM records WHERE id = 'r1'")
        connection.exec_driver_sql("DELETE FROM changes WHERE n = 2")
    assert [one.split(": ")[1] for one in verify(file_team.database)] == [
        "the log has a gap", "the digest is not true", "changes are missing"
    ]  # fmt: skip
