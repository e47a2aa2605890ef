"""Questionnaires and what was answered to them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import key, metadata, of

questionnaire_versions = Table(
    "questionnaire_versions",
    metadata,
    key(),
    Column("code", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    UniqueConstraint("code", "number"),
    UniqueConstraint("code", "hash", name="uq_questionnaire_versions_hash"),
)

submissions = Table(
    "submissions",
    metadata,
    key(),
    Column("version_id", Integer, ForeignKey("questionnaire_versions.id"), nullable=False),
    of("respondent_id", "people", nullable=False),
    Column("organisation_id", Integer, ForeignKey("organisations.id")),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", Integer),
    Column("state", Text, nullable=False),
    Column("receipt", Text, unique=True),
    Column("seed", Text, nullable=False),
    Column("attributes", Text, nullable=False),
    Column("cursor", Text, nullable=False),
    Column("message_id", BigInteger),
    Column("started_at", BigInteger, nullable=False),
    Column("touched_at", BigInteger, nullable=False),
    Column("completed_at", BigInteger),
    Column("participation_id", Integer),
    CheckConstraint("state IN ('draft', 'completed', 'expired', 'discarded')", name="state"),
    Index("ix_submissions_respondent", "respondent_id", "state", "version_id"),
    Index("ix_submissions_completed", "state", "completed_at"),
    Index("ix_submissions_participation", "participation_id"),
)

responses = Table(
    "responses",
    metadata,
    of("submission_id", "submissions", primary_key=True),
    Column("item", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("value", Text),
    Column("number", Float),
    Column("revision", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

replaced_responses = Table(
    "replaced_responses",
    metadata,
    of("submission_id", "submissions", primary_key=True),
    Column("item", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("value", Text),
    Column("at", BigInteger, nullable=False),
)

scores = Table(
    "scores",
    metadata,
    of("submission_id", "submissions", primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("value", Float),
    Column("n", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    Column("level", Text),
    Column("deficit", Boolean, nullable=False),
    Column("threshold", Float, nullable=False),
    Column("rule_version", Text, nullable=False),
)
