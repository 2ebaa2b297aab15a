"""The cryptography alone: the same records sealed and opened, and nothing else done with them; of one core."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from workstation.domain.calls import Call
from workstation.domain.envelopes import Json, new_change_id
from workstation.domain.flat import SEALED
from workstation.domain.flat_calls import flat_call
from workstation.sync.sealing.boxes import OwnKeys, boxed, unboxed
from workstation.sync.sealing.fields import RecordKey, parts_of

TEAM, KEY, KEY_ID = "team-drill", b"k" * 32, "0123456789abcdef0123456789abcdef"
BOXES = 2_000


@dataclass(frozen=True, slots=True)
class Alone:
    """Records a second, by the processor's own time; `values` sealed in each of them, on average."""

    sealed: float
    opened: float
    boxed: float
    unboxed: float
    values: float


@dataclass(slots=True)
class _Record:
    id: str
    kind: str
    change: str
    values: dict[str, Json]


def measured(calls: Iterable[Call]) -> Alone:
    """Seal and open what the hub must not read of these calls; and close a key in a box (HPKE) for each version."""
    records = []
    for flat in (one for call in calls for one in flat_call(call)):
        hidden = {name: value for name, value in flat.fields.items() if name in SEALED[flat.kind]}
        records.append(_Record(flat.id, flat.kind, new_change_id(), hidden))
    closed: list[dict[str, Json]] = []
    opened: list[dict[str, Json]] = []
    sealing = _rate(lambda: closed.extend(map(_sealed, records)), len(records))
    opening = _rate(lambda: opened.extend(map(_opened, records, closed)), len(records))
    if opened != [one.values for one in records]:
        raise SystemExit("what was sealed did not open")
    own, boxes = OwnKeys(b"s" * 32), list[dict[str, str]]()
    to = own.boxed_to
    boxing = _rate(lambda: boxes.extend(boxed(KEY, to, (TEAM, str(at))) for at in range(BOXES)), BOXES)
    unboxing = _rate(lambda: [unboxed(box, own, (TEAM, str(at))) for at, box in enumerate(boxes)], BOXES)
    values = sum(len(one.values) for one in records) / len(records)
    return Alone(sealing, opening, boxing, unboxing, values)


def _sealed(one: _Record) -> dict[str, Json]:
    key = RecordKey(KEY, KEY_ID, TEAM, one.id, one.kind)
    return {name: key.seal(name, one.change, 1, value) for name, value in one.values.items()}


def _opened(one: _Record, closed: dict[str, Json]) -> dict[str, Json]:
    key = RecordKey(KEY, KEY_ID, TEAM, one.id, one.kind)
    found = {}
    for name, value in closed.items():
        _, number, sealed = parts_of(value)
        found[name] = key.unseal(name, one.change, number, sealed)
    return found


def _rate(work: Callable[[], object], number: int) -> float:
    began = time.process_time()
    work()
    return number / (time.process_time() - began)
