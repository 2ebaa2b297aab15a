"""Brings a device's changes into the records: who may write what, what came before, merge, numbers."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, Text, null, select, union_all

from workstation.domain.envelopes import CONFLICT, ELSEWHERE, GROUP, STREAM, Ack, Change, Knew, Outcome
from workstation.domain.wire import ack_in, ack_out, change_out
from workstation.domain.wire_reading import written
from workstation.hub.erasing import NOWHERE_SEEN, erase, forget_payloads
from workstation.hub.merging import Fate, Fates, Merging, Sender
from workstation.hub.numbering import Numbering, stream_kinds
from workstation.hub.tables import CHANGES, GONE, RECOVERED
from workstation.hub.trips import Asked, Rows, Told, among, ask
from workstation.hub.working_set import Held, WorkingSet

_NOTHING = null().cast(Text)
# which streams a record left, and what was answered to a change
BEFORE = union_all(
    select(GONE.c.id, GONE.c.stream, GONE.c.reason, _NOTHING.label("ack"), _NOTHING.label("fate")).where(
        among(GONE.c.id, "records")
    ),
    select(CHANGES.c.id, _NOTHING, _NOTHING, CHANGES.c.ack, CHANGES.c.fate).where(among(CHANGES.c.id, "changes")),
)
GIVEN_BACK = select(RECOVERED.c.id).where(among(RECOVERED.c.id, "ids"))


@dataclass(slots=True)
class Answered:
    """A change and what became of it. `repeated` holds the answer that another device already got for it.

    `superseded`: later in the same transaction the record went to a sealed group. `passed`: see Numbered.
    """

    change: Change
    outcome: Outcome = "ok"
    why: str | None = None
    at: dict[str, int] = field(default_factory=dict)
    touched: list[Held] = field(default_factory=list)
    fates: Fates = field(default_factory=dict)
    repeated: Ack | None = None
    superseded: bool = False
    passed: str | None = None

    @property
    def id(self) -> str:
        """The change's id."""
        return self.change.id

    @property
    def to_keep(self) -> bool:
        """Whether the log keeps the content: not of an erased record, not twice, not from before it was sealed, and
        nothing closed for people whose record it is not.
        """
        refused = self.outcome == "purged" or self.why == ELSEWHERE
        return not refused and self.repeated is None and not self.superseded

    def ack(self) -> Ack:
        """Return the answer to the station."""
        if self.repeated is not None:
            before = self.repeated
            return Ack(self.change.n, self.id, before.outcome, before.at, before.why, repeated=True)
        return Ack(self.change.n, self.id, self.outcome, self.at, self.why)


