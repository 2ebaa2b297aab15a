"""A caller who returns reaches whoever picks up: a code given at one station is recognised at every one of the team."""

import pytest
from sqlalchemy import select
from tests.records import a_call
from tests.sync.teams import founded

from workstation.domain.counsellors import Desk
from workstation.hub.tables import RECORDS
from workstation.store import caller_codes
from workstation.store.key_derivation import Cost
from workstation.usecases.give_caller_code import give_caller_code
from workstation.usecases.open_case import open_case
from workstation.usecases.recognise_caller import recognise_caller

AN, BO = Desk(counsellor="an", mark="K7", team="A"), Desk(counsellor="bo", mark="K8", team="A")


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(caller_codes.stretched, "__defaults__", (Cost(1, 8),))


def test_a_code_given_here_opens_the_thread_there_and_the_hub_learns_neither_words_nor_case(station, team, quick):
    an, bo = station("an", "an"), station("bo", "bo")
    founded(an, bo)
    call = a_call(team="A", counsellor="an")
    an.keep(call)
    given = give_caller_code(call.id, AN, vault=an.vault, now=an.clock)
    for one in (an, bo, an, bo):
        one.meet()
    words = " ".join(given.words)
    assert recognise_caller("anker fontein kasteel", BO, vault=bo.vault, now=bo.clock) is None
    case = recognise_caller(words, BO, vault=bo.vault, now=bo.clock)
    assert case == given.case
    opened = open_case(case, BO, vault=bo.vault, now=bo.clock, reason="returning_caller")
    assert opened.case.calls == (call.id,)
    with team.database.snapshot() as connection:
        rows = connection.execute(select(RECORDS.c.fields).where(RECORDS.c.kind == "caller_code")).scalars().all()
    assert len(rows) == 1
    assert not [known for known in (*given.words, given.case, "an") if f'"{known}"' in rows[0]]
    bo.clock.at = given.expires_at
    assert recognise_caller(words, BO, vault=bo.vault, now=bo.clock) is None
