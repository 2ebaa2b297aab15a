"""Changes that move a record, or go to a sealed group, are found without passing over all the others."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moves = sa.text("instr(sets, '\"~s\":') > 0")
    op.create_index("ix_outbox_moves", "outbox", ["line"], unique=False, sqlite_where=moves)
    groups = sa.text("stream >= 'group-' AND stream < 'group.'")
    op.create_index("ix_outbox_groups", "outbox", ["stream", "state"], unique=False, sqlite_where=groups)
