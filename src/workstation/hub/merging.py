"""The three-way merge of one change into the records in hand (rule 3 and 4 of the protocol).

Per field: `seen` is the change whose value the author was looking at, `now` the change whose value the hub holds.
Equal, or the field is new: take it. The same value: nothing to do. Otherwise the hub's value stays, and the author's
becomes a record of kind `_conflict` that everybody who sees the record sees.
"""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID, uuid5

from workstation.domain.envelopes import CONFLICT, DELETED, LAST, STREAM, Change, Json, Knew
from workstation.domain.wire_reading import written
from workstation.hub.working_set import Held, WorkingSet

CONFLICT_IDS = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
OPEN = "open"
BROUGHT_BACK = "+"
WITHHELD = "withheld"


class Fate(NamedTuple):
    """What became of a field that was not taken: `same` as the value of change `of`, or in conflict record `of`.

    `withheld`: its author had the value no more when sending the change again, for the record had left their sight.
    """

    how: str
    of: str | None


Fates = dict[str, Fate]


@dataclass(slots=True)
class Merged:
    """What one change did: the records it touched, in the order in which they are numbered."""

    change: Change
    touched: list[Held] = field(default_factory=list)
    fates: Fates = field(default_factory=dict)

    @property
    def conflicted(self) -> bool:
        """Whether a value of the author stands in a conflict record now."""
        return any(fate.how == "conflict" for fate in self.fates.values())


@dataclass(frozen=True, slots=True)
class Sender:
    """Who hands a change over, and when it came in; shown beside a conflict, never used to decide one."""

    device: str
    account: str
    arrived: str


