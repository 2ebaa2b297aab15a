"""The case summary: one call on paper, for a colleague, for the police or for the caller."""

import re
from collections.abc import Callable, Iterator, Mapping

from workstation.domain.calls import SAFETY_QUESTIONS, Call
from workstation.domain.moments import local
from workstation.domain.referrals import Referral
from workstation.domain.reported_persons import ReportedPerson
from workstation.domain.services import Service
from workstation.forms.step_cards import mark_in_words
from workstation.reports.answers import Entry, Sayer
from workstation.reports.audiences import CALL_FIELDS, PERSON_FIELDS, Audience, permitted, safety_asked
from workstation.reports.caller_letter import caller_letter
from workstation.reports.page import (
    ALARM,
    BODY,
    EMPTY,
    LABEL,
    LEFT,
    MARGIN,
    QUIET,
    SMALL,
    STRONG,
    TITLE,
    WIDTH,
    Band,
    Cell,
    PrintStamp,
    Sheet,
    Style,
    Typesetter,
    gap,
)
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

# what counsellors' time stamps look like in a narrative: minutes and seconds since the call began, or the clock
_STAMPED = re.compile(r"^\[(\d{1,3}:\d{2}(?::\d{2})?)\][ \t]?(.*)$")
_READABLE = 430.0  # about 80 signs a line
_INSIDE = LEFT + 12
_INSIDE_WIDTH = WIDTH - 12


def case_summary(  # noqa: PLR0913 - each is another thing of the vault, given by name
    call: Call,
    audience: str,
    *,
    codebook: Codebook,
    text: Words,
    place_name: Callable[[str], str],
    entry: Entry,
    stamp: PrintStamp,
    steps: Mapping[str, str] | None = None,
) -> bytes:
    """Return the PDF of one call for "internal", "police" or "caller".

    Made in memory; the same call, entries and stamp give the same bytes. `place_name` takes a NIS code;
    `steps` has the words of the marks that are a step of a card. Raises
    ValueError for any other audience.
    """
    reader = Audience(audience)
    seen = permitted(call, reader)
    if reader is Audience.CALLER:
        return caller_letter(seen.referrals, entry, text, stamp)
    return _Summary(seen, reader, Sayer(codebook, text, place_name), entry, steps or {}).on(stamp)


