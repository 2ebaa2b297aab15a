"""Where histories take place: a hub's database, made ready once and put back for every history.

On SQLite it lies in memory, so that a history costs what the rules cost; that a hub on a file and its commits hold is
shown with real processes (`soak.py`). On PostgreSQL it is a real one, emptied and furnished again.
"""

import sqlite3
from collections import Counter
from contextlib import closing, contextmanager

import psycopg
from sqlalchemy import delete, event, insert, select
from tests.hub.hubs import Team, empty_hub
from tests.hub.postgres import Server
from tests.hub.stores import empty_store, empty_stores_bytes

from workstation.hub.database import Database
from workstation.hub.tables import METADATA

OWNERS = {"c0": "u0", "c1": "u0", "c2": "u1", "c3": "u2"}  # two devices of one person
DEVICES = 200  # of one person in one history, at most
SEES = {"u0": ["A", "B", "group-1"], "u1": ["A", "group-2"], "u2": ["B", "group-2"]}


class Crash(BaseException):
    """The station's program dies here."""


class HubDied(Exception):
    """The hub's process dies here. No BaseException: at one of those the pool closes the connection, and the hub is gone."""


class Ground:
    """A database of a hub that dies where it is told to: "before" a commit, or in the "mid" of numbering."""

    def __init__(self, database):
        self.database, self.crashes, self.dies = database, Counter(), None
        self.stores = {name: empty_store() for name in OWNERS}

    def furnish(self):
        Team(self.database).furnish(SEES)
        self.furnished = self.copy()

    def enrolments(self, account):
        while True:
            yield Team(self.database).enrolment(account)

    def begin(self):
        """A furnished hub that nobody has spoken to, and stations that are new."""
        self.put_back(self.furnished)
        for store in self.stores.values():
            store.deserialize(empty_stores_bytes())

    @contextmanager
    def dying(self, where):
        """The hub dies at the first such place, if the call comes by one."""
        listeners = {
            "commit": lambda _connection: self.hears("COMMIT"),
            "before_cursor_execute": lambda _connection, _cursor, statement, *_rest: self.hears(statement),
        }
        self.dies = where
        for name, listener in listeners.items():
            event.listen(self.database.engine, name, listener)
        try:
            yield
        finally:
            self.dies = None
            for name, listener in listeners.items():
                event.remove(self.database.engine, name, listener)

    def hears(self, words):
        """What the database is about to be told."""
        place = "before" if words == "COMMIT" else "mid" if words.startswith("UPDATE streams SET head") else None
        if place is not None and place == self.dies:
            self.dies = None
            self.crashes[place] += 1
            raise HubDied

    def close(self):
        self.database.close()

    def ask(self, sql):
        """Look into the database, past the hub."""
        with self.database.snapshot() as connection:
            return connection.exec_driver_sql(sql).all()


class InMemory(Ground):
    """SQLite on one connection; a second one would find no table."""

    def __init__(self):
        super().__init__(Database("sqlite:///file::memory:?uri=true"))
        with self.database.engine.connect() as connection:
            self._raw = connection.connection.driver_connection
        with closing(sqlite3.connect(empty_hub())) as file:
            file.backup(self._raw)
        self.furnish()

    def furnish(self):
        """With a heap of enrolments for each account, handed out beforehand."""
        Team(self.database).furnish(SEES)
        self._enrolments = {one: [Team(self.database).enrolment(one) for _ in range(DEVICES)] for one in SEES}
        self.furnished = self.copy()

    def enrolments(self, account):
        return iter(self._enrolments[account])

    def copy(self):
        copy = sqlite3.connect(":memory:")
        self._raw.backup(copy)
        return copy

    def put_back(self, copy):
        # `deserialize` would leave the table behind `json_each` to statements that are prepared already: they crash
        copy.backup(self._raw)

    def ask(self, sql):
        return self._raw.execute(sql).fetchall()


class OnServer(Ground):
    """PostgreSQL: a copy of the hub is its rows. Most is told to it past SQLAlchemy: its cursors are listened to."""

    def __init__(self, address, close=lambda: None):
        super().__init__(Database(address))
        ground = self

        class Heard(psycopg.Cursor):
            def execute(self, words, *given, **named):
                ground.hears(words if isinstance(words, str) else words.decode())
                return super().execute(words, *given, **named)

        @event.listens_for(self.database.engine, "connect")
        def _listen(connection, _record):
            connection.cursor_factory = Heard

        self._close = close
        self.furnish()

    @classmethod
    def of_its_own(cls):
        """On a server that is begun for it and ends with it."""
        server = Server()
        return cls(server.fresh(), server.stop)

    def close(self):
        super().close()
        self._close()

    def copy(self):
        with self.database.snapshot() as connection:
            return {
                table: [dict(row) for row in connection.execute(select(table)).mappings()]
                for table in METADATA.sorted_tables
            }

    def put_back(self, copy):
        with self.database.work() as connection:
            for table in METADATA.sorted_tables:
                connection.execute(delete(table))
                if copy[table]:
                    connection.execute(insert(table), copy[table])
