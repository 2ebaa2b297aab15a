"""The signs that make call numbers of several stations differ: each given to one station, for as long as it is there.

A station that worked before it met this hub wishes its own signs and keeps them, unless another one has them.
"""

import secrets

from sqlalchemy import Connection, insert, select, update

from workstation.hub.tables import DEVICES, META, STATION_MARKS

SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # not mistaken for others on the telephone
M = STATION_MARKS.c


def mark_for(connection: Connection, device: str, wish: str) -> str:
    """Return the mark of a device: the one it has, else the one it wishes where that is free, else another.

    What another name of the same device key has, counts as free: it is the same station, admitted anew.
    """
    # one at a time, over all processes: two must not be given the same
    connection.execute(select(META.c.value).where(META.c.name == "epoch").with_for_update())
    held: str | None = connection.execute(select(M.mark).where(M.device == device)).scalars().first()
    if held is not None:
        return held
    taken = dict(connection.execute(select(M.mark, M.device)).all())
    if wish and wish not in taken:
        connection.execute(insert(STATION_MARKS), {"mark": wish, "device": device})
        return wish
    if wish and _key(connection, taken[wish]) == _key(connection, device):
        connection.execute(update(STATION_MARKS).where(M.mark == wish).values(device=device))
        return wish
    mark = _free(set(taken))
    connection.execute(insert(STATION_MARKS), {"mark": mark, "device": device})
    return mark


def _key(connection: Connection, device: str) -> str | None:
    return connection.execute(select(DEVICES.c.public_key).where(DEVICES.c.id == device)).scalar_one_or_none()


def _free(taken: set[str]) -> str:
    short = [one for first in SIGNS for second in SIGNS if (one := first + second) not in taken]
    if short:
        return secrets.choice(short)
    long = [one for two in taken if len(two) == 2 for third in SIGNS if (one := two + third) not in taken]
    return secrets.choice(long)
