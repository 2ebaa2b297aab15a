"""Four stations of three people, a hub, a line with faults, and the invariants that must hold (protocol, section 5)."""

import json
from contextlib import nullcontext, suppress

from tests.hub import invariants
from tests.hub.grounds import OWNERS, SEES, Crash, HubDied
from tests.hub.grouped import GroupStation, kept_close
from tests.hub.hubs import Team
from tests.hub.machines import LATER, Line, WrongClock
from tests.hub.stations import REFUSALS, REJECTED, Wiped
from tests.hub.stores import empty_stores_bytes, read

from workstation.domain.envelopes import CONFLICT, mark_of
from workstation.hub.administration import NotAllowed
from workstation.sync.protocol import Unreachable

WITH_TEXT = "SELECT id, sets FROM outbox WHERE sets <> '{}'"
ACCOUNT = "SELECT account FROM devices WHERE id='{}'"
# a conflict about laying aside holds no text of the change that it bears the name of
TEXT = "(kind <> '_conflict' OR json_extract(hub_fields, '$.field') <> '~')"
HELD = (
    f"SELECT stream, hub_meta FROM records WHERE hub_fields IS NOT NULL AND {TEXT}"
    f" UNION ALL SELECT stream, meta FROM aside WHERE {TEXT.replace('hub_', '')}"
)
ASIDE = "SELECT id, fields FROM aside WHERE refused"


