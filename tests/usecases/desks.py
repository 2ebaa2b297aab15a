"""A desk, a clock that stands where a test puts it, and a draft that can be filed."""

from datetime import timedelta

import pytest
from tests.records import MORNING

from workstation.domain.counsellors import Desk
from workstation.domain.ids import DraftId, new_id
from workstation.domain.moments import as_text
from workstation.forms.draft import Draft
from workstation.vocabulary.reading import shipped_codebook

DESK = Desk(counsellor="m.peeters", mark="K7", team="oost_vlaanderen")


class StandingClock:
    def __init__(self):
        self.at = MORNING

    def __call__(self):
        return self.at

    def pass_by(self, **passed):
        self.at += timedelta(**passed)


@pytest.fixture
def clock():
    return StandingClock()


@pytest.fixture(scope="session")
def codebook():
    return shipped_codebook()


CALLER = {
    "channel": "phone", "anonymous": "yes", "relation_to_victim": "friend_acquaintance", "contact_age": 34,
    "contact_gender": "female", "team": "oost_vlaanderen", "urgency": "not_urgent", "help_offered": ("listening",),
    "narrative": "Mevrouw belt over haar vriendin.",
}  # fmt: skip
PERSON = {
    "age": 31, "gender": "female", "municipality": "44021", "problem_type": "partner_violence",
    "context_family": "intrafamilial", "violence_forms": ("physical_violence",), "outcomes": ("caw",),
}  # fmt: skip


def a_draft(**changed):
    draft = Draft(DraftId(new_id()), as_text(MORNING - timedelta(minutes=12)))
    person = draft.add_person()
    for name, value in PERSON.items():
        draft.answer(name, value, person=person)
    for name, value in (CALLER | changed).items():
        draft.answer(name, value)
    return draft


def an_empty_draft(**answers):
    draft = Draft(DraftId(new_id()), as_text(MORNING))
    for name, value in ({"channel": "phone", "team": "oost_vlaanderen"} | answers).items():
        draft.answer(name, value)
    return draft
