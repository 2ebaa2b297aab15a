"""Own changes that the hub answered and has not shown yet are found by their place, however many there are."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_outbox_acked", "outbox", ["at_stream", "at_seq"], unique=False, sqlite_where=sa.text("state = 2")
    )
