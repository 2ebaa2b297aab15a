import pytest
import sqlalchemy.exc
from sqlalchemy import insert
from tests.hub.hubs import Team
from tests.hub.postgres import Server, programs

from workstation.hub.database import Database, DatabaseAway
from workstation.hub.quiet import noisy_settings
from workstation.hub.serving import NoisyDatabase, opened
from workstation.hub.tables import RECORDS

MARKER = "geheim-merkteken-44817"
# a row that the database itself refuses
REFUSED = {"id": "r1", "stream": "A", "seq": 1, "kind": "call", "fields": MARKER, "meta": None}


def refuse_a_row(database):
    def once():
        with database.work() as connection:
            connection.execute(insert(RECORDS), REFUSED)

    with pytest.raises(DatabaseAway) as told:
        database.repeated(once)
    return told.value


def test_a_quiet_server_writes_nothing_of_a_refused_row(postgres, caplog):
    team = Team(postgres.fresh())
    assert noisy_settings(team.database) == ()
    error = refuse_a_row(team.database)
    team.database.close()
    assert MARKER not in postgres.log.read_text(errors="replace")
    assert MARKER not in caplog.text + str(error) + repr(error.__cause__)
    assert "database refused: 23502" in caplog.text


def test_the_drivers_own_sentence_would_have_held_the_row(postgres):
    """The control: what is kept out of the log above is there to be kept out."""
    team = Team(postgres.fresh())
    with pytest.raises(sqlalchemy.exc.IntegrityError) as told, team.database.work() as connection:
        connection.execute(insert(RECORDS), REFUSED)
    team.database.close()
    assert MARKER in str(told.value.orig)


@pytest.mark.slow
def test_the_hub_does_not_serve_on_a_server_that_would_write_rows_down():
    if programs() is None:
        pytest.skip("no PostgreSQL on this machine")
    server = Server(settings=("log_statement=all",))
    try:
        database = Database(server.fresh())
        assert "log_statement=none" in noisy_settings(database)
        assert "log_error_verbosity=terse" in noisy_settings(database)
        refuse_a_row(database)
        assert MARKER in server.log.read_text(errors="replace")  # the control
        with pytest.raises(NoisyDatabase) as told:
            opened(server.address(f"hub{server.number}"))
        assert MARKER not in str(told.value)
        database.close()
    finally:
        server.stop()


def test_a_hub_goes_on_when_the_server_comes_back(postgres):
    team = Team(postgres.fresh())
    team.furnish({"an": ["A"]})
    postgres.crash()
    with pytest.raises(DatabaseAway):
        team.device("an")
    postgres.start()
    assert team.device("an")
    team.database.close()
