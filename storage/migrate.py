"""Brings a database to the present schema, once, by one process. Knows revisions; the revisions know the tables.

A database that is at the newest revision already costs one query: alembic is imported only when there is work.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storage.errors import Refused, Unavailable
from storage.files import complete_or_absent, copy_sqlite

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).with_name("migrations")
_VERSION = "SELECT version_num FROM alembic_version"
_LOCK = 0x5445414348  # any number of our own: "one process migrates"


def revisions() -> list[str]:
    """Return the numbers of all revisions, oldest first; the last one is what this program expects."""
    return sorted(file.name[:4] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def is_current(revision: str | None, place: str) -> bool:
    """Tell whether the revision is the expected one; raises `Refused("newer")` for one we do not know."""
    known = revisions()
    if revision is not None and revision not in known:
        raise Refused("newer", place=place, revision=revision, known=known[-1])
    return revision == known[-1]


def migrate_sqlite(path: Path) -> None:
    """Create the file, or bring it to the newest revision. The caller holds the file's lock.

    A new file appears complete or not at all. Before an existing one is changed, a copy is kept beside it as
    `<name>.before-<revision>.bak`: taking that copy back is the way down (docs/storage.md). Raises `Refused`
    (`newer`, `foreign`), and `Unavailable` when there is no room for it.
    """
    try:
        if not path.exists():
            with complete_or_absent(path) as part:
                upgrade_sqlite(part)
        elif not is_current(sqlite_revision(path), str(path)):
            with complete_or_absent(path.with_name(f"{path.name}.before-{revisions()[-1]}.bak")) as part:
                copy_sqlite(path, part)
            upgrade_sqlite(path)
    except (OSError, sqlite3.Error) as error:
        raise Unavailable(getattr(error, "sqlite_errorname", type(error).__name__)) from error


def sqlite_revision(path: Path) -> str | None:
    """Return the revision of a file, None for one without tables; raises `Refused("foreign")` for others."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" in tables:
            row = raw.execute(_VERSION).fetchone()
            return str(row[0]) if row else None
    if tables:
        raise Refused("foreign", place=str(path))
    return None


def upgrade_sqlite(path: Path) -> None:
    """Bring a file to the newest revision in one transaction, without a copy and without questions."""
    from sqlalchemy.exc import DBAPIError

    engine = sqlite_engine(path)
    try:
        with engine.connect() as connection, connection.begin():
            _upgrade(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            assert not broken, f"the migration broke {len(broken)} references"
    except DBAPIError as error:
        raise error.orig or error from error
    finally:
        engine.dispose()


def sqlite_engine(path: Path) -> "Engine":
    """Return an engine whose transactions hold schema changes too (the driver's own would not)."""
    from sqlalchemy import create_engine, event

    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path, isolation_level=None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


async def migrate_postgresql(url: str) -> None:
    """Bring the database to the newest revision, while other processes that want the same wait.

    Raises `Refused`: `newer`, `foreign`, `unreachable`.
    """
    import asyncpg

    raw = await connect_postgresql(url)
    try:
        if is_current(await postgresql_revision(raw), "postgresql"):
            return
        await raw.execute("SELECT pg_advisory_lock($1)", _LOCK)  # freed with the connection
        await _upgrade_postgresql(url)
    except (OSError, asyncpg.PostgresConnectionError) as error:
        raise Unavailable(type(error).__name__) from error
    finally:
        with suppress(OSError, asyncpg.PostgresError):
            await raw.close()


async def connect_postgresql(url: str) -> Any:
    """Open one connection; raises `Refused("unreachable")`, whose parameters never hold the URL's password."""
    import asyncpg

    try:
        return await asyncpg.connect(url)
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Refused("unreachable", place="postgresql", detail=type(error).__name__) from error


async def postgresql_revision(raw: Any) -> str | None:
    """Return the revision of the database, None for one without tables."""
    rows = await raw.fetch("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    tables = {row["tablename"] for row in rows}
    if "alembic_version" in tables:
        revision: str | None = await raw.fetchval(_VERSION)
        return revision
    if tables:
        raise Refused("foreign", place="postgresql")
    return None


async def _upgrade_postgresql(url: str) -> None:
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: connect_postgresql(url))
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)
    await engine.dispose()


def _upgrade(connection: "Connection") -> None:
    from alembic import command

    command.upgrade(upgrade_config(connection), "head")


def upgrade_config(connection: "Connection") -> "Config":
    """Return alembic's configuration around an open connection."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("version_path_separator", "os")
    return config
