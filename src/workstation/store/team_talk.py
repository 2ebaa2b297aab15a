"""The shelf of what a team tells each other: discussion points, signals, announcements."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.domain.flat import ANNOUNCEMENT, POINT, READING, SIGNAL, SIGNAL_CALL
from workstation.domain.ids import CallId
from workstation.domain.moments import as_text, from_text
from workstation.domain.team_talk import Announcement, DiscussionPoint, Signal
from workstation.store import coordination_tables as t
from workstation.store import tables
from workstation.store.rows import bound, moment_or_none
from workstation.store.telling import telling

D, S, A, R = t.discussion_points.c, t.signals.c, t.announcements.c, t.announcement_readings.c
MOST = 200


class TeamTalk:
    """Discussion points, signals and announcements of this station."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # -- case discussion ---------------------------------------------------------------------------------------

    def mark(self, point: DiscussionPoint) -> None:
        """Put a call on the agenda."""
        row = {
            "id": point.id, "call_id": point.call, "marked_at": as_text(point.marked_at),
            "marked_by": point.marked_by, "team": point.team, "question": point.question, "minutes": "", "agreed": "",
        }  # fmt: skip
        with telling(self._connection, POINT, id=point.id):
            self._connection.execute(insert(t.discussion_points).values(**bound(row)))

    def points(self, team: str | None, *, discussed: bool) -> tuple[DiscussionPoint, ...]:
        """Return the agenda of a team, oldest first, or what was discussed, newest first. None: of every team."""
        rows = select(t.discussion_points, tables.calls.c.number).outerjoin(
            tables.calls, tables.calls.c.id == D.call_id
        )
        rows = rows.where(D.discussed_at.is_not(None) if discussed else D.discussed_at.is_(None))
        if team is not None:
            rows = rows.where(D.team == team)
        rows = rows.order_by(D.discussed_at.desc() if discussed else D.marked_at, D.id).limit(MOST)
        return tuple(
            DiscussionPoint(
                id=row["id"], call=CallId(row["call_id"]), number=row["number"] or "", team=row["team"],
                marked_at=from_text(row["marked_at"]), marked_by=row["marked_by"], question=row["question"],
                discussed_at=moment_or_none(row["discussed_at"]), minutes=row["minutes"], agreed=row["agreed"],
            )
            for row in self._connection.execute(rows).mappings()
        )  # fmt: skip

    def discuss(self, point: str, minutes: str, agreed: str, at: datetime) -> None:
        """Keep what was said and agreed; the point leaves the agenda. Raises KeyError."""
        row = bound({"minutes": minutes, "agreed": agreed, "discussed_at": as_text(at)})
        with telling(self._connection, POINT, id=point):
            if not self._connection.execute(update(t.discussion_points).where(D.id == point).values(**row)).rowcount:
                raise KeyError(point)

    # -- signals -----------------------------------------------------------------------------------------------

    def note(self, signal: Signal, calls: Iterable[str]) -> None:
        """Keep a signal with the calls behind it."""
        row = {"id": signal.id, "at": as_text(signal.at), "counsellor": signal.counsellor, "tag": signal.tag}
        with telling(self._connection, SIGNAL, id=signal.id):
            self._connection.execute(
                insert(t.signals).values(**bound(row | {"text": signal.text, "passed_on_to": ""}))
            )
        self.support(signal.id, calls)

    def support(self, signal: str, calls: Iterable[str]) -> None:
        """Add calls to a signal; one that is there counts once."""
        for call in dict.fromkeys(calls):
            put = upsert(t.signal_calls).values(signal_id=signal, call_id=call)
            with telling(self._connection, SIGNAL_CALL, signal_id=signal, call_id=call):
                self._connection.execute(put.on_conflict_do_nothing())

    def signals(self) -> tuple[Signal, ...]:
        """Return the signals, those not passed on first, the most calls first."""
        behind = select(t.signal_calls.c.signal_id, func.count().label("calls")).group_by(t.signal_calls.c.signal_id)
        counted = behind.subquery()
        rows = select(t.signals, func.coalesce(counted.c.calls, 0).label("calls")).outerjoin(
            counted, counted.c.signal_id == S.id
        )
        rows = rows.order_by(S.passed_on_at.is_not(None), func.coalesce(counted.c.calls, 0).desc(), S.at, S.id).limit(
            MOST
        )
        return tuple(
            Signal(
                id=row["id"], at=from_text(row["at"]), counsellor=row["counsellor"], tag=row["tag"],
                text=row["text"], calls=row["calls"], passed_on_at=moment_or_none(row["passed_on_at"]),
                passed_on_to=row["passed_on_to"],
            )
            for row in self._connection.execute(rows).mappings()
        )  # fmt: skip

    def pass_on(self, signal: str, to: str, at: datetime) -> None:
        """Keep to whom a signal was passed on. Raises KeyError."""
        row = bound({"passed_on_to": to, "passed_on_at": as_text(at)})
        with telling(self._connection, SIGNAL, id=signal):
            if not self._connection.execute(update(t.signals).where(S.id == signal).values(**row)).rowcount:
                raise KeyError(signal)

    # -- announcements -----------------------------------------------------------------------------------------

    def announce(self, announcement: Announcement) -> None:
        """Keep an announcement."""
        row = {
            "id": announcement.id, "at": as_text(announcement.at), "counsellor": announcement.counsellor,
            "text": announcement.text, "until": as_text(announcement.until), "must_read": announcement.must_read,
        }  # fmt: skip
        with telling(self._connection, ANNOUNCEMENT, id=announcement.id):
            self._connection.execute(insert(t.announcements).values(**bound(row)))

    def announcements(self, at: datetime, *, unread_by: str | None = None) -> tuple[Announcement, ...]:
        """Return what holds at a moment, newest first; with a counsellor only what that person has not read yet."""
        read = select(func.count()).where(R.announcement_id == A.id).scalar_subquery()
        rows = select(t.announcements, read.label("read_by")).where(A.until > as_text(at))
        if unread_by is not None:
            done = select(R.announcement_id).where(R.counsellor == unread_by)
            rows = rows.where(A.id.not_in(done))
        return tuple(
            Announcement(
                id=row["id"], at=from_text(row["at"]), counsellor=row["counsellor"], text=row["text"],
                until=from_text(row["until"]), must_read=row["must_read"], read_by=row["read_by"],
            )
            for row in self._connection.execute(rows.order_by(A.at.desc(), A.id.desc()).limit(MOST)).mappings()
        )  # fmt: skip

    def read(self, announcement: str, counsellor: str, at: datetime) -> None:
        """Keep that somebody read it; the first time counts."""
        put = upsert(t.announcement_readings).values(
            announcement_id=announcement, counsellor=counsellor, at=as_text(at)
        )
        with telling(self._connection, READING, announcement_id=announcement, counsellor=counsellor):
            self._connection.execute(put.on_conflict_do_nothing())

    def end(self, announcement: str, at: datetime) -> None:
        """Let an announcement hold no longer than a moment. Raises KeyError."""
        ending = update(t.announcements).where(A.id == announcement, A.until > as_text(at)).values(until=as_text(at))
        with telling(self._connection, ANNOUNCEMENT, id=announcement):
            if not self._connection.execute(ending).rowcount:
                raise KeyError(announcement)
