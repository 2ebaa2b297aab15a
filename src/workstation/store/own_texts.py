"""The shelf of own texts: what a team changed of the shipped review form, step cards, texts and abbreviations."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.domain.flat import TEXT, TEXT_VERSION
from workstation.domain.flat_team import derived_id
from workstation.domain.ids import new_id
from workstation.domain.moments import as_text, from_text
from workstation.domain.text_versions import numbered, place_of
from workstation.store.coordination_tables import own_text_heads, own_texts
from workstation.store.rows import bound
from workstation.store.telling import telling

T, H = own_texts.c, own_text_heads.c


@dataclass(frozen=True, slots=True)
class OwnText:
    """One version of a text. Version 0 is the shipped one and is not kept here."""

    name: str
    version: int
    at: datetime
    counsellor: str
    body: str


class OwnTexts:
    """Every version of every text, and which one holds: the newest, or the one that was chosen out of two."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, name: str, body: str, counsellor: str, at: datetime) -> int:
        """Keep the next version, which holds from now on, and return its number."""
        record = new_id()
        last = max((place_of(one.version) for one in self.versions(name)), default=0)
        row = {
            "record": record, "name": name, "version": numbered(last + 1, record), "at": as_text(at),
            "counsellor": counsellor, "body": body,
        }  # fmt: skip
        with telling(self._connection, TEXT_VERSION, record=record):
            self._connection.execute(insert(own_texts).values(**bound(row)))
        with telling(self._connection, TEXT, name=name):
            head = upsert(own_text_heads).values(name=name, record=record)
            self._connection.execute(head.on_conflict_do_update(index_elements=["name"], set_={"record": record}))
        return numbered(last + 1, record)

    def newest(self, name: str) -> OwnText | None:
        """Return the version that holds; None = the shipped text."""
        found = self.versions(name)
        return found[-1] if found else None

    def under(self, prefix: str) -> dict[str, OwnText]:
        """Return the version that holds of every text whose name begins so, by name."""
        found = self._found(T.name.startswith(prefix, autoescape=True))
        return {name: versions[-1] for name, versions in found.items()}

    def versions(self, name: str) -> tuple[OwnText, ...]:
        """Return every version, oldest first, the one that holds last."""
        return tuple(self._found(T.name == name).get(name, ()))

    def version(self, record: str) -> OwnText | None:
        """Return a version by the name under which it travels, None while it has not come."""
        row = self._connection.execute(select(own_texts).where(T.record == record)).mappings().first()
        return _text(row) if row is not None else None

    def name_of(self, head: str) -> str | None:
        """Return the text of which a record says which version holds; None for one that is not known here."""
        names = self._connection.execute(select(H.name)).scalars()
        return next((name for name in names if derived_id(TEXT, name) == head), None)

    def _found(self, which: ColumnElement[bool]) -> dict[str, list[OwnText]]:
        rows = select(own_texts, (H.record == T.record).label("holds")).outerjoin(own_text_heads, H.name == T.name)
        every = sorted(self._connection.execute(rows.where(which)).mappings(), key=_in_order)
        found: dict[str, list[OwnText]] = defaultdict(list)
        for row in every:
            found[row["name"]].append(_text(row))
        return found


def _in_order(row: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a row
    return row["name"], bool(row["holds"]), place_of(row["version"]), row["at"], row["record"]


def _text(row: Any) -> OwnText:  # noqa: ANN401 - a row
    return OwnText(row["name"], row["version"], from_text(row["at"]), row["counsellor"], row["body"])
