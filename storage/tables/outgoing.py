"""What happens at a time or for a group: campaigns, who is asked, messages to be sent, answers without a name."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import key, metadata, of

campaigns = Table(
    "campaigns",
    metadata,
    key(),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("questionnaire", Text, nullable=False),
    Column("version_id", Integer, ForeignKey("questionnaire_versions.id")),
    Column("subject_kind", Text, nullable=False),
    Column("subject_id", Integer),
    Column("audience", Text, nullable=False),
    Column("order_number", Text),
    Column("order_date", Text),
    Column("opens_at", BigInteger, nullable=False),
    Column("closes_at", BigInteger, nullable=False),
    Column("reminder_days", Integer, nullable=False),
    Column("reminders_max", Integer, nullable=False),
    Column("cooldown_days", Integer, nullable=False),
    Column("interval_days", Integer),
    Column("anonymous", Boolean, nullable=False),
    Column("group_threshold", Integer, nullable=False),
    Column("comment_threshold", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("owner_id", Integer, ForeignKey("people.id", ondelete="SET NULL")),
    Column("planned_to", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("started_at", BigInteger),
    Column("extended_at", BigInteger),
    Column("closed_at", BigInteger),
    CheckConstraint("state IN ('draft', 'planned', 'open', 'closed', 'stopped')", name="state"),
    Index("ix_campaigns_state", "state", "opens_at"),
    UniqueConstraint("kind", "subject_kind", "subject_id", "questionnaire"),
    Index("ix_campaigns_subject", "subject_kind", "subject_id"),
)

participations = Table(
    "participations",
    metadata,
    key(),
    of("campaign_id", "campaigns", nullable=False),
    of("person_id", "people", nullable=False),
    Column("occasion", Text, nullable=False),
    Column("subject_id", Integer),
    Column("organisation_id", Integer, ForeignKey("organisations.id")),
    Column("state", Text, nullable=False),
    Column("closes_at", BigInteger),
    CheckConstraint("state IN ('asked', 'opened', 'finished')", name="state"),
    UniqueConstraint("campaign_id", "person_id", "occasion"),
    Index("ix_participations_campaign", "campaign_id", "state", "id"),
    Index("ix_participations_person", "person_id", "state"),
)

deliveries = Table(
    "deliveries",
    metadata,
    key(),
    Column("dedupe_key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    of("person_id", "people", nullable=False),
    of("campaign_id", "campaigns"),
    of("participation_id", "participations"),
    Column("payload", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("not_after", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("lease_until", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("reason", Text),
    Column("message_id", BigInteger),
    Column("planned_at", BigInteger, nullable=False),
    Column("settled_at", BigInteger),
    CheckConstraint(
        "state IN ('planned', 'sending', 'sent', 'blocked', 'failed', 'expired', 'unknown', 'cancelled')",
        name="state",
    ),
    Index("ix_deliveries_due", "state", "priority", "not_before", "id"),
    Index("ix_deliveries_campaign", "campaign_id", "state"),
    Index("ix_deliveries_person", "person_id", "state", "settled_at"),
    Index("ix_deliveries_participation", "participation_id"),
)

mutes = Table(
    "mutes",
    metadata,
    of("person_id", "people", primary_key=True),
    Column("kind", Text, primary_key=True),
)

sealed_submissions = Table(
    "sealed_submissions",
    metadata,
    Column("key", Text, primary_key=True),
    of("campaign_id", "campaigns", nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

anonymous_submissions = Table(
    "anonymous_submissions",
    metadata,
    Column("key", Text, primary_key=True),
    of("campaign_id", "campaigns", nullable=False, index=True),
    Column("version_id", Integer, ForeignKey("questionnaire_versions.id"), nullable=False),
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)

dropoffs = Table(
    "dropoffs",
    metadata,
    of("campaign_id", "campaigns", primary_key=True),
    Column("item", Text, primary_key=True),
    Column("people", Integer, nullable=False),
)
