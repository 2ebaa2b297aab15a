"""Stations for tests: real vaults that meet a real hub, in process."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.store.vaults import test_key
from tests.usecases.desks import StandingClock

from workstation.domain.counsellors import Desk
from workstation.store.bringing_home import Opened
from workstation.store.first_capture import capture_older
from workstation.store.vault import Vault
from workstation.sync.enrolling import enrol, enrol_again
from workstation.sync.exchange import Exchange


class ClearKeys:
    """For tests of the exchange alone: nothing is sealed."""

    now = StandingClock()

    def may_leave(self, _work):
        return None

    def newest_key(self, _work, _team):
        return None

    def waiting_for(self, _work):
        return {}

    def sealing(self, _work):
        return lambda change: change.sets

    def opening(self, _work):
        return lambda view: Opened(view.fields)

    def took_in(self, _work, _records):
        return set()

    def came_back(self, _work, views):
        return {view.id for view in views}

    def missing(self, _work, _gone):
        pass


@dataclass
class Station:
    folder: Path
    hub: object
    account: str
    keys: object = field(default_factory=ClearKeys)
    clock: StandingClock = field(default_factory=StandingClock)
    desk: Desk = field(default_factory=lambda: Desk(counsellor="m.peeters", mark="K7", team="A"))

    def open(self, template: Path | None = None):
        self.folder.mkdir(exist_ok=True)
        if template is not None:
            shutil.copy(template, self.file)
        self.vault = Vault.opened(self.file, test_key())
        self.exchange = Exchange(
            self.vault, self.hub, self.keys, lambda old: enrol_again(self.vault, self.hub, old), self.clock
        )
        return self

    @property
    def file(self):
        return self.folder / "store.db"

    def enrol(self, code, team="A"):
        self.exchange.called(enrol(self.vault, self.hub, code, team))
        with self.vault.work() as work:
            while capture_older(work.connection):
                pass
        return self

    def meet(self):
        return self.exchange.meet()

    def write(self, flats, stream=None):
        with self.vault.work() as work:
            return work.outbox.write(flats, stream=stream)

    def keep(self, *calls):
        with self.vault.work() as work:
            work.calls.put_many(calls)

    def call(self, call_id):
        with self.vault.reading() as work:
            return work.calls.get(call_id)

    def views(self, kind):
        with self.vault.reading() as work:
            return work.records.of_kind(kind)

    def waiting(self):
        with self.vault.reading() as work:
            return work.outbox.waiting()

    def alarms(self):
        with self.vault.reading() as work:
            return [one.what for one in work.sync_state.alarms()]

    def close(self):
        self.vault.close()
