"""The coordinator's desk: reviews, case discussion, signals, announcements, own texts, outcomes of services."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("until", sa.String(length=20), nullable=False),
        sa.Column("must_read", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_table(
        "discussion_points",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("marked_at", sa.String(length=20), nullable=False),
        sa.Column("marked_by", sa.String(length=80), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("discussed_at", sa.String(length=20), nullable=True),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion_points")),
    )
    op.create_index(op.f("ix_discussion_points_call_id"), "discussion_points", ["call_id"], unique=False)
    op.create_table(
        "own_texts",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", "version", name=op.f("pk_own_texts")),
    )
    op.create_table(
        "reviews",
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("closed_at", sa.String(length=20), nullable=True),
        sa.Column("closed_by", sa.String(length=80), nullable=True),
        sa.Column("form_version", sa.Integer(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_reviews")),
    )
    op.create_table(
        "service_outcomes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(length=80), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_outcomes")),
    )
    op.create_index(
        op.f("ix_service_outcomes_service_id_day"), "service_outcomes", ["service_id", "day"], unique=False
    )
    op.create_table(
        "signals",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("passed_on_at", sa.String(length=20), nullable=True),
        sa.Column("passed_on_to", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signals")),
    )
    op.create_table(
        "announcement_readings",
        sa.Column("announcement_id", sa.String(length=40), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name=op.f("fk_announcement_readings_announcement_id_announcements"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("announcement_id", "counsellor", name=op.f("pk_announcement_readings")),
    )
    op.create_table(
        "review_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["reviews.call_id"], name=op.f("fk_review_comments_call_id_reviews"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_comments")),
    )
    op.create_index(op.f("ix_review_comments_call_id"), "review_comments", ["call_id"], unique=False)
    op.create_table(
        "signal_calls",
        sa.Column("signal_id", sa.String(length=40), nullable=False),
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_id"], ["signals.id"], name=op.f("fk_signal_calls_signal_id_signals"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("signal_id", "call_id", name=op.f("pk_signal_calls")),
    )
    op.create_index(op.f("ix_signal_calls_call_id"), "signal_calls", ["call_id"], unique=False)
