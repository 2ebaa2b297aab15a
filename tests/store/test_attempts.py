from datetime import UTC, datetime, timedelta

import pytest

from workstation.store.attempts import Attempts
from workstation.store.refusals import TooSoon


class Machine:
    """A wall clock that can be set and a machine that can be restarted."""

    def __init__(self):
        self.wall = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.running = 1000.0
        self.boot = "first"

    def now(self):
        return self.wall

    def run(self):
        return self.running, self.boot

    def let_pass(self, seconds):
        self.wall += timedelta(seconds=seconds)
        self.running += seconds

    def restart(self):
        self.boot += "+"
        self.running = 5.0


@pytest.fixture
def machine():
    return Machine()


@pytest.fixture
def attempts(tmp_path, machine):
    """Makes the attempts anew, as a program that was started again does."""

    def again():
        return Attempts(tmp_path / "attempts.json", machine.now, machine.run)

    again().succeeded()
    return again


def test_each_wrong_try_doubles_the_wait_up_to_five_minutes(attempts, machine):
    waits = []
    for _ in range(12):
        attempts().begin()
        waits.append(attempts().wait())
        machine.let_pass(waits[-1])
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_a_try_within_the_wait_is_refused_and_does_not_count(attempts, machine):
    attempts().begin()
    attempts_left = []
    for _ in range(3):
        with pytest.raises(TooSoon) as soon:
            attempts().begin()
        attempts_left.append(soon.value.seconds)
    assert attempts_left == [1, 1, 1]
    machine.let_pass(1)
    attempts().begin()
    assert attempts().wait() == 2


def test_the_wait_begins_when_the_wrong_try_is_over(attempts, machine):
    trying = attempts()
    trying.begin()
    machine.let_pass(5)
    trying.failed()
    assert attempts().wait() == 1


def test_the_right_passphrase_ends_the_waiting(attempts, machine):
    attempts().begin()
    attempts().succeeded()
    assert attempts().wait() == 0


def test_setting_the_clock_forward_or_back_does_not_shorten_the_wait(attempts, machine):
    for _ in range(6):
        machine.let_pass(300)
        attempts().begin()
    machine.wall += timedelta(days=1)
    assert attempts().wait() == 32
    machine.wall -= timedelta(days=2)
    assert attempts().wait() == 32
    machine.let_pass(32)
    assert attempts().wait() == 0


def test_a_clock_set_back_while_the_machine_was_off_begins_the_wait_again_and_it_ends(attempts, machine):
    for _ in range(6):
        machine.let_pass(300)
        attempts().begin()
    machine.restart()
    machine.wall -= timedelta(days=400)
    assert attempts().wait() == 32
    machine.let_pass(31)
    assert attempts().wait() == 1
    machine.let_pass(1)
    attempts().begin()


def test_a_restart_of_the_machine_keeps_the_wait(attempts, machine):
    for _ in range(6):
        machine.let_pass(300)
        attempts().begin()
    machine.restart()
    machine.wall += timedelta(seconds=20)
    assert attempts().wait() == 12


@pytest.mark.parametrize("content", [None, "", "{", '{"wrong": -5}', '{"wrong": 0, "at": NaN, "running": 0, "boot": ""}', "[]", '{"wrong": 1e999}'])  # fmt: skip
def test_a_file_taken_away_or_rewritten_costs_more_than_it_gains(attempts, tmp_path, machine, content):
    file = tmp_path / "attempts.json"
    file.unlink()
    if content is not None:
        file.write_text(content)
    with pytest.raises(TooSoon) as soon:
        attempts().begin()
    assert soon.value.seconds == 32
    machine.let_pass(32)
    attempts().begin()
