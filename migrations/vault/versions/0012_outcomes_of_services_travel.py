"""Every outcome of a service gets a name of its own, under which it travels to the hub; earlier ones too."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service_outcomes", sa.Column("record", sa.String(length=64), nullable=True))
    op.execute("UPDATE service_outcomes SET record = lower(hex(randomblob(16)))")
    op.create_index(op.f("ix_service_outcomes_record"), "service_outcomes", ["record"], unique=False)
