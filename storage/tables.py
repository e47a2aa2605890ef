"""The declared schema. Knows columns, keys and indexes; the migrations must lead to exactly this.

Times are UTC epoch seconds, structured values are JSON text: a row means the same on SQLite
and PostgreSQL.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _of(name: str, target: str, **options: Any) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id", ondelete="CASCADE"), **options)


organisations = Table(
    "organisations",
    metadata,
    _key(),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("types", Text, nullable=False),
    Column("settlement", Text),
    Column("flags", Text, nullable=False),
    Column("active", Boolean, nullable=False),
)

people = Table(
    "people",
    metadata,
    _key(),
    Column("code", Text, nullable=False, unique=True),
    Column("position", Text, nullable=False),
    Column("leading", Boolean, nullable=False),
    Column("subjects", Text, nullable=False),
    Column("levels", Text, nullable=False),
    Column("started_year", Integer),
    Column("birth_year", Integer),
    Column("category", Text),
    Column("class_teacher", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
)

person_organisations = Table(
    "person_organisations",
    metadata,
    _of("person_id", "people", primary_key=True),
    _of("organisation_id", "organisations", primary_key=True),
    Column("rank", Integer, nullable=False),
    Index("ix_person_organisations_organisation", "organisation_id", "person_id"),
)

person_names = Table(
    "person_names",
    metadata,
    _of("person_id", "people", primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False, index=True),
)

roles = Table(
    "roles",
    metadata,
    _of("person_id", "people", primary_key=True),
    Column("role", Text, primary_key=True),
    Column("granted_at", BigInteger, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("messenger_id", BigInteger, primary_key=True, autoincrement=False),
    _of("person_id", "people", nullable=False, unique=True),
    Column("bound_at", BigInteger, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("active_submission_id", Integer),
)

invitations = Table(
    "invitations",
    metadata,
    _key(),
    Column("token_hash", Text, nullable=False, unique=True),
    _of("person_id", "people", nullable=False, index=True),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    Column("revoked_at", BigInteger),
)

failed_attempts = Table(
    "failed_attempts",
    metadata,
    _key(),
    Column("stranger", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("ix_failed_attempts_stranger", "stranger", "at"),
)

consent_documents = Table(
    "consent_documents",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("published_at", BigInteger, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    _key(),
    _of("person_id", "people", nullable=False),
    Column("kind", Text, nullable=False),
    Column("document_hash", Text, ForeignKey("consent_documents.hash"), nullable=False),
    Column("given_at", BigInteger, nullable=False),
    Column("withdrawn_at", BigInteger),
    Index("ix_consents_person", "person_id", "kind"),
)

questionnaire_versions = Table(
    "questionnaire_versions",
    metadata,
    _key(),
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
    _key(),
    Column("version_id", Integer, ForeignKey("questionnaire_versions.id"), nullable=False),
    _of("respondent_id", "people", nullable=False),
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
    CheckConstraint("state IN ('draft', 'completed', 'expired', 'discarded')", name="state"),
    Index("ix_submissions_respondent", "respondent_id", "state", "version_id"),
    Index("ix_submissions_completed", "state", "completed_at"),
)

responses = Table(
    "responses",
    metadata,
    _of("submission_id", "submissions", primary_key=True),
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
    _of("submission_id", "submissions", primary_key=True),
    Column("item", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("value", Text),
    Column("at", BigInteger, nullable=False),
)

scores = Table(
    "scores",
    metadata,
    _of("submission_id", "submissions", primary_key=True),
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

export_jobs = Table(
    "export_jobs",
    metadata,
    _key(),
    _of("person_id", "people", nullable=False),
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

dead_letters = Table(
    "dead_letters",
    metadata,
    _key(),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("code", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("body", Text),
    Column("at", BigInteger, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    _key(),
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
    _key(),
    Column("at", BigInteger, nullable=False),
    Column("rows", Text, nullable=False),
)

for _table in metadata.tables.values():
    if "id" in _table.c:  # ids stand in buttons and in the journal: none is given out twice, also after an erasure
        _table.dialect_options["sqlite"]["autoincrement"] = True
