"""Every table of the vault in one place. The newest migration gives exactly these (tests/migrations/test_head.py).

Moments are text in UTC (`moments.as_text`); `day` and `year` are those of Brussels, kept so that counting needs no
arithmetic on time zones. Coded columns hold a key of the codebook or NULL (not asked); `missing` is a JSON object
from attribute to reason. Columns that hold K1 data (`trust.md` 2.1) say so in `info`.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)
K1 = {"class": "K1"}


def _call() -> Column[str]:
    return Column("call_id", ForeignKey("calls.id", ondelete="CASCADE"), nullable=False)


def _person() -> Column[str]:
    return Column("person_id", ForeignKey("reported_persons.id", ondelete="CASCADE"), nullable=False)


calls = Table(
    "calls",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("number", String(40), nullable=False, unique=True),
    Column("year", Integer, nullable=False),
    Column("day", String(10), nullable=False),
    Column("channel", String(40), nullable=False),
    Column("started_at", String(20), nullable=False),
    Column("ended_at", String(20)),
    Column("waited_s", Integer),
    Column("wrap_up_s", Integer),
    Column("handled_s", Integer),  # ended_at - started_at, for medians; NULL when not ended
    Column("entered_late", Boolean, nullable=False, default=False),
    Column("counted", Boolean, nullable=False),
    Column("anonymous", String(40)),
    Column("contact_age", String(40)),
    Column("contact_age_years", Integer),
    Column("contact_gender", String(40)),
    Column("contact_municipality", String(5), info=K1),
    Column("contact_name", Text, info=K1),
    Column("relation_to_victim", String(40)),
    Column("heard_via", String(40)),
    Column("campaign", String(40)),
    Column("urgency", String(40)),
    Column("safety", Text, nullable=False),
    Column("callback_agreed", String(40)),
    Column("safe_moment", Text, info=K1),
    Column("team", String(40)),
    Column("counsellor", String(80), nullable=False),
    Column("shift_id", String(40)),
    Column("marks", Text, nullable=False),
    Column("overrides", Text, nullable=False, info=K1),
    Column("missing", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("amended", Boolean, nullable=False),  # corrected or added to since it was filed
    Column("edition", String(40), nullable=False),
    Column("filed_at", String(20), nullable=False),
)
Index(None, calls.c.year, calls.c.counted)
Index(None, calls.c.started_at)
# every filter of the list of calls reads its own index from the newest call on: no scan, however rare the value
Index(None, calls.c.channel, calls.c.started_at)
Index(None, calls.c.amended, calls.c.started_at)
Index(None, calls.c.callback_agreed, calls.c.started_at)
Index(None, calls.c.shift_id)

call_qualifiers = Table(
    "call_qualifiers", metadata, _call(), Column("code", String(40), nullable=False),
    Column("position", Integer, nullable=False),
)  # fmt: skip
Index(None, call_qualifiers.c.call_id)
call_help_offered = Table(
    "call_help_offered", metadata, _call(), Column("code", String(40), nullable=False),
    Column("position", Integer, nullable=False),
)  # fmt: skip
Index(None, call_help_offered.c.call_id)

reported_persons = Table(
    "reported_persons",
    metadata,
    Column("id", String(40), primary_key=True),
    _call(),
    Column("position", Integer, nullable=False),
    Column("started_at", String(20), nullable=False),  # that of the call, for the index below
    Column("is_contact", Boolean, nullable=False),
    Column("age_years", Integer),
    Column("age_group", String(40)),
    Column("gender", String(40)),
    Column("municipality", String(5), info=K1),
    Column("province", String(40)),  # K2: the province of the municipality, for statistics
    Column("problem_type", String(40)),
    Column("context_family", String(40)),
    Column("context_setting", String(40)),
    Column("main_form", String(40)),
    Column("violence_time", String(40)),
    Column("relation_to_contact", String(40)),
    Column("missing", Text, nullable=False),
)
Index(None, reported_persons.c.call_id)
Index(None, reported_persons.c.problem_type, reported_persons.c.started_at, reported_persons.c.call_id)

person_forms = Table(
    "person_forms", metadata, _person(), Column("code", String(40), nullable=False),
    Column("position", Integer, nullable=False),
)  # fmt: skip
Index(None, person_forms.c.person_id)

person_relations = Table(
    "person_relations", metadata, _call(),
    Column("one", String(40), nullable=False), Column("relation", String(40), nullable=False),
    Column("other", String(40), nullable=False), Column("position", Integer, nullable=False),
)  # fmt: skip
Index(None, person_relations.c.call_id)

outcomes = Table(
    "outcomes", metadata, _person(), Column("code", String(40), nullable=False), Column("service_id", String(80)),
    Column("position", Integer, nullable=False),
)  # fmt: skip
Index(None, outcomes.c.person_id)

referrals = Table(
    "referrals",
    metadata,
    Column("id", String(40), primary_key=True),
    _call(),
    Column("position", Integer, nullable=False),
    Column("person_id", String(40)),
    Column("service_id", String(80), nullable=False),
    Column("service_version", Integer, nullable=False),
    Column("service_name", Text, nullable=False),
    Column("category", String(40), nullable=False),
    Column("given_at", String(20), nullable=False),
    Column("how", String(40), nullable=False),
)
Index(None, referrals.c.call_id)
Index(None, referrals.c.service_id)

narratives = Table(
    "narratives",
    metadata,
    # an integer key of its own: the full-text index refers to it
    Column("rowid_", Integer, primary_key=True),
    _call(),
    # NULL: the narrative itself; otherwise the text of a later addition, so that it is found like the narrative
    Column("addition_id", ForeignKey("call_additions.id", ondelete="CASCADE")),
    Column("text", Text, nullable=False, info=K1),
)
Index(None, narratives.c.call_id)
Index(None, narratives.c.addition_id)
# FTS5 table `narratives_fts` (external content, secure-delete, triggers) is made by the migration.

call_additions = Table(
    "call_additions", metadata,
    Column("id", Integer, primary_key=True), _call(),
    Column("at", String(20), nullable=False), Column("counsellor", String(80), nullable=False),
    Column("record", String(64)),  # its name on the way to the hub, NULL while the station has never met one
)  # fmt: skip
Index(None, call_additions.c.call_id)

call_revisions = Table(
    "call_revisions", metadata,
    Column("id", Integer, primary_key=True), _call(),
    Column("revision", Integer, nullable=False), Column("at", String(20), nullable=False),
    Column("counsellor", String(80), nullable=False), Column("reason", Text, nullable=False, info=K1),
    Column("before", Text, nullable=False, info=K1), Column("record", String(64)),
)  # fmt: skip
Index(None, call_revisions.c.call_id)

call_numbers = Table(
    "call_numbers", metadata,
    Column("year", Integer, primary_key=True, autoincrement=False), Column("last", Integer, nullable=False),
)  # fmt: skip

drafts = Table(
    "drafts", metadata,
    Column("id", String(40), primary_key=True), Column("kind", String(20), nullable=False),
    Column("counsellor", String(80), nullable=False),
    Column("started_at", String(20), nullable=False), Column("saved_at", String(20), nullable=False),
    Column("saves", Integer, nullable=False),
    # NULL: live; otherwise when it was discarded or filed: kept a moment so that this can be undone
    Column("binned_at", String(20)),
    # the number a call had when it was opened again: it keeps it
    Column("number", String(40)),
    Column("body", Text, nullable=False, info=K1),
)  # fmt: skip

shifts = Table(
    "shifts", metadata,
    Column("id", String(40), primary_key=True), Column("counsellor", String(80), nullable=False),
    Column("team", String(40)), Column("line", String(40), nullable=False),
    Column("began_at", String(20), nullable=False), Column("planned_end", String(20), nullable=False),
    Column("planned_break", String(20)), Column("ended_at", String(20)),
    Column("breaks", Text, nullable=False), Column("heavy_calls", Text, nullable=False),
)  # fmt: skip

services = Table(
    "services", metadata,
    Column("id", String(80), primary_key=True), Column("version", Integer, primary_key=True, autoincrement=False),
    Column("current", Boolean, nullable=False), Column("edition", String(40), nullable=False),
    Column("recorded_at", String(20), nullable=False), Column("recorded_by", String(80), nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip

remarks = Table(
    "remarks", metadata,
    Column("id", String(40), primary_key=True), Column("service_id", String(80), nullable=False),
    Column("service_version", Integer, nullable=False), Column("at", String(20), nullable=False),
    Column("counsellor", String(80), nullable=False), Column("text", Text, nullable=False),
    Column("settled", String(20)),
)  # fmt: skip

prints = Table(
    "prints", metadata,
    Column("id", String(40), primary_key=True), Column("call_id", String(40), nullable=False),
    Column("number", String(40), nullable=False, unique=True), Column("at", String(20), nullable=False),
    Column("counsellor", String(80), nullable=False), Column("audience", String(20), nullable=False),
    Column("how", String(20), nullable=False), Column("reason", Text, nullable=False),
    Column("pages", Integer, nullable=False), Column("sha256", LargeBinary(32), nullable=False),
)  # fmt: skip

settings = Table(
    "settings", metadata,
    Column("name", String(60), primary_key=True), Column("value", Text, nullable=False),
)  # fmt: skip

# What was approved for publication: every printed cell, so that erasing records never changes a published year.
publications = Table(
    "publications", metadata,
    Column("id", String(40), primary_key=True),
    Column("year", Integer, nullable=False), Column("kind", String(20), nullable=False),
    Column("edition", String(40), nullable=False), Column("method", String(40), nullable=False),
    Column("approved_at", String(20), nullable=False), Column("approved_by", String(80), nullable=False),
    Column("report_sha256", LargeBinary(32), nullable=False),
)  # fmt: skip
Index(None, publications.c.year, publications.c.kind, unique=True)

published_figures = Table(
    "published_figures", metadata,
    Column("publication_id", ForeignKey("publications.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("table_id", String(20), nullable=False),
    Column("row", String(60), nullable=False), Column("column", String(60), nullable=False),
    Column("label", Text, nullable=False),
    Column("n", Integer), Column("base_n", Integer),
    Column("percent_of_all", String(20)), Column("percent_of_known", String(20)),
    Column("printed", Text, nullable=False),
)  # fmt: skip

read_log = Table(
    "read_log", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String(20), nullable=False), Column("device", String(20), nullable=False),
    Column("person", String(80), nullable=False), Column("role", String(40), nullable=False),
    Column("action", String(20), nullable=False),
    # pseudonym of a call, draft or case; keyed mark of what was searched: never the words
    Column("record", String(40), nullable=False), Column("reason", String(40), nullable=False),
    Column("words", String(40), nullable=False), Column("hits", Integer),
    Column("digest", LargeBinary(32), nullable=False),
)  # fmt: skip
Index(None, read_log.c.record, read_log.c.number)
Index(None, read_log.c.action, read_log.c.at)

# What this station and the hub tell each other (sync.md). Ids of records and changes are text of at most 64 signs.
_ID = String(64)

records = Table(
    "records", metadata,
    Column("id", _ID, primary_key=True), Column("kind", String(40), nullable=False),
    Column("stream", _ID, nullable=False), Column("parent", _ID),
    # what the hub holds, as it came: sealed values stay sealed. NULL: the hub has not shown it (yet, or again)
    Column("fields", Text), Column("meta", Text),
    # per field the change whose value the counsellor sees: the hub's, overlaid with own changes under way
    Column("seen", Text, nullable=False),
    # holds a sealed value for which the key has not come yet
    Column("keyless", Boolean, nullable=False, default=False),
)  # fmt: skip
Index(None, records.c.stream)
Index(None, records.c.parent)
Index(None, records.c.kind)
Index(None, records.c.keyless, sqlite_where=records.c.keyless)
Index("ix_records_unshown", records.c.stream, sqlite_where=records.c.fields.is_(None))

outbox = Table(
    "outbox", metadata,
    Column("line", Integer, primary_key=True), Column("change", _ID, nullable=False, unique=True),
    Column("record", _ID, nullable=False), Column("kind", String(40), nullable=False),
    Column("stream", _ID, nullable=False), Column("parent", _ID),
    # in clear until the change is first sent, sealed from then on
    Column("sets", Text, nullable=False, info=K1), Column("base", Text, nullable=False),
    Column("state", Integer, nullable=False), Column("device", _ID), Column("n", Integer),
    Column("answer", Text), Column("at_stream", _ID), Column("at_seq", Integer),
    sqlite_autoincrement=True,
)  # fmt: skip
Index(None, outbox.c.record)  # without the state: a step of a change then leaves it as it is
Index(None, outbox.c.state, outbox.c.line)
Index(None, outbox.c.device, outbox.c.n)
# a few changes among many: those that move a record, and those for a sealed group (`store/streams.py`)
Index("ix_outbox_moves", outbox.c.line, sqlite_where=text("instr(sets, '\"~s\":') > 0"))
Index(
    "ix_outbox_groups", outbox.c.stream, outbox.c.state, sqlite_where=text("stream >= 'group-' AND stream < 'group.'")
)
Index("ix_outbox_acked", outbox.c.at_stream, outbox.c.at_seq, sqlite_where=outbox.c.state == 2)  # not shown back yet

cursors = Table(
    "cursors", metadata,
    Column("stream", _ID, primary_key=True), Column("seq", Integer, nullable=False), Column("tag", _ID),
    Column("digest", Integer, nullable=False),
)  # fmt: skip

laid_aside = Table(
    "laid_aside", metadata,  # what we held of a stream when the hub came back older: to be given back
    Column("id", _ID, primary_key=True), Column("turn", Integer, primary_key=True),
    Column("kind", String(40), nullable=False), Column("stream", _ID, nullable=False), Column("parent", _ID),
    Column("fields", Text, nullable=False), Column("meta", Text, nullable=False),
    Column("refused", Boolean, nullable=False),  # may not be written there by us: it stays until it may
    Column("given", Integer, nullable=False, server_default="0"),  # times; it stays until it was read again
)  # fmt: skip

succession = Table(
    "succession", metadata,  # which change's value made way for which, as it was read; ids only
    Column("record", _ID, primary_key=True), Column("field", String(80), primary_key=True),
    Column("change", _ID, primary_key=True), Column("before", _ID, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

sync_state = Table(
    "sync_state", metadata,
    Column("name", String(60), primary_key=True), Column("value", Text, nullable=False, info=K1),
)  # fmt: skip

alarms = Table(
    "alarms", metadata,  # what was refused; ids only
    Column("id", Integer, primary_key=True), Column("at", String(20), nullable=False),
    Column("what", String(40), nullable=False), Column("record", _ID, nullable=False, default=""),
    Column("field", String(80), nullable=False, default=""), Column("times", Integer, nullable=False),
    UniqueConstraint("what", "record", "field"),
)  # fmt: skip

versions = Table(
    "versions", metadata,  # the highest number of a sealed value that was ever accepted: an older one is refused
    Column("record", _ID, primary_key=True), Column("field", String(80), primary_key=True),
    Column("number", Integer, nullable=False), sqlite_with_rowid=False,
)  # fmt: skip
