"""The stations of the program themselves, in the place of the small ones of the protocol's model."""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.hub.grounds import OWNERS, InMemory
from tests.hub.grouped import ANSWERED
from tests.hub.invariants import NUMBERS
from tests.hub.machines import Line
from tests.hub.stations import Wiped
from tests.hub.steering import Steered
from tests.hub.stores import read
from tests.hub.world import ASIDE, HELD, WITH_TEXT, World
from tests.store.vaults import test_key
from tests.sync.power import OnADisk
from tests.sync.stations import ClearKeys

from workstation.domain.flat import Flat
from workstation.store import engine as engines
from workstation.store import migrating
from workstation.store.belonging import family_of
from workstation.store.outbox import ACKED
from workstation.store.streams import stream_of
from workstation.store.sync_state import DEVICE, EPOCH, HOME
from workstation.sync.exchange import KINDS, Exchange, NeedsCode
from workstation.sync.moving import follow_moves
from workstation.sync.protocol import Revoked
from workstation.sync.sealed_calls import _move

SHM = "/dev/shm" if Path("/dev/shm").is_dir() else None
ASKED = {
    "SELECT id FROM outbox": "SELECT change FROM outbox",
    WITH_TEXT: WITH_TEXT.replace("id", "change"),
    "SELECT id, state FROM outbox": "SELECT change, state FROM outbox",
    HELD: HELD.replace("hub_", "").replace("aside", "laid_aside"),
    ASIDE: "SELECT id, fields FROM laid_aside WHERE refused",
    NUMBERS: "SELECT value FROM sync_state WHERE name='next_n'",
}  # fmt: skip


class OfVaults(InMemory):
    """A hub in memory and four vaults on files, whose engines last: a store is changed by changing its file."""

    def __init__(self):
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="model-", dir=SHM)
        self.folder = Path(self._folder.name)
        self.template = self.folder / "template.db"
        engines.create(self.template, test_key())
        migrating.bring_to_head(self.template, test_key(), self.folder / "backups", datetime(2026, 3, 2, tzinfo=UTC))
        self.vaults = {name: self._vault(name) for name in OWNERS}

    def _vault(self, name):
        path = self.folder / f"{name}.db"
        shutil.copy(self.template, path)
        return OnADisk(path, engines.pooled(path, test_key()))

    def begin(self):
        super().begin()
        for name in OWNERS:
            self.put_file(name, None)

    def put_file(self, name, copy):
        path = self.vaults[name].path
        self.drop(name)
        for end in ("-wal", "-shm"):
            Path(f"{path}{end}").unlink(missing_ok=True)
        if copy is None:
            shutil.copy(self.template, path)
        else:
            path.write_bytes(copy)

    def file(self, name):
        self.drop(name)
        return self.vaults[name].path.read_bytes()

    def drop(self, name):
        """End all connections, as with the program; the last one brings the write-ahead log home."""
        self.vaults[name]._engine.dispose()

    def close(self):
        for vault in self.vaults.values():
            vault.close()
        super().close()
        self._folder.cleanup()


