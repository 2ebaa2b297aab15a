"""The answers so far: one call being taken, before it is a `Call`. No Qt, no database, no clock."""

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from workstation.domain.ids import DraftId, PersonId, new_id
from workstation.domain.reported_persons import OLDEST, age_band, contact_age
from workstation.forms.spec import Value

Body = dict[str, Any]

# what one household shares: copied to a new person by one key. Not the problem type: a child beside a woman who is
# hit is another registration, and a copied one would count as an answer nobody gave
HOUSEHOLD = ("municipality", "context_family", "context_setting")
# what is told about the caller and about the person the caller is: kept alike in both directions
SHARED_WITH_CALLER = {
    "contact_age": "age",
    "contact_gender": "gender",
    "contact_municipality": "municipality",
}
REASONS = ("contact_does_not_know", "refused")


@dataclass(slots=True)
class PersonDraft:
    """A reported person being noted. `answers` as in `Draft`."""

    id: PersonId
    is_contact: bool = False
    answers: dict[str, Value] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """One call being taken. Times are text in UTC (`moments.as_text`).

    `answers` has a name of `forms.intake` for every answer given; a name that is not there was not asked.
    Where somebody did not know or would not say, `missing` says which (`REASONS`) and the answer is the code
    `unknown` or absent. An age answer is a whole number of years (int) or a code (str).
    `unrecognised` are the words of the snelcode line that no list knows; they stand in its box until they are mended.
    `on_change` is called after every change, with nothing; the one listener is the screen's.
    """

    id: DraftId
    started_at: str
    answers: dict[str, Value] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    persons: list[PersonDraft] = field(default_factory=list)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    referrals: list[dict[str, Any]] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    overrides: dict[str, str] = field(default_factory=dict)
    unrecognised: list[str] = field(default_factory=list)
    selected: str | None = None
    view: dict[str, int] = field(default_factory=dict)
    on_change: Callable[[], None] | None = field(default=None, repr=False, compare=False)
    _undo: list[tuple[str, Body]] = field(default_factory=list, repr=False, compare=False)
    _within: int = field(default=0, repr=False, compare=False)

    # -- reading -----------------------------------------------------------------------------------------------

    def person(self, person: str) -> PersonDraft:
        """Return a person by id. Raises KeyError."""
        for one in self.persons:
            if one.id == person:
                return one
        raise KeyError(person)

    @property
    def contact_person(self) -> PersonDraft | None:
        """The reported person the caller is, if any."""
        return next((one for one in self.persons if one.is_contact), None)

    @property
    def empty(self) -> bool:
        """Whether nothing was entered: such a draft may vanish without a word."""
        preset = {"channel", "team", "anonymous"}
        return not (set(self.answers) - preset or self.persons or self.referrals or self.marks or self.unrecognised)

    # -- answering ---------------------------------------------------------------------------------------------

    def answer(self, name: str, value: Value, *, person: str | None = None) -> None:
        """Keep an answer; None, "" and () take it back to "not asked"."""
        target = self.person(person) if person else self
        target.missing.pop(name, None)
        if value in (None, "", ()):
            target.answers.pop(name, None)
        else:
            target.answers[name] = value
        self._mirror(name, person)
        self._changed()

    def leave_open(self, name: str, reason: str, *, code: Value = None, person: str | None = None) -> None:
        """Keep that it was asked and not answered. `code`: the list's own code for unknown, where it has one; for a
        multiple answer a tuple of it.
        """
        target = self.person(person) if person else self
        target.answers.pop(name, None)
        if code:
            target.answers[name] = code
        target.missing[name] = reason
        self._mirror(name, person)
        self._changed()

    def _mirror(self, name: str, person: str | None) -> None:
        contact = self.contact_person
        if contact is None:
            return
        if person is None and name in SHARED_WITH_CALLER:
            source, target, other = self, contact, SHARED_WITH_CALLER[name]
        elif person == contact.id and name in SHARED_WITH_CALLER.values():
            source, target = contact, self  # type: ignore[assignment]
            other = next(k for k, v in SHARED_WITH_CALLER.items() if v == name)
        else:
            return
        _copy_answer(source, name, target, other)

    # -- persons -----------------------------------------------------------------------------------------------

    def add_person(self, *, is_contact: bool = False) -> PersonId:
        """Add a person who shares the household facts of the selected one, select him, and return his id."""
        self.remember("person_added")
        like = self.person(self.selected) if self.selected else (self.persons[-1] if self.persons else None)
        one = PersonDraft(PersonId(new_id()))
        if like is not None:
            for name in HOUSEHOLD:
                _copy_answer(like, name, one, name)
        self.persons.append(one)
        self.selected = one.id
        if is_contact:
            self._set_contact(one.id)
        self._changed()
        return one.id

    def remove_person(self, person: str) -> None:
        """Take a person away, with his relations; his referrals stay with the call."""
        self.remember("person_removed")
        at = self.persons.index(self.person(person))
        self.persons.pop(at)
        self.relations = [r for r in self.relations if person not in (r[0], r[2])]
        for referral in self.referrals:
            if referral.get("person") == person:
                referral["person"] = None
        self.selected = self.persons[min(at, len(self.persons) - 1)].id if self.persons else None
        self._changed()

    def select(self, person: str) -> None:
        """Make this the person that codes and referrals go to."""
        self.selected = self.person(person).id
        self._changed()

    def set_contact(self, person: str | None) -> None:
        """Say that the caller is this reported person (or nobody); what is known of the one goes to the other."""
        self.remember("contact_changed")
        self._set_contact(person)
        self._changed()

    def _set_contact(self, person: str | None) -> None:
        for one in self.persons:
            one.is_contact = one.id == person
        contact = self.contact_person
        if contact is None:
            return
        for mine, theirs in SHARED_WITH_CALLER.items():
            if mine in self.answers or mine in self.missing:
                _copy_answer(self, mine, contact, theirs)
            else:
                _copy_answer(contact, theirs, self, mine)

    def relate(self, one: str, relation: str | None, other: str) -> None:
        """Say that `one` is the `relation` of `other`; None takes it back. The inverse is derived elsewhere."""
        self.remember("relation_changed")
        self.relations = [r for r in self.relations if {r[0], r[2]} != {one, other}]
        if relation:
            self.relations.append((one, relation, other))
        self._changed()

    # -- codes with one main value -----------------------------------------------------------------------------

    def add_code(self, name: str, code: str, *, person: str | None = None) -> None:
        """Add a code to a multiple answer; the first violence form is the main form."""
        self.remember("code_added")
        have = tuple(c for c in self._codes(name, person) if c != "unknown")
        if code not in have:
            self.answer(name, (*have, code), person=person)

    def remove_code(self, name: str, code: str, *, person: str | None = None) -> None:
        """Take a code out of a multiple answer."""
        self.remember("code_removed")
        self.answer(name, tuple(c for c in self._codes(name, person) if c != code), person=person)

    def make_first(self, name: str, code: str, *, person: str | None = None) -> None:
        """Put a code in front: for violence forms that makes it the main form."""
        self.remember("main_changed")
        self.answer(name, (code, *(c for c in self._codes(name, person) if c != code)), person=person)

    def _codes(self, name: str, person: str | None) -> tuple[str, ...]:
        value = (self.person(person) if person else self).answers.get(name) or ()
        return value if isinstance(value, tuple) else ()

    # -- referrals and marks -----------------------------------------------------------------------------------

    def add_referral(self, referral: Mapping[str, Any]) -> None:
        """Add a referral (keys of `domain.referrals.Referral`, times as text); the same one twice counts once."""
        same = (referral["service"], referral.get("person"))
        if any((r["service"], r.get("person")) == same for r in self.referrals):
            return
        self.remember("referral_added")
        self.referrals.append(dict(referral))
        self._changed()

    def remove_referral(self, referral: str) -> None:
        """Take a referral back."""
        self.remember("referral_removed")
        self.referrals = [r for r in self.referrals if r["id"] != referral]
        self._changed()

    def mark(self, at: str, kind: str) -> None:
        """Stamp a moment (`domain.calls.Mark`)."""
        self.marks.append((at, kind))
        self._changed()

    def set_aside(self, rule: str, reason: str, *, person: str | None = None) -> None:
        """Keep why a soft rule does not hold here; an empty reason takes that back."""
        key = f"{rule}/{person or ''}"
        if reason.strip():
            self.overrides[key] = reason.strip()
        else:
            self.overrides.pop(key, None)
        self._changed()

    # -- undo --------------------------------------------------------------------------------------------------

    def remember(self, act: str) -> None:
        """Keep the state before an act, so that one key takes the act back; typed prose is never touched by it."""
        if not self._within:
            self._undo.append((act, self.body()))
            del self._undo[:-50]

    @contextmanager
    def one_act(self, act: str) -> Iterator[None]:
        """Make everything done inside one act: one key takes it all back."""
        self.remember(act)
        self._within += 1
        try:
            yield
        finally:
            self._within -= 1

    def undo(self) -> str | None:
        """Take the last act back and return its name; None when there is none."""
        if not self._undo:
            return None
        act, body = self._undo.pop()
        narrative = self.answers.get("narrative")
        before = Draft.from_body(body)
        for name in (
            "answers",
            "missing",
            "persons",
            "relations",
            "referrals",
            "overrides",
            "unrecognised",
            "selected",
        ):
            setattr(self, name, getattr(before, name))
        self.answers.pop("narrative", None)
        if narrative is not None:
            self.answers["narrative"] = narrative
        self._changed()
        return act

    # -- keeping -----------------------------------------------------------------------------------------------

    def body(self) -> Body:
        """Return everything as plain JSON values: a snapshot that later changes do not reach."""
        return {
            "id": self.id,
            "started_at": self.started_at,
            "answers": _plain(self.answers),
            "missing": dict(self.missing),
            "persons": [
                {
                    "id": one.id,
                    "is_contact": one.is_contact,
                    "answers": _plain(one.answers),
                    "missing": dict(one.missing),
                }
                for one in self.persons
            ],
            "relations": [list(r) for r in self.relations],
            "referrals": copy.deepcopy(self.referrals),
            "marks": [list(m) for m in self.marks],
            "overrides": dict(self.overrides),
            "unrecognised": list(self.unrecognised),
            "selected": self.selected,
            "view": dict(self.view),
        }

    @classmethod
    def from_body(cls, body: Body) -> "Draft":
        """Return the draft again."""
        return cls(
            id=DraftId(body["id"]),
            started_at=body["started_at"],
            answers=_values(body["answers"]),
            missing=dict(body["missing"]),
            persons=[
                PersonDraft(PersonId(p["id"]), p["is_contact"], _values(p["answers"]), dict(p["missing"]))
                for p in body["persons"]
            ],
            relations=[(r[0], r[1], r[2]) for r in body["relations"]],
            referrals=copy.deepcopy(body["referrals"]),
            marks=[(m[0], m[1]) for m in body["marks"]],
            overrides=dict(body["overrides"]),
            unrecognised=list(body.get("unrecognised", ())),
            selected=body["selected"],
            view=dict(body.get("view", {})),
        )

    def touched(self) -> None:
        """Say that something changed that no method of ours changed."""
        self._changed()

    def _changed(self) -> None:
        if self.on_change is not None:
            self.on_change()


