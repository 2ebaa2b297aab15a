"""What a restore from a backup leaves behind: up to where the hub still holds what it held before.

A station that gives back what it held in an ended epoch overtakes only values up to there. What was written after
that it cannot have seen, and what cannot be told apart becomes a conflict that people see.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, insert, select, update

from workstation.hub.tables import META, RESTORES, STREAMS


def end_epoch(connection: Connection, epoch: str) -> None:
    """Declare that the hub came back from a backup, and begin this epoch."""
    ended = connection.execute(select(META.c.value).where(META.c.name == "epoch")).scalar_one()
    there = set(connection.execute(select(RESTORES.c.stream).where(RESTORES.c.epoch == ended)).scalars())
    heads = connection.execute(select(STREAMS.c.id, STREAMS.c.head)).all()
    rows = [{"epoch": ended, "stream": row.id, "head": row.head} for row in heads if row.id not in there]
    if rows:
        connection.execute(insert(RESTORES), rows)
    connection.execute(update(META).where(META.c.name == "epoch").values(value=epoch))


def note_undeclared(connection: Connection, epoch: str, streams: Iterable[str]) -> None:
    """Note that these streams were restored without a word: nobody knows up to where, so nothing is overtaken."""
    wanted = select(RESTORES.c.stream).where(RESTORES.c.epoch == epoch)
    there = set(connection.execute(wanted).scalars())
    rows = [{"epoch": epoch, "stream": stream, "head": 0} for stream in sorted(set(streams) - there)]
    if rows:
        connection.execute(insert(RESTORES), rows)


def heads_of(connection: Connection, epoch: str | None) -> dict[str, int]:
    """Return per stream up to where the hub holds what it held in this epoch; nothing when that is not known."""
    rows = connection.execute(select(RESTORES.c.stream, RESTORES.c.head).where(RESTORES.c.epoch == (epoch or "")))
    return {row.stream: row.head for row in rows}
