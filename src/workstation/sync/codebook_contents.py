"""An edition of the codebook on its way: written and read without any store, for the hub's figures too."""

import json
from dataclasses import fields
from datetime import date
from typing import Any

from workstation.domain.flat import NotFlat
from workstation.domain.wire_reading import written
from workstation.vocabulary.editions import KINDS, CodeChange, Edition


class NotAnEdition(Exception):
    """The content is none that this program could have written; nothing of it was taken."""


def codebook_content(edition: Edition) -> str:
    """Return an edition of the codebook that is in force."""
    row = {one.name: getattr(edition, one.name) for one in fields(Edition)}
    changes = [{one.name: getattr(change, one.name) for one in fields(CodeChange)} for change in edition.changes]
    return written(row | {"from_day": edition.from_day.isoformat(), "changes": changes})


def edition_in(content: str) -> Edition:
    """Return the edition of the codebook in a content. Raises NotAnEdition."""
    row = read_json(content, dict)
    try:
        changes = tuple(_change(one) for one in row["changes"])
        words = {one.name: _word(row[one.name]) for one in fields(Edition) if one.name not in {"from_day", "changes"}}
        return Edition(**words, from_day=date.fromisoformat(row["from_day"]), changes=changes)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotAnEdition from None


def _change(row: dict[str, Any]) -> CodeChange:
    kind = row["kind"]
    if kind not in KINDS:
        raise NotFlat
    words = {name: _word(value) for name, value in row.items() if name != "kind"}
    return CodeChange(kind=kind, **words)


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise NotFlat
    return value


def read_json(content: str, kind: type) -> Any:  # noqa: ANN401 - JSON
    """Return the JSON of this kind in a content. Raises NotAnEdition."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise NotAnEdition from None
    if not isinstance(found, kind):
        raise NotAnEdition
    return found
