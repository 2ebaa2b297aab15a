"""The trainer's own scenarios and what a class registered, as texts by name: kept in the trainer's own profile."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workstation.training.class_agreement import Registered
from workstation.training.reference_reading import PlaceOf
from workstation.training.scenario import Scenario
from workstation.training.scenario_reading import read_scenario, shipped_texts
from workstation.vocabulary.codebook import Codebook

OWN = "rehearsal.scenario."
DRAFT = "rehearsal.draft."
NEW = "new"  # the draft of a scenario without a name yet
RESULTS = "rehearsal.results"
MOST_RESULTS = 500  # of a class over a year; older ones go

Kept = Mapping[str, str]
Keep = Callable[[str, str | None], object]


@dataclass(frozen=True, slots=True)
class Written:
    """A scenario with its text. `own`: the trainer's version, also of one that was shipped."""

    scenario: Scenario
    text: str
    own: bool


def every_scenario(kept: Kept, codebook: Codebook, place_of: PlaceOf) -> tuple[Written, ...]:
    """Return every scenario, the easy ones first; the trainer's own goes before the shipped one of the same id."""
    found: dict[str, Written] = {}
    own = [text for name, text in sorted(kept.items()) if name.startswith(OWN)]
    for text, mine in (*((text, False) for text in shipped_texts()), *((text, True) for text in own)):
        scenario = read_scenario(text, codebook, place_of).scenario
        if scenario is not None:
            found[scenario.id] = Written(scenario, text, mine)
    return tuple(sorted(found.values(), key=lambda one: (one.scenario.level, one.scenario.title)))


def text_to_edit(kept: Kept, scenario: str, written: tuple[Written, ...], template: str) -> str:
    """Return what the trainer goes on with: his draft, else the scenario as it is, else an empty one."""
    draft = kept.get(DRAFT + (scenario or NEW))
    if draft is not None:
        return draft
    return next((one.text for one in written if one.scenario.id == scenario), template)


def shipped_text(scenario: str, codebook: Codebook, place_of: PlaceOf) -> str:
    """Return the text of a scenario as it was shipped, empty where none was."""
    for text in shipped_texts():
        found = read_scenario(text, codebook, place_of).scenario
        if found is not None and found.id == scenario:
            return text
    return ""


def results(kept: Kept) -> tuple[Registered, ...]:
    """Return what the class registered; nothing where it cannot be read."""
    try:
        told = json.loads(kept.get(RESULTS, "[]"))
        return tuple(
            Registered(
                one["trainee"],
                one["scenario"],
                {(person, field): tuple(codes) for person, field, codes in one["codes"]},
            )
            for one in told
        )
    except (ValueError, KeyError, TypeError):
        return ()


def with_result(kept: Kept, one: Registered) -> str:
    """Return the results with one more, as text to keep."""
    every = (*results(kept), one)[-MOST_RESULTS:]
    return json.dumps(
        [
            {
                "trainee": each.trainee,
                "scenario": each.scenario,
                "codes": [[person, field, list(codes)] for (person, field), codes in each.codes.items()],
            }
            for each in every
        ],
        ensure_ascii=False,
    )
