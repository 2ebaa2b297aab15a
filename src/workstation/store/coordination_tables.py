"""Tables of the coordinator's desk: reviews, discussion, signals, announcements, own texts, outcomes of services."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from workstation.store.tables import K1, metadata

# no foreign keys to calls: a call can be a draft again for a moment; erasing a call erases these rows by name
reviews = Table(
    "reviews", metadata,
    Column("call_id", String(40), primary_key=True), Column("counsellor", String(80), nullable=False),
    Column("closed_at", String(20)), Column("closed_by", String(80)),
    Column("form_version", Integer), Column("answers", Text, info=K1),
)  # fmt: skip

review_comments = Table(
    "review_comments", metadata,
    Column("id", Integer, primary_key=True),
    Column("call_id", ForeignKey("reviews.call_id", ondelete="CASCADE"), nullable=False),
    Column("at", String(20), nullable=False), Column("counsellor", String(80), nullable=False),
    Column("field", String(60), nullable=False), Column("text", Text, nullable=False, info=K1),
    Column("record", String(64), index=True),
)  # fmt: skip
Index(None, review_comments.c.call_id)

discussion_points = Table(
    "discussion_points", metadata,
    Column("id", String(40), primary_key=True), Column("call_id", String(40), nullable=False),
    Column("marked_at", String(20), nullable=False), Column("marked_by", String(80), nullable=False),
    Column("team", String(40)), Column("question", Text, nullable=False, info=K1),
    Column("discussed_at", String(20)), Column("minutes", Text, nullable=False, info=K1),
    Column("agreed", Text, nullable=False, info=K1),
)  # fmt: skip
Index(None, discussion_points.c.call_id)

signals = Table(
    "signals", metadata,
    Column("id", String(40), primary_key=True), Column("at", String(20), nullable=False),
    Column("counsellor", String(80), nullable=False), Column("tag", String(40), nullable=False),
    Column("text", Text, nullable=False, info=K1),
    Column("passed_on_at", String(20)), Column("passed_on_to", Text, nullable=False),
)  # fmt: skip

signal_calls = Table(
    "signal_calls", metadata,
    Column("signal_id", ForeignKey("signals.id", ondelete="CASCADE"), primary_key=True),
    Column("call_id", String(40), primary_key=True),
)  # fmt: skip
Index(None, signal_calls.c.call_id)

announcements = Table(
    "announcements", metadata,
    Column("id", String(40), primary_key=True), Column("at", String(20), nullable=False),
    Column("counsellor", String(80), nullable=False), Column("text", Text, nullable=False),
    Column("until", String(20), nullable=False), Column("must_read", Boolean, nullable=False),
)  # fmt: skip

announcement_readings = Table(
    "announcement_readings", metadata,
    Column("announcement_id", ForeignKey("announcements.id", ondelete="CASCADE"), primary_key=True),
    Column("counsellor", String(80), primary_key=True), Column("at", String(20), nullable=False),
)  # fmt: skip

# the review form, step cards, texts and abbreviations as a team changed them; a version never changes
own_texts = Table(
    "own_texts", metadata,
    Column("record", String(64), primary_key=True), Column("name", String(60), nullable=False, index=True),
    Column("version", Integer, nullable=False),  # `domain/text_versions.py`
    Column("at", String(20), nullable=False), Column("counsellor", String(80), nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip

# which version holds
own_text_heads = Table(
    "own_text_heads", metadata,
    Column("name", String(60), primary_key=True), Column("record", String(64), nullable=False),
)  # fmt: skip

# how it went at a service, by service and never by person: no call, no counsellor, a day instead of a moment
service_outcomes = Table(
    "service_outcomes", metadata,
    Column("id", Integer, primary_key=True), Column("service_id", String(80), nullable=False),
    Column("day", String(10), nullable=False), Column("outcome", String(20), nullable=False),
    Column("weeks", Integer), Column("record", String(64), index=True),
)  # fmt: skip
Index(None, service_outcomes.c.service_id, service_outcomes.c.day)
