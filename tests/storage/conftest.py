"""Databases for the tests of the storage."""

from tests.databases import (
    database,
    database_url,
    later_release,
    postgresql_server,
    postgresql_template,
    postgresql_url,
    second_postgresql_url,
    sqlite_file,
    sqlite_template,
    sqlite_url,
)

__all__ = [
    "database",
    "database_url",
    "later_release",
    "postgresql_server",
    "postgresql_template",
    "postgresql_url",
    "second_postgresql_url",
    "sqlite_file",
    "sqlite_template",
    "sqlite_url",
]
