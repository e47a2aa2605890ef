"""A read-only, consistent view of the database for one long reader, without the bot's lock and migrations.

Used by the export process: it may run beside the bot and sees one moment of the data from beginning to end.
"""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol
from urllib.parse import quote

from storage.connection import Row
from storage.database import sqlite_path
from storage.statement import Statement, Value

CHUNK = 200


class Snapshot(Protocol):
    """Rows of one moment."""

    async def all(self, statement: Statement, **parameters: Value) -> Sequence[Row]:
        """Return every row."""
        ...

    def chunks(self, statement: Statement, **parameters: Value) -> AsyncIterator[Sequence[Row]]:
        """Yield rows in lists of at most `CHUNK`."""
        ...


@asynccontextmanager
async def open_snapshot(url: str) -> AsyncIterator[Snapshot]:
    """Open one read transaction on the database of `url`; ends it on leaving."""
    path = sqlite_path(url)
    if path is None:
        async with _postgresql(url) as snapshot:
            yield snapshot
        return
    # mode=rw, not ro: a WAL file left by a stopped bot can only be read by a connection that may recover it
    raw = sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, isolation_level=None)
    try:
        raw.row_factory = sqlite3.Row
        for pragma in ("busy_timeout=5000", "query_only=ON", "temp_store=FILE"):
            raw.execute(f"PRAGMA {pragma}")
        raw.execute("BEGIN")
        yield _SqliteSnapshot(raw)
    finally:
        raw.close()


class _SqliteSnapshot:
    """Blocking calls in async clothes: the process has nothing else to do meanwhile."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def _run(self, statement: Statement, parameters: dict[str, Value]) -> sqlite3.Cursor:
        text, constants = statement.sqlite
        return self._raw.execute(text, {**constants, **parameters})

    async def all(self, statement: Statement, **parameters: Value) -> Sequence[Row]:
        return self._run(statement, parameters).fetchall()

    async def chunks(self, statement: Statement, **parameters: Value) -> AsyncIterator[Sequence[Row]]:
        cursor = self._run(statement, parameters)
        while rows := cursor.fetchmany(CHUNK):
            yield rows


@asynccontextmanager
async def _postgresql(url: str) -> AsyncIterator["_PostgresqlSnapshot"]:
    import asyncpg  # not needed, and not paid for, with SQLite

    raw = await asyncpg.connect(url)
    try:
        async with raw.transaction(isolation="repeatable_read", readonly=True):
            yield _PostgresqlSnapshot(raw)
    finally:
        await raw.close()


class _PostgresqlSnapshot:
    def __init__(self, raw: Any) -> None:
        self._raw = raw

    async def all(self, statement: Statement, **parameters: Value) -> Sequence[Row]:
        text, values = _arguments(statement, parameters)
        rows: Sequence[Row] = await self._raw.fetch(text, *values)
        return rows

    async def chunks(self, statement: Statement, **parameters: Value) -> AsyncIterator[Sequence[Row]]:
        text, values = _arguments(statement, parameters)
        cursor = await self._raw.cursor(text, *values)
        while rows := await cursor.fetch(CHUNK):
            yield rows


def _arguments(statement: Statement, parameters: dict[str, Value]) -> tuple[str, list[Value]]:
    text, order, constants = statement.postgresql
    values = {**constants, **parameters}
    return text, [values[name] for name in order]
