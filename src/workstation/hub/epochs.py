"""The hub's epoch: another one after each restore from a backup, so that every station reads again and gives back."""

from sqlalchemy import Connection, select, update

from workstation.hub.tables import META

EPOCH = select(META.c.value).where(META.c.name == "epoch")


def epoch_of(connection: Connection) -> str:
    """Return the epoch that the hub is in."""
    found: str = connection.execute(EPOCH).scalar_one()
    return found


def begin_epoch(connection: Connection, epoch: str) -> None:
    """Declare that the hub came back from a backup."""
    connection.execute(update(META).where(META.c.name == "epoch").values(value=epoch))
