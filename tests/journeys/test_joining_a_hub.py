"""A station joins a real hub over HTTPS from its own window, and says how it stands."""

import subprocess
import sys

import pytest
from tests.journeys.programs import environment

HUB = """
import sys, threading
from pathlib import Path
from workstation.commandline.running import main
main(["hub", "demo", "--folder", sys.argv[1], "--port", sys.argv[2]])
"""

STATION = """
import logging, sys
from pathlib import Path
logging.basicConfig(level=logging.DEBUG, filename=sys.argv[2])
from workstation.store.hardening import TALKATIVE, harden_process
harden_process()
from workstation.commandline.sitting import Sitting
from workstation.store.profiles import create_profile
from PySide6.QtWidgets import QLabel
folder = Path(sys.argv[1])
create_profile(folder, "een wachtzin voor de proef", counsellor="noor", staff_number="1", team="demo",
               use_keyring=False).vault.close()
sitting = Sitting(folder)
station, hands = sitting.station, sitting.hands
sitting.show()
sitting.unlock("een wachtzin voor de proef")
station.window.go("hub_link")
for typed in sys.argv[3:]:
    link = station.hub.side.link
    link.invitation.clear()
    link.invitation.setFocus()
    hands.type(typed)
    hands.press("Return")
    hands.wait(lambda: link._go.isEnabled(), 30)
    print(link._told.text())
hands.wait(lambda: "Gelijk" in station.window.top._sync.text(), 30)
print(station.window.top._sync.text())
station.window.go("settings")
hands.wait(lambda: any("Gelijk" in one.text() for one in station.screens.late.settings.findChildren(QLabel)), 30)
hands.press("Ctrl+N")
hands.type("Zoutmoeras ")
hands.wait(lambda: station.screens.intake.call.saving.state.kind == "saved", 30)
station.hub.side._syncing.now()
hands.rest(0.5)
draft = station.screens.intake.call.draft.id
logging.critical("CONTROL %s", draft)
for name in TALKATIVE:
    logging.getLogger(name).setLevel(logging.NOTSET)
read = []
def look():
    with station.desk.vault.reading() as work:
        return work.drafts.get(draft)
station.lane.do(look, read.append)
station.hub.side._syncing.now()
hands.rest(0.5)
hands.wait(lambda: bool(read), 30)
station.window.close()
"""


@pytest.fixture
def hub(tmp_path, unused_tcp_port=18733):
    running = subprocess.Popen(
        [sys.executable, "-c", HUB, str(tmp_path / "hub"), str(unused_tcp_port)],
        env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    invitations = [running.stdout.readline().partition(": ")[2].strip() for _ in range(3)]
    while "staat open" not in running.stdout.readline():
        pass
    yield invitations
    running.terminate()
    running.wait()
    running.stdout.close()


def test_a_station_joins_with_an_invitation_and_not_with_anything_else(hub, tmp_path):
    log = tmp_path / "log"
    done = subprocess.run(
        [sys.executable, "-c", STATION, str(tmp_path / "profile"), str(log), "zomaar iets", hub[0]],
        env={**environment(tmp_path), "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip
    said = done.stdout.splitlines()
    assert said[0].startswith("Dit is geen volledige uitnodiging"), done.stderr[-1500:]
    assert said[1].startswith("Aangesloten")
    assert said[2].startswith("Gelijk")
    # the root logger listened to everything all the while: no address, no id, no typed word, and only our own lines
    quiet, _, control = log.read_text().partition("CRITICAL:root:CONTROL ")
    draft = control.split()[0]
    telling = ("localhost", "127.0.0.1", draft, "Zoutmoeras", "Bearer")
    assert not [word for word in telling if word in quiet]
    assert "INFO:workstation.sync.exchange:met the hub" in quiet
    assert {line.split(":")[1].split(".")[0] for line in quiet.splitlines()} == {"workstation"}
    assert "localhost" in control
    assert "DEBUG:sqlalchemy.engine.Engine:Row (" in control
