"""Typed identities: text, made on the station, never reused."""

from typing import NewType
from uuid import uuid4

CallId = NewType("CallId", str)
PersonId = NewType("PersonId", str)
DraftId = NewType("DraftId", str)
ShiftId = NewType("ShiftId", str)
ReferralId = NewType("ReferralId", str)
ServiceId = NewType("ServiceId", str)
CaseId = NewType("CaseId", str)


def new_id() -> str:
    """Return 32 random hexadecimal digits; carries no time, no machine and no order."""
    return uuid4().hex
