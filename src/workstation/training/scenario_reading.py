"""Reads scenarios from TOML, and says of every fault where it is and how to mend it; half a scenario is none."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from workstation import resources
from workstation.domain.moments import BRUSSELS, local_day
from workstation.training.reference_reading import PlaceOf, ReferenceReader
from workstation.training.scenario import PAUSE_S, Choice, Line, Scenario, Scene
from workstation.training.scenario_faults import Fault, Faults, Table
from workstation.vocabulary.codebook import Codebook

CHANNELS = ("phone", "chat", "email")
TOP = frozenset(
    {
        "id", "title", "channel", "caller", "minutes", "level", "begins", "learn", "background", "scenes", "dangers",
        "reference",
    }
)  # fmt: skip
LONGEST_PAUSE_S = 120
LONGEST_ID = 40
LONGEST = 200_000  # characters of a file
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LINE_NUMBER = re.compile(r"line (\d+)")
SOME_DAY = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)  # where the moment itself could not be read


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a text: a scenario, or else the faults that keep it from being one."""

    scenario: Scenario | None
    faults: tuple[Fault, ...] = ()


def read_scenario(text: str, codebook: Codebook, place_of: PlaceOf) -> Reading:
    """Return the scenario of a TOML text, or everything that is wrong with it. Never raises."""
    faults = Faults()
    if len(text) > LONGEST:
        faults.add("", "too_long")
        return Reading(None, tuple(faults.found))
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        at = LINE_NUMBER.search(str(wrong))
        faults.add("", "no_toml_at" if at else "no_toml", line=at[1] if at else "")
        return Reading(None, tuple(faults.found))
    scenario = _Reader(faults, codebook, place_of).scenario(table)
    return Reading(None if faults.found else scenario, tuple(faults.found))


def shipped_texts() -> tuple[str, ...]:
    """Return the text of every scenario that came with the program, in the order of their file names."""
    return tuple(file.read_text(encoding="utf-8") for file in sorted(resources.path("scenarios").glob("*.toml")))


def shipped_scenarios(codebook: Codebook, place_of: PlaceOf) -> tuple[Scenario, ...]:
    """Return the scenarios that came with the program, the easy ones first. One with a fault would be left out."""
    read = (read_scenario(text, codebook, place_of).scenario for text in shipped_texts())
    return tuple(sorted((one for one in read if one is not None), key=lambda one: (one.level, one.title)))


