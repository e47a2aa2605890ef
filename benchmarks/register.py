"""Many people who are connected and have agreed, written straight into a fresh SQLite file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.migrate import migrate_sqlite

PEOPLE = """
INSERT INTO people (id, code, position, leading, subjects, levels, class_teacher, active)
SELECT value, printf('П-%06d', value), 'учитель', 0, '[]', '[]', 0, 1 FROM generated
"""
PLACES = (
    "INSERT INTO person_organisations (person_id, organisation_id, rank) SELECT value, value % 17 + 1, 0 FROM generated"
)
ACCOUNTS = (
    "INSERT INTO accounts (messenger_id, person_id, bound_at, reachable) SELECT value, value, 1, 1 FROM generated"
)
CONSENTS = (
    "INSERT INTO consents (person_id, kind, document_hash, given_at) SELECT value, 'processing', '', 1 FROM generated"
)
ROLES = "INSERT INTO roles (person_id, role, granted_at) SELECT value, 'teacher', 1 FROM generated"


def fill(path: Path, people: int) -> None:
    """A register of so many people in seventeen schools; a person's id is also her messenger's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    migrate_sqlite(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TEMP TABLE generated (value INTEGER PRIMARY KEY)")
        raw.executemany("INSERT INTO generated VALUES (?)", ((number,) for number in range(1, people + 1)))
        raw.execute("INSERT INTO consent_documents (hash, version, body, published_at) VALUES ('', '1', '', 1)")
        raw.executemany(
            "INSERT INTO organisations (id, code, name, types, flags, active) VALUES (?, ?, ?, '[]', '[]', 1)",
            [(number, f"ОО-{number}", f"Школа № {number}") for number in range(1, 18)],
        )
        for statement in (PEOPLE, PLACES, ACCOUNTS, CONSENTS, ROLES):
            raw.execute(statement)
