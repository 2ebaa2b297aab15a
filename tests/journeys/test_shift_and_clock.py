"""A shift through the night in which the clock goes back, through a clock set by hand and through a restart."""

from datetime import UTC, datetime, timedelta

import pytest

import workstation.assembly.desk_screens  # noqa: F401 - before the clock is ours: defaults are bound at import
from workstation.domain import moments

BEFORE = datetime(2026, 10, 24, 21, 40, tzinfo=UTC)  # 23:40 in Brussels; at 03:00 it becomes 02:00 again


class Machine:
    """The clock on the wall, which somebody can set, and the seconds that count on whatever happens."""

    def __init__(self):
        self.wall, self.running = BEFORE, 5000.0

    def later(self, minutes):
        self.wall += timedelta(minutes=minutes)
        self.running += minutes * 60

    def set_by_hand(self, hours):
        self.wall += timedelta(hours=hours)


@pytest.fixture
def machine(monkeypatch):
    machine = Machine()
    monkeypatch.setattr(moments, "now", lambda: machine.wall)
    monkeypatch.setattr(moments, "seconds_running", lambda: machine.running)
    return machine


def begin(sitting, until, pause):
    sitting.unlock()
    start = sitting.screens.shift_start
    sitting.hands.wait(lambda: bool(start.until.text()))
    start.until.setText(until)
    start.pause.setText(pause)
    sitting.hands.press("Ctrl+Return")
    sitting.on("home")


def test_a_night_shift_keeps_true_time_through_the_extra_hour_a_clock_set_back_and_a_restart(sit, profile, machine):
    sitting = sit(profile)
    begin(sitting, until="0330", pause="1u30")
    shift = sitting.station.desk.shift
    assert (shift.planned_end, shift.planned_break) == (
        BEFORE.replace(day=25, hour=2, minute=30),
        BEFORE.replace(hour=23, minute=30),
    )
    sitting.hands.wait(lambda: "nog 4 u 50" in sitting.said())  # the night has an hour more
    machine.later(190)  # 02:50, summer time
    sitting.hands.press("Ctrl+N")
    sitting.on("call")
    sitting.hands.type("ze belt in de nacht")
    sitting.hands.press("F3")
    sitting.hands.type("sl pg lg gz v 34 9000 nd lu caw")
    sitting.hands.press("Return")
    machine.later(20)  # 02:10, winter time
    sitting.hands.press("Ctrl+E")
    assert sitting.call.seconds == 20 * 60
    machine.set_by_hand(hours=-2)
    sitting.hands.press("Ctrl+Return")
    sitting.hands.rest(0.2)
    sitting.hands.press("Return")
    sitting.on("home")
    sitting.hands.wait(lambda: "20 min in gesprek" in sitting.said())
    assert "Je pauze was voorzien om 01:30" in sitting.said()
    sitting.hands.press("Ctrl+B")
    sitting.hands.wait(lambda: "Pauze sinds 02:10" in sitting.said())
    sitting.close()

    again = sit(profile)
    again.unlock()
    again.on("home")
    again.hands.wait(lambda: "Pauze sinds 02:10" in again.said())
    again.hands.press("Ctrl+B")
    again.hands.wait(lambda: "Pauze sinds" not in again.said())
    (rest,) = again.station.desk.shift.breaks
    assert rest.ended_at == rest.began_at, "a clock set back never makes time negative"
    assert "voorzien" not in again.said()
    with again.station.desk.vault.reading() as work:
        (line,) = work.calls.lines()
        call = work.calls.get(line.id)
    assert call.ended_at - call.started_at == timedelta(minutes=20)
    assert (moments.local(call.started_at).hour, moments.local(call.ended_at).hour) == (2, 2)
    assert call.filed_at >= call.ended_at
