"""Numbers are taken last: only now are the streams' counter rows locked, for these writes and the commit alone.

So the order of numbers is the order of commits, and a pull can never pass over a transaction that commits later.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Protocol
from uuid import uuid4

from sqlalchemy import BigInteger, BindParameter, Connection, bindparam, delete, select, update

from workstation.domain.envelopes import LAST, mark_of
from workstation.domain.wire_reading import written
from workstation.hub.tables import GONE, LOG, RECORDS, STREAMS
from workstation.hub.trips import Told, ask
from workstation.hub.working_set import Held, WorkingSet

_BY: BindParameter[int] = bindparam("by", type_=BigInteger)
# exclusive or, in the words that every database has
_MIXED = STREAMS.c.digest.bitwise_or(_BY) - STREAMS.c.digest.bitwise_and(_BY)
ADVANCE = (
    update(STREAMS)
    .where(STREAMS.c.id == bindparam("which"))
    .values(head=STREAMS.c.head + bindparam("more", type_=BigInteger), digest=_MIXED)
    .returning(STREAMS.c.head)
)
REPLACE = (
    update(RECORDS)
    .where(RECORDS.c.id == bindparam("which"))
    .values({name: bindparam(name) for name in ("stream", "seq", "fields", "meta")})
)
BACK = delete(GONE).where(GONE.c.stream == bindparam("where"), GONE.c.id == bindparam("which"))


class Numbered(Protocol):
    """A change that touched records and is told where in the streams it stands.

    `passed`: the author's stream, when all it touched stands where the author sees nothing. It is numbered there too,
    with a marker: so it is answered like any other change, and its author may write on in what it made.
    """

    touched: list[Held]
    at: dict[str, int]
    passed: str | None

    @property
    def id(self) -> str:
        """The change's id."""


class Numbering:
    """Gives every touched record its place in its stream, and writes records, markers and log."""

    def __init__(self, connection: Connection, records: WorkingSet, changes: Iterable[Numbered]) -> None:
        self._connection = connection
        self._records = list(records)
        self._changes = list(changes)
        self._next: dict[str, int] = {}
        self._log: list[dict[str, Any]] = []
        self._tag = uuid4().hex  # the same number after a restore carries another tag

    def write(self) -> list[Told]:
        """Take the numbers and return what is to be written; what follows until the commit should be short."""
        left = [held for held in self._records if held.came_from != held.stream]
        self._take_numbers(left)
        markers = self._markers(left)
        for change in self._changes:
            for held in change.touched:
                held.seq = self._line(held.stream, change.id, held.id)
                change.at[held.stream] = held.seq
            if change.passed is not None:
                markers.append(self._marker(change.passed, change, change.touched[0].id))
        # one that came back is no longer gone
        back = [{"where": held.stream, "which": held.id} for held in left]
        new, old = self._touched()
        unmark, mark = marked(markers)
        return [old, unmark, (LOG, self._log), new, mark, (BACK, back)]

    def _take_numbers(self, left: list[Held]) -> None:
        wanted: Counter[str] = Counter(held.stream for change in self._changes for held in change.touched)
        wanted.update(held.came_from for held in left)
        wanted.update(change.passed for change in self._changes if change.passed is not None)
        digests = self._digests()
        streams = sorted(wanted)
        by = [(stream, wanted[stream], digests.get(stream, 0)) for stream in streams]
        self._next = dict(zip(streams, advanced(self._connection, *by), strict=True))

    def _digests(self) -> dict[str, int]:
        """Return per stream what its digest changes by."""
        by: dict[str, int] = {}
        for held in self._records:
            if held.changed:
                if held.was is not None:
                    by[held.was] = by.get(held.was, 0) ^ held.mark
                by[held.stream] = by.get(held.stream, 0) ^ mark_of(held.id, held.meta[LAST])
        return by

    def _line(self, stream: str, change: str, record: str) -> int:
        self._next[stream] += 1
        seq = self._next[stream]
        self._log.append({"stream": stream, "seq": seq, "tag": self._tag, "change": change, "record": record})
        return seq

    def _markers(self, left: list[Held]) -> list[dict[str, Any]]:
        """Give a number to a marker in each stream that a record left, and tell the change that moved it."""
        by_id = {change.id: change for change in self._changes}
        moved = [(by_id[str(held.moved_by)], held) for held in left]
        # what the change is about comes last: who reads that it left has read as far as the change
        moved.sort(key=lambda one: one[1] is one[0].touched[0])
        return [self._marker(held.came_from, change, held.id) for change, held in moved]

    def _marker(self, stream: str, change: Numbered, record: str) -> dict[str, Any]:
        seq = change.at[stream] = self._line(stream, change.id, record)
        return {"stream": stream, "id": record, "seq": seq, "reason": "moved"}

    def _touched(self) -> tuple[Told, Told]:
        touched = {held.id: held for change in self._changes for held in change.touched}.values()
        new = (_row(held) for held in touched if held.was is None)
        old = (
            {"which": held.id, "stream": held.stream, "seq": held.seq, "fields": written(held.fields),
             "meta": written(held.meta)}
            for held in touched if held.was is not None
        )  # fmt: skip
        return (RECORDS, new), (REPLACE, old)


def advanced(connection: Connection, *streams: tuple[str, int, int]) -> list[int]:
    """Lock streams' counter rows, advance each (by, digest by); return the numbers before the first new ones."""
    asked = [(ADVANCE, {"which": stream, "more": more, "by": digest}) for stream, more, digest in streams]
    found = ask(connection, *asked)
    return [rows[0].head - more for rows, (_, more, _) in zip(found, streams, strict=True)]


def marked(markers: list[dict[str, Any]]) -> tuple[Told, Told]:
    """Return how it is written that records left streams, each once, in the place of an older marker."""
    markers = list({(marker["stream"], marker["id"]): marker for marker in markers}.values())
    return (BACK, [{"where": marker["stream"], "which": marker["id"]} for marker in markers]), (GONE, markers)


def stream_kinds(connection: Connection) -> dict[str, str]:
    """Return every stream and its kind."""
    return {row.id: row.kind for row in connection.execute(select(STREAMS.c.id, STREAMS.c.kind))}


def _row(held: Held) -> dict[str, Any]:
    return {
        "id": held.id, "stream": held.stream, "seq": held.seq, "kind": held.kind, "parent": held.parent,
        "fields": written(held.fields), "meta": written(held.meta),
    }  # fmt: skip
