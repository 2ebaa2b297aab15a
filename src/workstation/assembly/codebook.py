"""What the screen of the codebook asks for; all of it in the lane."""

from collections.abc import Callable, Sequence
from datetime import date

from workstation.assembly.desk import OpenDesk
from workstation.assembly.halves import halves_of
from workstation.domain.changes import Changes
from workstation.domain.ids import new_id
from workstation.domain.moments import local_day
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.figures.breaks import breaks
from workstation.ui.background import Lane
from workstation.ui.screens.codebook import CodebookWork, Judged
from workstation.usecases.codebook_in_force import codebook_in_force
from workstation.usecases.draft_edition import draft_edition
from workstation.usecases.enforce_edition import enforce_edition
from workstation.usecases.look_up_editions import look_up_editions
from workstation.vocabulary.editions import CodeChange, Edition, faults

Told = Callable[[str, str], None]


class CodebookDraft:
    """The draft at this desk: one at a time."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None]) -> None:
        self._desk, self._lane, self._heard = desk, lane, heard
        self._draft: Edition | None = None
        self._fresh = new_id()

    def work(self) -> CodebookWork:
        """Return what the screen needs."""
        halves = halves_of(self._desk, self._lane)
        return CodebookWork(editions=self._editions, keep=self._keep, enforce=self._enforce, halves=halves)

    def _editions(self, then: Callable[[Sequence[Edition]], None]) -> None:
        self._lane.do(self._look, then)

    def _look(self) -> tuple[Edition, ...]:
        found = look_up_editions(vault=self._desk.vault)
        self._draft = next((one for one in found if one.enforced_at is None), None)
        return found

    def _keep(self, day: date, changes: Sequence[CodeChange], then: Callable[[Judged], None], told: Told) -> None:
        self._lane.do(lambda: self.kept(day, changes), then, lambda wrong: told(*self._sorry(wrong)))

    def kept(self, day: date, changes: Sequence[CodeChange]) -> Judged:
        """Keep the draft and judge it."""
        desk = self._desk
        draft_edition(self._id, day, changes, desk.counsellor, vault=desk.vault, now=desk.now)
        book = codebook_in_force(day, vault=desk.vault)
        found = faults(book, changes, day, local_day(desk.now())) if changes else ()
        return Judged(found, breaks(book, changes))

    @property
    def _id(self) -> str:
        return self._draft.id if self._draft else self._fresh

    def _enforce(self, told: Told) -> None:
        def done(said: str) -> None:
            told(said, "ok")
            self._heard(Changes.of("codebook", ""))

        self._lane.do(self.enforced, done, lambda wrong: told(*self._sorry(wrong)))

    def enforced(self) -> str:
        """Put the draft in force and say from when. Raises NotReady and NotAllowed."""
        desk = self._desk
        draft = next((one for one in self._look() if one.enforced_at is None), None)
        enforce_edition(draft.id if draft else "", desk.counsellor, vault=desk.vault, now=desk.now)
        self._draft, self._fresh = None, new_id()
        return desk.text("codebook.enforced", day=f"{draft.from_day:%d/%m/%Y}" if draft else "")

    def _sorry(self, wrong: Exception) -> tuple[str, str]:
        text = self._desk.text
        if isinstance(wrong, NotReady):
            return " ".join(dict.fromkeys(text(problem.text_key) for problem in wrong.problems)), "warn"
        return text("codebook.not_allowed" if isinstance(wrong, NotAllowed) else "codebook.not_kept"), "warn"
