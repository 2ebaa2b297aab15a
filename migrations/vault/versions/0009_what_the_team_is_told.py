"""Acts on cases and follow-ups get a name of their own, under which they travel to the hub."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("case_acts", "follow_up_acts"):
        op.add_column(table, sa.Column("record", sa.String(length=64), nullable=True))
        op.create_index(op.f(f"ix_{table}_record"), table, ["record"], unique=False)
