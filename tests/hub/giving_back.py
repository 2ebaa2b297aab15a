"""What a small station does when the hub came back older: keep what it holds, read again, give back what was lost."""

import json

from workstation.domain.envelopes import CONFLICT, DELETED, LAST, STREAM, Change

TRIES = 2


class GivingBack:
    """Of a station: what it saw make way for what, and what it lays aside."""

    def makes_way(self, item, before):
        """A value takes the place of another, read on from where this station was."""
        for field, change in item.meta.items():
            if field != LAST and before.get(field) not in (None, change):
                row = item.id, field, change, before[field]
                self.db.execute("INSERT OR IGNORE INTO succession VALUES(?,?,?,?)", row)

    def lay_aside(self, answer, cursors):
        """A restored hub: keep what we hold beside, and read those streams from zero."""
        new = self.kept("epoch") != answer.epoch
        bad = [
            page.stream
            for page in answer.pages
            if page.diverged or (new and page.stream in cursors and cursors[page.stream].seq)
        ]
        if not bad and not new:
            return False
        with self.work():
            for stream in bad:
                self.db.execute(
                    "INSERT INTO aside SELECT id, (SELECT coalesce(max(turn), 0) + 1 FROM aside), stream, kind, parent,"
                    " hub_fields, hub_meta, 0, 0 FROM records WHERE stream=? AND hub_fields IS NOT NULL", (stream,),
                )  # fmt: skip
                self.from_zero(stream)
            self.db.execute("UPDATE aside SET refused=0, given=0")
            self.keep("epoch", answer.epoch)
        return True

    def from_zero(self, stream):
        """What is on screen stays until the new reading has passed it."""
        self.db.execute("UPDATE cursors SET seq=0, tag=NULL, digest=0 WHERE stream=?", (stream,))
        self.db.execute("UPDATE records SET hub_fields=NULL, hub_meta=NULL WHERE stream=?", (stream,))

    def give_back(self):
        """Give a restored hub the values whose changes it does not know, also those of authors who may never return.

        What this station may not write there stays aside, until it may or the hub is restored again; what was given,
        until it is read again. Returns whether something was given.
        """
        aside = self.all(
            "SELECT id, stream, kind, parent, fields, meta, turn, given FROM aside WHERE refused=0 ORDER BY turn, id"
        )
        if not aside:
            return False
        own = [row[0] for row in self.all("SELECT id FROM outbox WHERE state>=2")]
        held = {change for row in aside for change in json.loads(row[5]).values()}
        unknown = set(self.unknown(sorted(held | set(own))))
        with self.work():  # own changes travel again as changes, with their true base
            for change in own:
                if change in unknown:
                    self.db.execute("UPDATE outbox SET n=NULL, state=0, at=NULL WHERE id=?", (change,))
            self.show_own()
        self.push()
        mine = {row[0] for row in self.all("SELECT id, sets, base FROM outbox") if self.is_whole(*row[1:])}
        found = {(row[0], row[6]): self.lost_of(row, unknown - mine) for row in aside}
        lost = [given for donations in found.values() for given in donations]
        refused = set()
        for start in range(0, len(lost), self.batch):
            some = lost[start : start + self.batch]
            knew = {}
            for change, known in some:
                for name, ids in known.items():
                    knew.setdefault(change.id, {}).setdefault(name, []).extend(ids)
            refused |= set(self.hub.recover(self.kept("device"), tuple(one for one, _ in some), knew).refused)
        with self.work():
            for record, turn, meta, given in self.all("SELECT id, turn, meta, given FROM aside WHERE refused=0"):
                stays = set(json.loads(meta).values()) & refused
                again = found.get((record, turn)) and given + 1 < TRIES
                stays_as = "refused=1" if stays else "given=given+1"
                done = f"UPDATE aside SET {stays_as}" if stays or again else "DELETE FROM aside"
                self.db.execute(f"{done} WHERE id=? AND turn=?", (record, turn))
        return bool(lost)

    @staticmethod
    def is_whole(sets, base):
        """Of a record that left, nothing sealed is kept in what was sent about it. A deletion names all that was seen."""
        sets, base = json.loads(sets), json.loads(base)
        return sets.get(DELETED) is True or base.keys() <= sets.keys()

    def lost_of(self, row, unknown):
        """The changes that the hub does not know, with their values that are held, and what made way for each."""
        record, stream, kind, parent, fields, meta, _, given = row
        if given and kind == CONFLICT and self.one("SELECT hub_meta FROM records WHERE id=?", record):
            return []
        fields, meta, by = json.loads(fields), json.loads(meta), {}
        for name, change in meta.items():
            if name != LAST and (change in unknown or kind == CONFLICT or self.wanting(record, name, change)):
                by.setdefault(change, []).append(name)
        lost = []
        for change, names in sorted(by.items(), key=lambda one: (DELETED in one[1], one[0])):
            sets = {name: fields[name] for name in names}
            knew = {name: tuple(self.before(record, name, change)) for name in names}
            if sets.get(DELETED) is True:
                had = {name: {one} | self.before(record, name, one) for name, one in meta.items() if name != LAST}
                knew = {name: tuple(ids) for name, ids in had.items()}
            lost.append((Change(change, record, kind, stream, sets, parent=parent), knew))
        return lost

    def wanting(self, record, name, change):
        """Whether the hub knows the change and holds nothing of it here, or what made way for it."""
        now = self.one("SELECT hub_meta FROM records WHERE id=?", record)
        if now is None or name in (DELETED, STREAM):
            return False
        held = json.loads(now).get(name)
        return held is None or held in self.before(record, name, change)

    def before(self, record, field, change):
        """The changes whose values this one took the place of, as this station saw it."""
        rows = self.all("SELECT change, before FROM succession WHERE record=? AND field=?", record, field)
        found, new = set(), {change}
        while new := {before for after, before in rows if after in new} - found:
            found |= new
        return found
