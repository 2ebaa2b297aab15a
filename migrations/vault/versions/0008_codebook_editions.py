"""Editions of the codebook."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "codebook_editions",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("from_day", sa.String(length=10), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.String(length=80), nullable=False),
        sa.Column("drafted_at", sa.String(length=20), nullable=False),
        sa.Column("enforced_by", sa.String(length=80), nullable=False),
        sa.Column("enforced_at", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebook_editions")),
    )
    op.create_index(op.f("ix_codebook_editions_from_day"), "codebook_editions", ["from_day"], unique=False)
