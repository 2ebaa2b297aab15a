"""What the small stations keep their things in: plain SQLite, in memory for a history, on a file for a process."""

import json
import sqlite3
from functools import cache, lru_cache

TABLES = """
CREATE TABLE IF NOT EXISTS kept(k TEXT PRIMARY KEY, v TEXT);
CREATE TABLE IF NOT EXISTS cursors(stream TEXT PRIMARY KEY, seq INTEGER NOT NULL, tag TEXT, digest INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS records(id TEXT PRIMARY KEY, stream TEXT, kind TEXT, parent TEXT,
  hub_fields TEXT, hub_meta TEXT, fields TEXT, meta TEXT);
CREATE TABLE IF NOT EXISTS outbox(place INTEGER PRIMARY KEY AUTOINCREMENT, device TEXT, n INTEGER, id TEXT UNIQUE, record TEXT,
  kind TEXT, stream TEXT, parent TEXT, sets TEXT, base TEXT, state INTEGER NOT NULL DEFAULT 0, at TEXT);
CREATE TABLE IF NOT EXISTS aside(id TEXT, turn INTEGER, stream TEXT, kind TEXT, parent TEXT, fields TEXT, meta TEXT,
  refused INTEGER NOT NULL DEFAULT 0, given INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(id, turn));
CREATE TABLE IF NOT EXISTS succession(record TEXT, field TEXT, change TEXT, before TEXT,
  PRIMARY KEY(record, field, change, before)) WITHOUT ROWID;
"""
IN_ORDER = (
    "SELECT id, record, at FROM outbox WHERE state=2 AND NOT EXISTS (SELECT 1 FROM outbox AS earlier"
    " WHERE earlier.record=outbox.record AND earlier.state<2 AND earlier.place<outbox.place) ORDER BY place"
)
PLACES_FROM = (  # no place is missing: what was refused and written anew left its own
    "SELECT max(n) - min(n) + 1 = count(*), min(n) FROM outbox WHERE device=? AND n>=?"
)
SHOWN_AGAIN = (
    "UPDATE outbox SET state=2, at='{}' WHERE state=3 AND place >"
    " (SELECT min(place) FROM outbox AS open WHERE open.record=outbox.record AND open.state<2)"
)


def on_file(path):
    """The store of a station that is a process of its own."""
    db = sqlite3.connect(path, isolation_level=None, timeout=20)
    db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;" + TABLES)
    return db


@lru_cache(10_000)
def read(text):
    """What was written, to be looked at only."""
    return json.loads(text)


def empty_store():
    store = sqlite3.connect(":memory:", isolation_level=None)
    store.executescript(TABLES)
    return store


@cache
def empty_stores_bytes():
    return empty_store().serialize()
