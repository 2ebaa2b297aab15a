"""From a real key (XTEST) to the first changed pixel in the note of a running call, autosave on."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "checks")]

from crash_typing import Station, open_a_call
from measuring import machine, p95, row
from real_keys import Screen, virtual_screen

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QPlainTextEdit
app = QApplication([])
edit = QPlainTextEdit()
edit.resize(1366, 768)
edit.show()
edit.activateWindow()
edit.setFocus()
print("ready", flush=True)
app.exec()
"""


def one_key(screen: Screen, region: tuple[int, int, int, int], key: str) -> float:
    """Return milliseconds from the press until a pixel of the region differs."""
    before = screen.pixels(*region)
    began = time.perf_counter()
    screen.press(key)
    while time.perf_counter() - began < 2:
        if screen.pixels(*region) != before:
            return (time.perf_counter() - began) * 1000
    raise TimeoutError(key)


def series(screen: Screen, region: tuple[int, int, int, int], keys: int) -> list[float]:
    """Type `keys` letters with a human's pauses; every thirtieth is a Return, so that text stays in the region."""
    found = []
    for at in range(keys):
        if at % 30 == 29:
            screen.press("Return")
            time.sleep(0.15)
        found.append(one_key(screen, region, "abcdefghij"[at % 10]))
        time.sleep(0.03)
    return found


def main() -> None:
    """Print the row: the note of a call with autosave on, against a bare QPlainTextEdit."""
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else 150
    with tempfile.TemporaryDirectory() as root, virtual_screen() as screen:
        station = Station(Path(root), screen, None)
        station.command("profile", "create", "--no-keyring")
        running = station.start()
        open_a_call(screen)
        time.sleep(1)
        ours = series(screen, (470, 100, 460, 500), keys)
        running.kill()
        running.wait()
        time.sleep(0.3)
        bare = subprocess.Popen([sys.executable, "-c", BARE], env=station.env, stdout=subprocess.PIPE, text=True)
        assert bare.stdout is not None
        bare.stdout.readline()
        time.sleep(1)
        screen.focus()
        floor = series(screen, (0, 0, 460, 500), keys)
        bare.kill()
        bare.wait()
    print(machine())
    print(row("key to pixel, note, autosave on", ours, floor, "bare QPlainTextEdit", "p95 ≤ 16 ms"))
    print(f"p95 {p95(ours):.1f} ms")


if __name__ == "__main__":
    main()
