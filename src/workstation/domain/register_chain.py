"""The register of prints as a chain: each station numbers its entries and each names the one before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Final

from workstation.domain.envelopes import Json
from workstation.domain.wire_reading import written

START: Final = "start"
CHAINED: Final = (
    "station",
    "n",
    "before",
    "number",
    "at",
    "counsellor",
    "audience",
    "how",
    "reason",
    "pages",
    "call",
)


def link(fields: Mapping[str, Json]) -> str:
    """Return what the next entry names this one by."""
    return blake2b(written([fields.get(name) for name in CHAINED]).encode(), digest_size=16).hexdigest()


def gaps(entries: Iterable[tuple[str, Mapping[str, Json]]]) -> tuple[str, ...]:
    """Return the records before which something is missing or was changed."""
    by_station: dict[str, dict[int, tuple[str, Mapping[str, Json]]]] = defaultdict(dict)
    for record, fields in entries:
        n = fields.get("n")
        if isinstance(n, int):
            by_station[str(fields.get("station"))][n] = (record, fields)
    found = []
    for chain in by_station.values():
        for n, (record, fields) in chain.items():
            before = START if n == 1 else link(chain[n - 1][1]) if n - 1 in chain else None
            if fields.get("before") != before:
                found.append(record)
    return tuple(found)
