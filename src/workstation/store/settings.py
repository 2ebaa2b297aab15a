"""The shelf of settings: a counsellor's own, kept in the vault because even habits tell something."""

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.domain.texts import storable
from workstation.store import tables as t


class Settings:
    """Texts by name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, name: str, value: str | None) -> None:
        """Keep a setting; None forgets it."""
        if value is None:
            self._connection.execute(delete(t.settings).where(t.settings.c.name == name))
            return
        keeping = upsert(t.settings).values(name=name, value=storable(value))
        keeping = keeping.on_conflict_do_update(index_elements=["name"], set_={"value": storable(value)})
        self._connection.execute(keeping)

    def get(self, name: str) -> str | None:
        """Return a setting; None = never set."""
        return self._connection.execute(
            select(t.settings.c.value).where(t.settings.c.name == name)
        ).scalar_one_or_none()

    def all(self) -> dict[str, str]:
        """Return every setting by name."""
        rows = select(t.settings.c.name, t.settings.c.value)
        return dict(self._connection.execute(rows).all())
