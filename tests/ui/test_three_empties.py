"""Not asked, asked and not known, would not say: told apart on the page, on paper and in a correction."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QGridLayout, QLabel
from tests.reports.reading_back import squeezed, text_of
from tests.ui import examples

from workstation.domain.ids import DraftId, PersonId
from workstation.forms.draft import REASONS, Draft, PersonDraft
from workstation.forms.finished import RENAMED, call_of
from workstation.forms.intake import INTAKE, PERSON
from workstation.reports.case_summary import case_summary
from workstation.reports.page import PrintStamp
from workstation.ui.screens.call_corrected import NEVER_EMPTY, OF_CALL, OF_PERSON, corrected
from workstation.ui.screens.call_page import CallPage, CallView
from workstation.vocabulary.reading import shipped_codebook

BOOK = shipped_codebook()
# chosen by the program or always known: no empties on the live screen
ALWAYS_KNOWN = {"channel", "team", "anonymous", "urgency", "started_at", "ended_at", "waited_s"}
# what is noted when there is something to note: nothing chosen is said so
NOTED = {"outcomes", "qualifiers"}
EMPTIES = {None: "not_asked", "contact_does_not_know": "unknown", "refused": "refused"}


def left_open(reason):
    """A call in which every question that can be left open was left so, for one reason."""
    draft = Draft(DraftId("c1"), "2026-11-22T10:00:00Z", persons=[PersonDraft(PersonId("p1"))])
    draft.answer("channel", "phone")
    for form, person in ((INTAKE, None), (PERSON, "p1")):
        for field in form.fields:
            if reason and field.name not in ALWAYS_KNOWN and field.kind not in ("prose", "text"):
                code = "unknown" if field.codes and BOOK.get(field.codes, "unknown") else None
                code = (code,) if code and field.kind == "choices" else code
                draft.leave_open(field.name, reason, code=code, person=person)
    at = datetime(2026, 11, 22, 10, 12, tzinfo=UTC)
    return call_of(
        draft, number="2026-K7-00001", ended_at=at, filed_at=at, counsellor="an", shift=None, edition="2026"
    )


def told(page):
    """Each value on the page by its name; of several persons the last."""
    found = {}
    for grid in page.findChildren(QGridLayout):
        for row in range(grid.rowCount()):
            cells = [grid.itemAtPosition(row, at) for at in (0, 1)]
            if all(cell and isinstance(cell.widget(), QLabel) for cell in cells):
                found[cells[0].widget().text()] = cells[1].widget().text()
    return found


@pytest.fixture
def show(qtbot, look, text):
    def shown(call):
        work = examples.call_work(fetch=lambda _id, _why, then, _sorry: then(CallView(call)))
        page = CallPage(work, BOOK, look, text)
        qtbot.addWidget(page)
        page.show_call(call.id)
        page.arrive()
        return page

    return shown


@pytest.mark.parametrize("reason", EMPTIES)
def test_every_question_says_on_the_page_and_on_paper_why_there_is_no_answer(show, text, reason):
    call, said = left_open(reason), text(f"common.{EMPTIES[reason]}")
    values = told(show(call))
    asked = [field.name for form in (INTAKE, PERSON) for field in form.fields if field.kind not in ("prose", "text")]
    asked = [name for name in asked if name not in ALWAYS_KNOWN and (reason or name not in NOTED)]
    labels = [text(f"summary.label.{name}") for name in asked if name != "context_setting"]
    wrong = {name: values.get(name) for name in labels if said not in (values.get(name) or "").lower()}
    assert wrong == {}
    page = case_summary(
        call, "internal", codebook=BOOK, text=text, place_name=str, entry=lambda *_: None,
        stamp=PrintStamp("1712-2026-1", "042", datetime(2026, 11, 22, 11, 0, tzinfo=UTC)),
    )  # fmt: skip
    printed = squeezed(text_of(page))
    unprinted = [name for name in asked if squeezed(text(f"summary.label.{name}") + said) not in printed]
    assert unprinted == []
    others = {squeezed(text(f"common.{one}")) for one in EMPTIES.values()} - {squeezed(said)}
    if reason:
        assert [one for one in others if printed.count(one) > 2]  # urgency and anonymity have no empties == []


@pytest.mark.parametrize("reason", REASONS)
def test_a_correction_starts_from_the_empty_that_was_filed_and_can_choose_each_of_the_three(show, text, reason):
    call = left_open(reason)
    card = show(call).correction
    card.begin()
    for at in range(card.what.count()):
        person, one = card.what.itemData(at)
        if one.name in NEVER_EMPTY or one.name in ("urgency", "main_form"):
            continue
        card.what.setCurrentIndex(at)
        value, why = card._answer(one)
        unchanged = corrected(call, person, one.name, value, why)
        assert unchanged == call, one.name
        for other in (*REASONS, None):
            empty = corrected(call, person, one.name, () if one.many else None, other)
            holder = empty if person is None else empty.persons[0]
            assert holder.missing.get(one.name) == other, one.name
            assert corrected(empty, person, one.name, value, why) == call, one.name
    assert {RENAMED.get(name, name) for name in call.missing} <= {one.name for one in OF_CALL} | {
        "campaign",
        "callback_agreed",
    }
    assert set(call.persons[0].missing) <= {one.name for one in OF_PERSON}
