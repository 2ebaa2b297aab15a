"""The guided tour for a new counsellor: five tasks with the keys, ten minutes, in a rehearsal.

Every step looks at what is there, never at which key was pressed: whoever gets there another way has done it too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from workstation.domain.calls import SAFETY_QUESTIONS
from workstation.forms.draft import Draft

WORDS = 5  # written down while somebody speaks
SHORT = "telefonisch vervolg"  # what the abbreviation of the tour stands for


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tour can see. `draft` None: no call is open.

    `in_note`: the caret is in the note; `covered`: the screen is hidden; `reviewing`: the last page of a call.
    """

    in_note: bool = False
    draft: Draft | None = None
    note: str = ""
    covered: bool = False
    helping: bool = False
    reviewing: bool = False
    filed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `name` finds its words in `tour.steps`; `keys` are shown as keycaps."""

    name: str
    keys: tuple[str, ...]
    done: Callable[[Seen], bool]


@dataclass(frozen=True, slots=True)
class Task:
    """One of the five."""

    name: str
    steps: tuple[Step, ...]


def _of(look: Callable[[Draft], bool]) -> Callable[[Seen], bool]:
    return lambda seen: seen.draft is not None and look(seen.draft)


def _marked(kind: str) -> Callable[[Seen], bool]:
    return _of(lambda draft: any(one[1] == kind for one in draft.marks))


def _coded(draft: Draft) -> bool:
    return any(one.answers.get("problem_type") == "partner_violence" for one in draft.persons)


def _asked(draft: Draft) -> bool:
    return sum(name in draft.answers or name in draft.missing for name in SAFETY_QUESTIONS) > 1


TOUR = (
    Task("listen", (
        Step("answer", ("Ctrl+N",), lambda seen: seen.draft is not None),
        Step("write", ("F2",), lambda seen: len(seen.note.split()) >= WORDS),
        Step("stamp", ("F7",), lambda seen: "[0" in seen.note),
        Step("short", (";tv", "Spatie"), lambda seen: SHORT in seen.note),
    )),
    Task("code", (
        Step("quick", ("F3", "Enter"), _of(_coded)),
        Step("person", ("Ctrl+P",), _of(lambda draft: len(draft.persons) > 1)),
        Step("back", ("F2",), lambda seen: seen.in_note),
    )),
    Task("safety", (
        Step("safety", ("F5", "J", "N", "O"), _of(_asked)),
        Step("danger", ("F9",), _marked("danger_on")),
        Step("calm", ("F9",), _marked("danger_off")),
        Step("hide", ("F12",), lambda seen: seen.covered),
    )),
    Task("refer", (
        Step("refer", ("Alt+1",), _of(lambda draft: bool(draft.referrals))),
        Step("say", ("Ctrl+T",), lambda seen: seen.helping),
    )),
    Task("finish", (
        Step("end", ("Ctrl+E",), _of(lambda draft: "ended_at" in draft.answers)),
        Step("review", ("Ctrl+Enter",), lambda seen: seen.reviewing),
        Step("silent", ("Ctrl+N", "Ctrl+E", "S"), lambda seen: seen.filed),
    )),
)  # fmt: skip


class Tour:
    """Where somebody is in the tour. A step that is done stays done; the next one is looked for at once."""

    def __init__(self, tasks: tuple[Task, ...] = TOUR) -> None:
        self.tasks = tasks
        self._steps = [(task, step) for task in tasks for step in task.steps]
        self._at = 0
        self.skipped: list[str] = []

    @property
    def task(self) -> Task | None:
        """The task in hand; None when all is done."""
        return self._steps[self._at][0] if self._at < len(self._steps) else None

    @property
    def step(self) -> Step | None:
        """The step in hand; None when all is done."""
        return self._steps[self._at][1] if self._at < len(self._steps) else None

    @property
    def behind(self) -> int:
        """How many steps are done or skipped."""
        return self._at

    @property
    def number(self) -> int:
        """Which task it is, from 1; one more than there are when all is done."""
        return self.tasks.index(self.task) + 1 if self.task is not None else len(self.tasks) + 1

    def look(self, seen: Seen) -> bool:
        """Go on as far as what is seen allows; return whether anything was done."""
        before = self._at
        while (step := self.step) is not None and step.done(seen):
            self._at += 1
        return self._at > before

    def skip(self) -> None:
        """Leave a step out."""
        if (step := self.step) is not None:
            self.skipped.append(step.name)
            self._at += 1