class World:
    """A history's world. Two processes of the hub stand before one database, and are asked in turn."""

    def __init__(self, ground):
        ground.begin()
        self.ground = ground
        self.plan, self.old, self.past, self.typed, self.calls, self.drawn = [], [], {}, 0, 0, 0
        self.enrolments = {account: ground.enrolments(account) for account in SEES}
        self.clocks, self.older = {one: WrongClock() for one in ("hub", "other hub", *OWNERS)}, set()
        self.start_hubs()
        self.stations, self.writes, self.dead, self.purged = {}, [], set(), set()
        self.grants = {account: dict.fromkeys(streams, True) for account, streams in SEES.items()}
        self.parts, self.revoked, self.speaker = {}, set(), None
        self.deletions, self.went_back = {}, False
        self.withdrawn, self.dealt_with, self.damaged = set(), {}, set()
        self.backup, self.images, self.point_of_death, self.rolled = None, {}, None, False
        for name in OWNERS:
            self.open(name)

    def start_hubs(self):
        self.hubs = [Team(self.ground.database, self.clocks[one]) for one in ("hub", "other hub")]

    @property
    def hub(self):
        self.hubs.reverse()
        return self.hubs[0]

    def open(self, name):
        """The station's program starts, with what its store holds."""
        self.stations[name] = GroupStation(
            self.ground.stores[name], Line(self), lambda: self.enrolment(name), self.new_id,
            self._station_dies, page=3, batch=3,
        )  # fmt: skip
        self.stations[name].renamed = self.rename

    def enrolment(self, name):
        return next(self.enrolments[OWNERS[name]])

    def new_id(self):
        """Ids in order, so that a history found once is found again."""
        self.drawn += 1
        return f"{self.drawn:08d}"

    def _station_dies(self, point):
        if self.point_of_death == point:
            self.point_of_death = None
            raise Crash

    def send(self, name, device, values):
        self.calls, self.speaker = self.calls + 1, device
        assert self.calls < 400, ("LIVELOCK", name)
        fault = self.plan.pop(0) if self.plan else "ok"
        if fault == "drop_request":
            raise Unreachable
        if fault == "replay_old" and self.old:
            before, seen = self.old[len(self.old) // 2]
            with suppress(*REFUSALS):
                getattr(self.hub.archive, before)(*seen)
        self.old = [*self.old, (name, values)][-12:]
        answer = self._at_hub(name, values, fault)
        if fault == "drop_answer":
            raise Unreachable
        if name == "pull":  # a late packet hands this device an answer from an earlier pull
            past = self.past.setdefault(device, [])
            past.append(answer)
            if fault == "stale_answer" and len(past) > 1:
                return past[-2]
            if fault == "older_answer":
                return past[len(past) // 2]
        return answer

    def _at_hub(self, name, values, fault):
        dies = {"hub_crash_before": "before", "hub_crash_mid": "mid"}.get(fault)
        before = self.heads() if name in ("push", "recover") and self.reads_only(values[0]) else None
        try:
            with self.ground.dying(dies) if dies else nullcontext():
                answer = getattr(self.hub.archive, name)(*values)
            if fault == "twice":
                answer = getattr(self.hub.archive, name)(*values)
        except HubDied:
            self.start_hubs()
            raise Unreachable from None
        assert name == "enrol" or values[0] not in self.revoked, ("REVOKED AND ANSWERED", name)
        assert before in (None, self.heads()), ("WRITTEN BY ONE WHO MAY ONLY READ", values)
        if fault == "hub_crash_after":
            self.start_hubs()
            raise Unreachable
        return answer

    def reads_only(self, device):
        without = [account for account, streams in self.grants.items() if not any(streams.values())]
        return bool({account for (account,) in self.ask(ACCOUNT.format(device))} & set(without)) if without else False

    def sync(self, name, plan=(), point=None):
        self.plan, self.point_of_death, self.calls = list(plan), point, 0
        try:
            self.stations[name].sync()
        except REFUSALS:
            return False
        except Wiped:
            assert self.speaker in self.revoked, ("WIPED WITHOUT BEING REVOKED", name)
            self.lose(name)
            return False
        except Crash:
            self.open(name)
            return False
        else:
            return True
        finally:
            self.plan, self.point_of_death = [], None

    # what people do

    def write(self, name, record, field, kind=None, stream=None, value=None, parent=None):
        seen = self.stations[name].records().get(record)
        if value is None:
            self.typed += 1
            value = f"v{self.typed}"
        if parent is not None:
            self.parts[record] = parent
        change = self.stations[name].write(record, {field: value}, kind, stream, parent)
        saw = seen[2].get(field) if seen else None
        self.writes.append({"by": name, "id": change, "record": record, "field": field, "value": value, "saw": saw})

    def rename(self, old, new):
        """A station closed what was written anew: it goes under another id."""
        for write in self.writes:
            write["id"] = new if write["id"] == old else write["id"]
        for saw in self.deletions.values():
            saw.update({new} if old in saw else ())
        if old in self.deletions:
            self.deletions[new] = self.deletions.pop(old)

    def delete(self, name, record):
        """Who lays a record aside has seen all of it: what they had not seen must not go out of sight with it."""
        station = self.stations[name]
        saw = set(station.meta_of(record).values()) | set(station.records()[record][2].items())
        self.deletions[station.write(record, {"~": True})] = saw

    def visible(self, name, conflicts=False, kind=None):
        return sorted(
            record
            for record, (_, of, fields) in self.stations[name].records().items()
            if (of == CONFLICT) == conflicts
            and kind in (None, of)
            and (of != LATER or name not in self.older)
            and (not conflicts or fields.get("state") == "open")
        )

    def resolve(self, name, conflict):
        shown = self.stations[name].records()[conflict][2]
        self.dealt_with.setdefault(conflict, []).append(shown["value"])
        self.stations[name].write(conflict, {"state": "resolved"})

    def grant(self, account, streams):
        self.grants[account] = streams
        self.withdrawn.add(account)
        self.hub.administration.grant(account, streams)
        self.backup = None

    def renew(self, name, newer):
        """The program of a station is of another version from now on."""
        self.older.discard(name) if newer else self.older.add(name)

    def revoke(self, name):
        if device := self.stations[name].device:
            self.revoked.add(device)
            self._refuse()

    def _refuse(self):
        for device in self.revoked:
            with suppress(NotAllowed):  # a restored hub need not know it
                self.hub.administration.revoke(device)

    def erase(self, record):
        self.purged.add(record)
        self.hub.administration.erase(record)

    # what befalls them

    def back_up(self):
        self.backup = self.ground.copy()

    def restore(self, declared):
        self.ground.put_back(self.backup)
        self.start_hubs()
        self.old = []
        for record in self.purged:
            self.hub.administration.erase(record)
        self._refuse()
        if declared:
            self.hub.administration.new_epoch()
        self.backup, self.rolled, self.went_back = None, True, True
        self.orphans()

    def take_image(self, name):
        self.images[name] = len(self.writes), self.copy(name)

    def image_back(self, name):
        self.went_back = True
        since, copy = self.images.pop(name)
        known = self.ids_at_hub()
        # typed after the image was taken and never sent: physically gone
        self.dead |= {w["id"] for w in self.writes[since:] if w["by"] == name and w["id"] not in known}
        self.put_back(name, copy)
        self.open(name)
        self.orphans()  # the hub, too, may have lost what this station held last
        self.backup = None  # hub and station both rolled back over the same change is out of the promise

    def forget_rows(self, name, stream):
        """A fault of the disk that nobody notices. That its station then sounds the alarm is as it should be."""
        self.damaged.add(name)
        with self.stations[name].work():
            self.stations[name].db.execute("DELETE FROM records WHERE stream=?", (stream,))

    def lose(self, name):
        self.put_back(name, None)
        self.images.pop(name, None)
        self.open(name)
        self.orphans()

    def copy(self, name):
        return self.ground.stores[name].serialize()

    def put_back(self, name, copy):
        """The station's store is this copy now, or as new."""
        self.ground.stores[name].deserialize(copy or empty_stores_bytes())

    def orphans(self):
        """Writes that now exist nowhere: not at the hub, in no outbox, in no cache. Only these may be missing later."""
        have = self.ids_at_hub()
        for name, station in self.stations.items():
            have |= {(change, field) for change, sets in station.all(WITH_TEXT) for field in read(sets)}
            for stream, meta in station.all(HELD):
                if self.grants[OWNERS[name]].get(stream):  # what one may not write one cannot give back
                    have |= set(read(meta).values())
        self.dead |= {w["id"] for w in self.writes if not have & {w["id"], (w["id"], w["field"])}}

    def ids_at_hub(self):
        conflicts = [fields for _, kind, fields, *_ in self.at_hub().values() if kind == CONFLICT]
        told = {fields["change"] for fields in conflicts if fields["field"] != "~"}
        return told | {row[0] for row in self.ask("SELECT id FROM changes UNION SELECT id FROM recovered")}

    def ask(self, sql):
        return self.ground.ask(sql)

    def at_hub(self):
        rows = self.ask("SELECT id, stream, kind, fields, meta, parent FROM records")
        return {row[0]: (row[1], row[2], read(row[3]), read(row[4]), row[5]) for row in rows}

    def is_erased(self, record):
        return record in self.purged or self.parts.get(record) in self.purged

    # what must hold

    def nobody_misses_own_text(self, name):
        """The latest own value of a field is shown, or in a visible conflict, or was overwritten by one who saw it."""
        station = self.stations[name]
        shown = station.records()
        states = dict(station.all("SELECT id, state FROM outbox"))
        mine = {(w["record"], w["field"]): w for w in self.writes if w["by"] == name and w["id"] not in self.dead}
        for (record, field), write in mine.items():
            if states.get(write["id"], REJECTED) == REJECTED:
                continue  # refused (listed for the person), or of a store that is no more
            if record not in shown:
                assert invariants.may_be_unseen(self, name, record), ("OWN RECORD VANISHED", write)
                continue
            conflicts = [f for _, kind, f in shown.values() if kind == CONFLICT and f.get("rec") == record]
            overwritten = {w["saw"] for w in self.writes if w["record"] == record and w["field"] == field}
            assert (
                shown[record][2].get(field) == write["value"]
                or write["value"] in [fields.get("value") for fields in conflicts]
                or write["value"] in overwritten
                or any(fields.get("state") == "resolved" for fields in conflicts)
                or self.still_to_come(name, write)
            ), ("OWN TEXT VANISHED", write, shown[record])

    def still_to_come(self, name, write):
        """A conflict that moved with its record: where this station has read no more than a page, or out of its sight,
        and of the record it is still to hear.
        """
        read_up_to, heads = dict(self.stations[name].all("SELECT stream, seq FROM cursors")), self.heads()
        return any(
            kind == CONFLICT and (fields["rec"], fields["value"]) == (write["record"], write["value"])
            for stream, kind, fields, *_ in self.at_hub().values()
            if read_up_to.get(stream, heads[stream]) < heads[stream] or stream not in self.grants[OWNERS[name]]
        )

    def settle(self):
        """Until all have met the hub and none had anything for it; those who are up to date are asked once."""
        for turn in range(12):
            before = self.heads()
            done = [self.sync(name) for name in OWNERS if not turn or self.behind(name, before)]
            if all(done) and self.heads() == before and not any(self.behind(name, before) for name in OWNERS):
                break

    def heads(self):
        return dict(self.ask("SELECT id, head FROM streams"))

    def behind(self, name, heads):
        station = self.stations[name]
        read = dict(station.all("SELECT stream, seq FROM cursors"))
        waits = station.all("SELECT 1 FROM outbox WHERE state < 3")  # for an answer, or to be shown back
        return bool(waits) or any(read.get(one) != heads[one] for one in self.grants[OWNERS[name]])

    def check(self):
        self.settle()
        self.rolled = False
        hub = self.at_hub()
        for name, station in self.stations.items():
            self._converged(name, station, hub)
        self._log_whole(hub)
        self._nothing_lost(hub)
        kept_close(self, hub)
        invariants.hold(self, hub)

    def _converged(self, name, station, hub):
        sees = set(self.grants[OWNERS[name]])
        assert station.alarms == [] or name in self.damaged, ("digest alarm", name)
        assert station.unsent() == [], ("unsent after quiet", name)
        wanted = {record: held for record, held in hub.items() if held[0] in sees}
        assert station.from_hub() == wanted, ("convergence", name)
        assert station.records() == {record: held[:3] for record, held in wanted.items()}, ("view differs", name)

    def _log_whole(self, hub):
        for stream, head, digest in self.ask("SELECT id, head, digest FROM streams"):
            numbers = [row[0] for row in self.ask(f"SELECT seq FROM stream_log WHERE stream='{stream}' ORDER BY seq")]
            assert numbers == list(range(1, head + 1)), "the log has a gap"
            mixed = 0
            for record, (where, _, _, meta, _) in hub.items():
                mixed ^= mark_of(record, meta["*"]) if where == stream else 0
            assert mixed == digest, "digest of the hub"
        applied = [
            row[0]
            for row in self.ask("SELECT id, ack FROM changes WHERE outcome IN ('ok', 'conflict')")
            if not json.loads(row[1]).get("dup")
        ]
        assert len(applied) == len(set(applied)), "applied twice"
        for record, (where, kind, fields, _, parent) in hub.items():
            assert kind != CONFLICT or "rec" in fields, ("CONFLICT ABOUT NOTHING", record, fields)
            above = fields["rec"] if kind == CONFLICT else parent
            assert above not in hub or hub[above][0] == where, ("LEFT BEHIND", kind, record)

    def _nothing_lost(self, hub):
        values = {}
        for record, (_, kind, fields, *_) in hub.items():
            if kind == CONFLICT:
                values.setdefault((fields["rec"], fields["field"]), []).append(fields["value"])
                continue
            for field, value in fields.items():
                values.setdefault((record, field), []).append(value)
        for station in self.stations.values():  # what it may not give back it keeps, and says so
            for record, fields in station.all(ASIDE):
                for field, value in read(fields).items():
                    values.setdefault((record, field), []).append(value)
        refused = {row[0] for row in self.ask("SELECT id FROM changes WHERE outcome IN ('rejected', 'purged')")}
        overwritten = {(w["record"], w["field"], w["saw"]) for w in self.writes}
        for write in self.writes:
            if write["id"] in self.dead | refused or self.is_erased(write["record"]):
                continue
            place = write["record"], write["field"]
            assert write["value"] in values.get(place, []) or (*place, write["value"]) in overwritten, (
                "LOST WRITE", write, values.get(place), hub.get(write["record"]),
            )  # fmt: skip
