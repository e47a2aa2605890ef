"""The declared schema. Knows columns, keys and indexes; the migrations must lead to exactly this.

Times are UTC epoch seconds, days are ISO dates, structured values are JSON text: a row means the same on SQLite
and PostgreSQL.
"""

from storage.tables.answering import questionnaire_versions, replaced_responses, responses, scores, submissions
from storage.tables.base import metadata
from storage.tables.courses import course_participants, course_runs, courses, mentoring_pairs
from storage.tables.journal import audit, dead_letters, erasures, export_jobs, outcomes, updates
from storage.tables.outgoing import (
    anonymous_submissions,
    campaigns,
    deliveries,
    dropoffs,
    mutes,
    participations,
    sealed_submissions,
)
from storage.tables.register import (
    accounts,
    consent_documents,
    consents,
    failed_attempts,
    invitations,
    menus,
    organisations,
    people,
    person_names,
    person_organisations,
    roles,
)

__all__ = [
    "accounts",
    "anonymous_submissions",
    "audit",
    "campaigns",
    "consent_documents",
    "consents",
    "course_participants",
    "course_runs",
    "courses",
    "dead_letters",
    "deliveries",
    "dropoffs",
    "erasures",
    "export_jobs",
    "failed_attempts",
    "invitations",
    "mentoring_pairs",
    "menus",
    "metadata",
    "mutes",
    "organisations",
    "outcomes",
    "participations",
    "people",
    "person_names",
    "person_organisations",
    "questionnaire_versions",
    "replaced_responses",
    "responses",
    "roles",
    "scores",
    "sealed_submissions",
    "submissions",
    "updates",
]

for _table in metadata.tables.values():
    if "id" in _table.c:  # ids stand in buttons and in the journal: none is given out twice, also after an erasure
        _table.dialect_options["sqlite"]["autoincrement"] = True
