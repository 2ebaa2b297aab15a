"""Cases: calls about one situation, brought together by a person with a reason, never by the program.

Every change is an act that says which calls moved from where to where, so that it can be taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from workstation.domain.ids import CallId, CaseId

ActKind = Literal["link", "unlink", "merge", "split", "undo", "note"]


@dataclass(frozen=True, slots=True)
class Move:
    """A call that went from one case to another; None = it was, or is, in no case."""

    call: CallId
    before: CaseId | None
    after: CaseId | None

    @property
    def back(self) -> "Move":
        """The move that takes this one back."""
        return Move(self.call, self.after, self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`number` is what people say ("D-0042"); `calls` in the order in which they came in."""

    id: CaseId
    number: str
    opened_at: datetime
    opened_by: str
    team: str | None = None
    calls: tuple[CallId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAct:
    """One act on cases. `reason` is what the counsellor wrote; of a note it is the note. `undoes`: another act."""

    id: int
    at: datetime
    counsellor: str
    kind: ActKind
    reason: str
    moves: tuple[Move, ...] = ()
    undoes: int | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a case's time line. `words` are the counsellor's own, or a name out of the directory; "" = none."""

    at: datetime
    kind: str
    who: str = ""
    call: CallId | None = None
    number: str = ""
    words: str = ""
    act: int | None = None


Places = Mapping[CallId, CaseId | None]


def fits(moves: Sequence[Move], places: Places) -> bool:
    """Return whether every call still is where a move begins."""
    return all(places.get(move.call) == move.before for move in moves)
