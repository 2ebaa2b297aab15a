"""What travels between a station and the hub: changes, answers, pages. Values are opaque to the hub."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock
from typing import Literal, NamedTuple, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

LARGEST_REQUEST = 8 * 1024 * 1024  # bytes the hub reads; what is larger can never leave a station
DELETED = "~"  # field: True lays the record aside; False brings it back
STREAM = "~s"  # field: the stream to which the record moves
LAST = "*"  # in meta only: the last change of the record, whatever its field
CONFLICT = "_conflict"  # kind of the record that keeps a value which lost a merge
ELSEWHERE = "sealed_elsewhere"  # why a change was refused: it was closed for others than those who have the record
GROUP = "group-"  # how the stream of a sealed group is called, and a drawn id: its name is sealed

Outcome = Literal["ok", "conflict", "rejected", "purged"]
# per change that is given back, and per field: the changes whose values were seen to make way for it; for one that
# lays a record aside, of every field of the record: the one its holder had then, and those before it
Knew: TypeAlias = Mapping[str, Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Change:
    """One write, made in the same transaction as the record and never altered afterwards.

    `base` names per field the change whose value the author was looking at, None when there was none; a deletion
    names it for every field of the record. `n` is the place in the device's own row, 0 while it was never sent.
    """

    id: str
    record: str
    kind: str
    stream: str
    sets: Mapping[str, Json]
    base: Mapping[str, str | None] = field(default_factory=dict)
    parent: str | None = None
    n: int = 0


@dataclass(frozen=True, slots=True)
class Ack:
    """What became of one change; `at` says where in which stream, so that a station knows when it has read on."""

    n: int
    id: str
    outcome: Outcome
    at: Mapping[str, int] = field(default_factory=dict)
    why: str | None = None
    repeated: bool = False


class Cursor(NamedTuple):
    """How far a stream was read: a number, and the tag of the hub's transaction that gave it. (0, None): not yet."""

    seq: int = 0
    tag: str | None = None


NOWHERE = Cursor()


@dataclass(frozen=True, slots=True)
class Item:
    """A record as the hub holds it. `meta` names per field the change whose value it is, and the last one as LAST."""

    seq: int
    id: str
    kind: str
    parent: str | None
    fields: Mapping[str, Json]
    meta: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that left this stream: moved to another, or erased by authority."""

    seq: int
    id: str
    reason: Literal["moved", "purged"]


@dataclass(frozen=True, slots=True)
class StreamPage:
    """One page of one stream. `digest` comes with the last page only; a diverged stream must be read from zero."""

    stream: str
    start: int = 0
    end: Cursor = NOWHERE
    more: bool = False
    digest: int | None = None
    diverged: bool = False
    items: tuple[Item | Gone, ...] = ()


@dataclass(frozen=True, slots=True)
class Enrol:
    """A new device asks in with a one-time code. `proof` is the device key's signature over `enrolment_words`."""

    code: str
    public_key: str
    proof: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The name the hub gave the device."""

    device: str
    epoch: str


@dataclass(frozen=True, slots=True)
class Push:
    """Changes in the order of their numbers. `last_n` is the highest number this hub once acknowledged."""

    last_n: int
    epoch: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Pushed:
    """The hub's answers, one for each change, and the highest number it holds of this device."""

    epoch: str
    last_n: int
    acks: tuple[Ack, ...]


@dataclass(frozen=True, slots=True)
class Pull:
    """How far each stream was read; at most `limit` records are wanted in all."""

    cursors: Mapping[str, Cursor]
    limit: int = 1000


@dataclass(frozen=True, slots=True)
class Pulled:
    """The pages of all granted streams. Changes numbered up to `horizon` stand in two backups of the hub."""

    epoch: str
    granted: tuple[str, ...]
    last_n: int
    horizon: int
    pages: tuple[StreamPage, ...]


@dataclass(frozen=True, slots=True)
class Recovered:
    """Ids of the changes that the hub would not take back, because the station may not write there."""

    refused: tuple[str, ...] = ()


def mark_of(record: str, last: str) -> int:
    """Return the 63-bit mark of a record in this state; a stream's digest is the exclusive or of them."""
    return int.from_bytes(blake2b(f"{record}{last}".encode(), digest_size=8).digest(), "big") >> 1


class _InOrder:
    """Draws UUIDs version 7 that grow, also within a millisecond; a clock that is set back is believed."""

    def __init__(self) -> None:
        self._last, self._one_at_a_time = 0, Lock()

    def draw(self) -> str:
        """Return the next one in 32 hexadecimal digits."""
        drawn, now = int.from_bytes(secrets.token_bytes(10), "big"), time.time_ns() // 1_000_000
        fresh = ((now << 16 | 0x7000 | drawn >> 68) & (1 << 64) - 1) << 64 | 0b10 << 62 | drawn & (1 << 62) - 1
        with self._one_at_a_time:
            self._last = self._last + 1 if 0 <= (self._last >> 80) - now < A_MOMENT and fresh <= self._last else fresh
            return f"{self._last:032x}"


A_MOMENT = 1000  # milliseconds: more than that is a clock that was set back
_in_order = _InOrder()


def new_change_id() -> str:
    """Return a UUID version 7 in 32 hexadecimal digits: what one station wrote later sorts later."""
    return _in_order.draw()


def new_act_id() -> str:
    """Return the name of something that was done or said: at one station what came later sorts later.

    Moments are kept to the second; of acts of one second every station shows the same order, that of these names. The
    name tells no more than the change that brings it to the hub does.
    """
    return _in_order.draw()


def enrolment_words(code: str) -> bytes:
    """Return what a device key signs to enrol; the first word keeps this signature from serving elsewhere."""
    return b"1712 hub enrol\n" + code.encode()


def sign_in_words(device: str, challenge: str) -> bytes:
    """Return what a device key signs to be given a token."""
    return b"1712 hub sign in\n" + device.encode() + b"\n" + challenge.encode()
