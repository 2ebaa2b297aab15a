"""The hub itself: the five calls of `sync/protocol.py` on a database. A change is kept once and answered always."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, bindparam, select, update

from workstation.domain.envelopes import (
    GROUP,
    STREAM,
    Ack,
    Change,
    Enrol,
    Enrolled,
    Item,
    Knew,
    Pull,
    Pulled,
    Push,
    Pushed,
    Recovered,
    StreamPage,
)
from workstation.domain.wire import ack_in
from workstation.hub import enrolling
from workstation.hub.applying import Applying, log_rows
from workstation.hub.away_policy import LONGEST_AWAY
from workstation.hub.database import Database
from workstation.hub.epochs import EPOCH, epoch_of
from workstation.hub.merging import WITHHELD, Sender
from workstation.hub.pulling import pages
from workstation.hub.station_marks import mark_for
from workstation.hub.tables import CHANGES, DEVICES, GRANTS, LOG, RECOVERED, STREAMS
from workstation.hub.trips import Rows, among, ask, tell
from workstation.sync.protocol import AwayTooLong, Fork, Gap, Revoked, UnknownDevice

SEEN_EVERY = 3600  # seconds; a device's last contact is written no more often than this

_MAY = DEVICES.outerjoin(GRANTS, GRANTS.c.account == DEVICES.c.account)
_ASKED = (*DEVICES.c, EPOCH.scalar_subquery().label("epoch"), GRANTS.c.stream, GRANTS.c.may_write)
# what a device is, and a row for each stream that its account may read
CONTACT = select(*_ASKED).select_from(_MAY).where(DEVICES.c.id == bindparam("device"))
LOCKED_CONTACT = CONTACT.with_for_update(of=DEVICES)
HEADS = (
    select(*_ASKED, STREAMS.c.head, STREAMS.c.digest, LOG.c.tag)
    .select_from(
        _MAY.outerjoin(STREAMS, STREAMS.c.id == GRANTS.c.stream).outerjoin(
            LOG, (LOG.c.stream == STREAMS.c.id) & (LOG.c.seq == STREAMS.c.head)
        )
    )
    .where(DEVICES.c.id == bindparam("device"))
)
KNOWN = [select(column).where(among(column, "ids")) for column in (CHANGES.c.id, RECOVERED.c.id)]
PART_OF = select(CHANGES.c.id).where(among(CHANGES.c.id, "ids"), CHANGES.c.fate.contains(f'"{WITHHELD}"'))
HEARD = (
    update(DEVICES)
    .where(DEVICES.c.id == bindparam("which"))
    .values(last_n=bindparam("n", type_=BigInteger), last_seen=bindparam("at", type_=BigInteger))
)


def now_utc() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Contact:
    """A device that may speak, and what its account may read (and write)."""

    device: str
    account: str
    last_n: int
    horizon: int
    epoch: str
    grants: dict[str, bool]


class Archive:
    """Keeps to `sync.protocol.Hub`, in process. Stateless: any number of them may stand before one database."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = now_utc,
        longest_away: Callable[[], int] = lambda: LONGEST_AWAY,
    ) -> None:
        self._database = database
        self._clock = clock
        self._longest_away = longest_away

    def enrol(self, enrol: Enrol) -> Enrolled:
        """Make a device known."""

        def once() -> Enrolled:
            with self._database.work() as connection:
                device = enrolling.admit(connection, enrol, self._seconds())
                return Enrolled(device, epoch_of(connection))

        return self._database.repeated(once)

    def account_of(self, device: str) -> str:
        """Return whose device this is. Raises UnknownDevice, Revoked, AwayTooLong."""

        def once() -> str:
            with self._database.snapshot() as connection:
                return self._contact(*ask(connection, (CONTACT, {"device": device}))).account

        return self._database.repeated(once)

    def push(self, device: str, push: Push) -> Pushed:
        """Take a device's changes in order, each once."""

        def once() -> Pushed:
            with self._database.work() as connection:
                applying = Applying(connection)
                contact = self._contact(*applying.read(push.changes, (LOCKED_CONTACT, {"device": device})))
                acks = self._repeated(connection, contact, push)
                fresh = tuple(change for change in push.changes if change.n > contact.last_n)
                expect_no_gap(contact.last_n, push.last_n, fresh)
                if fresh:
                    acks += self._fresh(connection, contact, applying, fresh)
                told = tuple(_told(ack, contact) for ack in acks)
                return Pushed(contact.epoch, contact.last_n + len(fresh), told)

        pushed = self._database.repeated(once)
        if any(str(change.sets.get(STREAM)).startswith(GROUP) for change in push.changes):
            self._database.overwrite_old()
        return pushed

    def pull(self, device: str, pull: Pull) -> Pulled:
        """Read one page of everything the device's account may see."""
        stored = self.pull_stored(device, pull)
        return replace(stored, pages=tuple(looked_into(page) for page in stored.pages))

    def pull_stored(self, device: str, pull: Pull) -> Pulled:
        """Do as `pull`; what records hold is `Stored`, for a line on which it goes on as text."""

        def once() -> Pulled:
            with self._database.snapshot() as connection:
                (heads,) = ask(connection, (HEADS, {"device": device}))
                contact = self._contact(heads)
                granted = tuple(sorted(contact.grants))
                return Pulled(
                    contact.epoch, granted, contact.last_n, contact.horizon,
                    pages(connection, heads, pull.cursors, pull.limit),
                )  # fmt: skip

        return self._database.repeated(once)

    def known(self, device: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of these change ids that the hub does not know."""

        def once() -> tuple[str, ...]:
            with self._database.snapshot() as connection:
                wanted = {"ids": list(ids)}
                asked = ((one, wanted) for one in (*KNOWN, PART_OF))
                rows, taken, given, part = ask(connection, (CONTACT, {"device": device}), *asked)
                self._contact(rows)
                found = {row.id for row in taken} - {row.id for row in part} | {row.id for row in given}
                return tuple(one for one in ids if one not in found)

        return self._database.repeated(once)

    def recover(self, device: str, changes: tuple[Change, ...], knew: Knew) -> Recovered:
        """Take back what a restored hub lost, where the device's account may write."""

        def once() -> Recovered:
            with self._database.work() as connection:
                contact = self._contact(*ask(connection, (LOCKED_CONTACT, {"device": device})))
                mine = tuple(change for change in changes if contact.grants.get(change.stream))
                applying = Applying(connection).speaks(self._sender(contact), contact.grants)
                applying.read(mine)
                answers, told = applying.recover(mine, knew) if mine else ([], [])
                tell(connection, *told, last=True)
                refused = {one.id for one in changes} - {one.id for one in mine}
                refused |= {answer.id for answer in answers if answer.outcome == "rejected"}
                return Recovered(tuple(sorted(refused)))

        return self._database.repeated(once)

    def mark(self, device: str, wish: str) -> str:
        """Return the signs of a station in the numbers of its calls."""

        def once() -> str:
            with self._database.work() as connection:
                self._contact(*ask(connection, (CONTACT, {"device": device})))
                return mark_for(connection, device, wish)

        return self._database.repeated(once)

    def seen(self, device: str) -> None:
        """Note that a device was heard, so that the policy on long absence knows."""
        at = self._seconds()
        old = at - SEEN_EVERY

        def once() -> None:
            with self._database.work() as connection:
                connection.execute(
                    update(DEVICES).where(DEVICES.c.id == device, DEVICES.c.last_seen < old).values(last_seen=at)
                )

        self._database.repeated(once)

    def _seconds(self) -> int:
        return int(self._clock().timestamp())

    def _sender(self, contact: Contact) -> Sender:
        return Sender(contact.device, contact.account, self._clock().isoformat(timespec="seconds"))

    def _contact(self, rows: Rows) -> Contact:
        if not rows:
            raise UnknownDevice
        found = rows[0]
        if found.revoked:
            raise Revoked
        if found.last_seen < self._seconds() - self._longest_away():
            raise AwayTooLong
        grants = {row.stream: row.may_write for row in rows if row.stream is not None}
        return Contact(found.id, found.account, found.last_n, found.horizon, found.epoch, grants)

    def _repeated(self, connection: Connection, contact: Contact, push: Push) -> list[Ack]:
        """Answer changes that were taken before from the log. The same number with another id is a copied device."""
        old = [change for change in push.changes if change.n <= contact.last_n]
        if not old:
            return []
        wanted = select(CHANGES).where(CHANGES.c.device == contact.device, CHANGES.c.n.in_([one.n for one in old]))
        rows: dict[int, Row[Any]] = {row.n: row for row in connection.execute(wanted)}
        acks = []
        for change in old:
            row = rows.get(change.n)
            if row is None or row.id != change.id:
                raise Fork(change.n)
            acks.append(repeated_ack(row))
        return acks

    def _fresh(
        self, connection: Connection, contact: Contact, applying: Applying, fresh: tuple[Change, ...]
    ) -> list[Ack]:
        answers, told = applying.speaks(self._sender(contact), contact.grants).push(fresh)
        at = self._seconds()
        log = log_rows(contact.device, answers, at)
        heard = {"which": contact.device, "n": fresh[-1].n, "at": at}
        tell(connection, *told, (CHANGES, log), (HEARD, [heard]), last=True)
        return [answer.ack() for answer in answers]


def expect_no_gap(held: int, acknowledged: int, fresh: tuple[Change, ...]) -> None:
    """Raise Gap when numbers are missing, or when the station holds answers this hub never gave: it was restored."""
    if any(change.n != held + 1 + place for place, change in enumerate(fresh)) or acknowledged > held + len(fresh):
        raise Gap(held + 1)


def _told(ack: Ack, contact: Contact) -> Ack:
    """Return an answer without streams that this account does not see: it learns not even that they are there."""
    return replace(ack, at={stream: seq for stream, seq in ack.at.items() if stream in contact.grants})


def looked_into(page: StreamPage) -> StreamPage:
    """Return the page with what its records hold read."""
    return replace(
        page,
        items=tuple(
            replace(one, fields=dict(one.fields), meta=dict(one.meta)) if isinstance(one, Item) else one
            for one in page.items
        ),
    )


def repeated_ack(row: Row[Any]) -> Ack:
    """Return the answer that this change got the first time."""
    first = ack_in(json.loads(row.ack))
    return Ack(first.n, first.id, first.outcome, first.at, first.why, repeated=True)
