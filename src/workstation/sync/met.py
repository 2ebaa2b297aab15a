"""What comes of one meeting with the hub."""

from dataclasses import dataclass, field

from workstation.domain.changes import Changes


class NeedsCode(Exception):
    """The hub does not know this device (any more): a coordinator must give a new code. Everything is kept."""


@dataclass(slots=True)
class Met:
    """What one meeting with the hub brought."""

    changes: Changes = field(default_factory=Changes)
    taken: int = 0
    handed_over: int = 0
    reread: list[str] = field(default_factory=list)
