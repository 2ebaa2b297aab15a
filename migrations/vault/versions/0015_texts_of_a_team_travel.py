"""Step cards, the review form and abbreviations travel: a version has a name of its own, and one of them holds."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.rename_table("own_texts", "own_texts_before")
    op.create_table(
        "own_texts",
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_own_texts")),
    )
    op.create_index(op.f("ix_own_texts_name"), "own_texts", ["name"], unique=False)
    op.execute(
        "INSERT INTO own_texts (record, name, version, at, counsellor, body) "
        "SELECT lower(hex(randomblob(16))), name, version, at, counsellor, body FROM own_texts_before"
    )
    op.drop_table("own_texts_before")
    op.create_table(
        "own_text_heads",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_own_text_heads")),
    )
    op.execute(
        "INSERT INTO own_text_heads (name, record) SELECT name, record FROM own_texts AS one WHERE version = "
        "(SELECT max(version) FROM own_texts AS other WHERE other.name = one.name)"
    )
