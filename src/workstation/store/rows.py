"""Between records and rows: what every shelf needs to put values into columns and to read them again."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from workstation.domain.moments import as_text, from_text
from workstation.domain.texts import storable, storable_tree

Row = dict[str, Any]


def bound(row: Row) -> Row:
    """Return a row whose texts can be kept (`domain.texts`)."""
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def as_json(value: object) -> str:
    """Return JSON of mappings, sequences, records and moments; its texts can be kept."""
    return json.dumps(storable_tree(_plain(value)), ensure_ascii=False, separators=(",", ":"))


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return as_text(value)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def mapping(kept: str) -> Mapping[str, str]:
    """Return a kept JSON object, not to be changed."""
    return MappingProxyType(json.loads(kept))


def moment_or_none(kept: str | None) -> datetime | None:
    """Return a kept moment; None stays None."""
    return from_text(kept) if kept else None


def text_or_none(moment: datetime | None) -> str | None:
    """Return a moment as it is kept; None stays None."""
    return as_text(moment) if moment else None