def age_codes(value: Value, *, of_contact: bool) -> tuple[int | None, str | None]:
    """Return (exact years, code of the band) of an age answer; either may be None, both where nobody is so old."""
    if isinstance(value, int):
        if not 0 <= value <= OLDEST:
            return None, None
        return value, (contact_age(value) if of_contact else age_band(value))
    return None, value if isinstance(value, str) else None


CONTACT_FROM_PERSON = {
    "unborn": "minor", "age_0_2": "minor_under_12", "age_3_6": "minor_under_12", "age_7_12": "minor",
    "age_13_17": "minor_12_17", "minor_unknown": "minor", "age_18_59": "adult_18_59",
    "age_60_plus": "adult_60_plus", "adult_unknown": "adult", "unknown": "unknown",
}  # fmt: skip
PERSON_FROM_CONTACT = {
    "minor": "minor_unknown", "adult": "adult_unknown", "unknown": "unknown", "minor_under_12": "minor_unknown",
    "minor_12_17": "age_13_17", "adult_18_59": "age_18_59", "adult_60_plus": "age_60_plus",
}  # fmt: skip


def _copy_answer(source: Draft | PersonDraft, name: str, target: Draft | PersonDraft, other: str) -> None:
    value = source.answers.get(name)
    if isinstance(value, str) and name == "contact_age":
        value = PERSON_FROM_CONTACT.get(value)
    elif isinstance(value, str) and other == "contact_age":
        value = CONTACT_FROM_PERSON.get(value)
    target.missing.pop(other, None)
    target.answers.pop(other, None)
    if value is not None:
        target.answers[other] = value
    if name in source.missing:
        target.missing[other] = source.missing[name]


def _plain(answers: Mapping[str, Value]) -> dict[str, Any]:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in answers.items()}


def _values(plain: Mapping[str, Any]) -> dict[str, Value]:
    return {name: tuple(v) if isinstance(v, list) else v for name, v in plain.items()}
