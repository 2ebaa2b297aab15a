"""Full-text search over narratives and additions: whatever is typed, it finds or finds nothing, and never fails."""

import json
import math
import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, Text, column, exists, func, select, table

from workstation.domain.lines import EVERY_CALL, CallFilters, CallLine
from workstation.domain.texts import storable
from workstation.store import tables as t
from workstation.store.call_lines import AT_MOST, COLUMNS, C, conditions, in_order, period, with_children

LONGEST = 1000  # characters read of what was typed; more is no search
MOST_WORDS = 12
# above this many hits not all of them are read and sorted. Without filters the newest filed are taken. With filters
# either those hits are tried, the newest filed first, or the calls that pass, the newest first: what reads less
COMMON = 300
COMMON_FILTERED = 1000
MOST_TRIED = 4000
RARE = 1500  # calls that pass the filters; all of them are tried sooner than the newest hits are

NUMBER = re.compile(r"\d{4}-\w+-\d+")
_PARTS = re.compile(r'"([^"]*)"|([^\s"]+)')
_INDEX = table("narratives_fts", column("rowid", Integer), column("narratives_fts", Text))


def fts_query(typed: str) -> str | None:
    """Return the query for the index: every word must be there, the last one may be unfinished.

    Words between quotes stand together; `*` after a word leaves its end open. Everything else is a word, also what
    the index would read as an operator. None: nothing to look for.
    """
    parts = []
    typed = storable(typed[:LONGEST])
    for found in _PARTS.finditer(typed):
        phrase, word = found.groups()
        inside = word if phrase is None else phrase
        bare = inside.strip().strip("*")
        if not any(letter.isalnum() for letter in bare):
            continue
        unfinished = phrase is None and (inside.endswith("*") or found.end() == len(typed)) and len(bare) > 1
        parts.append(f'"{bare}"*' if unfinished else f'"{bare}"')
    return " ".join(parts[:MOST_WORDS]) or None


def search(connection: Connection, typed: str, filters: CallFilters, limit: int) -> tuple[CallLine, ...]:
    """Return the newest calls that hold what was typed and pass the filters; the call of a number typed whole."""
    if NUMBER.fullmatch(typed.strip()):
        numbered = select(*COLUMNS).where(C.number == typed.strip().upper())
        if rows := connection.execute(numbered).mappings().all():
            return with_children(connection, rows)
    query = fts_query(typed)
    if query is None:
        return ()
    limit = min(limit, AT_MOST)
    hits = select(_INDEX.c.rowid).where(_INDEX.c.narratives_fts.op("MATCH")(query))
    if _rare(connection, filters):
        found = _of_narratives(_in_order(connection, hits, filters, limit), EVERY_CALL)
        return with_children(connection, connection.execute(found.limit(limit)).mappings().all())
    enough = max(COMMON if filters == EVERY_CALL else COMMON_FILTERED, 2 * limit)
    newest = _newest(connection, hits, enough + 1)
    if len(newest) <= enough:
        found = _of_narratives(newest, filters)
    elif filters == EVERY_CALL:
        found = _of_narratives(newest[: 2 * limit], filters)
    else:
        tries = _tries(connection, newest, filters, limit)
        found = _of_narratives(_newest(connection, hits, tries) if tries > enough else newest[:tries], filters)
        if tries:
            rows = connection.execute(found.limit(limit)).mappings().all()
            if len(rows) == limit:
                return with_children(connection, rows)
        found = _of_narratives(_in_order(connection, hits, filters, limit), EVERY_CALL)
    return with_children(connection, connection.execute(found.limit(limit)).mappings().all())


