"""Stations of one team with real keys: two coordinators found it, a counsellor is let in."""

from dataclasses import dataclass

from workstation.sync.sealing.founding import myself, propose, sign, trust
from workstation.sync.sealing.keyring import Keyring
from workstation.sync.sealing.membership import MemberList


@dataclass
class Sealed:
    an: object
    bo: object
    found: MemberList


def keyed(station):
    station.keys = station.exchange._keys = Keyring(station.clock)
    return station


def founded(an, bo, *others, team="A"):
    """The team with its first list: an and bo are coordinators, the others members; all have their key."""
    every = [keyed(one) for one in (an, bo, *others)]
    members = []
    for at, one in enumerate(every):
        with one.vault.work() as work:
            members.append(myself(work, coordinator=at < 2))
    with an.vault.work() as work:
        found = propose(work, an.keys, team, tuple(members))
    for one in every:
        with one.vault.work() as work:
            trust(work, team, found.id)
    hand_round(an, bo)
    with bo.vault.work() as work:
        sign(work, found.record)
    hand_round(bo, *every)
    return found


def hand_round(*stations):
    for one in stations:
        one.meet()


def round_(*stations):
    """Let each meet the hub twice: what one tells in the first round, the others have after the second."""
    for one in (*stations, *stations):
        one.meet()