class RealStation:
    """A vault and its exchange, with the small station's face."""

    def __init__(self, vault, hub, enrolment, crash, clock):
        self.vault, self._hub, self._enrolment = vault, hub, enrolment
        self.exchange = Exchange(self.vault, hub, ClearKeys(), lambda _old: self._new_device(), clock)
        self.exchange.page = self.exchange.batch = 3
        self.exchange.crash = crash

    def _new_device(self):
        answer = self._hub.enrol(self._enrolment())
        with self.vault.work() as work:
            state = work.sync_state
            state.put(EPOCH, state.get(EPOCH) or answer.epoch)
            state.put(HOME, "A")
        return answer.device

    def sync(self):
        for _ in range(30):
            try:
                if self.device is None:
                    self.exchange.called(self._new_device())
                self.exchange.meet()
                if self._follow_moves():
                    self.exchange.meet()
            except NeedsCode:
                continue
            except Revoked:  # what empties the store then is the program's, and tested there
                raise Wiped from None
            return
        raise AssertionError("LIVELOCK")

    renamed = staticmethod(lambda _old, _new: None)

    def _follow_moves(self):
        """As a meeting of the program does."""
        before = dict(self.all("SELECT line, change FROM outbox"))
        with self.vault.work() as work:
            again = follow_moves(work, self.exchange._keys)
        for line, change in self.all("SELECT line, change FROM outbox"):
            if before[line] != change:
                self.renamed(before[line], change)
        return again

    def where(self, record):
        with self.vault.reading() as work:
            return stream_of(work.connection, record)

    def give_to(self, record, to):
        with self.vault.work() as work:
            _move(work, self.exchange._keys, family_of(work.connection, record), to)

    def texts(self):
        return [(record, read(sets)) for record, sets in self.all(ANSWERED)]

    def write(self, record, sets, kind=None, stream=None, parent=None):
        with self.vault.work() as work:
            known = [(view.kind, view.stream, view.parent) for view in work.records.views([record])]
            kind, stream, parent = known[0] if known else (kind, stream, parent)
            (change,) = work.outbox.write([Flat(record, kind, sets, parent)], stream=stream)
        return change

    def meta_of(self, record):
        with self.vault.reading() as work:
            return dict(work.records.views([record])[0].changes)

    def records(self):
        """What is seen. While a stream is read again the shelves keep what they hold: here what was laid aside."""
        with self.vault.reading() as work:
            ids = work.connection.exec_driver_sql("SELECT id FROM records").scalars().all()
            aside = {one.id: dict(one.fields) for one in work.giving_back.laid_aside()}
            again = set(work.connection.exec_driver_sql("SELECT id FROM records WHERE fields IS NULL").scalars())
            return {
                view.id: (view.stream, view.kind, (aside.get(view.id, {}) if view.id in again else {}) | view.fields)
                for view in work.records.views(ids)
            }

    def from_hub(self):
        rows = self.all("SELECT id, stream, kind, fields, meta, parent FROM records WHERE fields IS NOT NULL")
        return {row[0]: (row[1], row[2], read(row[3]), read(row[4]), row[5]) for row in rows}

    @property
    def device(self):
        with self.vault.reading() as work:
            return work.sync_state.get(DEVICE)

    def unsent(self):
        return self.all(f"SELECT change FROM outbox WHERE state < {ACKED}")

    @property
    def alarms(self):
        return self.all("SELECT record FROM alarms WHERE what='digest'")

    def all(self, sql):
        with self.vault.reading() as work:
            return [tuple(row) for row in work.connection.exec_driver_sql(ASKED.get(sql, sql)).all()]


class RealWorld(World):
    """Every other death of a station is a failure of the power: what had not waited for the disk is gone."""

    deaths = 0

    def sync(self, name, plan=(), point=None):
        vault = self.ground.vaults[name]
        vault.watch() if point else None
        try:
            return super().sync(name, plan, point)
        finally:
            vault.watched = False

    def open(self, name):
        self.ground.drop(name)
        vault = self.ground.vaults[name]
        if vault.watched:
            self.deaths += 1
            if self.deaths % 2:
                vault.power_fails()
        self.stations[name] = RealStation(
            self.ground.vaults[name], Line(self), lambda: self.enrolment(name), self._station_dies, self.clocks[name]
        )
        self.stations[name].renamed = self.rename

    def renew(self, name, newer):
        """It looks again at what came while it did not know its kind."""
        super().renew(name, newer)
        with self.ground.vaults[name].work() as work:
            work.sync_state.put(KINDS, None)

    def forget_rows(self, name, stream):
        self.damaged.add(name)
        with self.ground.vaults[name].work() as work:
            work.connection.exec_driver_sql("DELETE FROM records WHERE stream = ?", (stream,))

    def copy(self, name):
        return self.ground.file(name)

    def put_back(self, name, copy):
        self.ground.put_file(name, copy)


class RealActs(Steered):
    make = RealWorld
