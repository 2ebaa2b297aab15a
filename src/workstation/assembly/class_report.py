"""The class report: from what the trainees coded to a file for the trainer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from workstation.domain.moments import local, local_day
from workstation.reports.class_report import ClassFacts, ClassField, Confused, class_report
from workstation.training.class_agreement import FieldAgreement, Registered, class_agreement
from workstation.ui.paper import keep_file
from workstation.ui.screens.rehearsal_class import field_in_class
from workstation.ui.screens.rehearsal_debrief import Naming
from workstation.vocabulary.words import Words


def fields_in_words(agreed: Sequence[FieldAgreement], naming: Naming, text: Words) -> tuple[ClassField, ...]:
    """Return what the report says of each field: names for codes, and what the codebook says of them."""
    return tuple(
        ClassField(
            field_in_class(one.field, naming, text),
            one.units,
            one.percentage,
            one.alpha,
            _confused(one, naming, text),
        )
        for one in agreed
    )


def _confused(one: FieldAgreement, naming: Naming, text: Words) -> tuple[Confused, ...]:
    nothing = text("class_report.nothing_there")
    made = []
    for codes, times in one.differences:
        names = [naming.code(one.field, code) if code else nothing for code in codes]
        told = [(name, naming.definition(one.field, code)) for name, code in zip(names, codes, strict=True) if code]
        definitions = tuple(f"{name}: {said}" for name, said in told if said)
        made.append(Confused(names[0], names[1], times, definitions))
    return tuple(made)


def write_class_report(
    registered: Sequence[Registered],
    titles: Mapping[str, str],
    naming: Naming,
    folder: Path,
    at: datetime,
    text: Words,
) -> Path | None:
    """Write the report into a folder and return where; None with fewer than two trainees. Raises OSError."""
    trainees = {one.trainee for one in registered}
    if len(trainees) < 2:
        return None
    played = dict.fromkeys(titles.get(one.scenario, one.scenario) for one in registered)
    facts = ClassFacts(len(trainees), tuple(played), local_day(at))
    pdf = class_report(facts, fields_in_words(class_agreement(registered), naming, text), text)
    # a moment in the name: what was written before is never written over
    return keep_file(pdf, folder, f"1712-oefengroep-{local(at):%Y%m%d-%H%M%S}.pdf")
