"""The tables the workstation begins with, and the full-text index over the narratives.

The index keeps no text of its own (external content) and erases words when a narrative goes (secure-delete): without
that, a deleted word stays in the index until a merge.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEARCH = (
    """CREATE VIRTUAL TABLE narratives_fts USING fts5(
        text, content='narratives', content_rowid='rowid_', tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    "INSERT INTO narratives_fts(narratives_fts, rank) VALUES('secure-delete', 1)",
    """CREATE TRIGGER narratives_after_insert AFTER INSERT ON narratives BEGIN
        INSERT INTO narratives_fts(rowid, text) VALUES (new.rowid_, new.text); END""",
    """CREATE TRIGGER narratives_after_delete AFTER DELETE ON narratives BEGIN
        INSERT INTO narratives_fts(narratives_fts, rowid, text) VALUES ('delete', old.rowid_, old.text); END""",
    """CREATE TRIGGER narratives_after_update AFTER UPDATE ON narratives BEGIN
        INSERT INTO narratives_fts(narratives_fts, rowid, text) VALUES ('delete', old.rowid_, old.text);
        INSERT INTO narratives_fts(rowid, text) VALUES (new.rowid_, new.text); END""",
)


def upgrade() -> None:
    _call_numbers()
    _calls()
    _drafts()
    _prints()
    _remarks()
    _services()
    _settings()
    _shifts()
    _call_additions()
    _call_help_offered()
    _call_qualifiers()
    _call_revisions()
    _person_relations()
    _referrals()
    _reported_persons()
    _narratives()
    _outcomes()
    _person_forms()
    for statement in SEARCH:
        op.execute(statement)


def _call_numbers() -> None:
    op.create_table(
        "call_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_call_numbers")),
    )


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.String(length=20), nullable=False),
        sa.Column("ended_at", sa.String(length=20), nullable=True),
        sa.Column("waited_s", sa.Integer(), nullable=True),
        sa.Column("wrap_up_s", sa.Integer(), nullable=True),
        sa.Column("handled_s", sa.Integer(), nullable=True),
        sa.Column("entered_late", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("anonymous", sa.String(length=40), nullable=True),
        sa.Column("contact_age", sa.String(length=40), nullable=True),
        sa.Column("contact_age_years", sa.Integer(), nullable=True),
        sa.Column("contact_gender", sa.String(length=40), nullable=True),
        sa.Column("contact_municipality", sa.String(length=5), nullable=True),
        sa.Column("contact_name", sa.Text(), nullable=True),
        sa.Column("relation_to_victim", sa.String(length=40), nullable=True),
        sa.Column("heard_via", sa.String(length=40), nullable=True),
        sa.Column("campaign", sa.String(length=40), nullable=True),
        sa.Column("urgency", sa.String(length=40), nullable=True),
        sa.Column("safety", sa.Text(), nullable=False),
        sa.Column("callback_agreed", sa.String(length=40), nullable=True),
        sa.Column("safe_moment", sa.Text(), nullable=True),
        sa.Column("team", sa.String(length=40), nullable=True),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("shift_id", sa.String(length=40), nullable=True),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("overrides", sa.Text(), nullable=False),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("amended", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("filed_at", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("number", name=op.f("uq_calls_number")),
    )
    op.create_index(op.f("ix_calls_amended_started_at"), "calls", ["amended", "started_at"], unique=False)
    op.create_index(
        op.f("ix_calls_callback_agreed_started_at"), "calls", ["callback_agreed", "started_at"], unique=False
    )
    op.create_index(op.f("ix_calls_channel_started_at"), "calls", ["channel", "started_at"], unique=False)
    op.create_index(op.f("ix_calls_shift_id"), "calls", ["shift_id"], unique=False)
    op.create_index(op.f("ix_calls_started_at"), "calls", ["started_at"], unique=False)
    op.create_index(op.f("ix_calls_year_counted"), "calls", ["year", "counted"], unique=False)


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("started_at", sa.String(length=20), nullable=False),
        sa.Column("saved_at", sa.String(length=20), nullable=False),
        sa.Column("saves", sa.Integer(), nullable=False),
        sa.Column("binned_at", sa.String(length=20), nullable=True),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )


def _prints() -> None:
    op.create_table(
        "prints",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prints")),
        sa.UniqueConstraint("number", name=op.f("uq_prints_number")),
    )


def _remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("service_id", sa.String(length=80), nullable=False),
        sa.Column("service_version", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("settled", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
    )


def _services() -> None:
    op.create_table(
        "services",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.String(length=40), nullable=False),
        sa.Column("recorded_at", sa.String(length=20), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_services")),
    )


def _settings() -> None:
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )


def _shifts() -> None:
    op.create_table(
        "shifts",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=True),
        sa.Column("line", sa.String(length=40), nullable=False),
        sa.Column("began_at", sa.String(length=20), nullable=False),
        sa.Column("planned_end", sa.String(length=20), nullable=False),
        sa.Column("planned_break", sa.String(length=20), nullable=True),
        sa.Column("ended_at", sa.String(length=20), nullable=True),
        sa.Column("breaks", sa.Text(), nullable=False),
        sa.Column("heavy_calls", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shifts")),
    )


def _call_additions() -> None:
    op.create_table(
        "call_additions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_call_additions_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_additions")),
    )
    op.create_index(op.f("ix_call_additions_call_id"), "call_additions", ["call_id"], unique=False)


