"""The open points of a call, in words, with the place they are about."""

from dataclasses import dataclass

from workstation.domain.problems import Problem
from workstation.forms.draft import Draft
from workstation.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A problem as it is shown. `may_stay_unknown`: "asked, not known" is an answer to it."""

    problem: Problem
    words: str
    may_stay_unknown: bool


NEVER_UNKNOWN = frozenset({"channel", "anonymous", "team", "urgency", "help_offered", "persons", "outcomes"})


def points_in_words(problems: tuple[Problem, ...], draft: Draft, text: Words) -> tuple[OpenPoint, ...]:
    """Return the open points in the words of the screen."""
    numbers = {str(one.id): at + 1 for at, one in enumerate(draft.persons)}
    return tuple(_in_words(one, numbers, text) for one in problems)


def _in_words(problem: Problem, numbers: dict[str, int], text: Words) -> OpenPoint:
    words = _words(problem, text)
    person = numbers.get(problem.person or "")
    if person is not None and len(numbers) > 1:
        words = f"{text('live.review.person', number=person)}: {words}"
    unknown = problem.severity == "needed" and problem.field not in NEVER_UNKNOWN
    return OpenPoint(problem, words, unknown)


def _words(problem: Problem, text: Words) -> str:
    """Return the words that stand at the box itself, so that one finds it; for a rule its sentence."""
    if problem.field == "persons" and problem.severity != "soft":
        return text("live.open.persons")
    label = f"live.label.{problem.text_key}"
    if problem.severity == "needed" and label in text and not problem.field.startswith("contact_"):
        return text(label).replace("&", "")
    return text(problem.text_key, **dict(problem.values))


def short_list(points: tuple[OpenPoint, ...], text: Words, at_most: int = 4) -> str:
    """Return the first few, and how many more there are."""
    words = list(dict.fromkeys(point.words for point in points if point.problem.severity != "soft"))
    if len(words) <= at_most:
        return ", ".join(words)
    return text("live.hints.more", what=", ".join(words[:at_most]), count=len(words) - at_most)
