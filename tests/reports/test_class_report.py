import io
from datetime import date

from pypdf import PdfReader

from workstation.reports.class_report import ClassFacts, ClassField, Confused, class_report
from workstation.vocabulary.words import words

FACTS = ClassFacts(4, ("De buurvrouw hoort een kind", "Hij komt zo thuis"), date(2026, 11, 22))
FIELDS = (
    ClassField("Thema", 8, 50.0, 0.12, (Confused("Kindermishandeling", "Getuige van partnergeweld", 4, ("Een omschrijving.",)),)),
    ClassField("Urgentie", 8, 83.0, 0.7, (Confused("Acuut", "Dringend", 2),)),
    ClassField("Woonplaats", 8, 100.0, None),
    ClassField("Context", 2, None, None),
)  # fmt: skip


def pages(fields=FIELDS):
    return [page.extract_text() for page in PdfReader(io.BytesIO(class_report(FACTS, fields, words()))).pages]


def test_the_report_says_where_a_class_differs_what_the_codebook_says_and_how_it_was_computed():
    said = " ".join(" ".join(pages()).split())
    assert "50 %" in said
    assert "0,12" in said
    assert "Kindermishandeling of Getuige van partnergeweld" in said
    assert "Een omschrijving." in said
    assert "Krippendorff (2011)" in said
    assert "bespreek de omschrijving" in said
    assert all("OEFENING" in page for page in pages())


def test_a_class_that_agrees_on_everything_has_nothing_to_discuss_and_an_empty_one_says_so():
    said = " ".join(pages(FIELDS[2:]))
    assert "samen te bespreken" not in said
    assert "nog niets te vergelijken" in " ".join(pages(()))
