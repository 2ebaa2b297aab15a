"""The call in a few sentences, to be looked over before it is filed: "Een vrouw van 18–59 jaar uit Gent belde zelf
over partnergeweld." It says what was told, calls nobody a victim or a culprit, and leaves out what nobody knows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from workstation.domain.calls import Call
from workstation.domain.consistency_persons import THE_CALLER_IS_ONE
from workstation.domain.reported_persons import ReportedPerson
from workstation.forms.draft import Draft
from workstation.forms.finished import call_of
from workstation.forms.person_words import PlaceName, noun, person_phrase, with_age
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

NOT_SAID = frozenset({"unknown", "other"})


def read_back(told: Draft | Call, codebook: Codebook, text: Words, place_name: PlaceName) -> str:
    """Return the sentences, of a call being taken or a filed one."""
    call = told if isinstance(told, Call) else _so_far(told, codebook)
    reader = _Reader(call, codebook, text, place_name)
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in reader.sentences())


def _so_far(draft: Draft, codebook: Codebook) -> Call:
    return call_of(
        draft, number="", ended_at=None, filed_at=None, counsellor="", shift=None, edition=codebook.edition
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reader:
    call: Call
    codebook: Codebook
    text: Words
    place_name: PlaceName

    def sentences(self) -> Iterator[str]:
        no_call = [key for code in self.call.qualifiers if (key := f"read_back.no_call.{code}") in self.text]
        if no_call:
            yield self.text(no_call[0])
            return
        yield from self._who_called()
        yield from self._others()
        yield from self._what_next()

    def _who_called(self) -> Iterator[str]:
        first = self._first
        if first is not None and (first.is_contact or self.call.relation_to_victim in THE_CALLER_IS_ONE):
            key, about = "read_back.self", self._about(first)
            verb = self._verb("verb_self")
            yield self._fill(key + "_about" if about else key, who=self._person(first), verb=verb, what=about)
            return
        role, whom = self._role(), self._person(first) if first else ""
        key = "read_back.other" + ("_as" if role else "") + ("_over" if whom else "")
        yield self._fill(key, who=self._caller(), verb=self._verb("verb"), role=role, persons=whom)
        if first and (about := self._about(first)):
            yield self._fill("read_back.it_is", what=about)

    def _others(self) -> Iterator[str]:
        first = self._first
        others = [one for one in self.call.persons if one is not first]
        for about, same in groupby(others, key=self._about):
            persons = self._list(self._person(one, near=first) for one in same)
            new = about and (first is None or about != self._about(first))
            yield self._fill("read_back.also_about" if new else "read_back.also", persons=persons, what=about)

    def _what_next(self) -> Iterator[str]:
        danger = [mark.kind for mark in self.call.marks if mark.kind in ("danger_on", "danger_off")]
        if self.call.safety.get("immediate_danger") == "yes" or self.call.urgency == "immediate_danger":
            yield self.text("read_back.danger_over" if danger[-1:] == ["danger_off"] else "read_back.danger")
        elif self.call.urgency == "urgent":
            yield self.text("read_back.urgent")
        for how, key in (("referral_information", "referred"), ("referral_warm", "referred_warm")):
            named = dict.fromkeys(r.service_name for r in self.call.referrals if r.how == how)
            if named:
                yield self._fill(f"read_back.{key}", services=self._list(named))
        if self.call.callback_agreed == "yes":
            key = "read_back.callback_moment" if self.call.safe_moment else "read_back.callback"
            yield self._fill(key, moment=self.call.safe_moment)

    @property
    def _first(self) -> ReportedPerson | None:
        """The person to begin with: the caller where the caller is one, else the first."""
        persons = self.call.persons
        return next((one for one in persons if one.is_contact), persons[0] if persons else None)

    def _person(self, person: ReportedPerson, near: ReportedPerson | None = None) -> str:
        who = person_phrase(person, self.codebook, self.text)
        said_before = near is not None and near.municipality == person.municipality
        return who if said_before else self._from(who, person.municipality)

    def _caller(self) -> str:
        call = self.call
        who = noun(call.contact_gender, minor=self.codebook.minor_contact(call.contact_age), text=self.text)
        return self._from(
            with_age(who, call.contact_age, call.contact_age_years, self.text), call.contact_municipality
        )

    def _from(self, who: str, municipality: str | None) -> str:
        return self._fill("read_back.from", who=who, place=self.place_name(municipality)) if municipality else who

    def _verb(self, how: str) -> str:
        key = f"read_back.{how}.{self.call.channel}"
        return self.text(key if key in self.text else f"read_back.{how}.none")

    def _role(self) -> str:
        role = f"read_back.role.{self.call.relation_to_victim}"
        known = [key for key in (f"{role}_{self.call.contact_gender}", role) if key in self.text]
        return self.text(known[0]) if known else ""

    def _about(self, person: ReportedPerson) -> str:
        key = f"read_back.problem.{person.problem_type}"
        label = self.codebook.label("problem_type", person.problem_type)
        problem = self.text(key) if key in self.text else label[:1].lower() + label[1:]
        known = [form for form in person.violence_forms if form not in NOT_SAID]
        forms = self._list(self.codebook.label("violence_form", form).lower() for form in known)
        return self._fill("read_back.about", what=problem, forms=forms) if problem and forms else problem or forms

    def _list(self, words: Iterable[str]) -> str:
        *before, last = [*words] or [""]
        return self.text("read_back.and").join([self.text("read_back.comma").join(before), last]) if before else last

    def _fill(self, key: str, **gaps: str) -> str:
        return self.text(key, **gaps)
