"""The shelf of remarks: what counsellors found wrong in the directory, as a work list."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from workstation.domain.envelopes import Json
from workstation.domain.flat import REMARK, Flat
from workstation.domain.ids import ServiceId
from workstation.domain.moments import as_text
from workstation.domain.services import Remark
from workstation.store import tables as t
from workstation.store.outbox import Outbox
from workstation.store.rows import bound

R = t.remarks.c
COLUMNS = (R.id, R.service_id, R.service_version, R.at, R.counsellor, R.text, R.settled)


class Remarks:
    """Klopt niet? — remarks on entries of the directory."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, remark: Remark) -> None:
        """Keep a new remark."""
        row = {
            "id": remark.id,
            "service_id": remark.service,
            "service_version": remark.service_version,
            "at": remark.at,
            "counsellor": remark.counsellor,
            "text": remark.text,
            "settled": remark.settled,
        }
        self._connection.execute(insert(t.remarks).values(**bound(row)))
        kept: dict[str, Json] = {
            "service": remark.service,
            "version": remark.service_version,
            "settled": remark.settled,
        }
        fields = kept | {"at": remark.at, "counsellor": remark.counsellor, "text": remark.text}
        Outbox(self._connection).write([Flat(remark.id, REMARK, fields)])

    def waiting(self) -> tuple[Remark, ...]:
        """Return what nobody has settled yet, oldest first."""
        return self._remarks(R.settled.is_(None))

    def of_service(self, service: ServiceId) -> tuple[Remark, ...]:
        """Return every remark on an entry, oldest first."""
        return self._remarks(R.service_id == service)

    def settle(self, remark_id: str, at: datetime) -> None:
        """Take a remark off the work list. Raises KeyError."""
        settling = update(t.remarks).where(R.id == remark_id).values(settled=as_text(at))
        if not self._connection.execute(settling).rowcount:
            raise KeyError(remark_id)
        Outbox(self._connection).write([Flat(remark_id, REMARK, {"settled": as_text(at)})])

    def _remarks(self, condition: ColumnElement[bool]) -> tuple[Remark, ...]:
        rows = select(*COLUMNS).where(condition).order_by(R.at, R.id)
        return tuple(
            Remark(key, ServiceId(service), version, at, who, text, settled)
            for key, service, version, at, who, text, settled in self._connection.execute(rows)
        )