class _Reader:
    def __init__(self, faults: Faults, codebook: Codebook, place_of: PlaceOf) -> None:
        self._faults, self._codebook, self._place_of = faults, codebook, place_of

    def scenario(self, table: Table) -> Scenario:
        faults = self._faults
        faults.known(table, "", TOP)
        begins = self._begins(table)
        references = ReferenceReader(faults, self._codebook, local_day(begins), self._place_of)
        dangers = tuple(references.danger(one, at + 1) for at, one in enumerate(faults.tables(table, "dangers", "")))
        scenes = tuple(self._scene(one, at + 1) for at, one in enumerate(faults.tables(table, "scenes", "")))
        self._whole(scenes, {one.id for one in dangers})
        return Scenario(
            id=self._id(table),
            title=faults.get(table, "title", "text", ""),
            channel=self._one_of(table, "channel", CHANNELS),
            caller=faults.get(table, "caller", "text", ""),
            minutes=self._number(table, "minutes", 1, 60),
            level=self._number(table, "level", 1, 3),
            begins=begins,
            scenes=scenes,
            reference=references.reference(faults.get(table, "reference", "table", "")),
            learn=faults.texts(table, "learn", ""),
            background=faults.texts(table, "background", ""),
            dangers=dangers,
        )

    def _id(self, table: Table) -> str:
        found = str(self._faults.get(table, "id", "text", ""))
        if found and (not NAME.fullmatch(found) or len(found) > LONGEST_ID):
            self._faults.add("", "id")
        return found

    def _one_of(self, table: Table, name: str, allowed: tuple[str, ...]) -> str:
        found = str(self._faults.get(table, name, "text", ""))
        if found and found not in allowed:
            self._faults.add("", "unknown_answer", name=name, answer=found, answers=", ".join(allowed))
        return found

    def _number(self, table: Table, name: str, least: int, most: int) -> int:
        found = self._faults.get(table, name, "number", "")
        if not least <= found <= most and name in table:
            self._faults.add("", "between", name=name, least=least, most=most)
        return int(found)

    def _begins(self, table: Table) -> datetime:
        found = table.get("begins")
        if not isinstance(found, datetime):
            self._faults.add("", "begins")
            return SOME_DAY
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=BRUSSELS).astimezone(UTC)

    def _scene(self, table: Table, at: int) -> Scene:
        faults, where = self._faults, f"scenes {at}"
        faults.known(table, where, frozenset({"id", "lines", "choices", "to"}))
        lines = faults.tables(table, "lines", where)
        if not lines:
            faults.add(where, "no_lines")
        return Scene(
            faults.get(table, "id", "text", where),
            tuple(self._line(one, f"{where}, lines {n + 1}") for n, one in enumerate(lines)),
            tuple(self._choice(one, f"{where}, choices") for one in faults.tables(table, "choices", where)),
            faults.get(table, "to", "text", where, needed=False),
        )

    def _line(self, table: Table, where: str) -> Line:
        faults = self._faults
        faults.known(table, where, frozenset({"says", "pause", "danger", "sound", "silent"}))
        pause = faults.get(table, "pause", "number", where, needed=False)
        if pause is not None and not 0 <= pause <= LONGEST_PAUSE_S:
            faults.add(where, "between", name="pause", least=0, most=LONGEST_PAUSE_S)
        sound = faults.get(table, "sound", "text", where, needed=False)
        if sound and ("/" in sound or "\\" in sound):
            faults.add(where, "sound")
        return Line(
            faults.get(table, "says", "text", where),
            PAUSE_S if pause is None else float(pause),
            faults.get(table, "danger", "text", where, needed=False),
            sound,
            bool(faults.get(table, "silent", "truth", where, needed=False)),
        )

    def _choice(self, table: Table, where: str) -> Choice:
        self._faults.known(table, where, frozenset({"label", "to"}))
        return Choice(*(self._faults.get(table, name, "text", where) for name in ("label", "to")))

    # -- whether it hangs together -----------------------------------------------------------------------------

    def _whole(self, scenes: tuple[Scene, ...], dangers: set[str]) -> None:
        faults = self._faults
        if not scenes:
            faults.add("", "no_scenes")
            return
        names = [scene.id for scene in scenes]
        for name in {name for name in names if names.count(name) > 1}:
            faults.add("", "twice", name=name)
        for at, scene in enumerate(scenes):
            where = f"scenes {at + 1}"
            if scene.choices and scene.to:
                faults.add(where, "choices_and_to")
            for name in _ways(scene):
                if name not in names:
                    faults.add(where, "no_such_scene", name=name)
            for line in scene.lines:
                if line.danger and line.danger not in dangers:
                    faults.add(where, "no_such_danger", name=line.danger)
        self._reached(scenes)
        told = {line.danger for scene in scenes for line in scene.lines}
        for name in sorted(dangers - told):
            faults.add("", "danger_never_told", name=name)

    def _reached(self, scenes: tuple[Scene, ...]) -> None:
        by_name = {scene.id: scene for scene in scenes}
        reached, waiting = {scenes[0].id}, [scenes[0]]
        while waiting:
            for name in _ways(waiting.pop()):
                if name in by_name and name not in reached:
                    reached.add(name)
                    waiting.append(by_name[name])
        for scene in scenes:
            if scene.id not in reached:
                self._faults.add("", "never_reached", name=scene.id)
        self._ends(by_name)

    def _ends(self, by_name: dict[str, Scene]) -> None:
        """Say where a talk would go round for ever: by `to` alone it must come to an end."""
        for name, scene in by_name.items():
            seen, here = {name}, scene.to
            while here in by_name:
                if here in seen:
                    self._faults.add("", "goes_round", name=here)
                    return
                seen.add(here)
                here = by_name[here].to


def _ways(scene: Scene) -> Iterator[str]:
    yield from (one.to for one in scene.choices)
    if scene.to:
        yield scene.to
