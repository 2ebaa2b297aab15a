"""The table of codebook editions; part of the same schema as `tables.py`."""

from sqlalchemy import Column, Index, String, Table, Text

from workstation.store.tables import metadata

codebook_editions = Table(
    "codebook_editions", metadata,
    Column("id", String(40), primary_key=True), Column("from_day", String(10), nullable=False),
    Column("changes", Text, nullable=False),  # JSON: kind, list, code and what changes
    Column("drafted_by", String(80), nullable=False), Column("drafted_at", String(20), nullable=False),
    Column("enforced_by", String(80), nullable=False), Column("enforced_at", String(20)),
)  # fmt: skip
Index(None, codebook_editions.c.from_day)
