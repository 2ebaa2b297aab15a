"""The stations of the program themselves, in the place of the small ones of the protocol's model."""

import shutil
from pathlib import Path

from tests.hub.world import OWNERS, Line, World
from tests.store.vaults import test_key
from tests.sync.stations import ClearKeys
from tests.usecases.desks import StandingClock

from workstation.domain.flat import Flat
from workstation.store.outbox import ACKED
from workstation.store.sync_state import DEVICE, EPOCH, HOME
from workstation.store.vault import Vault
from workstation.sync.exchange import Exchange, NeedsCode

ASKED = {
    "SELECT id FROM outbox": "SELECT change FROM outbox",
    "SELECT id, state FROM outbox": "SELECT change, state FROM outbox",
    "SELECT hub_meta FROM records WHERE hub_fields IS NOT NULL UNION ALL SELECT meta FROM aside":
        "SELECT meta FROM records WHERE fields IS NOT NULL UNION ALL SELECT meta FROM laid_aside",
}  # fmt: skip


class RealStation:
    """A vault and its exchange, with the small station's face."""

    def __init__(self, path, hub, enrolment, crash):
        self.vault, self._hub, self._enrolment = Vault.opened(path, test_key()), hub, enrolment
        self.exchange = Exchange(self.vault, hub, ClearKeys(), lambda _old: self._new_device(), StandingClock())
        self.exchange.page = self.exchange.batch = 3
        self.exchange.crash = crash
        self.db = self

    def close(self):
        self.vault.close()

    def _new_device(self):
        answer = self._hub.enrol(self._enrolment())
        with self.vault.work() as work:
            state = work.sync_state
            state.put(EPOCH, state.get(EPOCH) or answer.epoch)
            state.put(HOME, "A")
        return answer.device

    def sync(self):
        for _ in range(30):
            with self.vault.reading() as work:
                device = work.sync_state.get(DEVICE)
            try:
                if device is None:
                    self.exchange.called(self._new_device())
                self.exchange.meet()
            except NeedsCode:
                continue
            return
        raise AssertionError("LIVELOCK")

    def write(self, record, sets, kind=None, stream=None):
        with self.vault.work() as work:
            known = [(view.kind, view.stream) for view in work.records.views([record])]
            kind, stream = known[0] if known else (kind, stream)
            (change,) = work.outbox.write([Flat(record, kind, sets)], stream=stream)
        return change

    def records(self):
        with self.vault.reading() as work:
            ids = work.connection.exec_driver_sql("SELECT id FROM records").scalars().all()
            return {view.id: (view.stream, view.kind, dict(view.fields)) for view in work.records.views(ids)}

    def from_hub(self):
        import json

        rows = self.all("SELECT id, stream, kind, fields, meta FROM records WHERE fields IS NOT NULL")
        return {row[0]: (row[1], row[2], json.loads(row[3]), json.loads(row[4])) for row in rows}

    def unsent(self):
        return self.all(f"SELECT change FROM outbox WHERE state < {ACKED}")

    @property
    def alarms(self):
        return self.all("SELECT record FROM alarms WHERE what='digest'")

    def all(self, sql):
        with self.vault.reading() as work:
            return [tuple(row) for row in work.connection.exec_driver_sql(ASKED.get(sql, sql)).all()]


class RealWorld(World):
    template: Path

    def open(self, name):
        if name in self.stations:
            self.stations[name].db.close()
        if not self.file(name).exists():
            shutil.copy(self.template, self.file(name))
        self.stations[name] = RealStation(
            self.file(name), Line(self), lambda: self.hub.enrolment(OWNERS[name]), self._station_dies
        )

    def image(self, name):
        self.stations[name].close()
        shutil.copy(self.file(name), self.folder / f"{name}.image")
        self.open(name)
