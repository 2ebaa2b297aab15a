"""Which station has which signs in the numbers of its calls."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "station_marks",
        sa.Column("mark", sa.String(length=8), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("mark"),
    )
    op.create_index("station_marks_of_device", "station_marks", ["device"], unique=False)
