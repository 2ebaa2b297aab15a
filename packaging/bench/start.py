"""Start to first painted frame: the lock screen against a bare PySide6 window and, if installed, KeePassXC.

Once by the clock, once by the processor time it took: a busy machine makes only the first of them longer. As
installed: byte code is kept from the first start on, which is not measured.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "checks")]

from measuring import interleaved, machine, row
from real_keys import Screen, virtual_screen

BARE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("1712")
label.setStyleSheet("font-size: 200px")
label.resize(1366, 768)
label.show()
app.exec()
"""


@dataclass
class Starting:
    """One way to start, and what its starts took so far, in milliseconds of processor time."""

    command: list[str]
    computed: list[float] = field(default_factory=list)


def painted(screen: Screen, one: Starting, env: dict[str, str]) -> float:
    """Return milliseconds from spawn until three colours or more stand in the middle of the screen."""
    began = time.perf_counter()
    running = subprocess.Popen(one.command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.perf_counter() - began < 20:
            taken = screen.pixels(383, 134, 600, 500)
            if len({taken[i : i + 4] for i in range(0, len(taken), 404)}) >= 3:
                return (time.perf_counter() - began) * 1000
            time.sleep(0.002)
        raise TimeoutError(one.command[0])
    finally:
        running.kill()
        _, running.returncode, used = os.wait4(running.pid, 0)
        one.computed.append((used.ru_utime + used.ru_stime) * 1000)
        time.sleep(0.15)


def main() -> None:
    """Print the rows."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    src = str(HERE.parents[1] / "src")
    with tempfile.TemporaryDirectory() as home, virtual_screen() as screen:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("QT_") and k != "PYTHONDONTWRITEBYTECODE"}
        env = {
            **kept, "PYTHONPYCACHEPREFIX": str(Path(home) / "compiled"), "DISPLAY": screen.display, "HOME": home,
            "PYTHONPATH": src, "QT_QPA_PLATFORM": "xcb",
        }  # fmt: skip
        profile = str(Path(home) / "profile")
        ours = [sys.executable, "-m", "workstation"]
        subprocess.run(
            [*ours, "profile", "create", "--no-keyring", "--profile", profile, "--passphrase-stdin"],
            input="een wachtzin voor de meting\n", text=True, env=env, check=True, capture_output=True,
        )  # fmt: skip
        ways = {
            "bare": Starting([sys.executable, "-c", BARE]),
            "ours": Starting([*ours, "open", "--profile", profile]),
        }
        if shutil.which("keepassxc"):
            ways["keepassxc"] = Starting(["keepassxc"])
        parts: dict[str, Callable[[], float]] = {
            name: partial(painted, screen, one, env) for name, one in ways.items()
        }
        interleaved(parts, 1)
        for one in ways.values():
            one.computed.clear()
        found = interleaved(parts, rounds)
    print(machine())
    print(row("start to first painted frame", found["ours"], found["bare"], "bare PySide6 window", "≤ 2.0"))
    ours_computed, floor_computed = ways["ours"].computed, ways["bare"].computed
    print(row("the same, processor time", ours_computed, floor_computed, "bare PySide6 window", "≤ 2.0"))
    if "keepassxc" in found:
        print(row("start of KeePassXC", found["keepassxc"], found["bare"], "bare PySide6 window"))


if __name__ == "__main__":
    main()