class Applying:
    """One transaction's worth of changes of one device: `read` them, then `push` or `recover`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sender = Sender("", "", "")
        self._writable: set[str] = set()
        self._seen: set[str] = set()
        self._records = WorkingSet(connection)
        self._left: dict[str, dict[str, str]] = {}
        self._answered: Rows = []
        self._let: set[str] = set()  # records written in this transaction already

    def read(self, changes: tuple[Change, ...], *first: Asked) -> list[Rows]:
        """Lock the records, and learn what was answered before: it cannot change under us any more.

        Return what was asked first, in the same trip: the device, which is locked before any record.
        """
        ids = {change.record for change in changes}
        named = {one for change in changes for one in self._above(change)}
        parents = {change.parent for change in changes if change.parent is not None}
        earlier = {change.id for change in changes} | _seen_by(changes)
        *told, rows = self._records.load(ids | parents, (BEFORE, _both(ids | named, earlier)), first=first)
        self._note_left(rows)
        above = {one for change in changes for one in self._above(change)} - ids - named
        if above:  # known only now: what the records in hand hang under
            self._note_left(*ask(self._connection, (BEFORE, _both(above, set()))))
        self._answered = [row for row in rows if row.ack is not None]
        return told

    def speaks(self, sender: Sender, grants: Mapping[str, bool]) -> "Applying":
        """Say who hands over; `grants` says per stream whether the account may write."""
        self._sender = sender
        self._writable = {stream for stream, may_write in grants.items() if may_write}
        self._seen = set(grants)
        return self

    def push(self, changes: tuple[Change, ...]) -> tuple[list[Answered], list[Told]]:
        """Apply changes and number them; return what is to be written. They are not yet in the device's own log."""
        before = answered_before({change.id for change in changes}, self._answered)
        merging = Merging(self._records, self._sender, fates_of(_seen_by(changes), self._answered))
        return self._apply(changes, merging, before)

    def recover(self, changes: tuple[Change, ...], knew: Knew) -> tuple[list[Answered], list[Told]]:
        """Apply what a station gives back: it overtakes only values that were seen to make way for it."""
        merging = Merging(self._records, self._sender, {}, knew)
        answers, told = self._apply(changes, merging, {})
        told.append((RECOVERED, self._new_recovered(answers)))
        return answers, told

    def _note_left(self, rows: Rows) -> None:
        for row in rows:
            if row.reason is not None:
                self._left.setdefault(row.id, {})[row.stream] = row.reason

    def _apply(
        self, changes: tuple[Change, ...], merging: Merging, before: dict[str, Ack]
    ) -> tuple[list[Answered], list[Told]]:
        kinds = stream_kinds(self._connection) if any(STREAM in change.sets for change in changes) else {}
        self._erase_with_what_is_above(changes)
        answers = []
        for sent in changes:
            change = self._where_it_hangs(sent) if merging.gives_back else sent
            answer = Answered(change, repeated=before.get(change.id))
            answers.append(answer)
            if answer.repeated is None:
                self._decide(answer, kinds)
                if answer.outcome == "ok" and not merging.gives_back and self._closed_for_others(change, merging):
                    answer.outcome, answer.why = "rejected", ELSEWHERE
                if answer.outcome == "ok":
                    self._merge(answer, merging)
        self._forget_what_was_open(answers, kinds)
        numbering = Numbering(self._connection, self._records, [one for one in answers if one.touched])
        return answers, numbering.write()

    def _erase_with_what_is_above(self, changes: tuple[Change, ...]) -> None:
        """Refuse for ever what comes under an erased record, and what came under that before: a conflict about it."""
        erased = {record for record, left in self._left.items() if "purged" in left.values()}
        # never what is here: who writes could else erase it by naming something erased above it
        mine = [one for one in changes if one.stream in self._writable and self._records.get(one.record) is None]
        while new := {one.record for one in mine if one.record not in erased and self._above(one) & erased}:
            for record in sorted(new):
                erase(self._connection, record)
                self._left.setdefault(record, {})[NOWHERE_SEEN] = "purged"
            erased |= new

    def _where_it_hangs(self, change: Change) -> Change:
        """Return what is given back; what hangs under a record that is here has no move of its own."""
        record = self._records.get(change.record)
        above = record.parent if record is not None else change.parent
        if STREAM not in change.sets or self._records.get(above or "") is None:
            return change
        return replace(change, sets={name: value for name, value in change.sets.items() if name != STREAM})

    def _forget_what_was_open(self, answers: list[Answered], kinds: Mapping[str, str]) -> None:
        """Keep no older content of a record that went to a sealed group: others of the team hold the key to it."""
        sealed: set[str] = set()
        for answer in reversed(answers):
            change = answer.change
            answer.superseded = change.record in sealed
            if answer.touched and kinds.get(str(change.sets.get(STREAM))) == "sealed":
                sealed.add(change.record)
        if sealed:
            forget_payloads(self._connection, sealed)

    def _decide(self, answer: Answered, kinds: Mapping[str, str]) -> None:
        change = answer.change
        if any("purged" in self._left.get(one, {}).values() for one in (change.record, *self._above(change))):
            answer.outcome = "purged"
        elif not self._may_write(change):
            answer.outcome, answer.why = "rejected", "no_grant"
        elif self._invented_conflict(change):
            answer.outcome, answer.why = "rejected", "no_conflict"
        elif STREAM in change.sets and not self._may_move_to(str(change.sets[STREAM]), kinds):
            answer.outcome, answer.why = "rejected", "no_stream"

    def _may_write(self, change: Change) -> bool:
        """Whether the author may write in this record, or add to what it hangs under.

        Those from whom a record was moved away may still do both: they wrote while they saw it.
        """
        record, above = self._records.get(change.record), self._records.get(change.parent or "")
        ids = {change.record} if record is not None or above is None else {change.record, above.id}
        streams = {record.stream if record is not None else change.stream}
        streams |= {stream for one in ids for stream in self._left.get(one, {})}
        return bool(streams & self._writable or ids & self._let)

    def _invented_conflict(self, change: Change) -> bool:
        """Whether a station acts on a conflict that a restored hub has not: it comes back whole, or not at all."""
        return change.kind == CONFLICT and self._records.get(change.record) is None and "rec" not in change.sets

    def _closed_for_others(self, change: Change, merging: Merging) -> bool:
        """Whether it was closed for one sealed group while its record is with others, who could not read it.

        Two people who give a call to two groups at once: the first holds. The other's station closes what its people
        wrote anew, as for any record that was handed over while they wrote. What hangs under a record goes nowhere
        without it.
        """
        to = str(change.sets.get(STREAM) or change.stream)
        record, above = self._records.get(change.record), self._records.get(change.parent or "")
        apart = above is not None and above.stream != to
        moves = STREAM in change.sets
        if record is None:
            return apart and (moves or to.startswith(GROUP))
        if record.stream == to or not (to.startswith(GROUP) or record.stream.startswith(GROUP)):
            return moves and apart
        return (apart or not merging.saw_where(change, record)) if moves else to.startswith(GROUP)

    def _above(self, change: Change) -> set[str]:
        """Return what a record hangs under: what was erased does not come back with a child or a conflict of it."""
        record = self._records.get(change.record)
        named = change.sets.get("rec") if change.kind == CONFLICT else None
        above = (change.parent, record.parent if record is not None else None, named)
        return {one for one in above if isinstance(one, str)}

    def _may_move_to(self, stream: str, kinds: Mapping[str, str]) -> bool:
        """Hand over to any team or sealed group; into what everybody reads, only those who write there."""
        return stream in self._writable or kinds.get(stream) in ("team", "sealed")

    def _merge(self, answer: Answered, merging: Merging) -> None:
        change = answer.change
        record = self._records.get(change.record) or self._records.make(
            Held(change.record, self._stream_of_new(change), change.kind, change.parent)
        )
        merged = merging.merge(change, record)
        self._let |= {one.id for one in merged.touched}
        answer.touched, answer.fates = merged.touched, merged.fates
        where = {one.stream for one in merged.touched} | {one.came_from for one in merged.touched}
        if where and not where & self._seen:
            answer.passed = self._passed_by(change)
        self._note_leaving(answer)
        if merged.conflicted:
            answer.outcome = "conflict"

    def _passed_by(self, change: Change) -> str | None:
        """Return a stream of the author's that a change passed by: who adds to what they hand over may add again."""
        if change.stream in self._seen:
            return change.stream
        left = {stream for one in self._above(change) for stream in self._left.get(one, {})}
        return min(left & self._writable, default=None)

    def _note_leaving(self, answer: Answered) -> None:
        left = [(one.id, one.came_from) for one in answer.touched if one.came_from != one.stream]
        if answer.passed is not None:
            left.append((answer.touched[0].id, answer.passed))
        for record, stream in left:
            self._left.setdefault(record, {}).setdefault(stream, "moved")

    def _stream_of_new(self, change: Change) -> str:
        """Return where a new record belongs: beside what it hangs under, where that has gone meanwhile.

        So no addition stays behind among those who handed a record over, and none is missing where it went; and a
        conflict that is given back meets the record it is about. Who names a record has seen it: ids are not guessed.
        """
        about = self._records.get(change.parent or "")
        return about.stream if about is not None else change.stream

    def _new_recovered(self, answers: list[Answered]) -> list[dict[str, str]]:
        # a conflict bears the name of the change that lost: that one is not back before its own record has it
        whole = [answer for answer in answers if answer.change.kind != CONFLICT]
        taken = {answer.id for answer in whole if answer.outcome in ("ok", "conflict")}
        (known,) = ask(self._connection, (GIVEN_BACK, {"ids": sorted(taken)}))
        new = sorted(taken - {row.id for row in known})
        return [{"id": one, "donor": self._sender.device} for one in new]


