"""Every table of the hub. Documents are text: the hub compares them, and does not look into them.

Nothing holds a constraint on content: a database that refuses a row writes that row into its log.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()
_ID = String(64)

META = Table(
    "hub_meta",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

STREAMS = Table(
    "streams",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("kind", String(20), nullable=False),  # team, helpline, sealed
    Column("head", BigInteger, nullable=False),
    Column("digest", BigInteger, nullable=False),
)

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("role", String(30), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("password", Text),  # argon2id; None: this account signs in with devices only
    Column("totp_secret", Text),
    Column("totp_step", BigInteger, nullable=False),  # the last time step used: a code serves once
    Column("failures", Integer, nullable=False),
    Column("wait_until", BigInteger, nullable=False),
)

# one for each account; nothing is constrained but the account, for a refused row would be logged
IDENTITIES = Table(
    "identities",
    METADATA,
    Column("account", _ID, primary_key=True),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
)

GRANTS = Table(
    "grants",
    METADATA,
    Column("account", _ID, primary_key=True),
    Column("stream", _ID, primary_key=True),
    Column("may_write", Boolean, nullable=False),
)

CODES = Table(
    "enrolment_codes",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("account", _ID, nullable=False),
    Column("made_by", _ID),
    Column("expires", BigInteger, nullable=False),
    Column("device", _ID),  # the device that used it
)

DEVICES = Table(
    "devices",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("account", _ID, nullable=False),
    Column("public_key", String(64), nullable=False),
    Column("revoked", Boolean, nullable=False),
    Column("last_n", BigInteger, nullable=False),
    Column("last_seen", BigInteger, nullable=False),
    Column("backed_up_n", BigInteger, nullable=False),  # in the latest backup
    Column("horizon", BigInteger, nullable=False),  # in the two latest backups
)

# one for each station: the signs in the numbers of its calls
STATION_MARKS = Table(
    "station_marks",
    METADATA,
    Column("mark", String(8), primary_key=True),
    Column("device", _ID, nullable=False),
    Index("station_marks_of_device", "device"),
)

RECORDS = Table(
    "records",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("stream", _ID, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("parent", _ID),
    Column("fields", Text, nullable=False),
    Column("meta", Text, nullable=False),
    Index("records_in_order", "stream", "seq", unique=True),
    Index("records_of_parent", "parent"),
)

GONE = Table(
    "gone",
    METADATA,
    Column("stream", _ID, primary_key=True),
    Column("id", _ID, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("reason", String(10), nullable=False),
    Index("gone_in_order", "stream", "seq", unique=True),
    Index("gone_by_record", "id"),
)

LOG = Table(
    "stream_log",
    METADATA,
    Column("stream", _ID, primary_key=True),
    Column("seq", BigInteger, primary_key=True),
    Column("tag", _ID, nullable=False),  # one per transaction of the hub
    Column("change", _ID, nullable=False),
    Column("record", _ID, nullable=False),
)

CHANGES = Table(
    "changes",
    METADATA,
    Column("device", _ID, primary_key=True),
    Column("n", BigInteger, primary_key=True),
    Column("id", _ID, nullable=False),
    Column("record", _ID, nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("arrived", BigInteger, nullable=False),  # seconds since 1970; shown, never used for an order
    Column("fate", Text),  # per field that was not taken: what became of it
    Column("ack", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Index("changes_by_id", "id"),
    Index("changes_by_record", "record"),
)

RECOVERED = Table(
    "recovered",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("donor", _ID, nullable=False),
)

ACTS = Table(
    "acts",
    METADATA,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("account", _ID),
    Column("act", String(40), nullable=False),
    Column("subject", _ID),
)

ERASURES = Table(
    "erasures",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("record", _ID, nullable=False),
    Column("asked_by", _ID, nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("reason", String(40), nullable=False),  # a code of the list, never a sentence
    Column("confirmed_by", _ID),
    Column("done", BigInteger),
)
