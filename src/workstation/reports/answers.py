"""How one answer is said on paper: its Dutch label, or which of the three honest empties it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from workstation.domain.calls import Call
from workstation.domain.ids import ServiceId
from workstation.domain.moments import local
from workstation.domain.reported_persons import ReportedPerson
from workstation.domain.services import Service
from workstation.reports.page import BODY, EMPTY, Cell, Style
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

# the directory's entry as it was in that version; None when it is not kept any more
Entry = Callable[[ServiceId, int], Service | None]


@dataclass(frozen=True, slots=True)
class Sayer:
    """Turns codes and moments into Dutch."""

    codebook: Codebook
    text: Words
    place_name: Callable[[str], str]

    def label(self, name: str) -> str:
        """Return the label above a value."""
        return self.text(f"summary.label.{name}")

    def empty(self, record: Call | ReportedPerson, name: str, *, unknown: bool = False) -> str:
        """Return why there is no answer: not asked, asked and not known, or not told."""
        why = record.missing.get(name)
        if why == "refused":
            return self.text("common.refused")
        if unknown or why == "contact_does_not_know":
            return self.text("common.unknown")
        if why in (None, "not_asked"):
            return self.text("common.not_asked")
        return self.codebook.label("missing_reason", why).lower()

    def coded(self, record: Call | ReportedPerson, name: str, codes: str) -> tuple[str, Style]:
        """Return the label of one code, or the honest empty."""
        value = getattr(record, name)
        if value and value != "unknown":
            return self.codebook.label(codes, value), BODY
        return self.empty(record, name, unknown=value == "unknown"), EMPTY

    def many(self, record: Call | ReportedPerson, name: str, codes: str) -> tuple[str, Style]:
        """Return the labels of some codes, or the honest empty."""
        values: tuple[str, ...] = getattr(record, name)
        if values and values != ("unknown",):
            return ", ".join(self.codebook.label(codes, one) for one in values), BODY
        return self.empty(record, name, unknown=bool(values)), EMPTY

    def forms(self, person: ReportedPerson) -> tuple[str, Style]:
        """Return the forms of violence, the main one first and named as such where there are several."""
        forms = dict.fromkeys((*([person.main_form] if person.main_form else []), *person.violence_forms))
        if not forms or set(forms) == {"unknown"}:
            return self.empty(person, "violence_forms", unknown=bool(forms)), EMPTY
        labels = {form: self.codebook.label("violence_form", form) for form in forms}
        if len(labels) > 1 and person.main_form:
            labels[person.main_form] = self.text("summary.value.main_form", form=labels[person.main_form])
        return ", ".join(labels.values()), BODY

    def nothing(self, record: Call | ReportedPerson, name: str) -> str:
        """Return what stands where nothing was noted that nobody needs to be asked for, or why there is no answer."""
        return self.empty(record, name) if name in record.missing else self.text("summary.value.nothing_noted")

    def yes_no(self, value: str | None, record: Call | None = None, name: str = "") -> tuple[str, Style]:
        """Return yes, no or the honest empty. None = not asked, unless the record says why there is no answer."""
        if value in ("yes", "no"):
            return self.text(f"common.{value}"), BODY
        if record is not None and name in record.missing:
            return self.empty(record, name), EMPTY
        key = {"unknown": "unknown", "refused": "refused"}.get(value or "", "not_asked")
        return self.text(f"common.{key}"), EMPTY

    def age(self, record: Call | ReportedPerson, name: str, codes: str, years: int | None) -> tuple[str, Style]:
        """Return the exact age if it was told, else its band."""
        if years is not None:
            return self.text("summary.value.years", years=years), BODY
        return self.coded(record, name, codes)

    def place(self, record: Call | ReportedPerson, name: str) -> tuple[str, Style]:
        """Return the name of a municipality."""
        value = getattr(record, name)
        return (self.place_name(value), BODY) if value else (self.empty(record, name), EMPTY)

    def cell(self, name: str, said: tuple[str, Style]) -> Cell:
        """Return a label with its value."""
        return Cell(self.label(name), *said)

    def day(self, moment: datetime) -> str:
        """Return a day as people say it: zondag 22 november 2026."""
        at = local(moment)
        return (
            f"{self.text(f'summary.day.{at.weekday()}')} {at.day} {self.text(f'summary.month.{at.month}')} {at.year}"
        )
