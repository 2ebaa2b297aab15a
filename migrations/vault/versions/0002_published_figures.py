"""What was approved for publication is kept cell by cell. Stores from before have published nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("approved_at", sa.String(length=20), nullable=False),
        sa.Column("approved_by", sa.String(length=80), nullable=False),
        sa.Column("report_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
    )
    op.create_index(op.f("ix_publications_year_kind"), "publications", ["year", "kind"], unique=True)
    op.create_table(
        "published_figures",
        sa.Column("publication_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("table_id", sa.String(length=20), nullable=False),
        sa.Column("row", sa.String(length=60), nullable=False),
        sa.Column("column", sa.String(length=60), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.Column("base_n", sa.Integer(), nullable=True),
        sa.Column("percent_of_all", sa.String(length=20), nullable=True),
        sa.Column("percent_of_known", sa.String(length=20), nullable=True),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publications.id"],
            name=op.f("fk_published_figures_publication_id_publications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "position", name=op.f("pk_published_figures")),
    )
