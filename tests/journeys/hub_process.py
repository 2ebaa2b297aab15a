"""A hub of its own process over HTTPS, as somebody starts it to try things out; it can go away and come back."""

import socket
import subprocess
import sys
import time

import pytest
from tests.journeys.programs import environment

PROGRAM = """
import sys
from workstation.commandline.running import main
main(["hub", *sys.argv[1:]])
"""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class HubProcess:
    """`invitations` by account. `folder` holds its database and certificate."""

    def __init__(self, home):
        self.home, self.folder, self.port = home, home / "hub", free_port()
        self.running, self.invitations = None, {}

    def begin(self, act="demo"):
        self.running = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, act, "--folder", str(self.folder), "--port", str(self.port)],
            env=environment(self.home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        for line in self.running.stdout:
            account, told, invitation = line.removeprefix("Uitnodiging voor ").partition(": ")
            if told and "1712 " in invitation:
                self.invitations[account] = invitation.strip()
            if "staat open" in line and self._answers():
                return self
        raise AssertionError("the hub did not come up")

    def _answers(self):
        for _ in range(200):
            with socket.socket() as asking:
                if asking.connect_ex(("127.0.0.1", self.port)) == 0:
                    return True
            time.sleep(0.05)
        return False

    def go_away(self):
        if self.running is not None:
            self.running.kill()
            self.running.wait()
            self.running.stdout.close()
            self.running = None

    def everything(self):
        """All bytes the hub holds on its disk."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file())


@pytest.fixture
def hub_process(tmp_path):
    """A hub that is open, with a demo team; it ends with the test."""
    made = HubProcess(tmp_path).begin()
    yield made
    made.go_away()
