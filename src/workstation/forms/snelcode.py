"""The snelcode line: a few short words typed during a call become answers of the caller and the selected person.

A word is a short code (`pg`), an age (`34`, `34j`), a gender with an age (`v34`), a postcode or place (`9000`,
`gent`), or what a code is called (`partnergeweld`, `jonger dan 18`). `c` in front speaks of the caller (`cv`, `c34`,
`c9000`), `-` in front takes away (`-pg`). Digits may be typed without Shift on a Belgian keyboard (`çààà`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from workstation.domain.consistency_persons import THE_CALLER_IS_ONE
from workstation.domain.reported_persons import OLDEST
from workstation.forms.draft import Draft
from workstation.forms.finished import NOT_KNOWN
from workstation.forms.intake import INTAKE, PERSON
from workstation.forms.spec import Field, Value
from workstation.forms.telling import tell
from workstation.vocabulary.codebook import Code, Codebook
from workstation.vocabulary.finding import said

# gives the NIS code of a municipality for a postcode or for the exact name of a place, None for anything else and
# for a name that more than one place has
PlaceOf = Callable[[str], str | None]

MOST_WORDS = 60  # of one line: what is pasted after that stays in the box, unread
LONGEST_NAME = 4  # words of a place name or of something a code is called
UNSHIFTED = str.maketrans("&é\"'(§è!çà", "1234567890")
NUMBER = re.compile(r"(?P<caller>c)?(?P<gender>[vmx])?(?P<years>\d{1,3})(?P<sure>j)?")
POSTCODE = re.compile(r"(?P<caller>c)?(?P<postcode>[1-9]\d{3})")
# no part of the name of a place: what such a word says must not be swallowed by the words before it
NUMBER_OR_POSTCODE = re.compile(r"-?c?[vmx]?\d{1,4}j?")
CALLERS_GENDER = re.compile(r"c(?P<gender>[vmx])")
GENDERS = {"v": "female", "m": "male", "x": "nonbinary_other"}


def _fields() -> dict[str, tuple[Field, bool]]:
    about_persons = {f.codes: (f, True) for f in PERSON.fields if f.name != "relation_to_contact" and f.codes}
    about_the_call = {f.codes: (f, False) for f in INTAKE.fields if f.codes}
    return about_the_call | about_persons


FIELDS = _fields()  # list of the codebook -> the field its codes go to, and whether that is a person's


@dataclass(frozen=True, slots=True)
class Assignment:
    """One answer read from the line: of the selected person, or of the call and the caller. `away` takes it away."""

    name: str
    value: str | int
    about_person: bool
    away: bool = False


@dataclass(frozen=True, slots=True)
class Snelcode:
    """What was read. `unknown` are the words nothing was made of, in their order: they stay in the box."""

    assignments: tuple[Assignment, ...]
    unknown: tuple[str, ...]
    codebook: Codebook = field(repr=False, compare=False)


def read(line: str, codebook: Codebook, day: date, of_postcode: PlaceOf) -> Snelcode:
    """Return what a line says on the call's day. Never raises, whatever was typed or pasted."""
    words = line.split()
    reading = _Reading(codebook, day, of_postcode)
    found: list[Assignment] = []
    unknown: list[str] = []
    at = 0
    while at < min(len(words), MOST_WORDS):
        used, assignments = reading.next(words[at : at + LONGEST_NAME])
        if assignments:
            found += assignments
        else:
            unknown.append(words[at])
        at += used
    return Snelcode(tuple(found), (*unknown, *words[at:]), codebook)


