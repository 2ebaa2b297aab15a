"""Every remark in a review gets a name of its own, under which it travels to the hub; earlier ones too."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review_comments", sa.Column("record", sa.String(length=64), nullable=True))
    op.execute("UPDATE review_comments SET record = lower(hex(randomblob(16)))")
    op.create_index(op.f("ix_review_comments_record"), "review_comments", ["record"], unique=False)
