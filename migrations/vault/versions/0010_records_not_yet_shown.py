"""Own records that the hub has not shown yet are found without passing over every record."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_records_unshown", "records", ["stream"], unique=False, sqlite_where=sa.text("fields IS NULL"))
