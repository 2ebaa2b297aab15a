"""What closing a call still wants. It never stands in the way of typing or saving."""

from collections.abc import Iterator
from datetime import datetime

from workstation.domain.consistency import Finding, findings
from workstation.domain.ids import PersonId
from workstation.domain.problems import Problem
from workstation.domain.reported_persons import OLDEST
from workstation.domain.texts import LONGEST_NOTE
from workstation.forms.draft import Draft
from workstation.forms.finished import call_of, moment
from workstation.forms.intake import INTAKE, PERSON, counted
from workstation.forms.spec import Answers, Form
from workstation.vocabulary.codebook import Codebook

# attributes of the records whose box has another name
BOXES = {"age_group": "age", "main_form": "violence_forms", "is_contact": "relation_to_victim"}
ORDER = ("needed", "hard", "soft")


def open_points(
    draft: Draft,
    codebook: Codebook,
    *,
    at: datetime,
    line_open: bool | None = None,
) -> tuple[Problem, ...]:
    """Return what is open at the moment `at`: what closing needs, then hard rules, then soft ones.

    The first two keep a call from being filed, until they are mended; a soft one is shown until it is mended or set
    aside with a reason (`Draft.set_aside`). For a needed answer `text_key` is the word of the field itself. A contact
    that was no conversation (silent, dropped, wrong number, prank, test) needs only its channel. `line_open` as in
    `findings`.
    """
    call = call_of(
        draft, number="", ended_at=at, filed_at=at, counsellor="", shift=None, edition=codebook.edition
    )  # fmt: skip
    referred = {outcome.person for outcome in call.outcomes}
    found = findings(call, codebook, line_open)
    points = (
        *_needed(draft, referred),
        *_unreadable(draft),
        *(_as_problem(one) for one in found if not one.set_aside),
    )
    return tuple(sorted(points, key=lambda point: ORDER.index(point.severity)))


def _needed(draft: Draft, referred: set[PersonId]) -> Iterator[Problem]:
    if not counted(draft.answers):
        if "channel" not in draft.answers:
            yield Problem("channel", "intake.channel")
        return
    yield from _not_asked(INTAKE, draft.answers, draft.missing)
    for one in draft.persons:
        for problem in _not_asked(PERSON, one.answers, one.missing, one.id):
            if problem.field != "outcomes" or one.id not in referred:
                yield problem


def _not_asked(form: Form, answers: Answers, missing: Answers, person: str | None = None) -> Iterator[Problem]:
    for field in form.fields:
        asked = field.name in answers or field.name in missing
        if not asked and field.shown(answers) and field.needed(answers):
            yield Problem(field.name, f"{form.name}.{field.name}", person)


def _unreadable(draft: Draft) -> Iterator[Problem]:
    """Find what was typed and cannot be taken over: nobody is so old, no list knows the word."""
    if _too_old(draft.answers.get("contact_age")):
        yield Problem("contact_age", "closing.age", severity="hard")
    for one in draft.persons:
        if _too_old(one.answers.get("age")):
            yield Problem("age", "closing.age", one.id, severity="hard")
    for name in ("started_at", "ended_at"):
        if name in draft.answers and moment(draft.answers[name]) is None:
            yield Problem(name, "closing.moment", severity="hard")
    if len(str(draft.answers.get("narrative") or "")) > LONGEST_NOTE:
        yield Problem("narrative", "closing.too_long", severity="hard")
    if draft.unrecognised:
        yield Problem("snelcode", "closing.unrecognised", values=(("words", " ".join(draft.unrecognised)),))


def _too_old(age: object) -> bool:
    return isinstance(age, int) and not 0 <= age <= OLDEST


def _as_problem(found: Finding) -> Problem:
    box = BOXES.get(found.field, found.field)
    # whose call it is, is asked once in the call; everything else of a person is asked with the person
    person = None if found.field == "is_contact" else found.person
    return Problem(box, f"rules.{found.rule}", person, severity=found.severity, rule=found.rule)
