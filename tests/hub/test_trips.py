import os
import tempfile
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select, text
from tests.hub.hubs import Team

from workstation.domain.envelopes import Change, Pull, Push, new_change_id
from workstation.hub.database import DatabaseAway
from workstation.hub.tables import GONE, LOG, RECORDS
from workstation.hub.trips import among, ask, tell

SEES = {"an": ["A", "B"]}


@pytest.fixture(scope="module")
def an(postgres):
    """A device at a hub on PostgreSQL, which has said everything once: the statements are prepared."""
    team = Team(postgres.fresh())  # the only one of these tests: a fresh one takes the one before away
    team.furnish(SEES)
    made = Device(team)
    for _ in range(2):
        made.push(1)
        made.pull()
    yield made
    team.database.close()


class Device:
    def __init__(self, team):
        self.database, self.archive, self.device = team.database, team.archive, team.device("an")
        self.n, self.cursors, self.last = 0, {}, None

    def change(self, stream="A"):
        self.n += 1
        self.last = Change(new_change_id(), new_change_id(), "call", stream, {"note": "x"}, n=self.n)
        return self.last

    def push(self, number):
        return self.archive.push(self.device, Push(0, None, tuple(self.change() for _ in range(number)))).acks

    def edit(self):
        self.n += 1
        change = Change(
            new_change_id(), self.last.record, "call", "A", {"note": str(self.n)}, {"note": self.last.id}, n=self.n
        )
        self.last = change
        return self.archive.push(self.device, Push(0, None, (change,))).acks

    def pull(self):
        pulled = self.archive.pull(self.device, Pull(self.cursors))
        self.cursors = {page.stream: page.end for page in pulled.pages}
        return [item for page in pulled.pages for item in page.items]


class Said:
    """What went over the line to PostgreSQL, as libpq itself tells it."""

    def __init__(self, told):
        asked = [line.split("\t")[3] for line in told.splitlines() if line.split("\t")[1:2] == ["F"]]
        self.statements = asked.count("Execute") + asked.count("Query")
        self.trips = asked.count("Sync") + asked.count("Query")
        begun = sum("Parse" in line and "BEGIN" in line for line in told.splitlines())  # has no name, is nothing kept
        self.prepared = asked.count("Parse") - begun


@contextmanager
def listening(database):
    """Write down every message on every connection that is used inside."""
    with tempfile.TemporaryFile() as told:
        lines = []

        def listen(line, _record, _proxy):
            line.pgconn.trace(told.fileno())
            lines.append(line)

        event.listen(database.engine, "checkout", listen)
        heard = []
        try:
            yield heard
        finally:
            event.remove(database.engine, "checkout", listen)
            for line in lines:
                line.pgconn.untrace()
            told.seek(0, os.SEEK_SET)
            heard.append(Said(told.read().decode(errors="replace")))


@pytest.mark.parametrize(
    ("what", "statements", "trips"),
    [
        # BEGIN; device, grants and epoch, records, what was before; counter; log with records and changes, device, COMMIT
        pytest.param(lambda an: an.push(1), 8, 4, id="one new record"),
        pytest.param(lambda an: an.push(200), 10, 4, id="two hundred new records"),
        pytest.param(lambda an: an.edit(), 9, 4, id="one record again"),
        # BEGIN; device, grants, epoch, heads and their tags; COMMIT
        pytest.param(lambda an: an.pull(), 3, 3, id="nothing new to read"),
        pytest.param(lambda an: (an.push(1), an.pull()), 8 + 5, 4 + 4, id="a change kept, and read"),
    ],
)
def test_a_push_and_a_pull_stay_within_their_budget_of_statements_and_trips(an, what, statements, trips):
    an.pull()
    with listening(an.database) as heard:
        what(an)
    (said,) = heard
    assert (said.statements, said.trips) == (statements, trips)


def test_the_same_statement_serves_for_any_number_of_rows(an):
    an.push(3)
    an.push(50)
    with listening(an.database) as heard:
        an.push(7)
        an.push(70)
    assert heard[0].prepared == 0


def test_no_statement_reads_a_whole_table_by_a_plan_made_while_it_was_small(an):
    an.push(50)
    an.edit()
    an.pull()
    an.archive.known(an.device, ("c",))
    plans = {}
    with an.database.snapshot() as connection:
        connection.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
        prepared = text("SELECT name, statement, cardinality(parameter_types) AS many FROM pg_prepared_statements")
        for row in connection.execute(prepared).all():
            if row.statement.startswith(
                ("SELECT records", "SELECT dev", "SELECT gone", "SELECT ch", "UPDATE", "WITH")
            ):
                asked = f"EXPLAIN EXECUTE {row.name}({', '.join(['NULL'] * row.many)})"
                plans[row.statement] = "\n".join(connection.execute(text(asked)).scalars())
    assert len(plans) >= 8
    assert [words for words, plan in plans.items() if "Seq Scan" in plan] == []


def test_a_connection_that_died_while_it_rested_is_not_noticed_by_the_station(an, postgres):
    an.push(1)
    an.pull()
    name = an.database.engine.url.database
    postgres.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    assert [ack.outcome for ack in an.push(1)] == ["ok"]
    assert len(an.pull()) == 1


def test_what_is_refused_at_the_end_of_a_transaction_leaves_nothing_of_it(an):
    an.push(1)
    line = {"stream": "A", "seq": 900, "tag": "t", "change": "c", "record": "r"}

    def twice():
        with an.database.work() as connection:
            tell(connection, (LOG, [line]), (LOG, [line]), last=True)

    with pytest.raises(DatabaseAway):
        an.database.repeated(twice)
    with an.database.snapshot() as connection:
        assert connection.execute(select(LOG).where(LOG.c.seq == 900)).all() == []
    assert [ack.outcome for ack in an.push(1)] == ["ok"]


def test_names_rows_and_nothing_at_all_are_the_same_on_both_databases(an, file_team):
    odd = ["r1", "r'2", 'r"3', "r{4}", "r,5", "NULL", "r\\6", "é"]
    rows = [
        {"id": one, "stream": "odd", "seq": n, "kind": "call", "parent": None if n % 2 else "r1", "fields": "{}",
         "meta": one}
        for n, one in enumerate(odd, 1)
    ]  # fmt: skip
    here = select(RECORDS).where(among(RECORDS.c.id, "ids")).order_by(RECORDS.c.seq)
    none = select(GONE).where(among(GONE.c.id, "ids"))
    for database in (an.database, file_team.database):
        with database.work() as connection:
            tell(connection, (RECORDS, rows), (GONE, []))
            found, nobody, gone = ask(connection, (here, {"ids": odd}), (here, {"ids": []}), (none, {"ids": odd}))
        assert [{name: getattr(row, name) for name in rows[0]} for row in found] == rows
        assert (list(nobody), list(gone)) == ([], [])