class Merging:
    """Merges changes one after another into the records in hand.

    `fates` tells what became of earlier changes that these ones were based on. `knew` is given when a station gives
    back what a restored hub lost: per change and field, what it saw make way for that.
    """

    def __init__(
        self,
        records: WorkingSet,
        sender: Sender,
        fates: dict[str, Fates],
        knew: Knew | None = None,
    ) -> None:
        self._records = records
        self._sender = sender
        self._fates = fates
        self._knew = knew

    def merge(self, change: Change, record: Held) -> Merged:
        """Bring a change into its record."""
        done = Merged(change)
        conflicts: list[Held] = []
        taken = [name for name, value in change.sets.items() if self._field(done, record, name, value, conflicts)]
        if record.deleted and DELETED not in change.sets and taken:
            # an edit reached a record laid aside elsewhere: keep the edit, bring the record back, tell a person
            conflicts.append(self._conflict(change, record, DELETED, kept_in=None, value=True))
            record.fields[DELETED] = False
            record.meta[DELETED] = change.id
        if taken:
            record.meta[LAST] = change.id
            record.changed = True
        else:
            self._nothing_taken(done, record)
        if self.gives_back and record.was is not None and not taken and not conflicts:
            return done  # it is here already: no station need read it again
        done.touched = [record, *conflicts]
        if STREAM in taken and record.stream != record.fields[STREAM]:
            self._move(done, record, str(record.fields[STREAM]))
        if self._knew is None and change.sets.get(DELETED) is not True:
            done.fates |= {name: Fate(WITHHELD, None) for name in change.base.keys() - change.sets.keys() - {LAST}}
        self._fates[change.id] = done.fates
        return done

    @property
    def gives_back(self) -> bool:
        """Whether a station gives back what a restored hub lost."""
        return self._knew is not None

    def saw_where(self, change: Change, record: Held) -> bool:
        """Return whether the author of a move saw where the record is now."""
        return self._seen(change, record, STREAM)

    def _nothing_taken(self, done: Merged, record: Held) -> None:
        record.meta.setdefault(LAST, done.change.id)
        if record.was is None:
            record.changed = True

    def _field(self, done: Merged, record: Held, name: str, value: Json, conflicts: list[Held]) -> bool:
        """Return whether the value was taken."""
        change = done.change
        if record.meta.get(name) == change.id:
            return False  # already here: another device gave it back after a restore
        dealt_with = self.gives_back and _is_dealt_with(record)  # nobody saw what would stand in it then
        if not dealt_with and self._seen_latest(change, record, name, value):
            record.fields[name] = value
            record.meta[name] = change.id
            return True
        if record.kind == CONFLICT or written(record.fields.get(name)) == written(value):
            done.fates[name] = Fate("same", record.meta.get(name))
            if record.kind == CONFLICT and name == "value" and self.gives_back:
                conflicts += self._beside(change, record)
            return False
        earlier = self._fates.get(change.base.get(name) or "", {}).get(name)
        kept_in = earlier.of if earlier is not None and earlier.how == "conflict" else None
        conflict = self._conflict(change, record, name, kept_in, value)
        conflicts.append(conflict)
        done.fates[name] = Fate("conflict", conflict.id)
        return False

    def _seen_latest(self, change: Change, record: Held, name: str, value: Json) -> bool:
        if name == DELETED and value is True:  # what lays a record aside must have seen the whole of it
            return all(self._seen(change, record, one) for one in record.meta if one not in (LAST, STREAM))
        return self._seen(change, record, name)

    def _seen(self, change: Change, record: Held, name: str) -> bool:
        now = record.meta.get(name)
        if now is None:
            return True
        if self._knew is not None:
            return now in self._knew.get(change.id, {}).get(name, ())
        seen = change.base.get(name)
        return seen == now or self._followed(seen, now, name) == now

    def _followed(self, seen: str | None, now: str, what: str) -> str | None:
        """Follow the author's own earlier change when it met the same value: editing on is then no new conflict."""
        passed = set()
        while seen != now and seen is not None and seen not in passed:
            passed.add(seen)
            fate = self._fates.get(seen, {}).get(what)
            if fate is None or fate.how != "same":
                break
            seen = fate.of
        return seen

    def _conflict(self, change: Change, record: Held, name: str, kept_in: str | None, value: Json) -> Held:
        """Return the visible record of the losing value; a later edit of its lineage updates it while it is open."""
        # a repeated change meets its own conflict again; that it brought a record back is another than what it lost
        what = name if name in change.sets else f"{name}{BROUGHT_BACK}"
        own = uuid5(CONFLICT_IDS, change.id + what).hex
        self._records.load(one for one in (kept_in, own) if one is not None)
        earlier = self._records.get(kept_in) if kept_in is not None else None
        if earlier is not None and _still_holds(earlier, change.base.get(name)):
            conflict = earlier
        else:
            conflict = self._records.get(own) or self._records.make(Held(own, record.stream, CONFLICT, record.id))
            if _is_dealt_with(conflict):
                return conflict  # somebody has already dealt with exactly this change
            if conflict.fields.get("change", change.id) != change.id:
                return conflict  # its author saw it and typed on
        self._fill(conflict, change, record, name, value)
        return conflict

    def _beside(self, change: Change, conflict: Held) -> list[Held]:
        """Return a conflict of its own for a value that was in one which a restored hub holds with another value."""
        own = uuid5(CONFLICT_IDS, change.id + str(conflict.fields.get("field"))).hex
        self._records.load([own])
        if own == conflict.id or self._records.get(own) is not None:
            return []  # somebody saw it and typed on, or another station gave it back
        if written(conflict.fields.get("value")) == written(change.sets["value"]):
            return []
        made = self._records.make(Held(own, conflict.stream, CONFLICT, conflict.parent))
        made.fields = conflict.fields | dict(change.sets) | {"state": OPEN}
        made.meta = dict.fromkeys([*made.fields, LAST], change.id)
        made.changed = True
        return [made]

    def _fill(self, conflict: Held, change: Change, record: Held, name: str, value: Json) -> None:
        state = conflict.fields.get("state", OPEN)
        conflict.fields |= {
            "rec": record.id, "field": name, "value": value, "change": change.id, "against": record.meta.get(name),
            "device": self._sender.device, "account": self._sender.account, "arrived": self._sender.arrived,
            "state": state,
        }  # fmt: skip
        for part in conflict.fields:
            if part != "state" or state == OPEN:
                conflict.meta[part] = change.id
        conflict.meta[LAST] = change.id
        conflict.changed = True

    def _move(self, done: Merged, record: Held, to: str) -> None:
        """Move a record, and what hangs under it travels along: its conflicts, its children."""
        record.stream, record.moved_by = to, done.change.id
        for child in self._records.load_children(record.id):
            if child.stream != to:
                child.changed = True
                if not any(child is one for one in done.touched):
                    done.touched.append(child)
                self._move(done, child, to)


def _is_dealt_with(record: Held) -> bool:
    return record.kind == CONFLICT and record.fields.get("state", OPEN) != OPEN and "value" in record.fields


def _still_holds(conflict: Held, seen: str | None) -> bool:
    """Whether an open conflict holds the very value its author was looking at: only then may it be typed over."""
    return conflict.fields.get("state", OPEN) == OPEN and conflict.fields.get("change") == seen
