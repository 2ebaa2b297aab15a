"""The shelf of what a restored hub may have lost: what we held of it, and what we saw make way for what."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, literal, select, update

from workstation.domain.envelopes import LAST, Item, Json
from workstation.store import straight
from workstation.store import tables as t
from workstation.store.record_rows import R, chunks
from workstation.store.straight import THESE, listed

A, S = t.laid_aside.c, t.succession.c
_LIES_ASIDE = "SELECT 1 FROM laid_aside WHERE NOT refused LIMIT 1"
_MAKES_WAY = "INSERT OR IGNORE INTO succession (record, field, change, before) VALUES (?, ?, ?, ?)"
_HELD_NOW = f"SELECT id, meta FROM records WHERE id {THESE} AND meta IS NOT NULL"
TRIES = 2
_HELD = ("id", "kind", "stream", "parent", "fields", "meta")


@dataclass(frozen=True, slots=True)
class LaidAside:
    """A record of a stream that must be read again, as we held it at the `turn`-th time that we laid something aside.

    `made_way` names per field (change, the change before it): one value took the place of another while we read.
    `given`: how often it was given back already, and not found when the hub was read to its end.
    """

    id: str
    turn: int
    kind: str
    stream: str
    parent: str | None
    fields: Mapping[str, Json]
    meta: Mapping[str, str]
    made_way: Mapping[str, tuple[tuple[str, str], ...]]
    given: int = 0


class GivingBack:
    """What is kept for a hub that comes back older."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def makes_way(self, items: Iterable[tuple[Item, Mapping[str, str]]]) -> None:
        """Note what takes the place of what. Beside each record: the changes whose values it held till now."""
        rows = [
            (item.id, name, change, before[name])
            for item, before in items
            for name, change in item.meta.items()
            if name != LAST and before.get(name, change) != change
        ]
        straight.run_many(self._connection, _MAKES_WAY, rows)

    def lay_aside(self, stream: str) -> None:
        """Keep what we hold of a stream; what was laid aside before stays beside it."""
        turn = self._connection.execute(select(func.coalesce(func.max(A.turn), 0) + 1)).scalar_one()
        held = select(*(R[name] for name in _HELD), literal(turn), literal(value=False))
        rows = held.where(R.stream == stream, R.fields.is_not(None))
        self._connection.execute(insert(t.laid_aside).from_select([*_HELD, "turn", "refused"], rows))
        self._connection.execute(update(t.laid_aside).values(refused=False, given=0))

    def offer_again(self) -> None:
        """Try once more what was refused: the hub was restored again, or we may write elsewhere now."""
        self._connection.execute(update(t.laid_aside).where(A.refused).values(refused=False, given=0))

    def lies_aside(self) -> bool:
        """Return whether anything is to be given back."""
        return straight.first(self._connection, _LIES_ASIDE) is not None

    def laid_aside(self) -> tuple[LaidAside, ...]:
        """Return what is to be given back, the oldest first; not what was refused."""
        columns = (A.id, A.turn, A.kind, A.stream, A.parent, A.fields, A.meta, A.given)
        rows = self._connection.execute(select(*columns).where(~A.refused).order_by(A.turn, A.id)).all()
        made_way = self._made_way({row.id for row in rows})
        return tuple(_laid_aside(row, made_way.get(row.id, {})) for row in rows)

    def held_by_the_hub(self, records: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return per record that was read since, and per field, whose change's value the hub holds."""
        rows = straight.rows(self._connection, _HELD_NOW, listed(records))
        return {record: json.loads(meta) for record, meta in rows}

    def given_back(self, given: Collection[LaidAside], refused: Iterable[str]) -> tuple[str, ...]:
        """Drop what was not `given`: the hub has it. What was given stays until it is read again, or tried in vain.

        So does what the hub refused, until it may be offered again; return the records of that.
        """
        changes, gave, stays = set(refused), {(one.id, one.turn) for one in given}, []
        for row in self._connection.execute(select(A.id, A.turn, A.meta, A.given).where(~A.refused)).all():
            here = (A.id == row.id, A.turn == row.turn)
            if not changes.isdisjoint(json.loads(row.meta).values()):
                self._connection.execute(update(t.laid_aside).where(*here).values(refused=True))
                stays.append(row.id)
            elif (row.id, row.turn) in gave and row.given + 1 < TRIES:
                self._connection.execute(update(t.laid_aside).where(*here).values(given=row.given + 1))
            else:
                self._connection.execute(delete(t.laid_aside).where(*here))
        return tuple(stays)

    def forget(self, records: Iterable[str]) -> None:
        """Forget what made way in records that were erased, or that are no longer ours to see."""
        for some in chunks(records):
            self._connection.execute(delete(t.succession).where(S.record.in_(some)))

    def _made_way(self, records: Iterable[str]) -> dict[str, dict[str, tuple[tuple[str, str], ...]]]:
        found: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {}
        for some in chunks(records):
            rows = select(S.record, S.field, S.change, S.before).where(S.record.in_(some))
            for record, name, change, before in self._connection.execute(rows):
                fields = found.setdefault(record, {})
                fields[name] = (*fields.get(name, ()), (change, before))
        return found


def _laid_aside(row: Any, made_way: Mapping[str, tuple[tuple[str, str], ...]]) -> LaidAside:  # noqa: ANN401  # a row
    fields, meta = json.loads(row.fields), json.loads(row.meta)
    return LaidAside(row.id, row.turn, row.kind, row.stream, row.parent, fields, meta, made_way, row.given)
