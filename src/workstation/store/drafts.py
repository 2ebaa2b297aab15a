"""The shelf of drafts: unfinished forms, saved while somebody types, and a bin from which they come back."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.domain.ids import DraftId
from workstation.domain.lines import DraftLine
from workstation.domain.moments import as_text, from_text, local
from workstation.domain.texts import storable
from workstation.store import tables as t

D = t.drafts.c


class Drafts:
    """Unfinished forms as JSON text. A draft in the bin is not listed and not changed by a late save."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(
        self, body: str, draft_id: str, kind: str, counsellor: str, started_at: datetime, saved_at: datetime
    ) -> bool:
        """Keep the newest state of a draft. False when it lies in the bin: then nothing is written."""
        row = {
            "id": draft_id,
            "kind": kind,
            "counsellor": storable(counsellor),
            "started_at": as_text(started_at),
            "saved_at": as_text(saved_at),
            "saves": 1,
            "body": storable(body),
        }
        saving = upsert(t.drafts).values(**row)
        newer = {"saved_at": row["saved_at"], "body": row["body"], "saves": D.saves + 1}
        saving = saving.on_conflict_do_update(index_elements=["id"], set_=newer, where=D.binned_at.is_(None))
        return bool(self._connection.execute(saving).rowcount)

    def get(self, draft_id: str) -> str:
        """Return the body of a draft, from the bin too. Raises KeyError."""
        body: str | None = self._connection.execute(select(D.body).where(D.id == draft_id)).scalar_one_or_none()
        if body is None:
            raise KeyError(draft_id)
        return body

    def waiting(self, counsellor: str | None = None) -> tuple[DraftLine, ...]:
        """Return the drafts to be finished, oldest first; of one counsellor or of everybody."""
        rows = select(D.id, D.kind, D.counsellor, D.started_at, D.saved_at, D.body).where(D.binned_at.is_(None))
        if counsellor is not None:
            rows = rows.where(D.counsellor == counsellor)
        return tuple(_line(*row) for row in self._connection.execute(rows.order_by(D.started_at, D.id)))

    def forget(self, draft_id: str) -> None:
        """Erase a draft for good."""
        self._connection.execute(delete(t.drafts).where(D.id == draft_id))

    def put_in_bin(self, draft_id: str, at: datetime, number: str | None = None) -> bool:
        """Take a draft out of the list but keep it; `number`: that of the call it became. False = not there."""
        kept = {"binned_at": as_text(at)} | ({"number": number} if number else {})
        binning = update(t.drafts).where(D.id == draft_id, D.binned_at.is_(None)).values(**kept)
        return bool(self._connection.execute(binning).rowcount)

    def take_from_bin(self, draft_id: str) -> bool:
        """Put a draft back into the list. False = the bin does not hold it."""
        taking = update(t.drafts).where(D.id == draft_id, D.binned_at.is_not(None)).values(binned_at=None)
        return bool(self._connection.execute(taking).rowcount)

    def number(self, draft_id: str) -> str | None:
        """Return the number this draft already had as a call; None = it never was one."""
        return self._connection.execute(select(D.number).where(D.id == draft_id)).scalar_one_or_none()

    def keep_number(self, draft_id: str, number: str) -> None:
        """Reserve the number of a call for the draft it has become again."""
        self._connection.execute(update(t.drafts).where(D.id == draft_id).values(number=number))

    def empty_bin(self, before: datetime, *, filed_only: bool = False) -> int:
        """Erase what was put into the bin up to this moment and return how many drafts that were.

        `filed_only`: leave discarded drafts, erase only those that became calls.
        """
        emptying = delete(t.drafts).where(D.binned_at <= as_text(before))
        if filed_only:
            emptying = emptying.where(D.number.is_not(None))
        return self._connection.execute(emptying).rowcount


def _line(draft_id: str, kind: str, counsellor: str, started_at: str, saved_at: str, body: str) -> DraftLine:
    try:
        content: dict[str, Any] = json.loads(body)
        answers, persons = content.get("answers", {}), content.get("persons", [])
        types = [one.get("answers", {}).get("problem_type") for one in persons]
        channel, ended = answers.get("channel"), any(mark[1] == "call_ended" for mark in content.get("marks", []))
    except (ValueError, AttributeError, TypeError, LookupError):
        # a body that no program can read any more is still listed, so that somebody sees it
        channel, types, persons, ended = None, [], [], False
    return DraftLine(
        id=DraftId(draft_id),
        kind=kind,
        counsellor=counsellor,
        started_at=local(from_text(started_at)),
        saved_at=local(from_text(saved_at)),
        channel=channel if isinstance(channel, str) else None,
        problem_types=tuple(dict.fromkeys(one for one in types if isinstance(one, str))),
        persons=len(persons),
        ended=ended,
    )
