"""What overtakes what after a restore is told by the stations, record by record: the hub notes nothing of its own."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("restores")