@dataclass(frozen=True, slots=True)
class _Reading:
    codebook: Codebook
    day: date
    of_postcode: PlaceOf

    def next(self, words: list[str]) -> tuple[int, list[Assignment]]:
        """Return how many of the words were used, and what they say."""
        away = words[0].startswith("-")
        first = words[0].removeprefix("-").casefold()
        if one := [*self._one(first, away=away)]:
            return 1, one
        for many in range(len(words), 0, -1):
            if one := [*self._named(" ".join((first, *words[1:many])), away=away)]:
                return many, one
        return 1, []

    def _one(self, word: str, *, away: bool) -> Iterator[Assignment]:
        code = self.codebook.with_shortcode(word)
        digits = word.translate(UNSHIFTED)
        if code is not None and code.list in FIELDS and code.valid_on(self.day):
            yield _of_code(code, away=away)
        elif match := CALLERS_GENDER.fullmatch(word):
            yield Assignment("contact_gender", GENDERS[match["gender"]], about_person=False, away=away)
        elif match := POSTCODE.fullmatch(digits):
            yield from self._place(match["postcode"], caller=bool(match["caller"]), away=away)
        elif match := NUMBER.fullmatch(digits):
            yield from _age(match, away=away)

    def _named(self, words: str, *, away: bool) -> Iterator[Assignment]:
        if code := said(self.codebook, words, self.day):
            yield _of_code(code, away=away)
        elif not any(NUMBER_OR_POSTCODE.fullmatch(word.translate(UNSHIFTED)) for word in words.split()):
            yield from self._place(words, caller=False, away=away)

    def _place(self, words: str, *, caller: bool, away: bool) -> Iterator[Assignment]:
        if nis := self.of_postcode(words):
            name = "contact_municipality" if caller else "municipality"
            yield Assignment(name, nis, about_person=not caller, away=away)


def _of_code(code: Code, *, away: bool) -> Assignment:
    where, about_person = FIELDS[code.list]
    return Assignment(where.name, code.code, about_person=about_person, away=away)


def _age(match: re.Match[str], *, away: bool) -> Iterator[Assignment]:
    years, caller = int(match["years"]), bool(match["caller"])
    # 100, 101 and 112 are telephone numbers in a call about violence; and "-12" is said for "younger than 12"
    unsure = years >= 100 or away
    if years > OLDEST or (unsure and not match["sure"]):
        return
    if match["gender"]:
        name = "contact_gender" if caller else "gender"
        yield Assignment(name, GENDERS[match["gender"]], about_person=not caller, away=away)
    yield Assignment("contact_age" if caller else "age", years, about_person=not caller, away=away)


def apply_snelcode(draft: Draft, snelcode: Snelcode) -> None:
    """Give the answers to the caller and the selected person, as one act that one key takes back.

    Where no person was noted yet, the first answer about one makes him. `sl` says that the caller is the selected
    person; what is known of either is then known of both. The first form of violence is the main form. The words
    nothing was made of become the draft's `unrecognised`.
    """
    with draft.one_act("snelcode"):
        for one in snelcode.assignments:
            if _wants_person(one) and draft.selected is None:
                draft.select(draft.persons[-1].id) if draft.persons else draft.add_person()
            if one.away:
                _take_away(draft, one, snelcode.codebook)
            else:
                _give(draft, one, snelcode.codebook)
        draft.unrecognised = list(snelcode.unknown)


def _wants_person(one: Assignment) -> bool:
    says_who = one.name == "relation_to_victim" and one.value in THE_CALLER_IS_ONE
    return not one.away and (one.about_person or says_who)


def _give(draft: Draft, one: Assignment, codebook: Codebook) -> None:
    person = draft.selected if one.about_person else None
    if _multiple(one):
        have = _have(draft, one)
        if one.value != "unknown":
            draft.add_code(one.name, str(one.value), person=person)
        elif not have:
            draft.leave_open(one.name, NOT_KNOWN, code=("unknown",), person=person)
    elif one.value == "unknown":
        tell(draft, one.name, None, codebook, person=person)
        draft.leave_open(one.name, NOT_KNOWN, code="unknown", person=person)
    else:
        tell(draft, one.name, one.value, codebook, person=person)
        if one.name == "relation_to_victim" and one.value in THE_CALLER_IS_ONE:
            draft.set_contact(draft.selected)


def _take_away(draft: Draft, one: Assignment, codebook: Codebook) -> None:
    if one.about_person and draft.selected is None:
        return
    person = draft.selected if one.about_person else None
    have = _have(draft, one)
    if isinstance(have, tuple) and one.value in have:
        draft.remove_code(one.name, str(one.value), person=person)
    elif have == one.value:
        tell(draft, one.name, None, codebook, person=person)


def _have(draft: Draft, one: Assignment) -> Value:
    told = draft.person(draft.selected) if one.about_person and draft.selected else draft
    return told.answers.get(one.name)


def _multiple(one: Assignment) -> bool:
    return (PERSON if one.about_person else INTAKE).field(one.name).kind == "choices"
