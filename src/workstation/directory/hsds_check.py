"""Whether a service is one of Open Referral's HSDS 3.0: types, formats, enumerations, what must be there.

Reads the part of JSON Schema that those schemas use; `$ref` goes to the schema itself, never to a file or the net.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from workstation import resources

DEEPEST = 24
MOST_FAULTS = 50
FORMATS = {
    "uuid": re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    "uri": re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+"),
    "email": re.compile(r"[^@\s]+@[^@\s]+"),
}
TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "number": (int, float),
}  # fmt: skip


@cache
def schema() -> Any:  # noqa: ANN401 - JSON
    """Return the schema of a service."""
    return json.loads(resources.read("hsds", "service.json"))


def faults(service: object) -> tuple[str, ...]:
    """Return where and why a service is none: `phones.0.number: missing`. Values are never repeated."""
    found: list[str] = []
    for one in _faults(service, schema(), "", 0):
        found.append(one)
        if len(found) == MOST_FAULTS:
            break
    return tuple(found)


def _faults(value: object, rule: Mapping[str, Any], where: str, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        yield f"{where}: too deep"
        return
    if (ref := rule.get("$ref")) is not None:
        rule = schema()["$defs"][ref.rpartition("/")[2]]
    wanted = TYPES[rule["type"]]
    if not isinstance(value, wanted) or isinstance(value, bool):
        yield f"{where or 'service'}: {rule['type']} wanted"
        return
    if isinstance(value, str):
        yield from _of_text(value, rule, where)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _faults(one, rule["items"], f"{where}.{at}", depth + 1)
    elif isinstance(value, dict):
        yield from (f"{where}.{name}: missing".lstrip(".") for name in rule.get("required", ()) if name not in value)
        for name, part in rule.get("properties", {}).items():
            if value.get(name) is not None:
                yield from _faults(value[name], part, f"{where}.{name}".lstrip("."), depth + 1)


def _of_text(value: str, rule: Mapping[str, Any], where: str) -> Iterator[str]:
    if (known := FORMATS.get(rule.get("format", ""))) is not None and not known.fullmatch(value):
        yield f"{where}: no {rule['format']}"
    if "enum" in rule and value not in rule["enum"]:
        yield f"{where}: not one of the list"
