"""The report of a class: per field how far they agree, and which definitions to talk about. Never a ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workstation.reports.annual_report import measured
from workstation.reports.book import BOLD, LEAD, SMALL, Book, Style
from workstation.reports.charts import Bar, Bars
from workstation.reports.tables import Table
from workstation.vocabulary.words import Words

TO_TALK = ("low", "tentative")
PAIR = Style(BOLD, 10, 14, "ink")
GOOD, TENTATIVE = 0.8, 0.667  # Krippendorff (2004): reliable from .800, tentative from .667


@dataclass(frozen=True, slots=True)
class Confused:
    """Two answers that were given for the same thing, `times` pairs of trainees; `definitions` of the codebook."""

    one: str
    other: str
    times: int
    definitions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassField:
    """One field in words. `same` is a percentage; None where it cannot be told."""

    name: str
    units: int
    same: float | None
    alpha: float | None
    confused: tuple[Confused, ...] = ()

    @property
    def meaning(self) -> str:
        """How far it can be relied on: all, good, tentative, low or untold."""
        if self.same == 100:
            return "all"
        if self.alpha is None:
            return "untold"
        return "good" if self.alpha >= GOOD else ("tentative" if self.alpha >= TENTATIVE else "low")


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """How many took part, and which conversations they played."""

    trainees: int
    talks: tuple[str, ...]
    day: date


def class_report(facts: ClassFacts, fields: Sequence[ClassField], text: Words) -> bytes:
    """Return the PDF; `fields` with the least agreed first. Nobody is named in it."""
    title = text("class_report.title")
    book = Book(text, title=title, status=text("class_report.status"))
    book.part(title)
    talks = ", ".join(facts.talks)
    book.prose(text("class_report.lead", trainees=facts.trainees, day=f"{facts.day:%d/%m/%Y}"), LEAD, after=6)
    book.prose(text("class_report.talks", talks=talks), after=10)
    to_talk = [one for one in fields if one.meaning in TO_TALK]
    agreed = sum(one.meaning in ("all", "good") for one in fields)
    book.numbers((
        (str(facts.trainees), text("class_report.trainees")), (str(len(facts.talks)), text("class_report.played")),
        (f"{agreed} / {len(fields)}", text("class_report.agreed")),
    ))  # fmt: skip
    book.section(text("class_report.per_field"))
    _overview(book, fields, text)
    if to_talk:
        book.part(text("class_report.to_discuss"))
        book.prose(text("class_report.question"), LEAD, after=6)
        for one in to_talk:
            _discussed(book, one, text)
    book.part(text("class_report.how"))
    for name in ("how_what", "how_formula", "how_example", "how_small"):
        book.prose(text(f"class_report.{name}"))
    first, _, others = text("class_report.source_list").partition("\n\n")
    book.figure(text("class_report.sources"), first, None, "", None)
    book.prose(others)
    return book.finish()


def _overview(book: Book, fields: Sequence[ClassField], text: Words) -> None:
    bars = tuple(
        Bar(
            one.name,
            one.same,
            f"{one.same:.0f} %",
            tone="series_2" if one.meaning in ("low", "tentative") else "series_3",
        )
        for one in fields
        if one.same is not None
    )
    heads = tuple(text(f"rehearsal.class_{one}") for one in ("field", "meaning", "units", "percentage", "alpha"))
    rows = tuple(
        (one.name, text(f"rehearsal.agree_{one.meaning}"), one.units, _same(one.same), _alpha(one.alpha))
        for one in fields
    )
    said = text("class_report.said", field=fields[0].name) if fields else text("class_report.nothing")
    table = Table(
        "class", text("class_report.per_field"), text("class_report.base"), text("class_report.definition"), heads,
        rows, words=2,
    )  # fmt: skip
    drawing = measured(Bars(bars, "%"), len(bars)) if bars else None
    book.figure(text("class_report.chart"), said, drawing, said, None)
    book.turn()  # one table on one page
    book.table(table)


def _discussed(book: Book, one: ClassField, text: Words) -> None:
    said = text("class_report.field_said", same=_same(one.same), alpha=_alpha(one.alpha))
    book.figure(one.name, said, None, "", None)
    for pair in one.confused:
        names = text("class_report.one_or_other", one=pair.one, other=pair.other)
        times = text("class_report.times" if pair.times > 1 else "class_report.once", count=pair.times)
        book.prose(f"{names}  ·  {times}", PAIR, after=1)
        *others, last = pair.definitions or (text("class_report.no_definition"),)
        for words in others:
            book.prose(words, SMALL, after=1)
        book.prose(last, SMALL, after=8)


def _same(value: float | None) -> str:
    return f"{value:.0f} %" if value is not None else "–"


def _alpha(value: float | None) -> str:
    return f"{value:.2f}".replace(".", ",").replace("-", "−") if value is not None else "–"
