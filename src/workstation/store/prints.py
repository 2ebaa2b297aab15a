"""The shelf of prints: the register of everything that left the station on paper or as a file."""

from sqlalchemy import Connection, func, insert, select

from workstation.domain.envelopes import Json
from workstation.domain.flat import PRINT, Flat
from workstation.domain.ids import CallId, new_id
from workstation.domain.moments import as_text, from_text
from workstation.domain.prints import Print
from workstation.domain.register_chain import START, link
from workstation.store import tables as t
from workstation.store.outbox import Outbox
from workstation.store.rows import bound
from workstation.store.sync_state import STATION, SyncState

P = t.prints.c
LAST_N, LAST_LINK = "register.n", "register.link"
COLUMNS = (P.number, P.call_id, P.at, P.counsellor, P.audience, P.how, P.reason, P.pages, P.sha256)


class Prints:
    """The print register. Nothing is ever taken out of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_number(self, year: int) -> str:
        """Return the number the next copy gets ("A-2026-000123"); it is given when the copy is put."""
        start = f"A-{year}-"
        last = self._connection.execute(
            select(func.max(P.number)).where(P.number >= start, P.number < f"A-{year + 1}-")
        ).scalar()
        return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:06d}"

    def put(self, copy: Print) -> None:
        """Register a copy."""
        row = {
            "id": new_id(),
            "call_id": copy.call,
            "number": copy.number,
            "at": as_text(copy.at),
            "counsellor": copy.counsellor,
            "audience": copy.audience,
            "how": copy.how,
            "reason": copy.reason,
            "pages": copy.pages,
            "sha256": copy.sha256,
        }
        self._connection.execute(insert(t.prints).values(**bound(row)))
        self._tell(str(row["id"]), copy)

    def tell_of_all(self) -> None:
        """Put the whole register in the row to the hub, when this station first meets one."""
        for record, copy in zip(self._ids(), self.all(), strict=True):
            self._tell(record, copy)

    def _ids(self) -> list[str]:
        return list(self._connection.execute(select(P.id).order_by(P.number)).scalars())

    def _tell(self, record: str, copy: Print) -> None:
        """Every entry names the one before, so that nobody can leave one out on the way."""
        outbox, state = Outbox(self._connection), SyncState(self._connection)
        if outbox.home is None:
            return
        n, before = int(state.get(LAST_N) or 0) + 1, state.get(LAST_LINK) or START
        fields: dict[str, Json] = {
            "station": state.get(STATION), "n": n, "before": before, "call": copy.call, "number": copy.number,
            "at": as_text(copy.at), "counsellor": copy.counsellor, "audience": copy.audience, "how": copy.how,
            "reason": copy.reason, "pages": copy.pages, "sha256": copy.sha256.hex(),
        }  # fmt: skip
        state.put(LAST_N, str(n))
        state.put(LAST_LINK, link(fields))
        outbox.write([Flat(record, PRINT, fields)])

    def of_call(self, call: CallId) -> tuple[Print, ...]:
        """Return the copies of a call, in the order of their numbers."""
        return self._prints(call)

    def all(self) -> tuple[Print, ...]:
        """Return the whole register."""
        return self._prints(None)

    def _prints(self, call: CallId | None) -> tuple[Print, ...]:
        rows = select(*COLUMNS).order_by(P.number)
        if call is not None:
            rows = rows.where(P.call_id == call)
        return tuple(
            Print(
                number=number,
                call=CallId(call_id),
                at=from_text(at),
                counsellor=counsellor,
                audience=audience,
                how=how,
                reason=reason,
                pages=pages,
                sha256=bytes(sha256),
            )
            for number, call_id, at, counsellor, audience, how, reason, pages, sha256 in self._connection.execute(
                rows
            )
        )
