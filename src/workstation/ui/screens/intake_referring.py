"""Between the directory and the call: what is searched, what is shown, what is added to whom."""

from PySide6.QtCore import QObject, QTimer, Signal

from workstation.directory.hits import Hit
from workstation.domain.ids import new_id
from workstation.domain.moments import as_text
from workstation.forms.draft import Draft
from workstation.ui.screens.intake_call import OpenCall
from workstation.ui.screens.intake_danger import danger_is_over
from workstation.ui.screens.intake_parts import IntakeParts
from workstation.ui.screens.intake_refer import ReferCard
from workstation.vocabulary.words import Words

ABOUT_A_PERSON = ("municipality", "problem_type", "violence_forms", "age")


class Referring(QObject):
    """Looks up, and adds a referral with its outcome and the help it is, as one act."""

    said = Signal(str, bool)  # a sentence, and whether it can be undone

    def __init__(self, card: ReferCard, parts: IntakeParts, text: Words) -> None:
        super().__init__(card)
        self._card, self._parts, self._text = card, parts, text
        self._call: OpenCall | None = None
        self._about: object = None
        self._said_for: OpenCall | None = None
        self._said_words = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(120)
        self._soon.timeout.connect(self._look_up)
        card.searched.connect(lambda _words: self._look_up())
        card.refer_requested.connect(self.refer)
        card.remove_requested.connect(self._remove)

    def show_call(self, call: OpenCall) -> None:
        """Look up for this call."""
        if call is not self._call:
            self._call, self._about = call, None
            self._card.search.setText("")
            self._card.show_sentence("")
        self.heard()

    def heard(self) -> None:
        """Look again when what a service is chosen by has changed."""
        if self._call is not None and _about(self._call.draft) != self._about:
            self._soon.start()

    def _look_up(self) -> None:
        if self._call is None:
            return
        draft = self._call.draft
        self._about = _about(draft)
        words = self._card.search.text().strip()
        if self._call is not self._said_for or words != self._said_words:
            self._card.show_sentence("")
        self._card.show_hits(self._parts.find_services(words, draft) if words else self._parts.suggest(draft))
        place = _municipality(draft)
        self._card.show_glance(self._parts.at_a_glance(place) if place else None)

    def refer(self, at: int) -> None:
        """Add the service on this line to the selected person (or to the call, when nobody was noted)."""
        if self._call is None or not 0 <= at < len(self._card.hits):
            return
        hit, draft = self._card.hits[at], self._call.draft
        self._card.show_sentence(self._parts.sentence(hit))
        self._said_for, self._said_words = self._call, self._card.search.text().strip()
        if any(r["service"] == hit.service.id and r.get("person") == draft.selected for r in draft.referrals):
            self.said.emit(self._text("live.refer.already", service=hit.service.name), False)
            return
        self._add(draft, hit)
        number = next((n for n, one in enumerate(draft.persons, 1) if one.id == draft.selected), None)
        key = "live.refer.added" if number else "live.refer.added_call"
        person = self._text("live.refer.person", number=number) if number else ""
        self.said.emit(self._text(key, service=hit.service.name, person=person), True)

    def _add(self, draft: Draft, hit: Hit) -> None:
        with draft.one_act("referral_added"):
            draft.add_referral(
                {
                    "id": new_id(),
                    "service": hit.service.id,
                    "service_version": hit.service.version,
                    "service_name": hit.service.name,
                    "category": hit.service.category,
                    "given_at": as_text(self._parts.now()),
                    "person": draft.selected,
                    "how": "referral_information",
                },
            )
            if draft.selected:
                draft.add_code("outcomes", self._parts.outcome_of(hit.service.category), person=draft.selected)
            draft.add_code("help_offered", "referral_information")

    def _remove(self, referral: str) -> None:
        if self._call is not None:
            self._call.draft.remove_referral(referral)
            self.said.emit(self._text("live.refer.removed"), True)


def _about(draft: Draft) -> object:
    person = draft.person(draft.selected) if draft.selected else None
    asked = tuple(str(person.answers.get(name)) for name in ABOUT_A_PERSON) if person else ()
    return (
        draft.id,
        draft.selected,
        asked,
        _municipality(draft),
        draft.answers.get("immediate_danger"),
        danger_is_over(draft),
    )


def _municipality(draft: Draft) -> str | None:
    person = draft.person(draft.selected) if draft.selected else None
    found = person.answers.get("municipality") if person else None
    found = found or draft.answers.get("contact_municipality")
    return str(found) if found else None
