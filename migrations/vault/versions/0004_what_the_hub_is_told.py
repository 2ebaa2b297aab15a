"""Records as the hub holds them, changes on their way to it, and how far each stream was read.

Additions and corrections get a name of their own; those from before keep NULL until the station meets a hub.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.String(64)


def upgrade() -> None:
    op.add_column("call_additions", sa.Column("record", ID))
    op.add_column("call_revisions", sa.Column("record", ID))
    _records()
    _outbox()
    _the_rest()


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("stream", ID, nullable=False),
        sa.Column("parent", ID),
        sa.Column("fields", sa.Text()),
        sa.Column("meta", sa.Text()),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("keyless", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
    )
    op.create_index(op.f("ix_records_stream"), "records", ["stream"])
    op.create_index(op.f("ix_records_parent"), "records", ["parent"])
    op.create_index(op.f("ix_records_kind"), "records", ["kind"])
    op.create_index(op.f("ix_records_keyless"), "records", ["keyless"], sqlite_where=sa.text("keyless"))
    op.create_table(
        "laid_aside",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("stream", ID, nullable=False),
        sa.Column("parent", ID),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("meta", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laid_aside")),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("change", ID, nullable=False),
        sa.Column("record", ID, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("stream", ID, nullable=False),
        sa.Column("parent", ID),
        sa.Column("sets", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("device", ID),
        sa.Column("n", sa.Integer()),
        sa.Column("answer", sa.Text()),
        sa.Column("at_stream", ID),
        sa.Column("at_seq", sa.Integer()),
        sa.PrimaryKeyConstraint("line", name=op.f("pk_outbox")),
        sa.UniqueConstraint("change", name=op.f("uq_outbox_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_outbox_record_state"), "outbox", ["record", "state"])
    op.create_index(op.f("ix_outbox_state_line"), "outbox", ["state", "line"])
    op.create_index(op.f("ix_outbox_device_n"), "outbox", ["device", "n"])


def _the_rest() -> None:
    op.create_table(
        "cursors",
        sa.Column("stream", ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("tag", ID),
        sa.Column("digest", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("stream", name=op.f("pk_cursors")),
    )
    op.create_table(
        "sync_state",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sync_state")),
    )
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(20), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("record", ID, nullable=False),
        sa.Column("field", sa.String(80), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
        sa.UniqueConstraint("what", "record", "field", name=op.f("uq_alarms_what")),
    )
    op.create_table(
        "versions",
        sa.Column("record", ID, nullable=False),
        sa.Column("field", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("record", "field", name=op.f("pk_versions")),
    )
