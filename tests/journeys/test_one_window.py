"""Opening the desk shows one window and no other: a second one, be it for a moment, takes the keys away."""

import subprocess
import sys

from tests.journeys.programs import environment

OPENING = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from workstation.commandline.sitting import Sitting
from workstation.store.profiles import create_profile
folder = Path(sys.argv[1])
create_profile(folder, "een wachtzin voor de proef", counsellor="noor", staff_number="1", team="limburg",
               use_keyring=False).vault.close()
others = []
sitting = Sitting(folder)
station, hands = sitting.station, sitting.hands
class Watch(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Show and isinstance(seen, QWidget) and seen.isWindow():
            if seen is not station.window:
                others.append(type(seen).__name__)
        return False
watch = Watch()
QApplication.instance().installEventFilter(watch)
sitting.show()
sitting.unlock("een wachtzin voor de proef")
hands.rest(0.5)
for name in station.window._screens.names:
    if name not in {"unlock", "annual"}:
        station.window.go(name)
        hands.rest(0.2)
print(others, station.window.isActiveWindow())
QApplication.instance().removeEventFilter(watch)
station.window.close()
"""


def test_no_second_window_shows_itself_while_the_desk_opens_and_is_walked_through(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", OPENING, str(tmp_path / "profile")],
        env={**environment(tmp_path), "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip
    assert done.stdout.strip().splitlines()[-1] == "[] True", done.stdout + done.stderr[-1500:]
