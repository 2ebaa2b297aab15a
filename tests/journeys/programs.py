"""How journeys start the program: in a home of its own, from this tree."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(home):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "DBUS_", "QT_", "DISPLAY"))}
    return {**kept, "HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
