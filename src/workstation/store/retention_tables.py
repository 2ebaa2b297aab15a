"""Tables of retention: holds, requests that need two persons, and what was erased; part of the vault's schema."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from workstation.store.tables import K1, metadata

holds = Table(
    "holds", metadata,
    Column("id", Integer, primary_key=True), Column("call_id", String(40), nullable=False),
    Column("set_at", String(20), nullable=False), Column("set_by", String(80), nullable=False),
    Column("reason", Text, nullable=False, info=K1), Column("lifted_at", String(20)),
)  # fmt: skip
Index(None, holds.c.call_id)

requests = Table(
    "requests", metadata,
    Column("id", String(40), primary_key=True), Column("kind", String(20), nullable=False),
    Column("subject", Text, nullable=False), Column("reason", Text, nullable=False, info=K1),
    Column("asked_by", String(80), nullable=False), Column("asked_role", String(40), nullable=False),
    Column("asked_at", String(20), nullable=False), Column("effect", Text, nullable=False),
    Column("agreed_by", String(80)), Column("agreed_role", String(40)), Column("agreed_at", String(20)),
    Column("state", String(20), nullable=False),
)  # fmt: skip
Index(None, requests.c.state, requests.c.asked_at)

# that something was erased, under the number people said to each other; nothing leads from here to a coded row
erasures = Table(
    "erasures", metadata,
    Column("id", Integer, primary_key=True), Column("number", String(40), nullable=False),
    Column("day", String(10), nullable=False), Column("why", String(20), nullable=False),
)  # fmt: skip
Index(None, erasures.c.number)
