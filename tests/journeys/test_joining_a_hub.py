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
import sys
from pathlib import Path
from workstation.assembly.start import Start, Station
from workstation.store.profiles import create_profile
from workstation.ui.typing import Hands
folder = Path(sys.argv[1])
create_profile(folder, "een wachtzin voor de proef", counsellor="noor", staff_number="1", team="demo",
               use_keyring=False).vault.close()
ready = []
station = Station(Start(folder, passphrase="een wachtzin voor de proef", ready=lambda: ready.append(1)))
station.show()
hands = Hands(station.window)
hands.wait(lambda: bool(ready), 60)
station.window.go("hub_link")
for typed in sys.argv[2:]:
    link = station.hub.side.link
    link.invitation.clear()
    link.invitation.setFocus()
    hands.type(typed)
    hands.press("Return")
    hands.wait(lambda: link._go.isEnabled(), 30)
    print(link._told.text())
hands.wait(lambda: "Gelijk" in station.window.top._sync.text(), 30)
print(station.window.top._sync.text())
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
    done = subprocess.run(
        [sys.executable, "-c", STATION, str(tmp_path / "profile"), "zomaar iets", hub[0]],
        env={**environment(tmp_path), "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
        timeout=120,
    )  # fmt: skip
    said = done.stdout.splitlines()
    assert said[0].startswith("Dit is geen volledige uitnodiging"), done.stderr[-1500:]
    assert said[1].startswith("Aangesloten")
    assert said[2].startswith("Gelijk")
