from datetime import UTC, date, datetime

import pytest
from tests.usecases.registration_folders import write_set

from workstation.figures.annual import FIGURES
from workstation.figures.counting import needed
from workstation.figures.spec import Scope, Tally, Unit
from workstation.figures.synthetic import registration_year
from workstation.store.counting import Counting
from workstation.usecases.import_registrations import import_registrations
from workstation.vocabulary.reading import shipped_codebook

EVERYTHING = needed(tuple(FIGURES.values()), Scope(year=2024))


@pytest.fixture
def filled(vault, tmp_path):
    folder = write_set(tmp_path / "set", registration_year(2024, 1, 600))
    import_registrations(folder, vault, shipped_codebook(), lambda: datetime(2026, 11, 22, tzinfo=UTC))
    return vault


def test_counting_together_and_one_by_one_gives_the_same(filled):
    with filled.reading() as work:
        counting = Counting(work.connection)
        assert counting.count_all(EVERYTHING) == {tally: counting.count(tally) for tally in EVERYTHING}


def test_counting_leaves_a_reading_transaction_unable_to_write(filled):
    with filled.reading() as work:
        Counting(work.connection).count_all(EVERYTHING)
        assert work.connection.exec_driver_sql("PRAGMA query_only").scalar() == 1
        tables = work.connection.exec_driver_sql("SELECT count(*) FROM temp.sqlite_master").scalar()
    assert tables == 0


def test_a_scope_leaves_out_other_days_teams_and_channels(filled):
    def number(**scope):
        with filled.reading() as work:
            return Counting(work.connection).count(Tally(Unit.CALL, (), Scope(**scope))).get((), (0, 0))[0]

    assert number() == number(year=2024) == 600
    assert number(year=2023) == 0
    quarters = [(1, 3, 31), (4, 6, 30), (7, 9, 30), (10, 12, 31)]
    parts = [number(first=date(2024, low, 1), last=date(2024, high, day)) for low, high, day in quarters]
    assert sum(parts) == 600
    assert 0 < number(year=2024, channel="chat") < number(channel="chat") + number(channel="phone") < 600
    assert 0 < number(team="limburg", year=2024) < 600


def test_only_counted_calls_are_counted(filled):
    with filled.work() as work:
        work.connection.exec_driver_sql("UPDATE calls SET counted = 0 WHERE channel = 'email'")
    with filled.reading() as work:
        counting = Counting(work.connection)
        assert ("email",) not in counting.count(Tally(Unit.CALL, ("channel",), Scope()))
        persons = counting.count(Tally(Unit.PERSON, ("channel", "gender"), Scope()))
        assert all(channel != "email" for channel, _ in persons)
        assert counting.years() == (2024,)


def test_what_is_missing_is_counted_with_its_reason(filled):
    with filled.work() as work:
        work.connection.exec_driver_sql(
            'UPDATE reported_persons SET gender = NULL, missing = \'{"gender":"refused"}\' WHERE position = 1'
        )
        work.connection.exec_driver_sql("UPDATE reported_persons SET gender = NULL WHERE position = 2")
    with filled.reading() as work:
        counts = Counting(work.connection).count(Tally(Unit.PERSON, ("gender",), Scope()))
    assert counts["?refused",][0] > 0
    assert counts["?not_asked",][0] > 0


def test_persons_with_an_outcome_are_counted_once(filled):
    with filled.reading() as work:
        counting = Counting(work.connection)
        outcomes = counting.count(Tally(Unit.OUTCOME, (), Scope()))[()][0]
        persons = counting.count(Tally(Unit.OUTCOME, (), Scope(), persons=True))[()][0]
        everyone = counting.count(Tally(Unit.PERSON, (), Scope()))[()][0]
    assert persons < outcomes
    assert persons < everyone


def test_seconds_are_added_up_beside_the_count(filled):
    with filled.reading() as work:
        counts = Counting(work.connection).count(Tally(Unit.CALL, ("channel",), Scope(), total="handled_s"))
        kept = dict(
            work.connection.exec_driver_sql("SELECT channel, sum(handled_s) FROM calls GROUP BY channel").all()
        )
    assert {key[0]: total for key, (_, total) in counts.items()} == {k: v or 0 for k, v in kept.items()}
