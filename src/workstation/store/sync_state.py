"""The shelf of what this station knows of the hub: its own name there, the keys of the team, what was refused."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.domain.moments import as_text, from_text
from workstation.store import straight
from workstation.store import tables as t
from workstation.store.straight import THESE, listed

DEVICE = "device"  # the name the hub gave; absent: not enrolled, or enrolling again
HOME = "home"  # the stream into which this station writes; absent: this station has never met a hub
EPOCH = "epoch"
NEXT_N = "next_n"
GRANTED = "granted"
LAST_MET = "last_met"
STATION = "station"  # drawn once; tells the registers of stations apart and says nothing else
KEY = "key."  # and the team, and the key's id
ANEW = "anew."  # and a record: it holds values closed with the key of the team or group that it was in before
GIVEN_OUT = "+"  # before a field's name: the highest number this station gave out itself

# given to the driver as they are: both run once for every sealed record that comes or goes
_NUMBERS = "SELECT field, number FROM versions WHERE record = ?"
_NUMBERS_OF = f"SELECT record, field, number FROM versions WHERE record {THESE}"
_ACCEPT = (
    "INSERT INTO versions (record, field, number) VALUES (?, ?, ?)"
    " ON CONFLICT (record, field) DO UPDATE SET number = max(number, excluded.number)"
)
_GET = "SELECT value FROM sync_state WHERE name = ?"
_PUT = "INSERT INTO sync_state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
_FORGET = "DELETE FROM sync_state WHERE name = ?"
# names between two texts, which the index answers
_UNDER = "SELECT name, value FROM sync_state WHERE name >= ? AND name < ? ORDER BY name"


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """Something from the hub that was refused; `what` is a key under `sync.alarms`. Ids only."""

    at: datetime
    what: str
    record: str
    field: str
    times: int


class SyncState:
    """Texts by name, alarms, and the highest number of each sealed value."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._looked_up: dict[str, list[tuple[str, int]]] = {}
        self._accepted: list[tuple[str, str, int]] = []

    def put(self, name: str, value: str | None) -> None:
        """Keep a text; None forgets it."""
        if value is None:
            straight.run(self._connection, _FORGET, (name,))
        else:
            straight.run(self._connection, _PUT, (name, value))

    def get(self, name: str) -> str | None:
        """Return a text; None = never kept."""
        found: str | None = straight.first(self._connection, _GET, (name,))
        return found

    def under(self, prefix: str) -> dict[str, str]:
        """Return the texts whose names begin so, by name."""
        return dict(straight.rows(self._connection, _UNDER, (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1))))

    def alarm(self, what: str, at: datetime, record: str = "", field: str = "") -> None:
        """Keep that something was refused; the same thing again only counts."""
        keeping = upsert(t.alarms).values(at=as_text(at), what=what, record=record, field=field, times=1)
        again = {"times": t.alarms.c.times + 1, "at": as_text(at)}
        self._connection.execute(
            keeping.on_conflict_do_update(index_elements=["what", "record", "field"], set_=again)
        )

    def alarms(self) -> tuple[AlarmLine, ...]:
        """Return what was refused, newest first."""
        c = t.alarms.c
        rows = select(c.at, c.what, c.record, c.field, c.times).order_by(c.at.desc(), c.id.desc())
        return tuple(AlarmLine(from_text(at), *rest) for at, *rest in self._connection.execute(rows))

    def clear_alarms(self, *but: str) -> None:
        """Forget them, but for these kinds: somebody has read them."""
        self._connection.execute(delete(t.alarms).where(t.alarms.c.what.not_in(but)))

    @contextmanager
    def numbers_at_once(self, records: Iterable[str]) -> Iterator[None]:
        """Read the numbers of many records at once, and keep those that are accepted meanwhile at the end."""
        self._looked_up = {record: [] for record in records}
        for record, field, number in straight.rows(self._connection, _NUMBERS_OF, listed(self._looked_up)):
            self._looked_up[record].append((field, number))
        yield
        self._looked_up = {}
        straight.run_many(self._connection, _ACCEPT, self._accepted)
        self._accepted = []

    def given_out(self, record: str) -> dict[str, int]:
        """Return per field of a record the highest number ever accepted or given out here."""
        found: dict[str, int] = {}
        for name, number in self._numbers(record):
            field = name.removeprefix(GIVEN_OUT)
            found[field] = max(number, found.get(field, 0))
        return found

    def numbers(self, record: str) -> dict[str, int]:
        """Return the highest accepted number of each sealed field of a record."""
        found: dict[str, int] = {}
        for field, number in self._numbers(record):
            if number and not field.startswith(GIVEN_OUT):
                found[field] = max(number, found.get(field, 0))
        return found

    def other_team_has(self, key_id: str, team: str) -> bool:
        """Return whether a key of this id is held for another team than this one."""
        return any(one != team for one in self.teams_with(key_id))

    def teams_with(self, key_id: str) -> tuple[str, ...]:
        """Return the teams and sealed groups for which a key of this id is held."""
        c, end = t.sync_state.c, f".{key_id}"
        rows = select(c.name).where(c.name.startswith(KEY), c.name.endswith(end)).order_by(c.name)
        return tuple(one.removeprefix(KEY).removesuffix(end) for one in self._connection.execute(rows).scalars())

    def accept(self, record: str, numbers: Mapping[str, int]) -> None:
        """Remember that values with these numbers were accepted, or given out; a lower one changes nothing."""
        lines = [(record, field, number) for field, number in numbers.items()]
        if record in self._looked_up:
            self._looked_up[record] += [line[1:] for line in lines]
            self._accepted += lines
        else:
            straight.run_many(self._connection, _ACCEPT, lines)

    def forget_numbers(self) -> None:
        """Accept lower numbers once more, because the hub itself came back from a backup."""
        self._connection.execute(update(t.versions).values(number=0))

    def _numbers(self, record: str) -> Iterable[tuple[str, int]]:
        known = self._looked_up.get(record)
        return (
            known
            if known is not None
            else [(one, n) for one, n in straight.rows(self._connection, _NUMBERS, (record,))]
        )
