"""Real key codes on a Belgian keyboard: Xvfb, setxkbmap, xdotool."""

import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from queue import Empty, Queue

import pytest

TOOLS = ("Xvfb", "setxkbmap", "xdotool")
pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs Xvfb, setxkbmap and xdotool"),
]
# hardware key codes (evdev + 8): where the keys lie, whatever stands on them
ROW = {"1": 10, "2": 11, "3": 12, "4": 13, "9": 18, "0": 19}
ALT, CTRL, SHIFT = 64, 37, 50
A_PLACE, EQUALS = 24, 61


def started(stack, *command, **options):
    """Start a program that is ended, whatever happens, when the stack is unwound."""
    program = stack.enter_context(subprocess.Popen(command, **options))
    stack.callback(program.terminate)
    return program


@pytest.fixture(scope="module")
def belgian():
    """A window on a screen with a Belgian keyboard; gives what its acts print."""
    with ExitStack() as stack:
        reader, writer = os.pipe()
        stack.callback(os.close, reader)
        started(stack, "Xvfb", "-displayfd", str(writer), "-screen", "0", "800x600x24", "-noreset", pass_fds=[writer])
        os.close(writer)
        number = b""
        while not number.endswith(b"\n"):
            number += os.read(reader, 16)
        env = os.environ | {"DISPLAY": f":{number.decode().strip()}", "QT_QPA_PLATFORM": "xcb"}
        env["PYTHONPATH"] = os.pathsep.join(sys.path)
        subprocess.run(["setxkbmap", "be"], env=env, check=True, timeout=30)
        lines = Queue()
        window = [sys.executable, "-m", "tests.ui.azerty_window"]
        program = started(stack, *window, env=env, text=True, stdout=subprocess.PIPE)
        listening = threading.Thread(target=lambda: [lines.put(line.strip()) for line in program.stdout])
        listening.start()
        stack.callback(listening.join, 10)
        stack.callback(program.terminate)
        assert lines.get(timeout=60) == "ready"
        search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^1712$"]
        found = subprocess.run(search, env=env, check=True, capture_output=True, text=True, timeout=30).stdout
        subprocess.run(["xdotool", "windowfocus", "--sync", found.split()[0]], env=env, check=True, timeout=30)
        yield env, lines


def press(belgian, *codes):
    """Press keys together by their hardware codes and return what the window said."""
    env, lines = belgian
    while not lines.empty():
        lines.get()
    events = [word for code in codes for word in ("keydown", str(code))]
    events += [word for code in reversed(codes) for word in ("keyup", str(code))]
    subprocess.run(["xdotool", *events], env=env, check=True, timeout=30)
    said, until = [], time.monotonic() + 3
    while time.monotonic() < until:
        try:
            said.append(lines.get(timeout=0.25 if said else 1.5))
        except Empty:
            break
    return said


def test_the_bare_digit_row_takes_the_suggestions(belgian):
    for digit in "1234":
        assert press(belgian, ALT, ROW[digit]) == [f"act suggestion_{digit}"]


def test_with_shift_the_digits_do_the_same(belgian):
    assert press(belgian, ALT, SHIFT, ROW["1"]) == ["act suggestion_1"]


def test_the_standard_letter_size_is_reached_with_the_bare_zero(belgian):
    assert press(belgian, CTRL, ROW["0"]) == ["act letters_standard"]


def test_letters_grow_with_and_without_shift(belgian):
    assert press(belgian, CTRL, EQUALS) == ["act letters_larger"]
    assert press(belgian, CTRL, SHIFT, EQUALS) == ["act letters_larger"]


def test_letter_keys_go_by_what_stands_on_them(belgian):
    n, k, f12, f9 = 57, 45, 96, 75
    assert press(belgian, CTRL, n) == ["act new_call"]
    assert press(belgian, CTRL, k) == ["act command_box"]
    assert press(belgian, f9) == ["act danger"]
    assert press(belgian, f12) == ["act cover"]


def test_the_first_letter_key_writes_an_a(belgian):
    assert press(belgian, A_PLACE)[-1].endswith("a"), "the keyboard really is AZERTY"


def test_the_bare_row_in_a_time_field_is_read_as_digits(belgian):
    tab = 23
    press(belgian, tab)
    press(belgian, ROW["9"])
    press(belgian, ROW["0"])
    said = press(belgian, ROW["0"])
    press(belgian, SHIFT, tab)
    assert said[-1] == "time 09:00:00"
