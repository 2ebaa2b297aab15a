"""Sealed groups: streams that a few people of one team see. Who can read is settled by keys, never here."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from workstation.domain.flat import applicant_record
from workstation.hub.roles import KEYLESS
from workstation.hub.tables import ACCOUNTS, CHANGES, DEVICES, GRANTS, STREAMS


def keep_group(connection: Connection, group: str, members: Sequence[str], by: str) -> bool:
    """Make the stream when there is none, and grant it to whoever asked into the team as one of `members`.

    `by` stays in. False, and nothing done, for a stream that is there and that `by` does not see, and for whoever
    writes for no team.
    """
    teams = _teams_of(connection, by)
    kind = connection.execute(select(STREAMS.c.kind).where(STREAMS.c.id == group)).scalar_one_or_none()
    if not teams or (kind is not None and (kind != "sealed" or not _sees(connection, by, group))):
        return False
    if kind is None:
        connection.execute(insert(STREAMS), {"id": group, "kind": "sealed", "head": 0, "digest": 0})
    accounts = _accounts_of(connection, members, teams) | {by}
    connection.execute(delete(GRANTS).where(GRANTS.c.stream == group))
    connection.execute(
        insert(GRANTS), [{"account": one, "stream": group, "may_write": True} for one in sorted(accounts)]
    )
    return True


def _teams_of(connection: Connection, account: str) -> set[str]:
    rows = select(GRANTS.c.stream).join(STREAMS, STREAMS.c.id == GRANTS.c.stream)
    rows = rows.where(GRANTS.c.account == account, GRANTS.c.may_write, STREAMS.c.kind == "team")
    return set(connection.execute(rows).scalars())


def _sees(connection: Connection, account: str, stream: str) -> bool:
    found = select(GRANTS.c.stream).where(GRANTS.c.account == account, GRANTS.c.stream == stream)
    return connection.execute(found).first() is not None


def _accounts_of(connection: Connection, members: Sequence[str], teams: set[str]) -> set[str]:
    """Return whose devices brought the records with which these members asked into one of these teams."""
    asked = sorted({applicant_record(member, team) for member in members for team in teams})
    rows = (
        select(DEVICES.c.account)
        .join(CHANGES, CHANGES.c.device == DEVICES.c.id)
        .join(GRANTS, GRANTS.c.account == DEVICES.c.account)
        .join(ACCOUNTS, ACCOUNTS.c.id == DEVICES.c.account)
        .where(CHANGES.c.record.in_(asked), GRANTS.c.stream.in_(sorted(teams)), ACCOUNTS.c.role.not_in(KEYLESS))
    )
    return set(connection.execute(rows).scalars())
