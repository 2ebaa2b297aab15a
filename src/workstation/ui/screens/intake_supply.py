"""Supplies the intake screen: puts codebook, directory and rules behind the callables it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from workstation.directory.exact_places import exact_place
from workstation.directory.hits import Glance, Hit
from workstation.directory.places import PlaceHit
from workstation.directory.search import Finder
from workstation.directory.speaking import say
from workstation.domain.changes import Changes
from workstation.domain.outcomes import outcome_of
from workstation.domain.problems import Problem
from workstation.domain.relations import relation_of
from workstation.domain.reported_persons import PersonRelation
from workstation.forms.closing import open_points
from workstation.forms.draft import Body, Draft, PersonDraft, age_codes
from workstation.forms.snelcode import apply_snelcode, read
from workstation.forms.spec import Value
from workstation.forms.telling import tell
from workstation.ui.forms.autosave import Do
from workstation.ui.half_texts import NOWHERE, Halves
from workstation.ui.screens.intake_danger import danger_is_over
from workstation.ui.screens.intake_parts import IntakeParts
from workstation.vocabulary.codebook import Code, Codebook
from workstation.vocabulary.finding import find_codes
from workstation.vocabulary.words import Words

LineOpen = Callable[[str, datetime], bool | None]


@dataclass(frozen=True)
class Keeping:
    """What the station does with drafts and calls, in its lane; and its clocks. See `IntakeParts`."""

    do: Do
    save: Callable[[Body], object]
    discard: Callable[[str], object]
    finish: Callable[[Draft, datetime, int | None], Changes]
    reopen: Callable[[str], object]
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    halves: Halves = NOWHERE


class Supply:
    """Answers in the window's thread. `finder` is asked each time, because the directory may be renewed."""

    def __init__(
        self,
        codebook: Codebook,
        finder: Callable[[], Finder],
        now: Callable[[], datetime],
        text: Words,
        read_back: Callable[[Draft], str],
        line_open: LineOpen | None = None,
    ) -> None:
        self._codebook, self._finder, self._now, self._text = codebook, finder, now, text
        self._read_back, self._line_open = read_back, line_open

    def parts(self, keeping: Keeping) -> IntakeParts:
        """Return everything the screen asks for."""
        return IntakeParts(
            codebook=self._codebook,
            do=keeping.do,
            save=keeping.save,
            halves=keeping.halves,
            discard=keeping.discard,
            finish=keeping.finish,
            find_codes=self._find_codes,
            find_places=self._find_places,
            place_name=self.place_name,
            find_services=self._find_services,
            suggest=self._suggest,
            at_a_glance=self._at_a_glance,
            sentence=self._sentence,
            run_snelcode=self._run_snelcode,
            tell=self._tell,
            open_points=self._open_points,
            read_back=self._read_back,
            relation_of=self._relation_of,
            outcome_of=outcome_of,
            reopen=keeping.reopen,
            now=keeping.now,
            monotonic=keeping.monotonic,
        )

    def place_name(self, nis: str) -> str:
        """Return the name of a municipality, or its code when this directory has never known it."""
        try:
            return self._finder().places.name(nis)
        except KeyError:
            return nis

    def _find_places(self, words: str) -> tuple[PlaceHit, ...]:
        return self._finder().places.find(words)

    def _find_codes(self, name: str, words: str, day: date) -> tuple[Code, ...]:
        return find_codes(self._codebook, name, words, day)

    def _tell(self, draft: Draft, name: str, value: Value, person: str | None) -> None:
        tell(draft, name, value, self._codebook, person=person)

    # -- the directory -----------------------------------------------------------------------------------------

    def _find_services(self, words: str, draft: Draft) -> tuple[Hit, ...]:
        return self._finder().find(words, at=self._now(), near=near(draft), limit=12, danger=_danger(draft))

    def _suggest(self, draft: Draft) -> tuple[Hit, ...]:
        person = draft.person(draft.selected) if draft.selected else None
        problem = person.answers.get("problem_type") if person else None
        forms = person.answers.get("violence_forms") if person else None
        return self._finder().suggest(
            near(draft),
            (str(problem),) if problem else (),
            minor=bool(person and self._minor(person)),
            at=self._now(),
            forms=forms if isinstance(forms, tuple) else (),
            danger=_danger(draft),
        )

    def _minor(self, person: PersonDraft) -> bool | None:
        return self._codebook.minor(age_codes(person.answers.get("age"), of_contact=False)[1])

    def _at_a_glance(self, nis: str) -> Glance | None:
        try:
            return self._finder().at_a_glance(nis)
        except KeyError:
            return None

    def _sentence(self, hit: Hit) -> str:
        return say(hit.service, self._text)

    # -- the rules ---------------------------------------------------------------------------------------------

    def _run_snelcode(self, draft: Draft, line: str, day: date) -> tuple[tuple[str, ...], str]:
        said = read(line, self._codebook, day, partial(exact_place, self._finder().places))
        apply_snelcode(draft, said)
        filled = tuple(dict.fromkeys(self._shown(one.name, one.value) for one in said.assignments))
        return filled, " ".join(said.unknown)

    def _shown(self, name: str, value: str | int) -> str:
        if isinstance(value, int):
            return self._text("live.years", years=value)
        if "municipality" in name:
            return self.place_name(value)
        found = next((c for c in self._codebook.codes if c.code == value and c.list in (name, LISTS.get(name))), None)
        return found.label if found else value

    def _open_points(self, draft: Draft) -> tuple[Problem, ...]:
        channel = str(draft.answers.get("channel") or "phone")
        is_open = self._line_open(channel, self._now()) if self._line_open else None
        return open_points(draft, self._codebook, at=self._now(), line_open=is_open)

    def _relation_of(self, draft: Draft, one: str, other: str) -> str | None:
        told = [PersonRelation(*bond) for bond in draft.relations]  # type: ignore[arg-type]  # ids kept as text
        return relation_of(one, other, told, self._codebook)


# questions whose list has another name
LISTS = {
    "age": "person_age",
    "contact_gender": "gender",
    "violence_forms": "violence_form",
    "outcomes": "outcome",
    "qualifiers": "call_qualifier",
    "relation_to_contact": "relation_to_victim",
}


def near(draft: Draft) -> str | None:
    """Return the municipality of the selected person, else of the caller, else None."""
    person = draft.person(draft.selected) if draft.selected else None
    found = person.answers.get("municipality") if person else None
    found = found or draft.answers.get("contact_municipality")
    return str(found) if found and found != "unknown" else None


def _danger(draft: Draft) -> bool:
    # the answer stays "yes" after the danger is over: what was so in the call is kept
    return draft.answers.get("immediate_danger") == "yes" and not danger_is_over(draft)
