"""Reading JSON from strangers: shapes, sizes, depth, and text that no database can hold.

NotWire says where something was wrong, never what it was.
"""

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar, cast

DEEPEST = 12  # levels inside one value
LARGEST = 2**63 - 1

ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
FIELD: Final = re.compile(r"~s?|[A-Za-z_][A-Za-z0-9._-]{0,79}", re.ASCII)
KIND: Final = re.compile(r"[A-Za-z_][A-Za-z0-9._-]{0,39}", re.ASCII)
LINE: Final = re.compile(r"[\x21-\x7e]{1,400}")
MARK: Final = re.compile(r"([A-Z0-9]{2,8})?")  # of a station in call numbers; empty: none is wished
LONG: Final = re.compile(r"[\x21-\x7e]{1,4000}")

T = TypeVar("T")


class NotWire(ValueError):
    """What came in is no envelope. Says where, never what."""


def written(value: object) -> str:
    """Return JSON in the one form that is compared, hashed and kept: sorted keys, no blanks."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def read(raw: bytes) -> dict[str, Any]:
    """Return the JSON object in these bytes. Raises NotWire, also for what JSON libraries let through too easily."""
    try:
        found = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
        if b"\\u" in raw:  # only an escape can smuggle half a character or a NUL past the decoding above
            _storable(found)
    except NotWire:
        raise
    except (ValueError, RecursionError):
        raise NotWire("json") from None
    if not isinstance(found, dict):
        raise NotWire("object")
    return found


def _no_constant(_name: str) -> object:
    raise NotWire("number")


def _storable(found: object) -> None:
    """Refuse half characters and NUL in any text, also in names."""
    if "\\u0000" in (text := json.dumps(found, ensure_ascii=False)):
        raise NotWire("text")
    text.encode()


def shallow(value: object, levels: int = DEEPEST) -> None:
    """Refuse numbers no database column holds and values nested deeper than anything of ours is."""
    if isinstance(value, str) or value is None:
        return
    if isinstance(value, int | float):
        if abs(value) > LARGEST or not math.isfinite(value):
            raise NotWire("number")
        return
    if levels == 0:
        raise NotWire("depth")
    inner = value.values() if isinstance(value, dict) else cast("list[object]", value)
    for one in inner:
        if one is not None and not isinstance(one, str):
            shallow(one, levels - 1)


def number(found: object, where: str) -> int:
    """Return a whole number from zero up."""
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= LARGEST:
        raise NotWire(where)
    return found


def matching(shape: re.Pattern[str], found: Mapping[str, Any], name: str) -> str:
    """Return the text under this name."""
    return text(shape, found.get(name), name)


def text(shape: re.Pattern[str], found: object, where: str) -> str:
    """Return a text of this shape."""
    if not isinstance(found, str) or not shape.fullmatch(found):
        raise NotWire(where)
    return found


def mapping(found: object, where: str, most: int) -> dict[str, Any]:
    """Return an object of at most so many members."""
    if not isinstance(found, dict) or len(found) > most:
        raise NotWire(where)
    return found


def many(found: object, where: str, most: int, one: Callable[[object], T]) -> tuple[T, ...]:
    """Return a list of at most so many, each read in its turn."""
    if not isinstance(found, list) or len(found) > most:
        raise NotWire(where)
    return tuple(one(each) for each in cast("Iterable[object]", found))
