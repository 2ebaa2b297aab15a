"""Start to first painted frame: the lock screen against a bare PySide6 window and, if installed, KeePassXC."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
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


def painted(screen: Screen, command: list[str], env: dict[str, str]) -> float:
    """Return milliseconds from spawn until three colours or more stand in the middle of the screen."""
    began = time.perf_counter()
    running = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.perf_counter() - began < 20:
            taken = screen.pixels(383, 134, 600, 500)
            if len({taken[i : i + 4] for i in range(0, len(taken), 404)}) >= 3:
                return (time.perf_counter() - began) * 1000
            time.sleep(0.002)
        raise TimeoutError(command[0])
    finally:
        running.kill()
        running.wait()
        time.sleep(0.15)


def main() -> None:
    """Print the rows."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    src = str(HERE.parents[1] / "src")
    with tempfile.TemporaryDirectory() as home, virtual_screen() as screen:
        env = {
            **{k: v for k, v in os.environ.items() if not k.startswith("QT_")},
            "DISPLAY": screen.display, "HOME": home, "PYTHONPATH": src, "QT_QPA_PLATFORM": "xcb",
        }  # fmt: skip
        profile = str(Path(home) / "profile")
        ours = [sys.executable, "-m", "workstation"]
        subprocess.run(
            [*ours, "profile", "create", "--no-keyring", "--profile", profile, "--passphrase-stdin"],
            input="een wachtzin voor de meting\n", text=True, env=env, check=True, capture_output=True,
        )  # fmt: skip
        parts = {
            "bare": lambda: painted(screen, [sys.executable, "-c", BARE], env),
            "ours": lambda: painted(screen, [*ours, "open", "--profile", profile], env),
        }
        if shutil.which("keepassxc"):
            parts["keepassxc"] = lambda: painted(screen, ["keepassxc"], env)
        found = interleaved(parts, rounds)
    print(machine())
    print(row("start to first painted frame", found["ours"], found["bare"], "bare PySide6 window", "≤ 2.0"))
    if "keepassxc" in found:
        print(row("start of KeePassXC", found["keepassxc"], found["bare"], "bare PySide6 window"))


if __name__ == "__main__":
    main()
