"""Revisions: what a correction of a filed call replaced, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Revision:
    """What a correction replaced: `before` holds the old value of every attribute that changed."""

    revision: int
    at: datetime
    counsellor: str
    reason: str
    before: Mapping[str, Any]
