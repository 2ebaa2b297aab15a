"""The shelf of own texts: what a team changed of the shipped review form, step cards, texts and abbreviations."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from workstation.domain.moments import as_text, from_text
from workstation.store.coordination_tables import own_texts
from workstation.store.rows import bound

T = own_texts.c


@dataclass(frozen=True, slots=True)
class OwnText:
    """One version of a text. Version 0 is the shipped one and is not kept here."""

    name: str
    version: int
    at: datetime
    counsellor: str
    body: str


class OwnTexts:
    """Every version of every text; the newest holds."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, name: str, body: str, counsellor: str, at: datetime) -> int:
        """Keep the next version and return its number."""
        last = self._connection.execute(select(func.max(T.version)).where(T.name == name)).scalar() or 0
        row = {"name": name, "version": last + 1, "at": as_text(at), "counsellor": counsellor, "body": body}
        self._connection.execute(insert(own_texts).values(**bound(row)))
        return int(last) + 1

    def newest(self, name: str) -> OwnText | None:
        """Return the version that holds; None = the shipped text."""
        found = self.versions(name)
        return found[-1] if found else None

    def under(self, prefix: str) -> dict[str, OwnText]:
        """Return the newest version of every text whose name begins so, by name."""
        rows = select(T.name, T.version, T.at, T.counsellor, T.body).where(T.name.startswith(prefix, autoescape=True))
        return {row[0]: _text(*row) for row in self._connection.execute(rows.order_by(T.name, T.version))}

    def versions(self, name: str) -> tuple[OwnText, ...]:
        """Return every version, oldest first."""
        rows = select(T.name, T.version, T.at, T.counsellor, T.body).where(T.name == name).order_by(T.version)
        return tuple(_text(*row) for row in self._connection.execute(rows))


def _text(name: str, version: int, at: str, counsellor: str, body: str) -> OwnText:
    return OwnText(name, version, from_text(at), counsellor, body)
