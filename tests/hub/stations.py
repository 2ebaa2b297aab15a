"""A small station that keeps the rules of the protocol (section 4), for the model test: a plain SQLite file, no screens.

Every commit point calls `crash`, so that the model can stop it there.
"""

import json
from contextlib import contextmanager

from tests.hub.giving_back import GivingBack
from tests.hub.stores import IN_ORDER, PLACES_FROM, SHOWN_AGAIN, read

from workstation.domain.envelopes import DELETED, LAST, Change, Cursor, Gone, Pull, Push, mark_of, new_change_id
from workstation.domain.wire_reading import written
from workstation.sync.protocol import Fork, Gap, HubRefusal, Revoked, UnknownDevice, Unreachable

OPEN, SENT, ACKED, SETTLED, REJECTED = range(5)


class Wiped(Exception):
    """The hub revoked this device and it emptied itself."""


class Station(GivingBack):
    def __init__(self, db, hub, enrolment, new_id=new_change_id, crash=lambda point: None, page=1000, batch=500):
        self.db, self.alarms = db, []
        self.new_id, self.hub, self.enrolment = new_id, hub, enrolment
        self.crash, self.page, self.batch = crash, page, batch

    def all(self, sql, *values):
        return self.db.execute(sql, values).fetchall()

    def one(self, sql, *values):
        row = self.db.execute(sql, values).fetchone()
        return row and row[0]

    def keep(self, name, value):
        self.db.execute("INSERT OR REPLACE INTO kept VALUES(?,?)", (name, value))

    def kept(self, name):
        return self.one("SELECT v FROM kept WHERE k=?", name)

    @contextmanager
    def work(self):
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    # what the person does

    def write(self, record, sets, kind=None, stream=None, parent=None):
        """One transaction: the record as the person sees it, and its change in the outbox."""
        with self.work():
            row = self.db.execute(
                "SELECT fields, meta, kind, stream, parent FROM records WHERE id=?", (record,)
            ).fetchone()
            fields, meta = (json.loads(row[0]), json.loads(row[1])) if row else ({}, {})
            kind, stream, parent = row[2:] if row else (kind, stream, parent)
            if fields.get(DELETED) is True and DELETED not in sets:
                sets = sets | {DELETED: False}  # the person edits a record they see as deleted
            base = {name: meta.get(name) for name in sets}
            if sets.get(DELETED) is True:
                base = {name: change for name, change in meta.items() if name != LAST} | base
            change = self.new_id()
            self.db.execute(
                "INSERT INTO outbox(id, record, kind, stream, parent, sets, base) VALUES(?,?,?,?,?,?,?)",
                (change, record, kind, stream, parent, written(sets), written(base)),
            )
            fields |= sets
            meta |= dict.fromkeys(sets, change) | {LAST: change}
            self.db.execute(
                "INSERT OR IGNORE INTO records(id, stream, kind, parent) VALUES(?,?,?,?)",
                (record, stream, kind, parent),
            )
            self.show(record, fields, meta)
            self.crash("write_before_commit")
        return change

    def show(self, record, fields, meta):
        self.db.execute("UPDATE records SET fields=?, meta=? WHERE id=?", (written(fields), written(meta), record))

    def show_own(self):
        """What goes to the hub once more is seen once more, and after it what was written after it."""
        self.db.execute(SHOWN_AGAIN)
        for (record,) in self.all("SELECT DISTINCT record FROM outbox WHERE state<2"):
            self.overlay(record)

    def records(self):
        return {
            row[0]: (row[1], row[2], read(row[3])) for row in self.all("SELECT id, stream, kind, fields FROM records")
        }

    def from_hub(self):
        rows = self.all(
            "SELECT id, stream, kind, hub_fields, hub_meta, parent FROM records WHERE hub_fields IS NOT NULL"
        )
        return {row[0]: (row[1], row[2], read(row[3]), read(row[4]), row[5]) for row in rows}

    device = property(lambda self: self.kept("device"))

    def meta_of(self, record):
        return read(self.one("SELECT meta FROM records WHERE id=?", record))

    def unsent(self):
        return self.all("SELECT id FROM outbox WHERE state < ?", ACKED)

    # to the hub and back

    def sync(self, rounds=60):
        """Push until empty, pull until no more. Raises Unreachable; may be called again at any time."""
        try:
            if not self.kept("device"):
                self.enrol()
            self.ask_what_is_known()
            self.push()
            for _ in range(rounds):
                if not self.pull():
                    break
        except UnknownDevice:
            self.enrol()  # the hub was put back between this name and what it knows
        except Revoked:
            self.wipe()
            raise Wiped from None

    def enrol(self):
        answer = self.hub.enrol(self.enrolment())
        with self.work():
            self.keep("device", answer.device)
            self.keep("next_n", 1)
            # what was never answered goes again under the new name, with the same change ids
            self.db.execute("UPDATE outbox SET n=NULL, state=0 WHERE state IN (0, 1)")
            self.keep("epoch", self.kept("epoch") or answer.epoch)
            self.keep("ask", "known")  # until the hub has said it, also when the line drops before
        self.ask_what_is_known()

    def ask_what_is_known(self):
        asked, ask = "SELECT id FROM outbox WHERE ? AND state IN (2, 3, 4)", bool(self.kept("ask"))
        unknown = self.unknown([row[0] for row in self.all(asked, ask)])
        with self.work():
            # the numbers of what it knows may be of an epoch that ended
            self.db.execute("UPDATE outbox SET at=json_object(stream, 0) WHERE ? AND state=2", (ask,))
            for change in unknown:
                self.db.execute("UPDATE outbox SET n=NULL, state=0, at=NULL WHERE id=?", (change,))
            self.keep("ask", None)
            self.show_own()

    def unknown(self, ids):
        return self.hub.known(self.kept("device"), tuple(ids)) if ids else ()

    def last_acked(self, device):
        return self.one("SELECT max(n) FROM outbox WHERE device=? AND state>=2", device) or 0

    def number(self):
        with self.work():
            device, n = self.kept("device"), int(self.kept("next_n") or 1)
            for (place,) in self.all("SELECT place FROM outbox WHERE state=0 ORDER BY place LIMIT ?", self.batch):
                self.db.execute("UPDATE outbox SET state=1, device=?, n=? WHERE place=?", (device, n, place))
                n += 1
            self.keep("next_n", n)
        return device

    def push(self):
        while True:
            device = self.number()
            rows = self.all(
                "SELECT n, id, record, kind, stream, sets, base, parent FROM outbox WHERE state=1 AND device=? ORDER BY n LIMIT ?",
                device, self.batch,
            )  # fmt: skip
            if not rows:
                return
            changes = tuple(
                Change(r[1], r[2], r[3], r[4], json.loads(r[5]), json.loads(r[6]), r[7], r[0]) for r in rows
            )
            try:
                answer = self.hub.push(device, Push(self.last_acked(device), self.kept("epoch"), changes))
            except Gap as gap:
                self.resend(device, gap.expected)
                continue
            except (Fork, UnknownDevice):
                self.enrol()
                continue
            self.crash("push_answered")
            if not self.answered(answer.acks):
                raise Unreachable  # never spin on a broken hub

    def answered(self, acks):
        taken = 0
        with self.work():
            for ack in acks:
                state = REJECTED if ack.outcome in ("rejected", "purged") else ACKED
                taken += self.db.execute(
                    "UPDATE outbox SET state=?, at=? WHERE id=? AND state=1", (state, written(dict(ack.at)), ack.id)
                ).rowcount
            for (record,) in self.all("SELECT DISTINCT record FROM outbox WHERE state=?", REJECTED):
                self.overlay(record)
            self.crash("acks_before_commit")
        return taken

    def resend(self, device, expected):
        """The hub came back from an older backup: send our kept changes again from the number it expects."""
        with self.work():
            whole = self.all(PLACES_FROM, device, expected) == [(1, expected)]
            if whole:
                self.db.execute("UPDATE outbox SET state=1 WHERE device=? AND n>=?", (device, expected))
            else:
                self.db.execute("UPDATE outbox SET n=NULL, state=0 WHERE state=1")
            self.show_own()
        if not whole:
            self.enrol()

    def pull(self):
        cursors = {row[0]: Cursor(row[1], row[2]) for row in self.all("SELECT stream, seq, tag FROM cursors")}
        device = self.kept("device")
        try:
            answer = self.hub.pull(device, Pull(cursors, self.page))
        except UnknownDevice:
            self.enrol()
            return True
        self.crash("pull_answered")
        if answer.last_n < self.last_acked(device):
            self.resend(device, answer.last_n + 1)
            self.push()
            return True
        if answer.last_n >= int(self.kept("next_n") or 1):
            self.enrol()  # the hub knows numbers we never used: we are a restored copy
            return True
        if self.lay_aside(answer, cursors):
            return True
        more = self.take(answer)
        return more or self.give_back()

    def take(self, answer):
        more, touched, unread = False, set(), {}
        with self.work():
            known = {row[0] for row in self.all("SELECT stream FROM cursors")}
            for stream in known - set(answer.granted):
                self.forget(stream)
            for page in answer.pages:
                row = self.db.execute("SELECT seq, digest FROM cursors WHERE stream=?", (page.stream,)).fetchone()
                seq, digest = row or (0, 0)
                if page.more or seq != page.start:
                    unread[page.stream] = {item.id for item in page.items if seq == page.start}
                if seq != page.start:
                    continue  # a late or repeated answer
                for item in page.items:
                    digest ^= self.gone(page, item) if isinstance(item, Gone) else self.came(page, item, touched)
                more |= self.read_up_to(page, digest)
            if self.kept("granted") != written(list(answer.granted)):
                self.db.execute("UPDATE aside SET refused=0, given=0 WHERE refused")
            self.keep("granted", written(list(answer.granted)))
            self.settle(unread)
            for record in touched:
                if self.one("SELECT 1 FROM outbox WHERE record=? AND state<3", record):
                    self.overlay(record)
            self.crash("page_before_commit")
        return more

    def gone(self, page, item):
        row = self.db.execute("SELECT stream, hub_meta FROM records WHERE id=?", (item.id,)).fetchone()
        if not row or row[0] != page.stream:
            return 0
        self.db.execute("DELETE FROM records WHERE id=?", (item.id,))
        if item.reason == "purged":
            self.db.execute("UPDATE outbox SET sets='{}' WHERE record=?", (item.id,))
        return mark_of(item.id, json.loads(row[1])[LAST]) if row[1] else 0

    def came(self, page, item, touched):
        mixed = 0
        row = self.db.execute("SELECT stream, hub_meta FROM records WHERE id=?", (item.id,)).fetchone()
        if row and row[1]:
            old = mark_of(item.id, json.loads(row[1])[LAST])
            if row[0] == page.stream:
                mixed ^= old
            else:
                self.db.execute("UPDATE cursors SET digest=(digest|?)-(digest&?) WHERE stream=?", (old, old, row[0]))
        self.makes_way(item, json.loads(row[1]) if row and row[1] else {})
        fields, meta = written(dict(item.fields)), written(dict(item.meta))
        self.db.execute(
            "INSERT OR REPLACE INTO records VALUES(?,?,?,?,?,?,?,?)",
            (item.id, page.stream, item.kind, item.parent, fields, meta, fields, meta),
        )
        touched.add(item.id)
        return mixed ^ mark_of(item.id, item.meta[LAST])

    def read_up_to(self, page, digest):
        self.db.execute(
            "INSERT OR REPLACE INTO cursors VALUES(?,?,?,?)", (page.stream, page.end.seq, page.end.tag, digest)
        )
        if page.digest is not None and digest != page.digest:
            self.alarms.append(page.stream)  # silent divergence: read again, and say so
            self.from_zero(page.stream)
            return True
        if not page.more:
            for (record,) in self.all("SELECT id FROM records WHERE stream=? AND hub_fields IS NULL", page.stream):
                self.overlay(record)
        return page.more

    def settle(self, unread):
        """An accepted change leaves the overlay only when the cursor has passed it: own text never flickers away.

        And in a stream not read to its end only with its record: that may have moved on to a number still to come.
        """
        read = dict(self.all("SELECT stream, seq FROM cursors"))
        granted = json.loads(self.kept("granted"))
        touched, waits = set(), set()  # own changes leave as they were made: an older one would cover a newer one
        for change, record, at in self.all(IN_ORDER):
            places = [place for place in json.loads(at).items() if place[0] in granted]
            shown = all(
                read.get(stream, -1) >= seq and record in unread.get(stream, (record,)) for stream, seq in places
            )
            if shown and record not in waits:
                self.db.execute("UPDATE outbox SET state=3 WHERE id=?", (change,))
                touched.add(record)
            else:
                waits.add(record)
        for record in touched:
            self.overlay(record)

    def overlay(self, record):
        """What the screen shows: the hub's state with our own changes that are not settled."""
        row = self.db.execute("SELECT hub_fields, hub_meta FROM records WHERE id=?", (record,)).fetchone()
        if not row:
            return
        own = self.all("SELECT id, sets FROM outbox WHERE record=? AND state<3 ORDER BY place", record)
        if row[0] is None:  # not shown yet, or not again: what is on screen holds own changes as they were written
            if not own:
                self.db.execute("DELETE FROM records WHERE id=?", (record,))
            return
        fields, meta = json.loads(row[0]), json.loads(row[1])
        for change, written_sets in own:
            sets = json.loads(written_sets)
            fields |= sets
            meta |= dict.fromkeys(sets, change) | {LAST: change}
        self.show(record, fields, meta)

    def forget(self, stream):
        self.db.execute("DELETE FROM records WHERE stream=?", (stream,))
        self.db.execute("DELETE FROM cursors WHERE stream=?", (stream,))

    def wipe(self):
        with self.work():
            for table in ("records", "outbox", "cursors", "aside", "succession", "kept"):
                self.db.execute(f"DELETE FROM {table}")


REFUSALS = (Unreachable, HubRefusal)
