"""What the hub can read of the calls of all teams: codes, days, provinces. Everything sealed stays out."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from workstation.domain.calls import Call
from workstation.domain.envelopes import DELETED, Json
from workstation.domain.flat import CALL, EDITION, PERSON, sealed
from workstation.domain.flat_calls import Pieces
from workstation.domain.moments import BRUSSELS, as_text
from workstation.hub.tables import RECORDS, STREAMS


@dataclass(frozen=True, slots=True)
class CodedCall:
    """A call without its hour, its length, its counsellor and its places; `provinces` by person.

    `started_at` is noon of its day: only the day is known.
    """

    call: Call
    provinces: dict[str, str]


def coded_calls(connection: Connection) -> Iterator[CodedCall]:
    """Yield every call that is not laid aside, in the order of their ids.

    One of a sealed group counts in no team: what a team sees of itself and what is counted here would differ by it.
    """
    root = func.coalesce(RECORDS.c.parent, RECORDS.c.id)
    rows = select(root.label("root"), RECORDS.c.id, RECORDS.c.kind, RECORDS.c.fields, STREAMS.c.kind.label("of"))
    rows = rows.join(STREAMS, STREAMS.c.id == RECORDS.c.stream)
    rows = rows.where(RECORDS.c.kind.in_([CALL, PERSON])).order_by(root, RECORDS.c.kind, RECORDS.c.id)
    found = connection.execution_options(yield_per=2000).execute(rows)
    for call_id, family in groupby(found, key=lambda row: row.root):
        coded = _call(call_id, family)
        if coded is not None:
            yield coded


def codebook_contents(connection: Connection) -> tuple[str, ...]:
    """Return the contents of the editions that were brought out, as they came; stations look at signatures."""
    rows = select(RECORDS.c.fields).where(RECORDS.c.kind == EDITION).order_by(RECORDS.c.id)
    found = (json.loads(row) for row in connection.execute(rows).scalars())
    return tuple(
        str(fields["content"])
        for fields in found
        if isinstance(fields.get("body"), dict) and fields["body"].get("subject") == "codebook"
    )


def _call(call_id: str, family: Iterable[Any]) -> CodedCall | None:
    pieces = Pieces(call_id)
    provinces: dict[str, str] = {}
    for row in family:
        fields: dict[str, Json] = {n: v for n, v in json.loads(row.fields).items() if not sealed(row.kind, n)}
        if row.kind == CALL:
            noon = _noon(fields.get("day"))
            if noon is None or fields.get(DELETED) is True:
                return None
            fields |= {"started_at": noon, "filed_at": noon}
            if row.of == "sealed":
                fields["team"] = None
        elif isinstance(province := fields.get("province"), str):
            provinces[row.id] = province
        pieces.add(row.id, row.kind, fields)
    call = pieces.call()
    return None if call is None else CodedCall(call, provinces)


def _noon(day: Json) -> str | None:
    try:
        return as_text(datetime.combine(date.fromisoformat(str(day)), time(12), BRUSSELS))
    except ValueError:
        return None
