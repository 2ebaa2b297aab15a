"""The cards with what is known of a filed call: persons, safety, referrals, time line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from workstation.domain.calls import SAFETY_QUESTIONS, Call
from workstation.domain.moments import local_day
from workstation.domain.relations import relation_of
from workstation.domain.reported_persons import ReportedPerson
from workstation.forms.step_cards import mark_in_words
from workstation.ui.parts import Card, label
from workstation.ui.said import clock, day_and_clock, labels
from workstation.vocabulary.words import Words

if TYPE_CHECKING:
    from workstation.reports.answers import Sayer

READINGS = 6  # shown; all of them are in the read log
DANGER_MARKS = frozenset({"danger_on", "danger_off"})


def facts(rows: Sequence[tuple[str, str, str]]) -> QGridLayout:
    """Return names and values under each other; the third is the role of the value's label."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    for at, (name, value, role) in enumerate(rows):
        grid.addWidget(label(name, "muted"), at, 0)
        grid.addWidget(label(value, role, wrap=True), at, 1)
    grid.setColumnStretch(1, 1)
    return grid


def person_card(call: Call, person: ReportedPerson, number: int, sayer: Sayer) -> Card:
    """Return what is known of one reported person, empties said honestly."""
    text, book = sayer.text, sayer.codebook
    forms, _ = sayer.forms(person)
    who = " · ".join(
        (
            sayer.coded(person, "gender", "gender")[0],
            sayer.age(person, "age_group", "person_age", person.age_years)[0],
            sayer.place(person, "municipality")[0],
        )
    )
    setting = sayer.coded(person, "context_setting", "context_setting")[0]
    rows = [
        (sayer.label("problem_type"), sayer.coded(person, "problem_type", "problem_type")[0], ""),
        (sayer.label("violence_forms"), forms, ""),
        (
            sayer.label("context_family"),
            f"{sayer.coded(person, 'context_family', 'context_family')[0]} · {setting}",
            "",
        ),
        (sayer.label("violence_time"), sayer.coded(person, "violence_time", "violence_time")[0], ""),
        (sayer.label("relation_to_contact"), _relation(person, sayer), ""),
    ]
    for at, other in enumerate(call.persons, start=1):
        bond = relation_of(person.id, other.id, call.relations, book) if other.id != person.id else None
        if bond:
            said = text("summary.value.relation", relation=book.label("person_relation", bond), person=at)
            rows.append((sayer.label("relations"), said, ""))
    outcomes = labels(book, "outcome", (one.code for one in call.outcomes if one.person == person.id))
    rows.append((sayer.label("outcomes"), outcomes or sayer.nothing(person, "outcomes"), ""))
    return Card(
        label(text("summary.person.title", person=number), "h"), label(who, wrap=True), facts(rows), spacing=3
    )


def _relation(person: ReportedPerson, sayer: Sayer) -> str:
    if person.is_contact:
        return sayer.text("summary.person.contact")
    return sayer.coded(person, "relation_to_contact", "relation_to_victim")[0]


def contact_card(call: Call, sayer: Sayer) -> Card:
    """Return what is known of whoever made contact."""
    rows = [
        ("relation_to_victim", sayer.coded(call, "relation_to_victim", "relation_to_victim")[0]),
        ("contact_age", sayer.age(call, "contact_age", "contact_age", call.contact_age_years)[0]),
        ("contact_gender", sayer.coded(call, "contact_gender", "gender")[0]),
        ("contact_municipality", sayer.place(call, "contact_municipality")[0]),
        ("anonymous", sayer.coded(call, "anonymous", "anonymous")[0]),
    ]
    if call.anonymous == "no":
        rows.append(("contact_name", call.contact_name or sayer.empty(call, "contact_name")))
    return _card(sayer.text("summary.heading.contact"), rows, sayer)


def follow_up_card(call: Call, sayer: Sayer) -> Card:
    """Return how urgent it was, what was offered and what was agreed."""
    rows = [
        ("urgency", sayer.coded(call, "urgency", "urgency")[0]),
        ("help_offered", sayer.many(call, "help_offered", "help_offered")[0]),
        ("callback_agreed", sayer.yes_no(call.callback_agreed, call, "callback_agreed")[0]),
    ]
    if call.callback_agreed == "yes":
        rows.append(("safe_moment", call.safe_moment or sayer.empty(call, "safe_moment")))
    return _card(sayer.text("summary.heading.follow_up"), rows, sayer)