class _Summary:
    """Fills the pages from top to bottom; the call it is given holds only what the reader may see."""

    def __init__(self, call: Call, audience: Audience, sayer: Sayer, entry: Entry, steps: Mapping[str, str]) -> None:
        self._call = call
        self._audience = audience
        self._sees = CALL_FIELDS[audience]
        self._say = sayer
        self._text = sayer.text
        self._entry = entry
        self._steps = steps
        self._set = Typesetter(sayer.text)
        self._numbers = {one.id: at for at, one in enumerate(call.persons, 1)}

    def on(self, stamp: PrintStamp) -> bytes:
        """Return the finished PDF."""
        running = self._text(f"summary.running.{self._audience}", number=self._call.number)
        self._sheet = Sheet(stamp, self._text, title="1712", running=running)
        self._top()
        if "narrative" in self._sees:
            self._told()
        if "relation_to_victim" in self._sees:
            self._contact()
        self._persons()
        self._safety()
        self._referrals()
        self._follow_up()
        if "qualifiers" in self._sees:
            self._circumstances()
        return self._sheet.finish()

    def _section(self, name: str, first: list[Band], *rest: list[Band]) -> None:
        heading = self._set.heading(self._text(f"summary.heading.{name}"))
        room = sum(band.height for band in first[:4])
        self._sheet.block(heading, then=room)
        for bands in (first, *rest):
            self._sheet.flow(bands)

    def _top(self) -> None:
        say, call = self._say, self._call
        began = local(call.started_at)
        if call.ended_at is None:
            time = self._text("summary.value.time_open", began=f"{began:%H:%M}")
        else:
            minutes = max(1, round((call.ended_at - call.started_at).total_seconds() / 60))
            ended = f"{local(call.ended_at):%H:%M}"
            time = self._text("summary.value.time", began=f"{began:%H:%M}", ended=ended, minutes=minutes)
        urgency, style = say.coded(call, "urgency", "urgency")
        if call.urgency == "immediate_danger":
            style = ALARM
        cells = [
            Cell(say.label("day"), say.day(call.started_at)),
            Cell(say.label("time"), time),
            Cell(say.label("urgency"), urgency, style),
            say.cell("channel", say.coded(call, "channel", "channel")),
        ]
        if "number" in self._sees:
            cells.insert(0, Cell(say.label("number"), call.number, STRONG))
            cells.append(say.cell("team", say.coded(call, "team", "team")))
            cells.append(Cell(say.label("counsellor"), call.counsellor or "–"))
            cells += self._history()
        title = self._set.prose(self._text(f"summary.title.{self._audience}"), TITLE)
        lead = self._set.prose(self._text(f"summary.lead.{self._audience}"), SMALL, width=WIDTH * 0.86)
        self._sheet.block([*title, gap(4), *lead, gap(12), *self._set.grid(cells)])

    def _history(self) -> Iterator[Cell]:
        say, call = self._say, self._call
        if call.waited_s is not None:
            yield Cell(say.label("waited"), self._text("summary.value.waited", seconds=call.waited_s))
        if call.entered_late:
            yield Cell(say.label("entered"), self._text("summary.value.entered_late"))
        if call.revision > 1:
            yield Cell(say.label("revision"), self._text("summary.value.revision", revision=call.revision))

    def _told(self) -> None:
        bands: list[Band] = []
        paragraphs = self._call.narrative.replace("\r\n", "\n").split("\n")
        stamped = [_STAMPED.match(one) for one in paragraphs]
        plain = not any(stamped)
        for paragraph, found in zip(paragraphs, stamped, strict=True):
            if plain:
                bands += self._set.prose(paragraph, width=_READABLE)
            else:
                note, said = (found[1], found[2]) if found else ("", paragraph)
                bands += self._set.noted(note, said)
        if not self._call.narrative.strip():
            bands = self._set.prose(self._text("summary.value.no_narrative"), EMPTY)
        self._section("told", bands)
        for added in self._call.additions:
            at = f"{local(added.at):%d/%m/%Y %H:%M}"
            who = self._text("summary.course.added", at=at, counsellor=added.counsellor)
            self._sheet.block([gap(8), *self._set.prose(who, SMALL)], then=BODY.leading)
            self._sheet.flow(self._set.prose(added.text, x=LEFT + MARGIN, width=WIDTH - MARGIN))

    def _persons(self) -> None:
        cards = [self._person(one) for one in self._call.persons]
        if not cards:
            self._section("persons", self._set.prose(self._text("summary.value.no_persons"), EMPTY))
            return
        heading = self._set.heading(self._text("summary.heading.persons"))
        self._sheet.block([*heading, *cards[0]])
        for card in cards[1:]:
            self._sheet.block([gap(9), *card])

    def _person(self, one: ReportedPerson) -> list[Band]:
        say, sees = self._say, PERSON_FIELDS[self._audience]
        title = self._text("summary.person.title", person=self._numbers[one.id])
        if one.is_contact:
            title = f"{title}, {self._text('summary.person.contact')}"
        cells = [
            say.cell("gender", say.coded(one, "gender", "gender")),
            say.cell("age", say.age(one, "age_group", "person_age", one.age_years)),
            say.cell("municipality", say.place(one, "municipality")),
            say.cell("problem_type", say.coded(one, "problem_type", "problem_type")),
            Cell(say.label("violence_forms"), *say.forms(one)),
            say.cell("violence_time", say.coded(one, "violence_time", "violence_time")),
            say.cell("context_family", say.coded(one, "context_family", "context_family")),
            say.cell("context_setting", say.coded(one, "context_setting", "context_setting")),
        ]
        if "relation_to_contact" in sees and not one.is_contact:
            relation = say.coded(one, "relation_to_contact", "relation_to_victim")
            cells.append(say.cell("relation_to_contact", relation))
        if related := self._related(one):
            cells.append(Cell(say.label("relations"), related))
        if "outcomes" in self._sees:
            cells.append(Cell(say.label("outcomes"), *self._outcomes(one)))
        rows = self._set.grid(cells, x=_INSIDE, width=_INSIDE_WIDTH)
        return self._set.card([*self._set.prose(title, STRONG, x=_INSIDE), gap(3), *rows])

    def _related(self, one: ReportedPerson) -> str:
        return ", ".join(
            self._text(
                "summary.value.relation",
                relation=self._say.codebook.label("person_relation", link.relation),
                person=self._numbers[link.other],
            )
            for link in self._call.relations
            if link.one == one.id and link.other in self._numbers
        )

    def _outcomes(self, one: ReportedPerson) -> tuple[str, Style]:
        names = {referral.service: referral.service_name for referral in self._call.referrals}
        said = []
        for outcome in self._call.outcomes:
            if outcome.person != one.id:
                continue
            label = self._say.codebook.label("outcome", outcome.code)
            service = names.get(outcome.service) if outcome.service else None
            said.append(
                self._text("summary.value.outcome", outcome=label, service=service) if service else label,
            )
        return (", ".join(said), BODY) if said else (self._say.nothing(one, "outcomes"), EMPTY)

    def _contact(self) -> None:
        say, call = self._say, self._call
        cells = [
            say.cell("relation_to_victim", say.coded(call, "relation_to_victim", "relation_to_victim")),
            say.cell("contact_age", say.age(call, "contact_age", "contact_age", call.contact_age_years)),
            say.cell("contact_gender", say.coded(call, "contact_gender", "gender")),
            say.cell("contact_municipality", say.place(call, "contact_municipality")),
            say.cell("anonymous", say.coded(call, "anonymous", "anonymous")),
        ]
        if call.contact_name:
            cells.append(Cell(say.label("contact_name"), call.contact_name))
        self._section("contact", self._set.grid(cells, columns=5))

    def _safety(self) -> None:
        asked = safety_asked(self._audience, self._call)
        cells = []
        for question in SAFETY_QUESTIONS:
            if question in asked:
                said, style = self._say.yes_no(self._call.safety.get(question))
                alarming = question == "immediate_danger" and self._call.safety.get(question) == "yes"
                cells.append(Cell(self._say.label(question), said, ALARM if alarming else style))
        course: list[Band] = []
        for mark in self._call.marks:
            course += self._set.noted(f"{local(mark.at):%H:%M:%S}", mark_in_words(mark.kind, self._steps, self._text))
        dangers = [mark.kind for mark in self._call.marks if mark.kind.startswith("danger_")]
        if dangers and dangers[-1] == "danger_on":
            course += self._set.noted("", self._text("summary.course.danger_open"), EMPTY)
        self._section("safety", self._set.grid(cells))
        if course:
            self._sheet.block([*self._set.prose(self._text("summary.heading.course"), LABEL), *course])

    def _referrals(self) -> None:
        if not self._call.referrals:
            key = "no_police_referrals" if self._audience is Audience.POLICE else "no_referrals"
            self._section("referrals", self._set.prose(self._text(f"summary.value.{key}"), EMPTY))
            return
        first, *others = (self._referral(one) for one in self._call.referrals)
        self._sheet.block([*self._set.heading(self._text("summary.heading.referrals")), *first])
        for card in others:
            self._sheet.block([gap(9), *card])

    def _referral(self, one: Referral) -> list[Band]:
        say = self._say
        number = self._numbers.get(one.person) if one.person else None
        whom = self._text("summary.value.for_person", person=number) if number else self._text(
            "summary.value.for_contact",
        )  # fmt: skip
        how = self._text("summary.value.given", whom=whom, how=say.codebook.label("help_offered", one.how),
                         at=f"{local(one.given_at):%d/%m/%Y %H:%M}")  # fmt: skip
        found = self._entry(one.service, one.service_version)
        if found is None:
            about = self._text("summary.value.entry_lost", version=one.service_version)
            cells = []
        else:
            checked = found.checked_on or self._text("summary.value.never")
            sure = self._text(f"summary.confidence.{found.confidence}")
            about = self._text("summary.value.entry", version=found.version, checked=checked, confidence=sure)
            cells = self._facts(found)
        bands = self._set.prose(one.service_name, STRONG, x=_INSIDE, width=_INSIDE_WIDTH)
        for line in (how, about):
            bands += self._set.prose(line, SMALL, x=_INSIDE, width=_INSIDE_WIDTH)
        return self._set.card([*bands, gap(3), *self._set.grid(cells, x=_INSIDE, width=_INSIDE_WIDTH)], QUIET)

    def _facts(self, found: Service) -> list[Cell]:
        say = self._say
        no_phone = (self._text("summary.value.no_phone"), EMPTY)
        cells = [Cell(say.label("phone"), *((found.phone, BODY) if found.phone else no_phone))]
        facts = (("email", found.email), ("website", found.website), ("address", found.address))
        cells += [Cell(say.label(name), value) for name, value in facts if value]
        unknown = (self._text("summary.value.hours_unknown"), EMPTY)
        hours = (found.opening_hours, BODY) if found.opening_hours else unknown
        return [*cells, Cell(say.label("opening"), *hours)]

    def _follow_up(self) -> None:
        say, call = self._say, self._call
        cells = [say.cell("help_offered", say.many(call, "help_offered", "help_offered"))]
        if "callback_agreed" in self._sees:
            cells.append(say.cell("callback_agreed", say.yes_no(call.callback_agreed, call, "callback_agreed")))
            if call.safe_moment:
                cells.append(Cell(say.label("safe_moment"), call.safe_moment))
        elif not call.help_offered:
            return
        self._section("follow_up", self._set.grid(cells))

    def _circumstances(self) -> None:
        say, call = self._say, self._call
        qualifiers = ", ".join(say.codebook.label("call_qualifier", one) for one in call.qualifiers)
        cells = [
            say.cell("heard_via", say.coded(call, "heard_via", "heard_via")),
            say.cell("campaign", say.coded(call, "campaign", "campaign")),
        ]
        nothing = (say.nothing(call, "qualifiers"), EMPTY)
        cells.append(Cell(say.label("qualifiers"), *((qualifiers, BODY) if qualifiers else nothing)))
        overrides: list[Band] = []
        for one in call.overrides:
            number = self._numbers.get(one.person) if one.person else None  # type: ignore[call-overload]
            key = "override_person" if number else "override"
            said = self._text(f"summary.course.{key}", rule=one.rule, reason=one.reason, person=number)
            overrides += self._set.prose(said, SMALL)
        self._section("circumstances", self._set.grid(cells), overrides)
