import pytest
from tests.training.stories import scenario, scenarios

from workstation.training.caller_script import CallerScript
from workstation.training.simulated_clock import SimulatedClock


class Seconds:
    at = 0.0

    def __call__(self):
        return self.at


@pytest.mark.parametrize("one", scenarios(), ids=lambda s: s.id)
@pytest.mark.parametrize("which", [0, -1])
def test_every_scenario_comes_to_an_end_whatever_the_trainer_chooses(one, which):
    script, now = CallerScript(one), 0.0
    while not script.over:
        assert now < 3600
        now += 1
        script.tick(now)
        if script.choices:
            script.choose(script.choices[which].to)
    assert len(script.said) >= 4


def test_lines_come_slower_at_half_speed_and_not_at_all_in_a_pause():
    times = {}
    for steps in (-2, 0, 2):
        script = CallerScript(scenario("buurvrouw-hoort-kind"))
        script.change_speed(steps)
        now = 0.0
        while len(script.said) < 3:
            now += 0.25
            script.tick(now)
        times[script.speed] = now
    assert times[0.5] == pytest.approx(2 * times[1.0], abs=1)
    assert times[2.0] == pytest.approx(times[1.0] / 2, abs=1)
    script = CallerScript(scenario("buurvrouw-hoort-kind"))
    script.paused = True
    assert [script.tick(float(now)) for now in range(600)] == [()] * 600


def test_after_a_pause_nothing_comes_all_at_once():
    script = CallerScript(scenario("buurvrouw-hoort-kind"))
    script.tick(0.0)
    script.paused = True
    script.tick(300.0)
    script.paused = False
    assert script.tick(300.5) == ()


def test_the_caller_waits_where_the_trainer_chooses():
    script = CallerScript(scenario("boze-beller"))
    for now in range(200):
        script.tick(float(now))
    assert len(script.said) == 3
    assert [choice.to for choice in script.choices] == ["bedaart", "raast"]
    with pytest.raises(KeyError):
        script.choose("elders")


def test_what_the_trainer_makes_up_stands_among_what_was_said():
    script = CallerScript(scenario("boze-beller"))
    script.improvise("Wacht, er belt iemand aan.", 3.0)
    assert script.said[-1].improvised
    assert script.next_line is not None


def test_the_clock_of_a_rehearsal_stands_still_in_a_pause_and_goes_one_way():
    seconds = Seconds()
    clock = SimulatedClock(scenario("boze-beller").begins, seconds)
    seconds.at = 10
    clock.pause()
    seconds.at = 100
    assert clock.seconds() == 10
    clock.go_on()
    seconds.at = 105
    clock.put_forward(60)
    assert clock.seconds() == 75
    assert (clock() - scenario("boze-beller").begins).total_seconds() == 75
    with pytest.raises(ValueError):
        clock.put_forward(-1)
