"""Fixtures for every test: fresh databases of each kind, and a running bot with its local Telegram."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.centre import centre
from tests.databases import (
    database,
    database_url,
    emptied_databases,
    emptied_postgresql_url,
    later_release,
    mortal_server,
    postgresql_server,
    postgresql_template,
    postgresql_url,
    second_postgresql_url,
    sqlite_file,
    sqlite_template,
    sqlite_url,
)
from tests.stage import Stage, open_stage

__all__ = [
    "centre",
    "database",
    "database_url",
    "emptied_databases",
    "emptied_postgresql_url",
    "later_release",
    "mortal_server",
    "postgresql_server",
    "postgresql_template",
    "postgresql_url",
    "second_postgresql_url",
    "sqlite_file",
    "sqlite_template",
    "sqlite_url",
]

# property tests try the same examples on every run, however slow the machine
settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
settings.load_profile("fixed")


@pytest.fixture
async def stage(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """A running bot on each kind of database."""
    async with open_stage(database_url, tmp_path) as opened:
        yield opened
