"""What does not wait for the disk: places in the device's row, and the hub's answers. The power fails in between."""

import pytest
from sqlalchemy import text
from tests.records import a_call
from tests.store import vaults
from tests.sync.power import OnADisk

from workstation.store.sync_state import DEVICE, NEXT_N


class Dark(Exception):
    """The lamps go out here."""


def on_a_disk(one):
    one.vault.close()
    one.vault = one.exchange._vault = OnADisk.opened(one.file, vaults.test_key())
    one.vault.watch()
    return one


def dies(one, point):
    """Meet until this point, there the power fails; return how many rows the outbox had numbered just before."""
    numbered = []

    def at(here):
        if here == point:
            numbered.append(state_of(one)[1])
            raise Dark

    one.exchange.crash = at
    with pytest.raises(Dark):
        one.meet()
    one.vault.close()
    one.vault.power_fails()
    one.vault = one.exchange._vault = OnADisk.opened(one.file, vaults.test_key())
    one.exchange.crash = lambda _point: None
    return numbered[0]


def state_of(one):
    with one.vault.reading() as work:
        return work.sync_state.get(DEVICE), work.sync_state.get(NEXT_N)


@pytest.mark.parametrize("point", ["push_answered", "acks_before_commit", "pull_answered", "page_before_commit"])
def test_when_the_power_fails_in_a_meeting_everything_goes_again_under_the_same_name_and_numbers(
    station, team, point
):
    an, bo = on_a_disk(station("an")), station("bo")
    an.meet()
    before = state_of(an)
    calls = [a_call(number=f"2026-K7-{at:05d}") for at in range(3)]
    an.keep(*calls[:2])
    assert dies(an, point) != before[1]
    assert state_of(an) == before  # that the hub has taken them is forgotten here
    assert an.waiting().to_send == 4
    an.keep(calls[2])
    an.meet(), bo.meet()
    assert (state_of(an)[0], an.waiting().to_send, an.alarms()) == (before[0], 0, [])
    assert [bo.call(call.id) for call in calls] == calls
    with team.database.snapshot() as connection:
        rows = connection.execute(text("SELECT n, count(DISTINCT id), count(*) FROM changes GROUP BY device, n"))
        assert {row[1:] for row in rows} == {(1, 1)}
        assert connection.execute(text("SELECT count(*) FROM records WHERE kind = '_conflict'")).scalar() == 0


def test_what_a_person_wrote_waits_for_the_disk_and_so_does_all_before_it(station):
    an = on_a_disk(station("an"))
    call = a_call()
    an.keep(call)
    an.meet()
    heard = []
    with an.vault.work(waits=False) as work:
        work.sync_state.put("a", "lost, were it the last")
        heard.append(work.connection.exec_driver_sql("PRAGMA synchronous").scalar())
    with an.vault.work() as work:
        work.drafts.put("{}", "d1", "intake", "an", an.clock(), an.clock())
        heard.append(work.connection.exec_driver_sql("PRAGMA synchronous").scalar())
    with an.vault.work(waits=False) as work:
        work.sync_state.put("b", "lost")
    assert heard == [1, 2]  # NORMAL, FULL
    an.vault.close()
    an.vault.power_fails()
    an.vault = OnADisk.opened(an.file, vaults.test_key())
    with an.vault.reading() as work:
        assert work.drafts.get("d1") == "{}"
        assert (work.sync_state.get("a"), work.sync_state.get("b")) == ("lost, were it the last", None)


def test_what_is_written_anew_before_sending_waits_for_the_disk(station):
    an = station("an")
    waited = []

    def writes_once(work):
        if waited in ([], [False]):
            work.sync_state.put("anew", "x")
        waited.append(work.waits)

    an.exchange.before_sending = writes_once
    an.keep(a_call())
    an.meet()
    assert waited == [False, True, False]  # once more, flushed; and looked at again when the hub had answered
    waited[:] = [None]
    an.keep(a_call(number="2026-K7-00002"))
    an.meet()
    assert True not in waited  # the control: nothing was written


def test_the_read_log_is_noted_only_where_the_disk_is_waited_for(station):
    an = station("an")
    with pytest.raises(AssertionError), an.vault.work(waits=False) as work:
        work.read_log  # noqa: B018  # asked for is enough
