"""The short forms of the long checks (`make check-crash`, `make check-leaks`), each with the control that turns it red."""

import shutil
import subprocess
import sys

import pytest
from tests.journeys.programs import ROOT, environment

needs_screen = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed here")


def run(tmp_path, name, *words):
    return subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "checks" / f"{name}.py"), *words],
        env=environment(tmp_path), capture_output=True, text=True, check=False,
    )  # fmt: skip


@needs_screen
@pytest.mark.slow
def test_ten_kills_while_typing_lose_nothing_older_than_a_second(tmp_path):
    done = run(tmp_path, "crash_typing", "--kills", "10")
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr[-1500:]


@needs_screen
@pytest.mark.slow
@pytest.mark.parametrize("broken", ["autosave-off", "plain-store"])
def test_the_crash_check_turns_red_when_a_promise_is_broken(tmp_path, broken):
    done = run(tmp_path, "crash_typing", "--kills", "1", "--broken", broken)
    assert done.returncode == 1, done.stdout + done.stderr[-1500:]
    assert "1 kills with a fault" in done.stdout


@pytest.mark.slow
def test_no_planted_word_stands_in_anything_the_walkthrough_wrote(tmp_path):
    done = run(tmp_path, "marker_sweep")
    print(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr[-1500:]


def test_the_sweep_finds_every_kind_of_planted_leak(tmp_path):
    done = run(tmp_path, "marker_sweep", "--self-test")
    assert done.returncode == 0, done.stdout


def test_a_hub_back_from_yesterdays_backup_is_given_the_day_by_its_stations(tmp_path):
    done = run(tmp_path, "restore_drill", "--yesterday", "6", "--today", "4")
    assert done.returncode == 0, done.stdout + done.stderr[-1500:]
    assert [line.split() for line in done.stdout.splitlines() if line.startswith("call")] == [
        ["call", "14", "6", "14"]
    ]


def test_the_drill_turns_red_when_no_station_comes_back(tmp_path):
    done = run(tmp_path, "restore_drill", "--yesterday", "2", "--today", "2", "--broken", "nobody-returns")
    assert done.returncode == 1, done.stdout + done.stderr[-1500:]
    assert "missing: " in done.stdout
