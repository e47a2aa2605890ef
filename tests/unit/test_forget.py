"""Forgetting knows every table: a new one that points at people or accounts must be decided upon."""

from storage.erasure import _DELETED
from storage.tables import metadata

STAYS = {
    "people": "the register's entry, under a fresh code",
    "person_organisations": "part of the register's entry",
    "person_names": "sealed, part of the register's entry",
    "course_participants": "part of the register's entry",
    "mentoring_pairs": "part of the register's entry",
    "campaigns": "lose the owner and the code",
    "audit": "loses the link and the code",
    "dead_letters": "loses the body",
    "failed_attempts": "a keyed digest, for an hour",
    "updates": "numbers of updates, nobody's",
    "outcomes": "those that name the person go",
    "erasures": "counts, nobody's",
    "consent_documents": "texts, nobody's",
    "questionnaire_versions": "texts, nobody's",
    "organisations": "no persons",
    "courses": "no persons",
    "course_runs": "no persons",
    "dropoffs": "counts, nobody's",
    "sealed_submissions": "anonymous, nobody's",
    "anonymous_submissions": "anonymous, nobody's",
}


def test_every_table_is_erased_or_stays_for_a_reason() -> None:
    assert set(_DELETED) | set(STAYS) == set(metadata.tables)
    assert not set(_DELETED) & set(STAYS)


def test_whatever_points_at_a_person_is_erased_or_kept_on_purpose() -> None:
    pointing = {
        table.name
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name in ("people", "submissions") or "messenger_id" in table.c
    }
    assert pointing - set(_DELETED) == {
        "person_organisations", "person_names", "course_participants", "mentoring_pairs", "campaigns", "audit",
    }  # fmt: skip
