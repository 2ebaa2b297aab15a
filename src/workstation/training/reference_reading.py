"""Reads the reference registration of a scenario: what each field should hold, and what is as good."""

from collections.abc import Callable
from datetime import date

from workstation.domain.calls import SAFETY_QUESTIONS
from workstation.domain.reported_persons import OLDEST, age_band, contact_age
from workstation.forms.intake import INTAKE, PERSON
from workstation.forms.spec import Field, Form
from workstation.training.scenario import Danger, Expected, ExpectedPerson, Reference
from workstation.training.scenario_faults import Faults, Table
from workstation.vocabulary.codebook import Codebook

PlaceOf = Callable[[str], str | None]
YES_NO = ("yes", "no", "unknown", "refused")
NOT_ASKED = "not_asked"
EMPTIES = (NOT_ASKED, "refused", "unknown")
COMPARED = {"choice", "choices", "age", "place", "yes_no"}  # prose and clocks are nobody's to compare
MARKS = ("danger_on", "step_1", "step_2", "step_3", "step_4")


class ReferenceReader:
    """Reads with the codes that are valid on the scenario's day. `place_of` gives the code of a municipality."""

    def __init__(self, faults: Faults, codebook: Codebook, day: date, place_of: PlaceOf) -> None:
        self._faults, self._codebook, self._day, self._place_of = faults, codebook, day, place_of

    def reference(self, table: Table) -> Reference:
        """Return the reference."""
        where = "reference"
        call = {name: value for name, value in table.items() if name not in ("persons", "why")}
        fields = self._fields(call, self._why(table, where), INTAKE, where)
        persons = self._faults.tables(table, "persons", where)
        return Reference(fields, tuple(self._person(one, at + 1) for at, one in enumerate(persons)))

    def danger(self, table: Table, at: int) -> Danger:
        """Return a danger sign."""
        where = f"dangers {at}"
        faults = self._faults
        faults.known(table, where, frozenset({"id", "what", "noticed_by"}))
        ways = faults.get(table, "noticed_by", "table", where)
        if not ways:
            faults.add(where, "no_way_to_notice")
        found = tuple((name, self._noticed(name, ways, where)) for name in ways)
        return Danger(faults.get(table, "id", "text", where), faults.get(table, "what", "text", where), found)

    def _noticed(self, name: str, ways: Table, where: str) -> tuple[str, ...]:
        answers = self._faults.texts(ways, name, where)
        lists = {"mark": MARKS, **dict.fromkeys(SAFETY_QUESTIONS, YES_NO)}
        if name in ("urgency", "qualifiers"):
            field = INTAKE.field(name)
            return tuple(code for one in answers if (code := self._code(field, one, where)))
        if name not in lists:
            self._faults.add(where, "unknown_way", name=name, names=", ".join((*lists, "urgency", "qualifiers")))
        elif wrong := [one for one in answers if one not in lists[name]]:
            self._faults.add(where, "unknown_answer", name=name, answer=wrong[0], answers=", ".join(lists[name]))
        return answers

    def _person(self, table: Table, at: int) -> ExpectedPerson:
        where = f"reference, persons {at}"
        faults = self._faults
        own = {"label", "is_contact", "optional", "why"}
        told = {name: value for name, value in table.items() if name not in own}
        return ExpectedPerson(
            faults.get(table, "label", "text", where),
            self._fields(told, self._why(table, where), PERSON, where),
            is_contact=bool(faults.get(table, "is_contact", "truth", where, needed=False)),
            optional=bool(faults.get(table, "optional", "truth", where, needed=False)),
        )

    def _why(self, table: Table, where: str) -> dict[str, str]:
        why = self._faults.get(table, "why", "table", where, needed=False) or {}
        for name, words in why.items():
            if name not in table:
                self._faults.add(where, "why_of_nothing", name=name)
            elif not isinstance(words, str):
                self._faults.add(where, "not_text", name=f"why.{name}")
        return {name: words for name, words in why.items() if isinstance(words, str)}

    def _fields(self, table: Table, why: dict[str, str], form: Form, where: str) -> tuple[Expected, ...]:
        compared = {field.name: field for field in form.fields if field.kind in COMPARED}
        found = []
        for name, value in table.items():
            if name not in compared:
                self._faults.add(where, "unknown_field", name=name, names=", ".join(compared))
                continue
            expected = self._expected(compared[name], value, f"{where}, {name}")
            if expected is not None:
                model, accepted = expected
                several = compared[name].kind == "choices"
                found.append(Expected(name, model, accepted, several, why.get(name, "")))
        return tuple(found)

    def _expected(self, field: Field, value: object, where: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Several answers: a table of `all` and `also`; one answer: a list, the best first."""
        if field.kind == "choices":
            if not isinstance(value, dict):
                self._faults.add(where, "not_all_also")
                return None
            self._faults.known(value, where, frozenset({"all", "also"}))
            must, may = (self._faults.texts(value, name, where) for name in ("all", "also"))
            return self._codes(field, must, where), self._codes(field, may, where)
        if not isinstance(value, list) or not value:
            self._faults.add(where, "not_a_choice")
            return None
        codes = self._codes(field, value, where)
        return (codes[:1], codes[1:]) if codes else None

    def _codes(self, field: Field, told: "list[object] | tuple[object, ...]", where: str) -> tuple[str, ...]:
        found = (self._code(field, one, where) for one in told)
        return tuple(dict.fromkeys(code for code in found if code))

    def _code(self, field: Field, told: object, where: str) -> str | None:
        if field.kind == "age" and isinstance(told, int) and not isinstance(told, bool):
            if not 0 <= told <= OLDEST:
                self._faults.add(where, "age")
                return None
            return contact_age(told) if field.name == "contact_age" else age_band(told)
        if not isinstance(told, str):
            self._faults.add(where, "not_texts", name=field.name)
            return None
        if told in EMPTIES and field.kind != "yes_no":
            return told
        if field.kind == "place":
            found = self._place_of(told)
            if found is None:
                self._faults.add(where, "unknown_place", answer=told)
            return found
        if field.kind == "yes_no":
            if told not in (*YES_NO, NOT_ASKED):
                self._faults.add(where, "unknown_answer", name=field.name, answer=told, answers=", ".join(YES_NO))
            return told
        return self._of_list(field.codes or "", told, where)

    def _of_list(self, codes: str, told: str, where: str) -> str | None:
        """Accept a code, its short code or its label: a trainer knows the second, the codebook the first."""
        wanted = told.casefold().strip()
        for code in self._codebook.of_list(codes):
            if wanted in (code.code, code.shortcode, code.label.casefold()):
                if not code.valid_on(self._day):
                    self._faults.add(where, "retired", answer=told)
                return code.code
        self._faults.add(where, "unknown_code", answer=told)
        return None
