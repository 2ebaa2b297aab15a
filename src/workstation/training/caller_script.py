"""The scripted caller: says the lines of a scenario as time goes by, and waits where the trainer chooses."""

from dataclasses import dataclass

from workstation.training.scenario import Choice, Line, Scenario, Scene

SPEEDS = (0.5, 0.75, 1.0, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Said:
    """A line that was said, `at` seconds of the call. `improvised`: the trainer made it up on the spot."""

    at: float
    line: Line
    improvised: bool = False


class CallerScript:
    """Plays one scenario. Time comes from outside: seconds of the call that only grow."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.said: list[Said] = []
        self.paused = False
        self._speed = SPEEDS.index(1.0)
        self._scene: Scene | None = scenario.first
        self._at = 0
        self._waited = 0.0
        self._clock: float | None = None

    # -- how it stands -----------------------------------------------------------------------------------------

    @property
    def speed(self) -> float:
        """How fast it goes; 1 is as somebody speaks."""
        return SPEEDS[self._speed]

    @property
    def next_line(self) -> Line | None:
        """What comes next; None while the trainer must choose and at the end."""
        scene = self._scene
        return scene.lines[self._at] if scene is not None and self._at < len(scene.lines) else None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The ways it may go from here; empty as long as there are lines to say."""
        scene = self._scene
        return scene.choices if scene is not None and self._at >= len(scene.lines) else ()

    @property
    def over(self) -> bool:
        """Whether the caller has said everything."""
        return self.next_line is None and not self.choices

    def due_in(self, now: float) -> float | None:
        """Return in how many seconds the next line comes; None when nothing comes by itself."""
        line = self.next_line
        if line is None:
            return None
        passed = 0.0 if self._clock is None else max(0.0, now - self._clock)
        return max(0.0, (self._due(line) - self._waited) / self.speed - passed)

    def first_said(self, danger: str) -> float | None:
        """Return at which second a danger sign came up for the first time; None = it did not."""
        return next((one.at for one in self.said if one.line.danger == danger), None)

    # -- going on ----------------------------------------------------------------------------------------------

    def tick(self, now: float) -> tuple[Said, ...]:
        """Let time go by until `now`, and return what was said meanwhile."""
        passed = 0.0 if self._clock is None else max(0.0, now - self._clock)
        self._clock = now
        if self.paused:
            return ()
        self._waited += passed * self.speed
        found = []
        while (line := self.next_line) is not None and self._waited >= self._due(line):
            self._waited -= self._due(line)
            found.append(self._say(line, now))
        return tuple(found)

    def say_next(self, now: float) -> Said | None:
        """Say the next line at once; None when there is none."""
        line = self.next_line
        if line is None:
            return None
        self._waited = 0.0
        return self._say(line, now)

    def choose(self, to: str) -> None:
        """Go on with one of the `choices`. Raises KeyError for another."""
        if to not in {one.to for one in self.choices}:
            raise KeyError(to)
        self._go_to(to)

    def improvise(self, words: str, now: float, danger: str | None = None) -> Said:
        """Say something that stands in no scenario."""
        said = Said(now, Line(words, danger=danger), improvised=True)
        self.said.append(said)
        self._waited = 0.0
        return said

    def change_speed(self, steps: int) -> float:
        """Go faster (+1) or slower (-1) and return the new speed."""
        self._speed = max(0, min(len(SPEEDS) - 1, self._speed + steps))
        return self.speed

    def _due(self, line: Line) -> float:
        before = self.said[-1].line.lasts if self.said else 0.0
        return before + line.pause

    def _say(self, line: Line, now: float) -> Said:
        said = Said(now, line)
        self.said.append(said)
        self._at += 1
        scene = self._scene
        if scene is not None and self._at >= len(scene.lines) and not scene.choices:
            self._go_to(scene.to)
        return said

    def _go_to(self, scene: str | None) -> None:
        self._scene = self.scenario.scene(scene) if scene is not None else None
        self._at = 0
        self._waited = 0.0
