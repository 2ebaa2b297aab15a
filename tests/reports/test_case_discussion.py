import io

import pikepdf
from pypdf import PdfReader
from tests.records import MORNING

from workstation.domain.team_talk import DiscussionPoint
from workstation.reports.case_discussion import case_discussion
from workstation.reports.page import PrintStamp
from workstation.vocabulary.words import words

STAMP = PrintStamp("A-1", "S-07", MORNING)


def a_point(**changed):
    usual = {"id": "p", "call": "c", "number": "2026-K7-00012", "marked_at": MORNING, "marked_by": "m.peeters"}
    return DiscussionPoint(**(usual | {"question": "Hadden we moeten doorbellen?"} | changed))


def test_the_agenda_names_a_call_by_its_number_and_never_who_marked_it():
    pdf = case_discussion(
        [a_point(), a_point(minutes="Rustig overlopen.", agreed="Samen beslissen.")], words(), STAMP
    )
    said = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "2026-K7-00012" in said
    assert "Samen beslissen." in said
    assert "m.peeters" not in said


def test_a_long_agenda_flows_over_pages_and_an_empty_one_says_so():
    with pikepdf.open(io.BytesIO(case_discussion([a_point()] * 14, words(), STAMP))) as long:
        assert len(long.pages) > 1
    empty = PdfReader(io.BytesIO(case_discussion([], words(), STAMP))).pages[0].extract_text()
    assert "niets op de agenda" in empty
