from datetime import UTC, date, datetime, timedelta

import pytest
from tests.records import MORNING, a_call, a_person, a_referral, a_shift

from workstation.domain.calls import Addition
from workstation.domain.lines import CallFilters


def found(vault, **filters):
    with vault.reading() as work:
        lines = work.calls.lines(CallFilters(**filters))
        assert work.calls.count(CallFilters(**filters)) == len(lines)
        return [line.number for line in lines]


@pytest.fixture
def some_calls(vault):
    with vault.work() as work:
        work.calls.put_many(
            [
                a_call(number="1", started_at=MORNING, qualifiers=("aggressive_caller",)),
                a_call(number="2", started_at=MORNING + timedelta(hours=1), channel="chat", counsellor="s.aerts"),
                a_call(
                    number="3", started_at=MORNING + timedelta(days=2), callback_agreed="yes", safe_moment="na 14 u",
                    persons=(a_person(problem_type="child_abuse"), a_person(problem_type="child_abuse")),
                    additions=(Addition(MORNING + timedelta(days=3), "m.peeters", "meer"),),
                ),
                a_call(number="4", started_at=MORNING + timedelta(days=9), qualifiers=("silent_call",), persons=()),
            ]
        )  # fmt: skip
    return vault


def test_the_newest_call_stands_first(some_calls):
    assert found(some_calls) == ["4", "3", "2", "1"]


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"channel": "chat"}, ["2"]),
        ({"counsellor": "m.peeters"}, ["4", "3", "1"]),
        ({"problem_type": "child_abuse"}, ["3"]),
        ({"problem_type": "partner_violence"}, ["2", "1"]),
        ({"problem_type": "partner_violence", "channel": "chat"}, ["2"]),
        ({"problem_type": "partner_violence", "since": date(2026, 11, 21)}, []),
        ({"status": "amended"}, ["3"]),
        ({"status": "filed"}, ["4", "2", "1"]),
        ({"callback_agreed": True}, ["3"]),
        ({"callback_agreed": False}, ["4", "2", "1"]),
        ({"counted": False}, ["4"]),
        ({"since": date(2026, 11, 20), "until": date(2026, 11, 20)}, ["2", "1"]),
        ({"since": date(2026, 11, 21), "until": date(2026, 11, 28)}, ["3"]),
        ({"until": date.max}, ["4", "3", "2", "1"]),
    ],
)
def test_filters_leave_the_calls_they_name(some_calls, filters, numbers):
    assert found(some_calls, **filters) == numbers


def test_a_list_is_read_page_by_page(some_calls):
    with some_calls.reading() as work:
        pages = [[line.number for line in work.calls.lines(limit=3, offset=at)] for at in (0, 3, 6)]
    assert pages == [["4", "3", "2"], ["1"], []]


def test_a_line_shows_codes_each_once_in_local_time(vault):
    call = a_call(
        started_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC), ended_at=datetime(2026, 7, 1, 22, 33, 1, tzinfo=UTC),
        persons=(a_person(), a_person(municipality="11002", main_form=None), a_person(problem_type=None)),
        referrals=(a_referral(), a_referral(service_name="Politiezone Gent"), a_referral()),
    )  # fmt: skip
    with vault.work() as work:
        work.calls.put(call)
        (line,) = work.calls.lines()
    assert (line.started_at.day, line.started_at.hour, line.minutes) == (2, 0, 4)
    assert line.problem_types == ("partner_violence",)
    assert line.main_forms == ("physical_violence",)
    assert (line.provinces, line.municipalities) == (("oost_vlaanderen", "antwerpen"), ("44021", "11002"))
    assert line.referrals == ("CAW Oost-Vlaanderen", "Politiezone Gent")
    assert (line.channel, line.counsellor, line.status, line.counted) == ("phone", "m.peeters", "filed", True)


def test_a_call_that_was_never_ended_has_no_length(vault):
    with vault.work() as work:
        work.calls.put(a_call(ended_at=None))
        assert work.calls.lines()[0].minutes is None


def test_the_day_of_a_filter_is_a_day_in_brussels(vault):
    with vault.work() as work:
        work.calls.put(a_call(number="1", started_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC)))
    assert found(vault, since=date(2026, 7, 2), until=date(2026, 7, 2)) == ["1"]
    assert found(vault, until=date(2026, 7, 1)) == []


def test_the_calls_of_a_shift_are_known_with_their_length(vault):
    shift = a_shift()
    call = a_call(shift=shift.id, wrap_up_s=90)
    with vault.work() as work:
        work.calls.put_many([call, a_call()])
        (span,) = work.calls.spans(shift.id)
    assert (span.call, span.began_at, span.ended_at, span.wrap_up_s) == (call.id, MORNING, call.ended_at, 90)
    assert found(vault, shift=shift.id) == [call.number]


def test_follow_ups_say_when_it_is_safe_to_call(some_calls):
    with some_calls.reading() as work:
        (one,) = work.calls.follow_ups()
    assert (one.number, one.safe_moment) == ("3", "na 14 u")


def test_no_filter_reads_the_whole_table(some_calls):
    from workstation.store.call_lines import in_order

    for filters in (
        {}, {"channel": "chat"}, {"status": "amended"}, {"callback_agreed": True}, {"problem_type": "x"},
        {"since": date(2026, 1, 1)},
    ):  # fmt: skip
        query = in_order(CallFilters(**filters)).limit(50)
        with some_calls.reading() as work:
            compiled = query.compile(work.connection, compile_kwargs={"literal_binds": True})
            plan = [row[3] for row in work.connection.exec_driver_sql(f"explain query plan {compiled}")]
        assert not [
            step for step in plan if step.startswith("SCAN") and "USING" not in step and step != "SCAN anon_1"
        ]
        assert not [step for step in plan if "TEMP B-TREE FOR ORDER" in step and "LAST" not in step], (filters, plan)
