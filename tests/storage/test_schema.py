"""The schema by migrations equals the declared one; migrating is done once, safely, and not at all when not needed."""

import asyncio
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.ext.asyncio import create_async_engine

from storage import migrate
from storage.errors import Refused, Unavailable
from storage.migrate import migrate_postgresql, migrate_sqlite, revisions, sqlite_revision, upgrade_sqlite
from storage.migrations.__main__ import main as write_revision
from storage.shape import differences
from storage.tables import metadata
from tests.databases import PostgresqlServer

ADVICE = "storage/tables/ and storage/migrations differ: `python -m storage.migrations 'what changes'`"


def test_sqlite_by_migrations_equals_the_declared_tables(sqlite_file: Path) -> None:
    engine = create_engine(f"sqlite:///{sqlite_file}")
    with engine.connect() as connection:
        found = differences(connection)
    engine.dispose()
    assert not found, ADVICE


async def test_postgresql_by_migrations_equals_the_declared_tables(postgresql_url: str) -> None:
    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(postgresql_url))
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()
    assert not found, ADVICE


def test_the_file_is_the_one_declared_tables_would_make(sqlite_file: Path, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.sqlite3'}")
    metadata.create_all(engine)
    engine.dispose()
    assert _schema(sqlite_file) == _schema(tmp_path / "declared.sqlite3"), ADVICE


def _schema(path: Path) -> set[tuple[str, str]]:
    query = "SELECT name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version'"
    with closing(sqlite3.connect(path)) as raw:
        return set(raw.execute(query).fetchall())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("ALTER TABLE people DROP COLUMN category", "add_column: people, category"),
        ("ALTER TABLE people ADD COLUMN nickname TEXT", "remove_column: people, nickname"),
        ("DROP INDEX ix_audit_at", "add_index: ix_audit_at"),
        ("DROP TABLE erasures", "add_table: erasures"),
        ("CREATE TABLE stray (x INTEGER)", "remove_table: stray"),
    ],
)
def test_what_differs_is_told(sqlite_file: Path, change: str, told: str) -> None:
    with closing(sqlite3.connect(sqlite_file)) as raw:
        raw.execute(change)
    engine = create_engine(f"sqlite:///{sqlite_file}")
    with engine.connect() as connection:
        assert differences(connection) == [told]
    engine.dispose()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("WITHOUT ROWID", "", "option: responses WITHOUT ROWID"),
        ("PRIMARY KEY AUTOINCREMENT", "PRIMARY KEY", "option: erasures AUTOINCREMENT"),
        ("ck_submissions_state", "ck_other", "check: submissions.ck_other"),
    ],
)
def test_options_alembic_overlooks_are_told(sqlite_file: Path, tmp_path: Path, old: str, new: str, told: str) -> None:
    table = told.split()[1].partition(".")[0]
    with closing(sqlite3.connect(sqlite_file)) as raw:
        (sql,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    changed = create_engine(f"sqlite:///{tmp_path / 'changed.sqlite3'}")
    with changed.begin() as connection:
        connection.exec_driver_sql(sql.replace(old, new))
        assert told in differences(connection)
    changed.dispose()


def test_a_new_file_is_private_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "bot.sqlite3"
    migrate_sqlite(path)
    assert [(file.name, file.stat().st_mode & 0o777) for file in path.parent.iterdir()] == [(path.name, 0o600)]


def test_a_file_at_the_newest_revision_does_not_even_import_alembic(sqlite_file: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from storage.migrate import migrate_sqlite;"
        f"migrate_sqlite(Path({str(sqlite_file)!r})); sys.exit('alembic' in sys.modules or 'sqlalchemy' in sys.modules)"
    )
    root = Path(migrate.__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0


def test_an_upgrade_that_breaks_a_reference_leaves_the_file_as_it_was(sqlite_file: Path) -> None:
    with closing(sqlite3.connect(sqlite_file)) as raw:
        raw.execute("INSERT INTO person_organisations VALUES (7, 1, 0)")
        raw.commit()
    before = sqlite_file.read_bytes()
    with pytest.raises(AssertionError, match="broke 2 references"):
        upgrade_sqlite(sqlite_file)
    assert sqlite_file.read_bytes() == before


def test_the_next_revision_is_written_from_what_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder)
    (first,) = (folder / "versions").glob("0001*.py")
    first.write_text(first.read_text().replace('        _number("place"),\n', ""))  # as if it had been added since
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    write_revision("add the place of a score")
    (second,) = (folder / "versions").glob("*_add_the_place_of_a_score.py")
    assert 'sa.Column("place", sa.Integer(), nullable=False)' in second.read_text().replace("'", '"')
    assert revisions()[-1] == second.name[:4]


@pytest.mark.usefixtures("later_release")
def test_an_upgrade_that_fails_half_way_leaves_the_schema_as_it_was(sqlite_file: Path) -> None:
    with closing(sqlite3.connect(sqlite_file)) as raw:
        raw.execute("CREATE TABLE _alembic_tmp_organisations (x)")  # in the way of the second step
    with pytest.raises(Unavailable):
        migrate_sqlite(sqlite_file)
    assert sqlite_revision(sqlite_file) == "0001"
    with closing(sqlite3.connect(sqlite_file)) as raw:
        assert "note" not in {row[1] for row in raw.execute("PRAGMA table_info(people)")}


def test_a_newer_file_is_refused(sqlite_file: Path) -> None:
    with closing(sqlite3.connect(sqlite_file)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
        raw.commit()
    with pytest.raises(Refused, match="newer") as refusal:
        migrate_sqlite(sqlite_file)
    assert refusal.value.params == {"place": str(sqlite_file), "revision": "0999", "known": revisions()[-1]}


def test_somebody_elses_tables_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "shop.sqlite3"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE orders (id INTEGER)")
    with pytest.raises(Refused, match="foreign"):
        migrate_sqlite(path)


async def test_a_newer_or_foreign_postgresql_is_refused(postgresql_url: str) -> None:
    raw = await asyncpg.connect(postgresql_url)
    await raw.execute("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(Refused, match="newer"):
        await migrate_postgresql(postgresql_url)
    await raw.execute("DROP TABLE alembic_version")
    with pytest.raises(Refused, match="foreign"):
        await migrate_postgresql(postgresql_url)
    await raw.close()


async def test_several_processes_migrate_a_fresh_postgresql_once(postgresql_server: PostgresqlServer) -> None:
    name = await postgresql_server.create()
    await asyncio.gather(*(migrate_postgresql(postgresql_server.url(name)) for _ in range(4)))
    raw = await asyncpg.connect(postgresql_server.url(name))
    assert await raw.fetchval("SELECT version_num FROM alembic_version") == revisions()[-1]
    await raw.close()
    await postgresql_server.drop(name)


async def test_an_unreachable_server_is_refused_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="unreachable") as refusal:
        await migrate_postgresql(f"postgresql://bot:secret@/bot?host={tmp_path}")
    assert "secret" not in str(refusal.value.args)