def _call_help_offered() -> None:
    op.create_table(
        "call_help_offered",
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_call_help_offered_call_id_calls"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_call_help_offered_call_id"), "call_help_offered", ["call_id"], unique=False)


def _call_qualifiers() -> None:
    op.create_table(
        "call_qualifiers",
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_call_qualifiers_call_id_calls"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_call_qualifiers_call_id"), "call_qualifiers", ["call_id"], unique=False)


def _call_revisions() -> None:
    op.create_table(
        "call_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=20), nullable=False),
        sa.Column("counsellor", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_call_revisions_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_revisions")),
    )
    op.create_index(op.f("ix_call_revisions_call_id"), "call_revisions", ["call_id"], unique=False)


def _person_relations() -> None:
    op.create_table(
        "person_relations",
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("one", sa.String(length=40), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("other", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_person_relations_call_id_calls"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_person_relations_call_id"), "person_relations", ["call_id"], unique=False)


def _referrals() -> None:
    op.create_table(
        "referrals",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("service_id", sa.String(length=80), nullable=False),
        sa.Column("service_version", sa.Integer(), nullable=False),
        sa.Column("service_name", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("given_at", sa.String(length=20), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_referrals_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
    )
    op.create_index(op.f("ix_referrals_call_id"), "referrals", ["call_id"], unique=False)
    op.create_index(op.f("ix_referrals_service_id"), "referrals", ["service_id"], unique=False)


def _reported_persons() -> None:
    op.create_table(
        "reported_persons",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.String(length=20), nullable=False),
        sa.Column("is_contact", sa.Boolean(), nullable=False),
        sa.Column("age_years", sa.Integer(), nullable=True),
        sa.Column("age_group", sa.String(length=40), nullable=True),
        sa.Column("gender", sa.String(length=40), nullable=True),
        sa.Column("municipality", sa.String(length=5), nullable=True),
        sa.Column("province", sa.String(length=40), nullable=True),
        sa.Column("problem_type", sa.String(length=40), nullable=True),
        sa.Column("context_family", sa.String(length=40), nullable=True),
        sa.Column("context_setting", sa.String(length=40), nullable=True),
        sa.Column("main_form", sa.String(length=40), nullable=True),
        sa.Column("violence_time", sa.String(length=40), nullable=True),
        sa.Column("relation_to_contact", sa.String(length=40), nullable=True),
        sa.Column("missing", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_reported_persons_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported_persons")),
    )
    op.create_index(op.f("ix_reported_persons_call_id"), "reported_persons", ["call_id"], unique=False)
    op.create_index(
        op.f("ix_reported_persons_problem_type_started_at_call_id"),
        "reported_persons",
        ["problem_type", "started_at", "call_id"],
        unique=False,
    )


def _narratives() -> None:
    op.create_table(
        "narratives",
        sa.Column("rowid_", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.String(length=40), nullable=False),
        sa.Column("addition_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["addition_id"],
            ["call_additions.id"],
            name=op.f("fk_narratives_addition_id_call_additions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_narratives_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("rowid_", name=op.f("pk_narratives")),
    )
    op.create_index(op.f("ix_narratives_addition_id"), "narratives", ["addition_id"], unique=False)
    op.create_index(op.f("ix_narratives_call_id"), "narratives", ["call_id"], unique=False)


def _outcomes() -> None:
    op.create_table(
        "outcomes",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("service_id", sa.String(length=80), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["reported_persons.id"],
            name=op.f("fk_outcomes_person_id_reported_persons"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_outcomes_person_id"), "outcomes", ["person_id"], unique=False)


def _person_forms() -> None:
    op.create_table(
        "person_forms",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["reported_persons.id"],
            name=op.f("fk_person_forms_person_id_reported_persons"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_person_forms_person_id"), "person_forms", ["person_id"], unique=False)
