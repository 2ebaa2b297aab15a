"""Tables of cases, follow-ups and the codes of returning callers; part of the same schema as `tables.py`."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from workstation.store.tables import K1, calls, metadata

cases = Table(
    "cases", metadata,
    Column("id", String(40), primary_key=True), Column("number", String(20), nullable=False, unique=True),
    Column("opened_at", String(20), nullable=False), Column("opened_by", String(80), nullable=False),
    Column("team", String(40)),
)  # fmt: skip

# a call is in one case at most; no foreign key to calls: the link outlives a call that is a draft again for a moment
case_calls = Table(
    "case_calls", metadata,
    Column("call_id", String(40), primary_key=True),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
)  # fmt: skip
Index(None, case_calls.c.case_id)

case_acts = Table(
    "case_acts", metadata,
    Column("id", Integer, primary_key=True), Column("at", String(20), nullable=False),
    Column("counsellor", String(80), nullable=False), Column("kind", String(20), nullable=False),
    Column("reason", Text, nullable=False, info=K1), Column("moves", Text, nullable=False),
    Column("undoes", ForeignKey("case_acts.id")),
    Column("record", String(64)),  # its name on the way to the hub
)  # fmt: skip
Index(None, case_acts.c.record)

case_act_cases = Table(
    "case_act_cases", metadata,
    Column("act_id", ForeignKey("case_acts.id", ondelete="CASCADE"), primary_key=True),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
)  # fmt: skip
Index(None, case_act_cases.c.case_id)

caller_codes = Table(
    "caller_codes", metadata,
    Column("id", String(40), primary_key=True),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    # Argon2id, then a pepper of this code alone: the words themselves are kept nowhere
    Column("pepper", String(64), nullable=False), Column("digest", String(64), nullable=False),
    Column("given_at", String(20), nullable=False), Column("given_by", String(80), nullable=False),
    Column("expires_at", String(20), nullable=False),
)  # fmt: skip
Index(None, caller_codes.c.expires_at)

follow_ups = Table(
    "follow_ups", metadata,
    Column("id", String(40), primary_key=True), Column("call_id", String(40), nullable=False),
    Column("due_from", String(20), nullable=False), Column("due_until", String(20), nullable=False),
    Column("channel", String(40)), Column("safe_moment", Text, nullable=False, info=K1),
    Column("what", Text, nullable=False, info=K1), Column("team", String(40)), Column("counsellor", String(80)),
    Column("status", String(20), nullable=False), Column("made_by", String(80), nullable=False),
)  # fmt: skip
Index(None, follow_ups.c.call_id)
Index(None, follow_ups.c.status, follow_ups.c.due_until)

follow_up_acts = Table(
    "follow_up_acts", metadata,
    Column("id", Integer, primary_key=True),
    Column("follow_up_id", ForeignKey("follow_ups.id", ondelete="CASCADE"), nullable=False),
    Column("at", String(20), nullable=False), Column("counsellor", String(80), nullable=False),
    Column("kind", String(20), nullable=False), Column("reason", Text, nullable=False, info=K1),
    Column("record", String(64)),
)  # fmt: skip
Index(None, follow_up_acts.c.follow_up_id)
Index(None, follow_up_acts.c.record)

# every list of calls is narrowed to one's own and one's team's, without what was erased
Index(None, calls.c.team, calls.c.counsellor, calls.c.number)
