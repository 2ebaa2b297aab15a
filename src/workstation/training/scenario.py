"""Scenarios: an invented contact, told line by line, with what a good registration of it looks like."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

WORDS_A_SECOND = 2.6  # of somebody who speaks calmly
PAUSE_S = 2.0  # between two lines where the scenario says nothing else


@dataclass(frozen=True, slots=True)
class Line:
    """Something the caller says, writes or lets hear. `pause` in seconds before it; `danger` is the id of a danger
    sign that comes up in it; `sound` the name of a recording of the trainer's own, None = text alone. A `silent`
    line is what one hears without anybody speaking.
    """

    says: str
    pause: float = PAUSE_S
    danger: str | None = None
    sound: str | None = None
    silent: bool = False

    @property
    def lasts(self) -> float:
        """How many seconds saying it takes."""
        return len(self.says.split()) / WORDS_A_SECOND


@dataclass(frozen=True, slots=True)
class Choice:
    """A way the trainer may let the talk go: `label` for the trainer, `to` the id of a scene."""

    label: str
    to: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Lines that follow each other. After them the trainer chooses; without choices it goes on at `to`, or ends."""

    id: str
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...] = ()
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Danger:
    """A sign that must be noticed. Any of `noticed_by` counts, each (question, accepted answers): a safety question,
    `urgency`, `qualifiers`, or `mark` with the kind of a mark (F9 is danger_on).
    """

    id: str
    what: str
    noticed_by: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a field of the registration should hold.

    Of a field with one answer, `model` has one code and `accepted` are as good. Of one with several answers, all of
    `model` must be there and those of `accepted` may. "not_asked" among `accepted`: it may stay open. `why` explains
    it to the trainee, empty = the definition of the code says enough.
    """

    field: str
    model: tuple[str, ...]
    accepted: tuple[str, ...] = ()
    several: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """A reported person who should be there. `label` is how trainer and trainee speak of him; `optional`: a
    registration without him is as good.
    """

    label: str
    fields: tuple[Expected, ...]
    is_contact: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """The registration to lay a trainee's beside. No persons = there should be none."""

    fields: tuple[Expected, ...]
    persons: tuple[ExpectedPerson, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One scenario. `begins` (aware) is the moment on the simulated clock; `minutes` how long it takes about;
    `level` 1 to 3. `background` is for the trainer and never told by itself.
    """

    id: str
    title: str
    channel: str
    caller: str
    minutes: int
    level: int
    begins: datetime
    scenes: tuple[Scene, ...]
    reference: Reference
    learn: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    dangers: tuple[Danger, ...] = field(default_factory=tuple)

    def scene(self, scene: str) -> Scene:
        """Return a scene by its id. Raises KeyError."""
        for one in self.scenes:
            if one.id == scene:
                return one
        raise KeyError(scene)

    @property
    def first(self) -> Scene:
        """The scene it begins with."""
        return self.scenes[0]

    def lines(self) -> Iterator[Line]:
        """Every line there is, of all ways it may go."""
        for scene in self.scenes:
            yield from scene.lines
