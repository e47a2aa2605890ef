"""Flows run on every kind of database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import (  # noqa: F401 - fixtures
    database_url,
    postgresql_server,
    postgresql_template,
    postgresql_url,
    sqlite_file,
    sqlite_template,
    sqlite_url,
)
from tests.stage import Stage, open_stage


@pytest.fixture
async def stage(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:  # noqa: F811
    """A running bot with its local Telegram."""
    async with open_stage(database_url, tmp_path) as opened:
        yield opened
