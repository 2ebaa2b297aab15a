import pytest
from tests.usecases.desks import DESK, a_draft, an_empty_draft

from workstation.domain.problems import NotReady
from workstation.usecases.file_unanswered import UNANSWERED, file_unanswered
from workstation.usecases.open_call import open_call


@pytest.fixture
def file(vault, codebook, clock):
    return lambda draft, qualifier: file_unanswered(draft, qualifier, DESK, vault=vault, codebook=codebook, now=clock)


@pytest.mark.parametrize("qualifier", UNANSWERED)
def test_an_unanswered_contact_is_filed_without_a_question_and_is_not_counted(file, vault, clock, qualifier):
    draft = an_empty_draft()
    call = open_call(file(draft, qualifier).call, DESK, vault=vault, now=clock).call
    assert (call.qualifiers, call.persons, call.counted) == ((qualifier,), (), False)
    assert "qualifiers" not in draft.answers


def test_what_was_typed_is_kept_with_it(file, vault, clock):
    call = open_call(file(an_empty_draft(narrative="Gehijg."), "silent_call").call, DESK, vault=vault, now=clock).call
    assert call.narrative == "Gehijg."


def test_a_conversation_about_somebody_is_no_unanswered_contact(file):
    with pytest.raises(NotReady):
        file(a_draft(), "prank")


def test_no_other_qualifier_goes_this_way(file):
    with pytest.raises(ValueError):
        file(an_empty_draft(), "aggressive_caller")