def _both(records: Iterable[str], changes: Iterable[str]) -> dict[str, list[str]]:
    return {"records": sorted(records), "changes": sorted(changes)}


def _seen_by(changes: Iterable[Change]) -> set[str]:
    """Return the changes whose values the authors were looking at."""
    return {one for change in changes for one in change.base.values() if one is not None}


def answered_before(changes: set[str], rows: Rows) -> dict[str, Ack]:
    """Return what was answered to these same changes under another device name (a cloned or renamed device)."""
    return {row.id: ack_in(json.loads(row.ack)) for row in rows if row.id in changes}


def fates_of(seen: set[str], rows: Rows) -> dict[str, Fates]:
    """Return what became of the fields, not taken then, of the changes whose values the author was looking at."""
    return {row.id: _fates_in(row.fate) for row in rows if row.id in seen and row.fate is not None}


def log_rows(device: str, answers: Iterable[Answered], arrived: int) -> Iterator[dict[str, object]]:
    """Give the rows of the device's own log: the change as it came, and the answer it will always get."""
    for answer in answers:
        ack = answer.ack()
        yield {
            "device": device, "n": answer.change.n, "id": answer.id, "record": answer.change.record,
            "outcome": ack.outcome, "arrived": arrived,
            "fate": written(answer.fates) if answer.fates else None, "ack": written(ack_out(ack)),
            "payload": written(change_out(answer.change)) if answer.to_keep else "{}",
        }  # fmt: skip


def _fates_in(text: str) -> Fates:
    return {name: Fate(*fate) for name, fate in json.loads(text).items()}
