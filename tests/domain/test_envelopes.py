from uuid import UUID

from workstation.domain.envelopes import enrolment_words, mark_of, new_change_id, sign_in_words


def test_change_ids_are_unique_and_say_when_in_order():
    drawn = [new_change_id() for _ in range(200)]
    assert len(set(drawn)) == 200
    assert {UUID(one).version for one in drawn} == {7}
    assert [one[:12] for one in drawn] == sorted(one[:12] for one in drawn)


def test_a_mark_depends_on_record_and_last_change_and_fits_a_column():
    marks = {mark_of("r1", "c1"), mark_of("r1", "c2"), mark_of("r2", "c1")}
    assert len(marks) == 3
    assert all(0 <= mark < 2**63 for mark in marks)


def test_a_signature_for_one_purpose_does_not_serve_another():
    assert enrolment_words("a") != sign_in_words("a", "")
