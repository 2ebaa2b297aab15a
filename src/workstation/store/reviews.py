"""The shelf of reviews: which calls wait to be read again, and what was said about them."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.engine import RowMapping

from workstation.domain.envelopes import new_act_id
from workstation.domain.flat import REVIEW, REVIEW_COMMENT
from workstation.domain.ids import CallId
from workstation.domain.moments import as_text, from_text, local
from workstation.domain.reviews import SAMPLE, Comment, Review, ReviewLine, RiskFacts, in_sample, risks, status_of
from workstation.store import tables
from workstation.store.call_lines import ERASED
from workstation.store.coordination_tables import review_comments, reviews
from workstation.store.rows import as_json, bound, moment_or_none
from workstation.store.telling import telling

C = tables.calls.c
Q = tables.call_qualifiers.c
P = tables.reported_persons.c
Codes = Mapping[str, tuple[str, ...]]


class Reviews:
    """Talks about calls."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def candidates(self, team: str | None, since: datetime) -> tuple[ReviewLine, ...]:
        """Return the calls of a team (None: of every team) since a moment that are worth a second reader and whose
        talk is not closed, unordered.
        """
        rows = select(
            C.id, C.number, C.started_at, C.counsellor, C.urgency, C.safety, C.marks, C.contact_age, C.channel,
            C.handled_s,
        ).where(C.started_at >= as_text(since), C.counted, C.number.not_like(f"{ERASED}%"))  # fmt: skip
        if team is not None:
            rows = rows.where(C.team == team)
        found = self._connection.execute(rows).mappings().all()
        qualifiers = self._codes(Q.call_id, Q.code, since)
        themes = self._codes(P.call_id, P.problem_type, since)
        talks = {one.call: one for one in self.open_and_closed()}
        lines = (self._line(row, qualifiers[row["id"]], talks.get(row["id"])) for row in found)
        return tuple(replace(line, themes=themes[line.call]) for line in lines if line is not None)

    def _line(self, row: RowMapping, qualifiers: tuple[str, ...], talk: Review | None) -> ReviewLine | None:
        facts = RiskFacts(
            row["urgency"], json.loads(row["safety"]), tuple(one["kind"] for one in json.loads(row["marks"])),
            row["contact_age"], qualifiers,
        )  # fmt: skip
        why = risks(facts) or ((SAMPLE,) if talk is not None or in_sample(row["id"]) else ())
        status = talk.status if talk is not None else "waiting"
        if not why or status == "closed":
            return None
        return ReviewLine(
            call=CallId(row["id"]), number=row["number"], started_at=local(from_text(row["started_at"])),
            counsellor=row["counsellor"], why=why, status=status, channel=row["channel"],
            minutes=row["handled_s"] // 60 if row["handled_s"] is not None else None,
        )  # fmt: skip

    def _codes(self, call_of: ColumnElement[str], code: ColumnElement[str], since: datetime) -> Codes:
        """Return the codes of each call since a moment, each once."""
        found: dict[str, tuple[str, ...]] = defaultdict(tuple)
        rows = select(call_of, code).join(tables.calls, C.id == call_of).where(C.started_at >= as_text(since))
        for call, one in self._connection.execute(rows.where(code.is_not(None)).distinct()):
            found[call] += (one,)
        return found

    def get(self, call: CallId) -> Review | None:
        """Return the talk about a call; None = nobody said anything yet."""
        row = self._connection.execute(select(reviews).where(reviews.c.call_id == call)).mappings().first()
        return self._review(row) if row is not None else None

    def open_and_closed(self) -> tuple[Review, ...]:
        """Return every talk."""
        return tuple(
            self._review(row)
            for row in self._connection.execute(select(reviews).order_by(reviews.c.call_id)).mappings().all()
        )

    def comment(self, call: CallId, counsellor: str, comment: Comment) -> None:
        """Add to the talk about a call that `counsellor` took; a closed talk is open again."""
        again = {"closed_at": None, "closed_by": None}
        with telling(self._connection, REVIEW, call_id=call):
            begin = upsert(reviews).values(call_id=call, counsellor=counsellor)
            self._connection.execute(begin.on_conflict_do_update(index_elements=["call_id"], set_=again))
        record = new_act_id()
        row = {"call_id": call, "at": as_text(comment.at), "counsellor": comment.counsellor, "field": comment.field}
        with telling(self._connection, REVIEW_COMMENT, record=record):
            added = bound(row | {"text": comment.text, "record": record})
            self._connection.execute(insert(review_comments).values(**added))

    def fill_in(self, call: CallId, counsellor: str, point: str, answer: str | None, version: int) -> None:
        """Keep one answer to the review form; None: not looked at. The form a review began with stays its form."""
        before = self._connection.execute(
            select(reviews.c.answers, reviews.c.form_version).where(reviews.c.call_id == call)
        ).first()
        answers: dict[str, str] = json.loads(before.answers) if before is not None and before.answers else {}
        version = before.form_version if before is not None and answers else version
        answers.pop(point, None)
        if answer is not None:
            answers[point] = answer
        row = {"call_id": call, "counsellor": counsellor, "answers": as_json(answers), "form_version": version}
        with telling(self._connection, REVIEW, call_id=call):
            kept = upsert(reviews).values(**row)
            self._connection.execute(kept.on_conflict_do_update(index_elements=["call_id"], set_=row))

    def close(self, call: CallId, counsellor: str, by: str, at: datetime) -> None:
        """End the talk about a call, also one nobody said anything about."""
        with telling(self._connection, REVIEW, call_id=call):
            begin = upsert(reviews).values(call_id=call, counsellor=counsellor).on_conflict_do_nothing()
            self._connection.execute(begin)
            done = update(reviews).where(reviews.c.call_id == call).values(closed_at=as_text(at), closed_by=by)
            self._connection.execute(done)

    def _review(self, row: RowMapping) -> Review:
        c = review_comments.c
        said = (
            select(c.at, c.counsellor, c.field, c.text)
            .where(c.call_id == row["call_id"])
            .order_by(c.at, c.record, c.id)
        )
        comments = tuple(Comment(from_text(at), who, f, text) for at, who, f, text in self._connection.execute(said))
        return Review(
            call=CallId(row["call_id"]), counsellor=row["counsellor"], comments=comments,
            status=status_of(row["counsellor"], comments, closed=row["closed_at"] is not None),
            answers=json.loads(row["answers"]) if row["answers"] else None, form_version=row["form_version"],
            closed_by=row["closed_by"] or "", closed_at=moment_or_none(row["closed_at"]),
        )  # fmt: skip
