"""A step of a change leaves the index of its record alone; the numbers of values are kept once, in their order."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_outbox_record_state", "outbox")
    op.create_index("ix_outbox_record", "outbox", ["record"], unique=False)
    op.rename_table("versions", "older_versions")
    op.create_table(
        "versions",
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("record", "field", name=op.f("pk_versions")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO versions (record, field, number) SELECT record, field, number FROM older_versions")
    op.drop_table("older_versions")
