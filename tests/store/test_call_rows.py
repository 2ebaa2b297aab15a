from tests.records import a_call, a_person

from workstation.store import tables as t
from workstation.store.call_rows import CALL_PLAIN, PERSON_PLAIN, call_row, child_rows


def test_every_column_of_a_call_gets_a_value():
    assert set(call_row(a_call())) == set(t.calls.c.keys())
    assert set(CALL_PLAIN) <= set(t.calls.c.keys())


def test_every_column_of_a_reported_person_gets_a_value():
    (row,) = child_rows(a_call())[t.reported_persons]
    assert set(row) == set(t.reported_persons.c.keys())
    assert set(PERSON_PLAIN) <= set(row)


def test_the_province_of_a_person_is_kept_for_statistics():
    rows = child_rows(a_call(persons=(a_person(municipality="44021"), a_person(municipality=None))))
    assert [row["province"] for row in rows[t.reported_persons]] == ["oost_vlaanderen", None]


def test_the_length_of_a_call_is_kept_in_seconds():
    assert call_row(a_call())["handled_s"] == 17 * 60 + 5
    assert call_row(a_call(ended_at=None))["handled_s"] is None
