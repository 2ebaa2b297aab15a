"""What is set up at the hub: streams, accounts, grants, codes, devices. Every act is noted, without content."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update

from workstation.domain.counsellors import Role
from workstation.hub.archive import now_utc
from workstation.hub.away_policy import LONGEST_AWAY_DAYS
from workstation.hub.database import Database
from workstation.hub.enrolling import hash_of, new_code
from workstation.hub.epochs import begin_epoch
from workstation.hub.erasing import erase
from workstation.hub.groups import keep_group
from workstation.hub.roles import KEYLESS
from workstation.hub.tables import ACCOUNTS, ACTS, CODES, DEVICES, GRANTS, IDENTITIES, META, STREAMS

T = TypeVar("T")

CODE_LASTS = 3 * 24 * 3600  # seconds


class NotAllowed(Exception):
    """The rules do not allow this act. Carries no content."""


class Administration:
    """Acts of coordinators, administrators and the command line. `by` is an account, None for the command line."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now_utc) -> None:
        self._database = database
        self._clock = clock

    def add_stream(self, stream: str, kind: Literal["team", "helpline", "sealed"]) -> None:
        """Make a stream; nothing happens when it is there."""

        def act(connection: Connection) -> None:
            if connection.execute(select(STREAMS.c.id).where(STREAMS.c.id == stream)).first() is None:
                connection.execute(
                    insert(STREAMS),
                    {"id": stream, "kind": kind, "head": 0, "digest": 0},
                )

        self._noted("add_stream", None, stream, act)

    def add_account(self, account: str, role: Role, by: str | None = None) -> None:
        """Make an account, or give it another role."""

        def act(connection: Connection) -> None:
            if connection.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == account)).first() is None:
                connection.execute(
                    insert(ACCOUNTS),
                    {
                        "id": account, "role": role, "active": True, "password": None, "totp_secret": None,
                        "totp_step": 0, "failures": 0, "wait_until": 0,
                    },
                )  # fmt: skip
            else:
                connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account).values(role=role))

        self._noted("add_account", by, account, act)

    def grant(self, account: str, streams: Mapping[str, bool], by: str | None = None) -> None:
        """Say which streams an account sees, and where it may write. Raises NotAllowed for one without keys."""

        def act(connection: Connection) -> None:
            role = connection.execute(select(ACCOUNTS.c.role).where(ACCOUNTS.c.id == account)).scalar_one_or_none()
            if role is None or (streams and role in KEYLESS):
                raise NotAllowed
            there = select(STREAMS.c.id).where(STREAMS.c.id.in_(list(streams)), STREAMS.c.kind != "erased")
            known = set(connection.execute(there).scalars())
            if known != set(streams):
                raise NotAllowed
            connection.execute(delete(GRANTS).where(GRANTS.c.account == account))
            if streams:
                rows = [{"account": account, "stream": one, "may_write": may} for one, may in streams.items()]
                connection.execute(insert(GRANTS), rows)

        self._noted("grant", by, account, act)

    def link(self, account: str, issuer: str, subject: str, by: str | None = None) -> None:
        """Say who an account is at the organisation's provider. Raises NotAllowed when somebody else is that."""

        def act(connection: Connection) -> None:
            if connection.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == account)).first() is None:
                raise NotAllowed
            same = select(IDENTITIES.c.account).where(IDENTITIES.c.issuer == issuer, IDENTITIES.c.subject == subject)
            if set(connection.execute(same).scalars()) - {account}:
                raise NotAllowed
            connection.execute(delete(IDENTITIES).where(IDENTITIES.c.account == account))
            connection.execute(insert(IDENTITIES), {"account": account, "issuer": issuer, "subject": subject})

        self._noted("link", by, account, act)

    def code_for(self, account: str, by: str | None = None, lasts: int = CODE_LASTS) -> str:
        """Return a one-time code with which this account enrols one device."""
        code = new_code()

        def act(connection: Connection) -> None:
            if connection.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == account)).first() is None:
                raise NotAllowed
            _expect_own_team(connection, by, account)
            connection.execute(
                insert(CODES),
                {"hash": hash_of(code), "account": account, "made_by": by, "expires": self._seconds() + lasts},
            )

        self._noted("enrol_device", by, account, act)
        return code

    def revoke(self, device: str, by: str | None = None) -> None:
        """Refuse a device from now on; at its next contact it destroys its key and store."""

        def act(connection: Connection) -> None:
            owner = connection.execute(select(DEVICES.c.account).where(DEVICES.c.id == device)).scalar_one_or_none()
            if owner is None:
                raise NotAllowed
            _expect_own_team(connection, by, owner)
            connection.execute(update(DEVICES).where(DEVICES.c.id == device).values(revoked=True))

        self._noted("revoke_device", by, device, act)

    def revoke_all(self, account: str, by: str | None = None) -> int:
        """Refuse every device of an account, as `revoke` does one; return how many were not refused before."""

        def act(connection: Connection) -> int:
            if connection.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == account)).first() is None:
                raise NotAllowed
            _expect_own_team(connection, by, account)
            there = (DEVICES.c.account == account) & DEVICES.c.revoked.is_(False)
            return connection.execute(update(DEVICES).where(there).values(revoked=True)).rowcount

        return self._noted("revoke_devices", by, account, act)

    def keep_group(self, group: str, members: Sequence[str], by: str) -> None:
        """Make a sealed group, or say anew whose stations see it. Raises NotAllowed."""

        def act(connection: Connection) -> None:
            if not keep_group(connection, group, members, by):
                raise NotAllowed

        self._noted("keep_group", by, group, act)

    def has_account(self, account: str) -> bool:
        """Return whether there is such an account."""
        with self._database.snapshot() as connection:
            return connection.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == account)).first() is not None

    def set_longest_away(self, days: int) -> None:
        """Say after how many days without contact a device needs a coordinator; all processes know in a minute."""

        def act(connection: Connection) -> None:
            connection.execute(delete(META).where(META.c.name == LONGEST_AWAY_DAYS))
            connection.execute(insert(META), {"name": LONGEST_AWAY_DAYS, "value": str(days)})

        self._noted("longest_away", None, str(days), act)

    def erase(self, record: str, by: str | None = None) -> int:
        """Erase a record and what hangs under it; return how many records that were."""
        return self._noted("erase", by, record, lambda connection: erase(connection, record))

    def new_epoch(self) -> str:
        """Declare that this hub came back from a backup. Every station then gives back what it holds."""
        epoch = uuid4().hex

        def act(connection: Connection) -> None:
            begin_epoch(connection, epoch)

        self._noted("new_epoch", None, None, act)
        return epoch

    def _seconds(self) -> int:
        return int(self._clock().timestamp())

    def _noted(self, name: str, by: str | None, subject: str | None, act: Callable[[Connection], T]) -> T:
        def once() -> T:
            with self._database.work() as connection:
                done = act(connection)
                connection.execute(
                    insert(ACTS), {"at": self._seconds(), "account": by, "act": name, "subject": subject}
                )
                return done

        return self._database.repeated(once)


def _expect_own_team(connection: Connection, by: str | None, account: str) -> None:
    """Raise NotAllowed when a team coordinator acts on somebody who sees more than the coordinator does."""
    role = connection.execute(select(ACCOUNTS.c.role).where(ACCOUNTS.c.id == by)).scalar_one_or_none()
    if role != "team_coordinator":
        return
    wanted = select(GRANTS.c.account, GRANTS.c.stream).where(GRANTS.c.account.in_([by, account]))
    sees: dict[str, set[str]] = {str(by): set(), account: set()}
    for row in connection.execute(wanted):
        sees[row.account].add(row.stream)
    if not sees[account] <= sees[str(by)]:
        raise NotAllowed
