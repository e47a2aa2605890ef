"""The first schema: register, questionnaires, submissions, campaigns, deliveries, courses, the journal."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _register()
    _accounts()
    _consents()
    _questionnaires()
    _responses()
    _campaigns()
    _participations()
    _deliveries()
    _anonymous()
    _courses()
    _mentoring()
    _exports()
    _ledger()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


TABLES = (
    "organisations", "people", "person_organisations", "person_names", "roles", "accounts", "invitations",
    "failed_attempts", "consent_documents", "consents", "questionnaire_versions", "submissions", "responses",
    "replaced_responses", "scores", "campaigns", "participations", "deliveries", "mutes",
    "sealed_submissions", "anonymous_submissions", "dropoffs", "courses", "course_runs",
    "course_participants", "mentoring_pairs", "export_jobs", "updates", "dead_letters", "audit", "erasures",
)  # fmt: skip


def _text(name: str, nullable: bool = False, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable, **options)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _long(name: str, nullable: bool = False, **options: Any) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable, **options)


def _number(name: str, nullable: bool = False, **options: Any) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable, **options)


def _of(name: str, target: str, **options: Any) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{target}.id", ondelete="CASCADE"), **options)


def _numbered(name: str, *parts: sa.schema.SchemaItem) -> None:
    key = sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)
    op.create_table(name, key, *parts, sqlite_autoincrement=True)


def _register() -> None:
    _numbered(
        "organisations",
        _text("code", unique=True),
        _text("name"),
        _text("types"),
        _text("settlement", nullable=True),
        _text("flags"),
        _text("zone", nullable=True),
        _flag("active"),
    )
    _numbered(
        "people",
        _text("code", unique=True),
        _text("position"),
        _flag("leading"),
        _text("subjects"),
        _text("levels"),
        _number("started_year", nullable=True),
        _text("started_on", nullable=True),
        _number("birth_year", nullable=True),
        _text("category", nullable=True),
        _flag("class_teacher"),
        _flag("active"),
    )
    op.create_table(
        "person_organisations",
        _of("person_id", "people", primary_key=True),
        _of("organisation_id", "organisations", primary_key=True),
        _number("rank"),
        sa.Index("ix_person_organisations_organisation", "organisation_id", "person_id"),
    )


def _accounts() -> None:
    op.create_table(
        "person_names",
        _of("person_id", "people", primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        _text("digest", index=True),
    )
    op.create_table(
        "roles",
        _of("person_id", "people", primary_key=True),
        _text("role", primary_key=True),
        _long("granted_at"),
    )
    op.create_table(
        "accounts",
        sa.Column("messenger_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _of("person_id", "people", nullable=False, unique=True),
        _long("bound_at"),
        _flag("reachable"),
        _number("active_submission_id", nullable=True),
    )
    op.create_table(
        "menus",
        sa.Column("messenger_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _text("mark"),
    )
    _numbered(
        "invitations",
        _text("token_hash", unique=True),
        _of("person_id", "people", nullable=False, index=True),
        _long("created_at"),
        _long("expires_at"),
        _long("used_at", nullable=True),
        _long("revoked_at", nullable=True),
    )


def _consents() -> None:
    _numbered(
        "failed_attempts",
        _text("stranger"),
        _long("at"),
        sa.Index("ix_failed_attempts_stranger", "stranger", "at"),
    )
    op.create_table(
        "consent_documents",
        _text("hash", primary_key=True),
        _text("version"),
        _text("body"),
        _long("published_at"),
    )
    _numbered(
        "consents",
        _of("person_id", "people", nullable=False),
        _text("kind"),
        sa.Column("document_hash", sa.Text, sa.ForeignKey("consent_documents.hash"), nullable=False),
        _long("given_at"),
        _long("withdrawn_at", nullable=True),
        sa.Index("ix_consents_person", "person_id", "kind"),
    )


def _questionnaires() -> None:
    _numbered(
        "questionnaire_versions",
        _text("code"),
        _number("number"),
        _text("hash"),
        _text("body"),
        _long("published_at"),
        sa.UniqueConstraint("code", "number"),
        sa.UniqueConstraint("code", "hash", name="uq_questionnaire_versions_hash"),
    )
    _numbered(
        "submissions",
        sa.Column("version_id", sa.Integer, sa.ForeignKey("questionnaire_versions.id"), nullable=False),
        _of("respondent_id", "people", nullable=False),
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisations.id")),
        _text("subject_kind"),
        _number("subject_id", nullable=True),
        _text("state"),
        _text("receipt", nullable=True, unique=True),
        _text("seed"),
        _text("attributes"),
        _text("cursor"),
        _long("message_id", nullable=True),
        _long("started_at"),
        _long("touched_at"),
        _long("completed_at", nullable=True),
        _number("participation_id", nullable=True),
        sa.CheckConstraint("state IN ('draft', 'completed', 'expired', 'discarded')", name="state"),
        sa.Index("ix_submissions_respondent", "respondent_id", "state", "version_id"),
        sa.Index("ix_submissions_completed", "state", "completed_at"),
        sa.Index("ix_submissions_participation", "participation_id"),
    )


def _responses() -> None:
    op.create_table(
        "responses",
        _of("submission_id", "submissions", primary_key=True),
        _text("item", primary_key=True),
        _text("state"),
        _text("value", nullable=True),
        sa.Column("number", sa.Float),
        _number("revision"),
        _long("at"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "replaced_responses",
        _of("submission_id", "submissions", primary_key=True),
        _text("item", primary_key=True),
        _number("revision", primary_key=True),
        _text("state"),
        _text("value", nullable=True),
        _long("at"),
    )
    op.create_table(
        "scores",
        _of("submission_id", "submissions", primary_key=True),
        _text("kind", primary_key=True),
        _text("code", primary_key=True),
        _number("place"),
        _text("title"),
        sa.Column("value", sa.Float),
        _number("n"),
        _number("of"),
        _text("level", nullable=True),
        _flag("deficit"),
        sa.Column("threshold", sa.Float, nullable=False),
        _text("rule_version"),
    )


def _campaigns() -> None:
    _numbered(
        "campaigns",
        _text("kind"),
        _text("title"),
        _text("questionnaire"),
        sa.Column("version_id", sa.Integer, sa.ForeignKey("questionnaire_versions.id")),
        _text("subject_kind"),
        _number("subject_id", nullable=True),
        _text("audience"),
        _text("order_number", nullable=True),
        _text("order_date", nullable=True),
        _long("opens_at"),
        _long("closes_at"),
        *(_number(name) for name in ("reminder_days", "reminders_max", "cooldown_days")),
        _number("interval_days", nullable=True),
        _flag("anonymous"),
        _number("group_threshold"),
        _number("comment_threshold"),
        _text("state"),
        sa.Column("owner_id", sa.Integer, sa.ForeignKey("people.id", ondelete="SET NULL")),
        _number("planned_to"),
        _long("created_at"),
        _long("started_at", nullable=True),
        _long("extended_at", nullable=True),
        _long("closed_at", nullable=True),
        sa.CheckConstraint("state IN ('draft', 'planned', 'open', 'closed', 'stopped')", name="state"),
        sa.Index("ix_campaigns_state", "state", "opens_at"),
        sa.UniqueConstraint("kind", "subject_kind", "subject_id", "questionnaire"),
        sa.Index("ix_campaigns_subject", "subject_kind", "subject_id"),
    )


def _participations() -> None:
    _numbered(
        "participations",
        _of("campaign_id", "campaigns", nullable=False),
        _of("person_id", "people", nullable=False),
        _text("occasion"),
        _number("subject_id", nullable=True),
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisations.id")),
        _text("state"),
        _long("closes_at", nullable=True),
        sa.CheckConstraint("state IN ('asked', 'opened', 'finished')", name="state"),
        sa.UniqueConstraint("campaign_id", "person_id", "occasion"),
        sa.Index("ix_participations_campaign", "campaign_id", "state", "id"),
        sa.Index("ix_participations_person", "person_id", "state"),
    )


def _deliveries() -> None:
    states = "'planned', 'sending', 'sent', 'blocked', 'failed', 'expired', 'unknown', 'cancelled'"
    _numbered(
        "deliveries",
        _text("dedupe_key", unique=True),
        _text("kind"),
        _of("person_id", "people", nullable=False),
        _of("campaign_id", "campaigns"),
        _of("participation_id", "participations"),
        _text("payload"),
        _number("priority"),
        _long("not_before"),
        _long("not_after"),
        _text("state"),
        _long("lease_until", nullable=True),
        _number("attempts"),
        _text("reason", nullable=True),
        _long("message_id", nullable=True),
        _long("planned_at"),
        _long("settled_at", nullable=True),
        sa.CheckConstraint(f"state IN ({states})", name="state"),
        sa.Index("ix_deliveries_due", "state", "priority", "not_before", "id"),
        sa.Index("ix_deliveries_campaign", "campaign_id", "state"),
        sa.Index("ix_deliveries_person", "person_id", "state", "settled_at"),
        sa.Index("ix_deliveries_participation", "participation_id"),
    )
    op.create_table("mutes", _of("person_id", "people", primary_key=True), _text("kind", primary_key=True))


def _anonymous() -> None:
    op.create_table(
        "sealed_submissions",
        _text("key", primary_key=True),
        _of("campaign_id", "campaigns", nullable=False, index=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "anonymous_submissions",
        _text("key", primary_key=True),
        _of("campaign_id", "campaigns", nullable=False, index=True),
        sa.Column("version_id", sa.Integer, sa.ForeignKey("questionnaire_versions.id"), nullable=False),
        _text("body"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dropoffs",
        _of("campaign_id", "campaigns", primary_key=True),
        _text("item", primary_key=True),
        _number("people"),
    )


def _courses() -> None:
    _numbered(
        "courses",
        _text("code", unique=True),
        _text("title"),
        _text("provider"),
        _number("hours", nullable=True),
        _text("functions"),
    )
    _numbered(
        "course_runs",
        _text("code", unique=True),
        _of("course_id", "courses", nullable=False, index=True),
        _text("starts_on"),
        _text("ends_on", index=True),
    )
    op.create_table(
        "course_participants",
        _of("run_id", "course_runs", primary_key=True),
        _of("person_id", "people", primary_key=True),
        _flag("finished"),
        sa.Index("ix_course_participants_person", "person_id"),
    )


def _mentoring() -> None:
    _numbered(
        "mentoring_pairs",
        _of("mentor_id", "people", nullable=False),
        _of("mentee_id", "people", nullable=False, index=True),
        _text("started_on"),
        _text("ended_on", nullable=True),
        sa.UniqueConstraint("mentor_id", "mentee_id", "started_on"),
    )


def _exports() -> None:
    _numbered(
        "export_jobs",
        _of("person_id", "people", nullable=False),
        _long("messenger_id"),
        _text("scope"),
        _text("state"),
        _long("requested_at"),
        _long("finished_at", nullable=True),
        sa.Index("ix_export_jobs_state", "state", "messenger_id"),
    )


def _ledger() -> None:
    op.create_table(
        "updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _long("at", index=True),
    )
    op.create_table(
        "outcomes",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _text("body"),
        _long("at"),
    )
    _numbered(
        "dead_letters",
        _long("update_id", unique=True),
        _text("code"),
        _text("error"),
        _text("body", nullable=True),
        _long("at"),
    )
    _numbered(
        "audit",
        _long("at"),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("people.id", ondelete="SET NULL")),
        _text("action"),
        _text("object"),
        _text("detail"),
        sa.Index("ix_audit_at", "at"),
    )
    _numbered("erasures", _long("at"), _text("rows"))
