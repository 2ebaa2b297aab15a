"""Sealed groups in the model: what a small station does about them, and what nobody outside may have after the quiet."""

import json

from tests.hub.grounds import OWNERS
from tests.hub.stations import REJECTED, SETTLED, Station

from workstation.domain.envelopes import ELSEWHERE, GROUP, LAST, STREAM, Gone
from workstation.domain.wire_reading import written

SECRET = "narrative"  # what is sealed in the program; the rest are codes, which stay with whoever wrote them
ANSWERED = "SELECT record, sets FROM outbox WHERE state IN (2, 3) ORDER BY rowid"
FAMILY = "SELECT id FROM records WHERE id=? OR parent=? OR parent IN (SELECT id FROM records WHERE parent=?) ORDER BY id<>?"


class GroupStation(Station):
    """`renamed` hears the new id of what was closed for others than those who have its record."""

    renamed = staticmethod(lambda _old, _new: None)

    def write(self, record, sets, kind=None, stream=None, parent=None):
        where = self.where(parent or record)  # a move goes from where the record was
        change = super().write(record, sets, kind, stream, parent)
        self.db.execute("UPDATE outbox SET stream=? WHERE id=?", (where or stream, change))
        return change

    def where(self, record):
        """Where a record is as the person sees it: an own move counts before the hub has made it."""
        stream = self.one("SELECT stream FROM records WHERE id=?", record)
        for (sets,) in self.all("SELECT sets FROM outbox WHERE record=? AND state<3 ORDER BY place", record):
            stream = json.loads(sets).get(STREAM, stream)
        return stream

    def give_to(self, record, to):
        """Give a record with all that is known to hang under it to another stream, what is sealed closed anew."""
        for (one,) in self.all(FAMILY, *[record] * 4):
            fields = json.loads(self.one("SELECT fields FROM records WHERE id=?", one))
            self.write(one, {name: fields[name] for name in fields if name == SECRET} | {STREAM: to})

    def sync(self, rounds=60):
        super().sync(rounds)
        if self.follow_moves():
            super().sync(rounds)

    def answered(self, acks):
        taken = super().answered(acks)
        with self.work():
            for ack in acks:
                if ack.why == ELSEWHERE:
                    self.db.execute("UPDATE outbox SET at=? WHERE id=? AND state=?", (ELSEWHERE, ack.id, REJECTED))
        return taken

    def follow_moves(self):
        """Drop the moves that did not happen; what was written goes to where the record is seen, or to the team."""
        asked = "SELECT place, id, record, parent, kind, sets, base FROM outbox WHERE at=? AND state=4 ORDER BY place"
        rows, new_ids, anew = self.all(asked, ELSEWHERE), {}, False
        home = next((one for one in json.loads(self.kept("granted") or "[]") if not one.startswith(GROUP)), None)
        with self.work():
            for place, change, record, parent, kind, sets, base in rows:
                to = self.where(record) or self.where(parent) or home
                if STREAM in json.loads(sets):
                    self.db.execute("DELETE FROM outbox WHERE place=?", (place,))
                elif to is not None:
                    new_ids[change] = self._anew(
                        place, record, parent, kind, to, json.loads(sets), json.loads(base), new_ids
                    )
                    anew = True
        for old, new in new_ids.items():
            self.renamed(old, new)
        return anew

    def _anew(self, place, record, parent, kind, to, sets, base, new_ids):
        new = self.new_id()
        base = {name: new_ids.get(seen, seen) for name, seen in base.items()}
        values = (new, to, written(base), place)
        self.db.execute(
            "UPDATE outbox SET id=?, stream=?, base=?, state=0, n=NULL, device=NULL, at=NULL WHERE place=?", values
        )
        row = self.db.execute("SELECT fields, meta FROM records WHERE id=?", (record,)).fetchone()
        fields, meta = (json.loads(row[0]), json.loads(row[1])) if row else ({}, {})
        self.db.execute(
            "INSERT OR IGNORE INTO records(id, stream, kind, parent) VALUES(?,?,?,?)", (record, to, kind, parent)
        )
        self.show(record, fields | sets, meta | dict.fromkeys(sets, new) | {LAST: new})
        return new

    def take(self, answer):
        more = super().take(answer)
        gone = {item.id for page in answer.pages for item in page.items if isinstance(item, Gone)}
        for record in sorted(gone):
            self._forget_text(record)
        return more

    def _forget_text(self, record):
        """Nothing sealed stays of what was sent about a record that left, unless the last own move took it away."""
        rows = self.all("SELECT place, sets, state FROM outbox WHERE record=? ORDER BY place", record)
        moves = [(json.loads(sets).get(STREAM), state) for _, sets, state in rows if state != REJECTED]
        granted = json.loads(self.kept("granted"))
        for to, state in [(to, state) for to, state in moves if to is not None][-1:]:
            if to not in granted or state != SETTLED:  # not seen, or still to come
                return
        if self.one("SELECT 1 FROM records WHERE id=?", record):
            return
        for place, sets, state in rows:
            if state == SETTLED:
                kept = {name: value for name, value in json.loads(sets).items() if name != SECRET}
                self.db.execute("UPDATE outbox SET sets=? WHERE place=?", (written(kept), place))

    def texts(self):
        """What is kept apart from what is seen: sent and answered. (What only this station could give back it keeps.)"""
        return [(record, json.loads(sets)) for record, sets in self.all(ANSWERED)]


def kept_close(world, hub):
    """Who is not in the group has nothing of what is sealed for it, but what they wrote and nobody took."""
    sealed = {record: held for record, held in hub.items() if held[0].startswith(GROUP)}
    for name, station in world.stations.items():
        others = {record for record, held in sealed.items() if held[0] not in world.grants[OWNERS[name]]}
        shown = station.records()
        assert not others & shown.keys(), ("SHOWN TO ONE OUTSIDE", name)
        about = [one for one, (_, _, fields) in shown.items() if fields.get("rec") in others]
        assert not about, ("A CONFLICT SHOWN TO ONE OUTSIDE", name, about)
        held = station.texts()
        to = {record: sets[STREAM] for record, sets in held if STREAM in sets}
        given = {record for record, stream in to.items() if stream not in world.grants[OWNERS[name]]}
        left = [row for row in held if row[0] in others - given and SECRET in row[1]]
        # who sees a stream no longer, or sends again to a hub put back, keeps their own words, shown nowhere, until two
        # backups hold them: it may have to ask for them once more
        assert not left or OWNERS[name] in world.withdrawn or world.went_back, ("KEPT BY ONE OUTSIDE", name, left)
