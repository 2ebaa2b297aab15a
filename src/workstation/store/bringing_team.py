"""What the team shares goes to its shelves: rows from their records, acts of cases, corrections in the directory.

A row that hangs under another waits until that one has come; its record is kept meanwhile and is looked at again.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select, update

from workstation.domain.changes import Changes
from workstation.domain.envelopes import DELETED
from workstation.domain.flat import (
    ANNOUNCEMENT,
    CALLER_CODE,
    CASE,
    CASE_ACT,
    CASE_LINK,
    ENTRY,
    FOLLOW_UP,
    FOLLOW_UP_ACT,
    READING,
    REVIEW,
    REVIEW_COMMENT,
    SIGNAL,
    SIGNAL_CALL,
    TEXT,
    TEXT_VERSION,
    read,
)
from workstation.domain.flat_team import LISTS_OF_AN_ENTRY, TEAM_KINDS, WORDS_OF_AN_ENTRY
from workstation.domain.ids import ServiceId
from workstation.domain.moments import from_text
from workstation.domain.services import Service
from workstation.forms.own_texts import reads_well
from workstation.store import case_tables as c
from workstation.store import coordination_tables as k
from workstation.store import tables as t
from workstation.store.directory import Directory
from workstation.store.opened import Misshapen, Opened, Opener
from workstation.store.record_rows import R
from workstation.store.records import Records, View
from workstation.store.rows import Row, bound
from workstation.store.sync_state import SyncState
from workstation.store.team_shelves import TEAM_SHELVES, TeamShelf
from workstation.store.telling import ACCEPTED_EDITION

# what must be there first, and the column that names it
UNDER = {
    CASE_LINK: (CASE, "case_id"), CALLER_CODE: (CASE, "case_id"), FOLLOW_UP_ACT: (FOLLOW_UP, "follow_up_id"),
    READING: (ANNOUNCEMENT, "announcement_id"), SIGNAL_CALL: (SIGNAL, "signal_id"),
    REVIEW_COMMENT: (REVIEW, "call_id"), TEXT: (TEXT_VERSION, "record"),
}  # fmt: skip
ORDER = {kind: at for at, kind in enumerate((*TEAM_SHELVES, CASE_ACT, ENTRY))}


class BringingTeam:
    """Puts the team's records on the shelves. `opener` opens one and remembers whether a key was wanting."""

    def __init__(self, connection: Connection, opener: Opener, misshapen: Misshapen) -> None:
        self._connection, self._open, self._misshapen = connection, opener, misshapen
        self._records = Records(connection)

    def bring(self, views: Iterable[View]) -> Changes:
        """Bring these records home, and those that waited for one of them."""
        changes = Changes()
        waiting = list(views)
        seen: set[str] = set()
        while waiting:
            came: dict[str, set[str]] = {}
            for view in sorted(waiting, key=_in_order):
                seen.add(view.id)
                if self._bring(view):
                    came.setdefault(view.kind, set()).add(view.id)
                    changes |= Changes.of(TEAM_KINDS[view.kind].screens, view.parent or view.id)
            found = self._records.views(self._waited_for(came) - seen) if came else []
            waiting = [view for view in found if view.kind in TEAM_KINDS]  # conflicts hang under a record too
        return changes

    def take_off(self, record: str) -> Changes:
        """Take what was of a record off the shelves: it left this station's view."""
        changes = Changes()
        for shelf in TEAM_SHELVES.values():
            column = shelf.table.c[shelf.keys[0]] if len(shelf.keys) == 1 else None
            if column is not None and self._connection.execute(delete(shelf.table).where(column == record)).rowcount:
                changes |= Changes.of(TEAM_KINDS[shelf.kind].screens, record)
        acts = select(c.case_acts.c.id).where(c.case_acts.c.record == record)
        self._connection.execute(update(c.case_acts).where(c.case_acts.c.undoes.in_(acts)).values(undoes=None))
        self._connection.execute(delete(c.case_acts).where(c.case_acts.c.record == record))
        return changes | self._without_call(record)

    def _without_call(self, call: str) -> Changes:
        """Take off what names a call that is gone, where rows are found by the call and not by their own record."""
        changes = Changes()
        for kind in (CASE_LINK, REVIEW, SIGNAL_CALL):
            table = TEAM_SHELVES[kind].table
            if self._connection.execute(delete(table).where(table.c.call_id == call)).rowcount:
                changes |= Changes.of(TEAM_KINDS[kind].screens, call)
        return changes

    def _waited_for(self, came: dict[str, set[str]]) -> set[str]:
        parents = [one for kind in (FOLLOW_UP, ANNOUNCEMENT, SIGNAL) for one in came.get(kind, ())]
        found = (
            set(self._connection.execute(select(R.id).where(R.parent.in_(parents))).scalars()) if parents else set()
        )
        if REVIEW in came:
            reviewed = select(R.parent).where(R.id.in_(came[REVIEW]))
            waits = exists().where(k.review_comments.c.record == R.id)
            comments = select(R.id).where(R.kind == REVIEW_COMMENT, R.parent.in_(reviewed), ~waits)
            found |= set(self._connection.execute(comments).scalars())
        if TEXT_VERSION in came:
            found |= set(self._connection.execute(select(R.id).where(R.kind == TEXT)).scalars())
        if CASE in came or CASE_ACT in came:
            there = exists().where(c.case_acts.c.record == R.id)
            found |= set(self._connection.execute(select(R.id).where(R.kind == CASE_ACT, ~there)).scalars())
        if CASE in came:
            kept = exists().where(c.caller_codes.c.id == R.id)
            found |= set(self._connection.execute(select(R.id).where(R.kind == CALLER_CODE, ~kept)).scalars())
            linked = exists().where(c.case_calls.c.call_id == R.parent)
            found |= set(self._connection.execute(select(R.id).where(R.kind == CASE_LINK, ~linked)).scalars())
        return found

    def _bring(self, view: View) -> bool:
        """Return whether something is different now."""
        opened = self._open(view)
        kind = TEAM_KINDS[view.kind]
        found, wrong = read(kind.shapes, opened.fields)
        for name in wrong:
            self._misshapen(view.id, name)
        unreadable = opened.refused | opened.keyless | set(wrong)
        missing = {name for name in kind.needed if opened.fields.get(name) is None or name in unreadable}
        if view.kind == CASE_LINK and missing == {"case"} and not unreadable:
            gone = delete(c.case_calls).where(c.case_calls.c.call_id == found["call"])
            return bool(self._connection.execute(gone).rowcount)
        if missing:
            return False
        if opened.fields.get(DELETED) is True:
            return bool(self.take_off(view.id).touched)
        if view.kind == CASE_ACT:
            return self._act(view, found)
        if view.kind == ENTRY:
            return self._entry(found, opened)
        return self._row(TEAM_SHELVES[view.kind], view, {n: v for n, v in found.items() if n not in unreadable})

    def _row(self, shelf: TeamShelf, view: View, found: dict[str, Any]) -> bool:
        columns = shelf.columns
        row: Row = bound({columns[name]: value for name, value in found.items()})
        if shelf.keys in {("id",), ("record",)}:
            row[shelf.keys[0]] = view.id
        elif shelf.record_of(row) != view.id:
            self._misshapen(view.id, shelf.keys[0])  # it speaks of something else than its name says
            return False
        if shelf.kind in UNDER and not self._there(*UNDER[shelf.kind], row):
            return False
        if shelf.kind == TEXT_VERSION and not reads_well(row["name"], row["body"]):
            self._misshapen(view.id, "body")
            return False
        had = shelf.row(self._connection, row)
        if shelf.kind == CASE:
            row["number"] = self._own_number(row, had)
        if had is not None and all(had[name] == value for name, value in row.items()):
            return False
        if had is not None:
            self._connection.execute(update(shelf.table).where(shelf.here(row)).values(**row))
        else:
            empty = {columns[n]: shape(None) for n, shape in TEAM_KINDS[shelf.kind].shapes.items() if n not in found}
            self._connection.execute(insert(shelf.table).values(**empty, **shelf.fills, **row))
        return True

    def _there(self, kind: str, column: str, row: Row) -> bool:
        shelf = TEAM_SHELVES[kind]
        return shelf.row(self._connection, {shelf.keys[0]: row[column]}) is not None

    def _own_number(self, row: Row, had: Row | None) -> str:
        """Return the number people say, or a longer one when another case here has it: two stations count alike."""
        number = str(row["number"])
        taken = select(c.cases.c.id).where(c.cases.c.number == number, c.cases.c.id != row["id"])
        if self._connection.execute(taken).first() is None:
            return number
        return str(had["number"]) if had is not None else f"{number}-{str(row['id'])[:4]}".upper()

    def _act(self, view: View, found: dict[str, Any]) -> bool:
        a = c.case_acts
        cases = sorted(set(found.pop("cases")))
        undoes = found.pop("undoes", None)
        here = dict(
            self._connection.execute(select(a.c.record, a.c.id).where(a.c.record.in_([view.id, undoes]))).all()
        )
        there = select(c.cases.c.id).where(c.cases.c.id.in_(cases))
        waits = undoes is not None and undoes not in here
        if view.id in here or waits or len(self._connection.execute(there).all()) != len(cases):
            return False
        row = bound({"moves": "[]", **found, "undoes": here.get(undoes), "record": view.id})
        made = self._connection.execute(insert(a).values(**row)).inserted_primary_key
        act = int(made[0]) if made else 0
        for case in cases:
            self._connection.execute(insert(c.case_act_cases).values(act_id=act, case_id=case))
        return True

    def _entry(self, found: dict[str, Any], opened: Opened) -> bool:
        """Take over what the team corrected in the edition that is in use here."""
        if found["edition"] != int(SyncState(self._connection).get(ACCEPTED_EDITION) or 0):
            return False
        directory, service = Directory(self._connection), ServiceId(found["service"])
        try:
            had = directory.get(service)
        except KeyError:
            if opened.fields.get("name") is None:
                return False
            had = None
        names = (*WORDS_OF_AN_ENTRY, *LISTS_OF_AN_ENTRY)
        fields = {name: found[name] for name in names if name in found and opened.fields.get(name) is not None}
        after = replace(had or Service(id=service, category="", name=""), **fields)
        if after == had:
            return False
        directory.take_over(after, from_text(found["at"]), found["by"])
        return True


def _in_order(view: View) -> tuple[int, str, str]:
    """Return what puts first what others hang under, then what was written first: change ids grow."""
    return ORDER[view.kind], view.changes.get("at", ""), view.id


def entries_again(connection: Connection, opener: Opener, misshapen: Misshapen) -> Changes:
    """Look at the team's corrections again: another edition of the directory is in use."""
    home = BringingTeam(connection, opener, misshapen)
    return home.bring(Records(connection).of_kind(ENTRY))


__all__ = ["BringingTeam", "entries_again", "t"]