def circumstances_card(call: Call, sayer: Sayer) -> Card:
    """Return what the call came with, and which rules were set aside and why."""
    text = sayer.text
    numbers = {person.id: at for at, person in enumerate(call.persons, start=1)}
    rows = [
        ("team", sayer.coded(call, "team", "team")[0]),
        ("heard_via", sayer.coded(call, "heard_via", "heard_via")[0]),
        ("campaign", sayer.coded(call, "campaign", "campaign")[0]),
    ]
    qualifiers = labels(sayer.codebook, "call_qualifier", call.qualifiers)
    rows.append(("qualifiers", qualifiers or sayer.nothing(call, "qualifiers")))
    if call.waited_s is not None:
        rows.append(("waited", text("summary.value.waited", seconds=call.waited_s)))
    if call.entered_late:
        rows.append(("entered", text("summary.value.entered_late")))
    if call.revision > 1:
        rows.append(("revision", text("summary.value.revision", revision=call.revision)))
    card = _card(text("summary.heading.circumstances"), rows, sayer)
    for one in call.overrides:
        number = next((at for person, at in numbers.items() if person == one.person), None)
        key = "override_person" if number else "override"
        said = text(f"summary.course.{key}", rule=one.rule, reason=one.reason, person=number)
        card.column.addWidget(label(said, wrap=True))
    return card


def _card(title: str, rows: Sequence[tuple[str, str]], sayer: Sayer) -> Card:
    return Card(label(title, "h"), facts([(sayer.label(name), said, "") for name, said in rows]), spacing=3)


def safety_card(call: Call, sayer: Sayer) -> Card:
    """Return the safety questions as they were answered then."""
    rows = []
    for question in SAFETY_QUESTIONS:
        worry = call.safety.get(question) == ("no" if question == "safe_to_talk" else "yes")
        role = "danger" if worry and question == "immediate_danger" else "warn" if worry else ""
        rows.append((sayer.label(question), sayer.yes_no(call.safety.get(question))[0], role))
    return Card(label(sayer.text("call_page.safety"), "h"), facts(rows), spacing=3)


def referrals_card(call: Call, text: Words) -> Card:
    """Return what was named, for whom, in the version of that moment."""
    numbers = {person.id: at for at, person in enumerate(call.persons, start=1)}
    rows = [
        (
            clock(one.given_at),
            text(
                "call_page.referral",
                service=one.service_name,
                whom=text("summary.value.for_person", person=numbers[one.person])
                if one.person in numbers
                else text("summary.value.for_contact"),
            ),
            "",
        )
        for one in call.referrals
    ]
    parts = [label(text("call_page.referrals"), "h")]
    if not rows:
        parts.append(label(text("summary.value.no_referrals"), "muted"))
    card = Card(*parts, spacing=3)
    if rows:
        card.column.insertLayout(1, facts(rows))
    return card


def timeline_card(
    call: Call, later: Sequence[tuple[datetime, str]], copies: int, text: Words, steps: Mapping[str, str]
) -> Card:
    """Return what happened when, from the call to the last correction. `steps`: the words of a mark that is one."""
    now = call.ended_at or call.started_at
    events = [(call.started_at, text("call_page.began"), "")]
    for mark in call.marks:
        words = mark_in_words(mark.kind, steps, text)
        events.append((mark.at, words, "warn" if mark.kind in DANGER_MARKS else ""))
    events += [(one.given_at, one.service_name, "") for one in call.referrals]
    if call.ended_at is not None and not any(mark.kind == "call_ended" for mark in call.marks):
        events.append((call.ended_at, text("call_page.ended"), ""))
    if call.filed_at is not None:
        events.append((call.filed_at, text("call_page.filed", who=call.counsellor), ""))
    events += [(one.at, text("call_page.addition_at", who=one.counsellor), "") for one in call.additions]
    events += [(at, words, "") for at, words in later]
    rows = [(day_and_clock(at, now), words, role) for at, words, role in sorted(events, key=lambda one: one[0])]
    parts = [label(text("call_page.copies", count=copies), "muted")] if copies else []
    card = Card(label(text("call_page.timeline"), "h"), *parts, spacing=3)
    card.column.insertLayout(1, facts(rows))
    return card


def readings_card(readings: Sequence[tuple[datetime, str]], text: Words) -> Card:
    """Return who read this call: the newest days first, each person once a day."""
    newest = max(at for at, _ in readings)
    once = {(local_day(at), who): at for at, who in readings}
    rows = [
        (day_and_clock(at, newest), text("call_page.read_by", who=who), "")
        for (_, who), at in sorted(once.items(), key=lambda one: one[1], reverse=True)[:READINGS]
    ]
    return Card(label(text("call_page.readings"), "h"), facts(rows), spacing=3)
