"""One station as a program that may be killed: a real vault, real keys, HTTPS; writes, meets the hub, and begins again.

python -m tests.hub.soak_station FOLDER NAME      `said` tells what it meant to write (?) and what was kept (+)
"""

import json
import logging
import os
import random
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tests.records import MORNING, a_call
from tests.store.vaults import test_key

from workstation.domain.calls import Addition
from workstation.domain.moments import now
from workstation.store.refusals import Refusal
from workstation.store.vault import Vault
from workstation.sync.station import open_station

MARKER = "merkteken-90317"  # in everything that is sealed
CONTROL = "heldertken-55021"  # in a field that travels in clear: the search for the marker must find this one


class Person:
    """Who writes at this station."""

    def __init__(self, folder, name):
        self.name, self.folder = name, folder
        self.vault = Vault.opened(folder / name / "store.db", test_key())
        self.station = open_station(self.vault, now)
        self.said = (folder / name / "said").open("a")
        self.dice = random.Random(f"{name}{time.time_ns()}")

    def tell(self, sign, what):
        self.said.write(f"{sign}{json.dumps(what)}\n")
        self.said.flush()
        os.fsync(self.said.fileno())

    def write(self):
        with self.vault.reading() as work:
            calls = [line.id for line in work.calls.lines(limit=500)]
        serial = f"{MARKER}.{self.name}.{time.time_ns()}"
        act = self.dice.choice(["file", "add", "add", "correct", "correct", "correct"]) if calls else "file"
        with self.vault.work() as work:
            if act == "file":
                call = a_call(counsellor=self.name, narrative=serial, contact_name=MARKER, campaign=CONTROL)
                what = {"act": act, "call": call.id, "value": serial}
                self.tell("?", what)
                work.calls.put(call)
            elif act == "add":
                what = {"act": act, "call": self.dice.choice(calls), "value": serial}
                self.tell("?", what)
                work.calls.add(what["call"], Addition(now(), self.name, serial))
            else:
                call = work.calls.get(self.dice.choice(calls))
                what = {"act": act, "call": call.id, "value": serial, "saw": call.contact_name}
                self.tell("?", what)
                changed = replace(call, revision=call.revision + 1, contact_name=serial)
                work.calls.revise(changed, "nagekeken", self.name, MORNING)
        self.tell("+", what)

    def meet(self):
        found = self.station.meetings.meet()
        return found.well and found.standing.to_send == 0

    def run(self):
        while not (self.folder / "stop").exists():
            for _ in range(self.dice.randrange(6)):
                with suppress(Refusal):  # busy: as on screen, it is said and tried again
                    self.write()
            self.meet()
            time.sleep(self.dice.random() / 5)
        while not self.meet():
            time.sleep(0.2)
        (self.folder / self.name / "sent").touch()
        while not (self.folder / "finish").exists():
            time.sleep(0.1)
        while not (self.meet() and self.meet()):
            time.sleep(0.2)
        self.vault.close()
        (self.folder / self.name / "done").touch()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    Person(Path(sys.argv[1]), sys.argv[2]).run()
