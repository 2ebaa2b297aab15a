"""The shelf of codebook editions: drafts that change, and editions in force that never do."""

from datetime import date

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.store.codebook_tables import codebook_editions as table
from workstation.vocabulary.editions import Edition, as_json, from_json


class CodebookEditions:
    """Editions of this station beside the shipped codebook."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_draft(self, edition: Edition) -> None:
        """Keep a draft as it is now. An edition in force stays as it was."""
        row = {
            "id": edition.id, "from_day": edition.from_day.isoformat(), "changes": as_json(edition.changes),
            "drafted_by": edition.drafted_by, "drafted_at": edition.drafted_at, "enforced_by": "",
            "enforced_at": None,
        }  # fmt: skip
        keeping = upsert(table).values(row)
        changed = {name: row[name] for name in ("from_day", "changes", "drafted_by", "drafted_at")}
        self._connection.execute(
            keeping.on_conflict_do_update(index_elements=["id"], set_=changed, where=table.c.enforced_at.is_(None))
        )

    def forget_draft(self, edition_id: str) -> None:
        """Throw a draft away. An edition in force stays."""
        self._connection.execute(delete(table).where(table.c.id == edition_id, table.c.enforced_at.is_(None)))

    def enforce(self, edition_id: str, by: str, at: str) -> bool:
        """Make a draft an edition in force; return whether there was such a draft."""
        made = update(table).where(table.c.id == edition_id, table.c.enforced_at.is_(None))
        return self._connection.execute(made.values(enforced_by=by, enforced_at=at)).rowcount == 1

    def make_draft(self, edition_id: str) -> None:
        """Take an edition out of force: it did not go together with one that came, and was never brought out."""
        self._connection.execute(
            update(table).where(table.c.id == edition_id).values(enforced_by="", enforced_at=None)
        )

    def take_over(self, edition: Edition) -> None:
        """Keep an edition that was put in force elsewhere; a draft of the same name gives way."""
        row = {
            "id": edition.id, "from_day": edition.from_day.isoformat(), "changes": as_json(edition.changes),
            "drafted_by": edition.drafted_by, "drafted_at": edition.drafted_at, "enforced_by": edition.enforced_by,
            "enforced_at": edition.enforced_at,
        }  # fmt: skip
        keeping = upsert(table).values(row)
        self._connection.execute(keeping.on_conflict_do_update(index_elements=["id"], set_=row))

    def all(self) -> tuple[Edition, ...]:
        """Return editions and drafts, by the day they hold from."""
        rows = select(table).order_by(table.c.from_day, table.c.enforced_at, table.c.id)
        return tuple(
            Edition(
                id=row["id"], from_day=date.fromisoformat(row["from_day"]), changes=from_json(row["changes"]),
                drafted_by=row["drafted_by"], drafted_at=row["drafted_at"], enforced_by=row["enforced_by"],
                enforced_at=row["enforced_at"],
            )
            for row in self._connection.execute(rows).mappings()
        )  # fmt: skip
