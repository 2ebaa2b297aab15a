"""What a start and a day at the telephone never load; each of these was a tenth of the start or several megabytes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import json, linecache, sys
import workstation.assembly.start as start
lock = sorted(sys.modules)
start._load()
print(json.dumps([lock, sorted(sys.modules), sorted(linecache.cache)]))
"""
NEVER_AT_THE_LOCK = ("sqlalchemy", "sqlcipher3", "nacl", "workstation.directory", "workstation.usecases")
NEVER_AT_THE_DESK = (
    "alembic", "cryptography", "httpx", "reportlab", "pypdfium2", "pikepdf", "xlsxwriter", "workstation.sync",
    "workstation.training", "workstation.figures.annual", "workstation.reports.page", "workstation.ui.charts",
)  # fmt: skip
HEARS_EVERYTHING = re.compile(r"(?:\bapp|\bqt|instance\(\))\.installEventFilter")
# counts keys, and only while somebody rehearses
MAY_HEAR = {"key_count.py"}


def test_the_lock_screen_and_the_desk_load_what_they_show():
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=True,
    )
    lock, desk, sources = json.loads(done.stdout)

    def of(rooms, loaded):
        return [name for name in loaded if any(name == room or name.startswith(f"{room}.") for room in rooms)]

    assert of(NEVER_AT_THE_LOCK, lock) == []
    assert of(NEVER_AT_THE_DESK, desk) == []
    assert of(["sqlalchemy"], desk), "the control: what is loaded is seen"
    # the binding would read, and keep, the source of every module that is imported after it (ui/__init__.py)
    assert [name for name in sources if "/sqlalchemy/" in name or "/workstation/ui/" in name] == []


def test_nobody_hears_every_event_of_every_widget():
    found = {file.name for file in (ROOT / "src").rglob("*.py") if HEARS_EVERYTHING.search(file.read_text())}
    assert found == MAY_HEAR


def test_only_the_window_s_thread_asks_for_a_collection():
    asks = re.compile(r"\bgc\.(collect|enable)\b")
    assert {file.name for file in (ROOT / "src").rglob("*.py") if asks.search(file.read_text())} == {"collecting.py"}
