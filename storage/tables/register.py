"""The register and the door to it: organisations, people, names, roles, accounts, invitations, consents."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from storage.tables.base import key, metadata, of

organisations = Table(
    "organisations",
    metadata,
    key(),
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("types", Text, nullable=False),
    Column("settlement", Text),
    Column("flags", Text, nullable=False),
    Column("zone", Text),
    Column("active", Boolean, nullable=False),
)

people = Table(
    "people",
    metadata,
    key(),
    Column("code", Text, nullable=False, unique=True),
    Column("position", Text, nullable=False),
    Column("leading", Boolean, nullable=False),
    Column("subjects", Text, nullable=False),
    Column("levels", Text, nullable=False),
    Column("started_year", Integer),
    Column("started_on", Text),
    Column("birth_year", Integer),
    Column("category", Text),
    Column("class_teacher", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
)

person_organisations = Table(
    "person_organisations",
    metadata,
    of("person_id", "people", primary_key=True),
    of("organisation_id", "organisations", primary_key=True),
    Column("rank", Integer, nullable=False),
    Index("ix_person_organisations_organisation", "organisation_id", "person_id"),
)

person_names = Table(
    "person_names",
    metadata,
    of("person_id", "people", primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False, index=True),
)

roles = Table(
    "roles",
    metadata,
    of("person_id", "people", primary_key=True),
    Column("role", Text, primary_key=True),
    Column("granted_at", BigInteger, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("messenger_id", BigInteger, primary_key=True, autoincrement=False),
    of("person_id", "people", nullable=False, unique=True),
    Column("bound_at", BigInteger, nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("active_submission_id", Integer),
)

menus = Table(
    "menus",
    metadata,
    Column("messenger_id", BigInteger, primary_key=True, autoincrement=False),
    Column("mark", Text, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    key(),
    Column("token_hash", Text, nullable=False, unique=True),
    of("person_id", "people", nullable=False, index=True),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    Column("revoked_at", BigInteger),
)

failed_attempts = Table(
    "failed_attempts",
    metadata,
    key(),
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
    key(),
    of("person_id", "people", nullable=False),
    Column("kind", Text, nullable=False),
    Column("document_hash", Text, ForeignKey("consent_documents.hash"), nullable=False),
    Column("given_at", BigInteger, nullable=False),
    Column("withdrawn_at", BigInteger),
    Index("ix_consents_person", "person_id", "kind"),
)
