"""Prints: what left the station on paper or as a file, and why."""

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.ids import CallId


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """One copy of one call. `number` stands on every page ("A-2026-000123"); `how`: printed, saved.

    The counsellor's name is kept here only: the page shows the staff number. `sha256` is that of the bytes made.
    """

    number: str
    call: CallId
    at: datetime
    counsellor: str
    audience: str
    how: str
    reason: str
    pages: int
    sha256: bytes