def _tries(connection: Connection, newest: Sequence[int], filters: CallFilters, limit: int) -> int:
    """Return how many of the newest filed hits to try, by how many of the first ones pass the filters; 0 = none, the
    calls that pass are better tried instead: there the hits stand close together, and few of them pass.
    """
    first = newest[: max(limit, 50)]
    passing = len(connection.execute(_of_narratives(first, filters)).all())
    since = [] if filters.since is None else period(C.started_at, CallFilters(since=filters.since))
    if since and not _begun(connection, first[-1], since):
        return 0  # further back nothing passes
    last = connection.execute(select(func.max(t.narratives.c.rowid_))).scalar_one()
    by_calls = limit * (last - newest[-1] + 1) / len(newest)
    by_hits = limit * len(first) / passing if passing else math.inf
    return math.ceil(1.5 * by_hits) if by_hits <= min(MOST_TRIED, 2 * by_calls) else 0


def _rare(connection: Connection, filters: CallFilters) -> bool:
    """Return whether so few calls pass the filters that they are tried themselves; asked of an index alone."""
    if filters.problem_type is not None:
        some = select(t.reported_persons.c.call_id).where(t.reported_persons.c.problem_type == filters.problem_type)
    elif filters.status == "amended":
        some = select(C.amended).where(C.amended)
    else:
        return False
    counted = select(func.count()).select_from(some.limit(RARE + 1).subquery())
    return int(connection.execute(counted).scalar_one()) <= RARE


def _begun(connection: Connection, narrative: int, since: list[ColumnElement[bool]]) -> bool:
    """Return whether the call of a narrative began in a period."""
    n = t.narratives
    return bool(
        connection.execute(select(C.id).join(n, n.c.call_id == C.id).where(n.c.rowid_ == narrative, *since)).all()
    )


def _newest(connection: Connection, hits: Select[Any], most: int) -> Sequence[int]:
    """Return the rows of the index filed last, the newest first."""
    return connection.execute(hits.order_by(_INDEX.c.rowid.desc()).limit(most)).scalars().all()


def _of_narratives(rowids: Sequence[int], filters: CallFilters) -> Select[Any]:
    calls = select(t.narratives.c.call_id).where(t.narratives.c.rowid_.in_(rowids))
    # the limit keeps the planner from reading an index of all calls that pass the filters instead of these few
    few = select(t.calls).where(C.id.in_(calls)).limit(len(rowids)).subquery()
    found = select(*(few.c[column.name] for column in COLUMNS)).where(*conditions(filters, few.c))
    if filters.problem_type is not None:
        p = t.reported_persons.c
        # no index begins with an expression: the persons of these calls are read, not all of the type
        found = found.where(exists().where(p.call_id == few.c.id, p.problem_type.concat("") == filters.problem_type))
    return found.order_by(few.c.started_at.desc(), few.c.id.desc())


def _in_order(connection: Connection, hits: Select[Any], filters: CallFilters, limit: int) -> list[int]:
    """Return the newest narratives that pass the filters and are hits: tried in ever larger portions.

    A portion asks the index for its own stretch of narratives only, which for calls of one time is a short one.
    """
    n = t.narratives.c
    ordered = in_order(filters, n.rowid_, C.id).join(t.narratives, n.call_id == C.id)
    found: dict[str, list[int]] = {}
    offset, size = 0, 2 * limit
    while len(found) < limit:
        portion = connection.execute(ordered.limit(size).offset(offset)).all()
        if portion:
            tried = [row[0] for row in portion]
            # the sum keeps the store from asking the index for one narrative after another; hits beside this portion
            # never leave the store
            inside = (_INDEX.c.rowid + 0).in_(select(func.json_each(json.dumps(tried)).table_valued("value").c.value))
            stretch = _INDEX.c.rowid.between(min(tried), max(tried))
            hit = set(connection.execute(hits.where(stretch, inside)).scalars())
            for rowid, call in portion:
                if rowid in hit:
                    found.setdefault(call, []).append(rowid)
        if len(portion) < size:
            break
        offset, size = offset + size, size * 4
    return [rowid for rowids in list(found.values())[:limit] for rowid in rowids]
