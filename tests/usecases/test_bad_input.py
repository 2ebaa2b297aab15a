"""Whatever is typed or pasted into any field: kept or marked, never refused with an error, never lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.records import a_call, a_service
from tests.usecases.desks import CALLER, DESK, PERSON, a_draft

from workstation.domain.texts import storable
from workstation.usecases.add_to_call import add_to_call
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.open_call import open_call
from workstation.usecases.open_draft import open_draft
from workstation.usecases.register_call import register_call
from workstation.usecases.remark_on_service import remark_on_service
from workstation.usecases.save_draft import save_draft
from workstation.usecases.waiting_drafts import waiting_drafts

NASTY = {
    "control characters": "".join(map(chr, range(1, 32))) + "\x7f\x80\x9f",
    "nul": "voor\0na",
    "one megabyte": "Zij zegt dat het weer gebeurd is. " * 31_000,
    "one megabyte without a space": "a" * 1_000_000,
    "emoji": "😀👩‍👧‍👦🏳️‍🌈\u200d\ufe0f",
    "right to left": "\u202eابنتي خائفة\u202c שלום",
    "half a character": "voor\ud83dna",
    "other half": "\udc00",
    "joined halves": "\ud83d\ude00",
    "stacked marks": "Z" + "\u0301" * 5000,
    "not characters": "\ufffe\uffff\U0010ffff",
    "quotes and sql": "'; drop table calls; -- \" ` %s {x} {} \\",
    "json": '{"id": "x"}',
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nasty_text_in_every_field_of_a_draft_survives_saving(vault, clock, text):
    draft = a_draft(**dict.fromkeys(CALLER, text))
    for name in PERSON:
        draft.answer(name, text, person=draft.persons[0].id)
    draft.unrecognised.append(text)
    draft.set_aside("R03", text)
    draft.leave_open("heard_via", text)
    assert save_draft(draft.body(), text[:80], vault=vault, now=clock).kept
    kept = open_draft(draft.id, DESK, vault=vault, now=clock)
    assert kept.answers["narrative"] == storable(text)
    assert kept.persons[0].answers["gender"] == storable(text)
    assert len(waiting_drafts(vault=vault)) == 1


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nasty_text_in_a_call_can_be_filed_found_added_to_and_read(vault, clock, codebook, text):
    draft = a_draft(
        narrative=f"begin {text} slot", anonymous="no", contact_name=text, callback_agreed="yes", safe_moment=text
    )  # fmt: skip
    draft.set_aside("R03", text)
    done = register_call(draft, DESK, vault=vault, codebook=codebook, now=clock)
    add_to_call(done.call, f"erbij {text}", DESK, vault=vault, now=clock)
    call = open_call(done.call, DESK, vault=vault, now=clock).call
    # a line end at the edge is no word of the counsellor's
    assert call.narrative == storable(f"begin {text} slot")
    assert call.contact_name == storable(text)
    assert call.additions[0].text == storable(f"erbij {text}")
    for words in ("begin", "slot", "erbij"):
        assert [line.id for line in look_up_calls(words, desk=DESK, vault=vault, now=clock)] == [done.call]
    look_up_calls(text, desk=DESK, vault=vault, now=clock)


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nasty_text_in_a_remark_is_kept(vault, clock, text):
    remark_on_service(a_service(), f"x{text}x", text, vault=vault, now=clock)
    with vault.reading() as work:
        assert work.remarks.waiting()[0].text == storable(f"x{text}x")


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_nasty_text_from_elsewhere_does_not_stop_an_import(vault, text):
    call = a_call(narrative=text, contact_name=text, safe_moment=text, counsellor=text, channel=text, edition=text)
    with vault.work() as work:
        assert work.calls.put_many([call]) == 1
        assert work.calls.get(call.id).narrative == storable(text)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=[])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=json_values, text=st.text(st.characters(exclude_categories=[]), max_size=30))
def test_any_value_at_all_in_a_draft_is_saved_and_listed(vault, clock, answer, text):
    draft = a_draft()
    draft.answers["channel"] = answer
    draft.answers["narrative"] = text
    draft.persons[0].answers["problem_type"] = answer
    save_draft(draft.body(), "m.peeters", vault=vault, now=clock)
    assert draft.id in {line.id for line in waiting_drafts(vault=vault)}
    assert open_draft(draft.id, DESK, vault=vault, now=clock).answers["narrative"] == storable(text)
