"""Rows between PostgreSQL and a SQLite file, table by table, each way in one transaction. Knows the declared tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import Boolean, Table, func, insert, select

from storage.errors import Refused
from storage.migrate import connect_postgresql, is_current, postgresql_revision, upgrade_sqlite
from storage.statement import Statement
from storage.tables import metadata

CHUNK = 1000  # rows in memory at a time


async def count_postgresql(url: str) -> dict[str, int]:
    """Return table → number of rows."""
    raw = await connect_postgresql(url)
    try:
        return {
            table.name: await raw.fetchval(Statement(select(func.count()).select_from(table)).postgresql[0])
            for table in metadata.sorted_tables
        }
    finally:
        await raw.close()


async def download(url: str, part: Path) -> None:
    """Copy one moment of a PostgreSQL database into an empty SQLite file; `Refused("older")` before its upgrade."""
    raw = await connect_postgresql(url)
    try:
        if not is_current(await postgresql_revision(raw), "postgresql"):
            raise Refused("older", place="postgresql")
        upgrade_sqlite(part)
        with closing(sqlite3.connect(part, isolation_level=None)) as target:
            async with raw.transaction(isolation="repeatable_read", readonly=True):
                target.execute("BEGIN")
                for table in metadata.sorted_tables:
                    await _download(raw, table, target)
            target.execute("COMMIT")
    finally:
        await raw.close()


async def _download(raw: Any, table: Table, target: sqlite3.Connection) -> None:
    add = Statement(insert(table), columns=tuple(table.columns.keys())).sqlite[0]
    cursor = await raw.cursor(Statement(select(table)).postgresql[0])
    while rows := await cursor.fetch(CHUNK):
        target.executemany(add, map(dict, rows))


async def upload(part: Path, url: str) -> None:
    """Replace everything in a PostgreSQL database by the rows of a SQLite file of the same schema."""
    raw = await connect_postgresql(url)
    try:
        with closing(sqlite3.connect(part)) as source:
            async with raw.transaction():
                await raw.execute(f"TRUNCATE {', '.join(table.name for table in metadata.sorted_tables)}")
                for table in metadata.sorted_tables:
                    await _upload(source, table, raw)
    except asyncpg.DataError as error:
        raise Refused("unportable", place=str(part), detail=str(error)) from error
    finally:
        await raw.close()


async def _upload(source: sqlite3.Connection, table: Table, raw: Any) -> None:
    names = list(table.columns.keys())
    await raw.copy_records_to_table(table.name, records=_records(source, table), columns=names)
    if "id" in names:  # the next id must not be one that came along
        name = table.name
        await raw.execute(
            f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), coalesce(max(id), 0) + 1, false) FROM {name}"  # noqa: S608
        )


def _records(source: sqlite3.Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield rows as PostgreSQL takes them: SQLite keeps truth values as 0 and 1."""
    flags = [isinstance(column.type, Boolean) for column in table.columns]
    for row in source.execute(Statement(select(table)).sqlite[0]):
        yield tuple(
            bool(value) if flag and value is not None else value for flag, value in zip(flags, row, strict=True)
        )
