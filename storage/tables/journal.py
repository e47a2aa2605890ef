"""What the program did: exports, updates, dead letters, the journal, erasures."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from storage.tables.base import key, metadata, of

export_jobs = Table(
    "export_jobs",
    metadata,
    key(),
    of("person_id", "people", nullable=False),
    Column("messenger_id", BigInteger, nullable=False),
    Column("scope", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("requested_at", BigInteger, nullable=False),
    Column("finished_at", BigInteger),
    Index("ix_export_jobs_state", "state", "messenger_id"),
)

updates = Table(
    "updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False, index=True),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)

dead_letters = Table(
    "dead_letters",
    metadata,
    key(),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("code", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("body", Text),
    Column("at", BigInteger, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    key(),
    Column("at", BigInteger, nullable=False),
    Column("person_id", Integer, ForeignKey("people.id", ondelete="SET NULL")),
    Column("action", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("ix_audit_at", "at"),
)

erasures = Table(
    "erasures",
    metadata,
    key(),
    Column("at", BigInteger, nullable=False),
    Column("rows", Text, nullable=False),
)
