"""The case summary against the same text drawn on a bare reportlab canvas with the same fonts."""

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]

from measuring import interleaved, machine, row, timed
from reportlab.pdfgen.canvas import Canvas

from workstation.domain.calls import Call, Mark
from workstation.domain.ids import CallId, PersonId, ReferralId, ServiceId
from workstation.domain.referrals import Referral
from workstation.domain.reported_persons import ReportedPerson
from workstation.domain.services import Service
from workstation.reports import page as paper
from workstation.reports.case_summary import case_summary
from workstation.reports.letters import face
from workstation.reports.page import Band
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

BEGAN = datetime(2026, 11, 20, 13, 3, tzinfo=UTC)
SERVICE = Service(id=ServiceId("s"), category="caw", name="CAW De Verzonnen Stad", phone="078 15 03 00",
                  address="Grote Markt 1, 9000 Gent", opening_hours="Ma-vr 9-17 u", confidence="likely")  # fmt: skip
STORY = (
    "[02:10] Sinds de zomer is de partner sneller boos. Vorige week was er een duw tegen de keukenkast, met een "
    "blauwe plek op de arm. Er is geen huisarts geweest, en wat er daarna gezegd werd blijft onbesproken.\n"
)


def invented_call(paragraphs: int) -> Call:
    """Return a call with two reported persons, two referrals and a narrative of some paragraphs."""
    persons = tuple(
        ReportedPerson(id=PersonId(one), age_years=age, age_group="age_18_59", gender="female", municipality="44021",
                       problem_type="partner_violence", context_family="intrafamilial", context_setting="household",
                       violence_forms=("physical_violence", "emotional_violence"), main_form="physical_violence")
        for one, age in (("a", 34), ("b", 21))
    )  # fmt: skip
    referrals = tuple(
        Referral(ReferralId(one), SERVICE.id, 1, SERVICE.name, "caw", BEGAN, PersonId("a")) for one in "xy"
    )
    return Call(
        id=CallId("c"), number="2026-K7-00123", channel="phone", started_at=BEGAN,
        ended_at=BEGAN + timedelta(minutes=38), urgency="urgent", safety={"weapon": "yes"},
        narrative=STORY * paragraphs, counsellor="V. Erzonnen", persons=persons,
        referrals=referrals, marks=(Mark(BEGAN, "danger_on"),),
    )  # fmt: skip


def bare(pages: list[list[tuple[float, float, str, float, str]]]) -> bytes:
    """Return the same lines at the same places, drawn one by one as one would by hand: no breaking, no rules."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=paper.A4, invariant=1, pageCompression=1, initialFontName=face().name)
    for lines in pages:
        for x, y, font, size, text in lines:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def drawn_by(make: Callable[[], bytes]) -> list[list[tuple[float, float, str, float, str]]]:
    """Return every line the case summary draws, with its place."""
    pages: list[list[tuple[float, float, str, float, str]]] = []
    real = paper._draw  # noqa: SLF001 - the one place that knows every line

    def watch(canvas: object, page: list[tuple[float, Band]]) -> None:
        pages.append(
            [
                (ink.x, top - ink.down, face(ink.style.weight).name, ink.style.size, ink.text)
                for top, band in page
                for ink in band.ink
            ],
        )
        real(canvas, page)

    paper._draw = watch  # noqa: SLF001
    try:
        make()
    finally:
        paper._draw = real  # noqa: SLF001
    return pages


def measured(name: str, paragraphs: int, rounds: int) -> str:
    """Return one row: the case summary against the bare canvas, turn by turn."""
    stamp = paper.PrintStamp("A-2026-000123", "0417", BEGAN)
    call, codebook, text = invented_call(paragraphs), shipped_codebook(), words()

    def summary() -> bytes:
        return case_summary(
            call,
            "internal",
            codebook=codebook,
            text=text,
            place_name=lambda _: "Gent",
            entry=lambda *_: SERVICE,
            stamp=stamp,
        )

    first = timed(summary)
    pages = drawn_by(summary)
    parts = {"ours": lambda: timed(summary), "bare": lambda: timed(lambda: bare(pages))}
    found = interleaved(parts, rounds)
    what = f"case summary, {name}, {len(pages)} p"
    return row(what, found["ours"], found["bare"], "bare canvas, same text", "≤ 1.5") + f"  first time {first:.0f} ms"


def main() -> None:
    """Print the rows; the first one also shows what the first summary after the start costs."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    print(machine())
    for name, paragraphs, some in (
        ("a call", 4, rounds),
        ("a long call", 40, rounds),
        ("a book", 800, rounds // 6 + 3),
    ):
        print(measured(name, paragraphs, some))


if __name__ == "__main__":
    main()
