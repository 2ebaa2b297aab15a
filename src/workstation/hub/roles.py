"""Who may do what at the hub: one table, from which the tests are generated too.

Reading and writing records goes by grants on streams; this table is about acts on accounts, devices and the hub.
"""

from typing import Literal

from workstation.domain.counsellors import Role

Act = Literal[
    "enrol_device",
    "revoke_device",
    "add_account",
    "grant",
    "request_erasure",
    "confirm_erasure",
    "read_acts",
    "keep_group",
]

MAY: dict[Role, frozenset[Act]] = {
    "counsellor": frozenset(),
    "team_coordinator": frozenset({"enrol_device", "revoke_device", "request_erasure", "keep_group"}),
    "flemish_coordinator": frozenset(
        {"enrol_device", "revoke_device", "request_erasure", "confirm_erasure", "keep_group"}
    ),
    "trainer": frozenset(),
    # makes accounts, holds no keys and reads no stream
    "administrator": frozenset({"add_account", "enrol_device", "revoke_device", "grant"}),
    "operator": frozenset(),
    "protection_officer": frozenset({"confirm_erasure", "read_acts"}),
}

KEYLESS: frozenset[Role] = frozenset({"administrator", "operator"})
"""Roles that are never granted a stream."""


def may(role: str, act: Act) -> bool:
    """Return whether a role may do this; an unknown role may do nothing."""
    return act in MAY.get(role, frozenset())  # type: ignore[call-overload]  # a role from the database may be unknown
