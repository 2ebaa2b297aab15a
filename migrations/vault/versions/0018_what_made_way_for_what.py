"""What was seen to make way for what is kept, so that a restored hub is told; what it refuses stays aside."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

KEPT = "id, kind, stream, parent, fields, meta"


def upgrade() -> None:
    op.create_table(
        "succession",
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=80), nullable=False),
        sa.Column("change", sa.String(length=64), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("record", "field", "change", "before", name=op.f("pk_succession")),
        sqlite_with_rowid=False,
    )
    op.rename_table("laid_aside", "older_laid_aside")
    op.create_table(
        "laid_aside",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("parent", sa.String(length=64), nullable=True),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("meta", sa.Text(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", "turn", name=op.f("pk_laid_aside")),
    )
    op.execute(f"INSERT INTO laid_aside ({KEPT}, turn, refused) SELECT {KEPT}, 1, 0 FROM older_laid_aside")
    op.drop_table("older_laid_aside")
    op.execute("DELETE FROM sync_state WHERE name = 'epoch_aside'")
