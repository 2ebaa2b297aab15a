"""What was given back to a restored hub lies aside until it was read again: the hub may be put back once more."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("laid_aside", sa.Column("given", sa.Integer(), nullable=False, server_default="0"))
