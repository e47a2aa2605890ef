"""SQLite: one writer with group commit, readers on snapshots of their own, one process a file."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import aiosqlite
from filelock import FileLock

from storage.connection import Row
from storage.errors import Refused, Unavailable
from storage.group_commit import Writer, is_trouble
from storage.integrity import check_sqlite
from storage.leadership import Alone
from storage.lock import lock_file
from storage.migrate import migrate_sqlite
from storage.statement import Statement, Value
from storage.transaction import Caches, Transaction, Verb

P = ParamSpec("P")
T = TypeVar("T")

READERS = 2
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=5000",
    "foreign_keys=ON",
    "cache_size=-8000",
    "secure_delete=ON",
)


class SqliteConnection:
    """The writer's connection. Its coroutines never wait, so a plain thread can drive them."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def _run(self, statement: Statement, parameters: dict[str, Value]) -> sqlite3.Cursor:
        text, constants = statement.sqlite
        return self._raw.execute(text, {**constants, **parameters})

    async def execute(self, statement: Statement, **parameters: Value) -> int:
        return self._run(statement, parameters).rowcount

    async def execute_many(self, statement: Statement, rows: Sequence[Mapping[str, Value]]) -> int:
        text, constants = statement.sqlite
        return max(0, self._raw.executemany(text, ({**constants, **row} for row in rows)).rowcount)

    async def one(self, statement: Statement, **parameters: Value) -> Row | None:
        return cast(Row | None, self._run(statement, parameters).fetchone())

    async def all(self, statement: Statement, **parameters: Value) -> Sequence[Row]:
        return self._run(statement, parameters).fetchall()

    async def stream(self, statement: Statement, **parameters: Value) -> AsyncIterator[Row]:
        cursor = self._run(statement, parameters)
        while rows := cursor.fetchmany(1000):
            for row in rows:
                yield row

    async def lock(self, key: int) -> None:
        """Nothing to do: there is one writer."""


class SqliteReader:
    """A reader's connection: waits for its own thread, never blocks the loop or the writer."""

    def __init__(self, raw: aiosqlite.Connection) -> None:
        self._raw = raw

    async def _run(self, statement: Statement, parameters: dict[str, Value]) -> aiosqlite.Cursor:
        text, constants = statement.sqlite
        return await self._raw.execute(text, {**constants, **parameters})

    async def execute(self, statement: Statement, **parameters: Value) -> int:
        return (await self._run(statement, parameters)).rowcount

    async def execute_many(self, statement: Statement, rows: Sequence[Mapping[str, Value]]) -> int:
        text, constants = statement.sqlite
        return (await self._raw.executemany(text, ({**constants, **row} for row in rows))).rowcount

    async def one(self, statement: Statement, **parameters: Value) -> Row | None:
        async with await self._run(statement, parameters) as cursor:
            return cast(Row | None, await cursor.fetchone())

    async def all(self, statement: Statement, **parameters: Value) -> Sequence[Row]:
        async with await self._run(statement, parameters) as cursor:
            return list(await cursor.fetchall())

    async def stream(self, statement: Statement, **parameters: Value) -> AsyncIterator[Row]:
        async with await self._run(statement, parameters) as cursor:
            while rows := await cursor.fetchmany(1000):
                for row in rows:
                    yield row

    async def lock(self, key: int) -> None:
        """Nothing to do: a reader changes nothing."""


class SqliteDatabase:
    """One process, one file; `open` takes the file's lock and keeps it."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self._lock = lock
        self._caches = Caches()
        self._raw = connect(path)
        self._writer = Writer(self._raw)
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        self._closed = False

    @classmethod
    async def open(cls, path: Path) -> "SqliteDatabase":
        """Lock, check, migrate and open the file. Raises `Refused` and leaves the file as it was."""
        lock = lock_file(path)
        try:
            check_sqlite(path)
            migrate_sqlite(path)
            database = cls(path, lock)
        except sqlite3.Error as error:
            lock.release()
            raise Refused("unreadable", file=str(path), detail=str(error)) from error
        except BaseException:
            lock.release()
            raise
        database._writer.start()
        for _ in range(READERS):
            database._readers.put_nowait(await _reader(path))
        return database

    async def write(self, verb: Verb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.write`."""
        transaction = Transaction(SqliteConnection(self._raw), self._caches)
        return await self._writer.run(cast(Coroutine[Any, Any, T], verb(transaction, *args, **kwargs)))

    async def read(self, verb: Verb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.read`."""
        if self._closed:
            raise Unavailable("closed")
        raw = await self._readers.get()
        try:
            await raw.execute("BEGIN")
            return await verb(Transaction(SqliteReader(raw), self._caches), *args, **kwargs)
        except sqlite3.Error as error:
            if is_trouble(error) and error.sqlite_errorcode != sqlite3.SQLITE_READONLY:  # a read that writes: a bug
                raise Unavailable(error.sqlite_errorname) from error
            raise
        finally:
            await self._give_back(raw)

    async def _give_back(self, raw: aiosqlite.Connection) -> None:
        try:
            await raw.rollback()
        finally:  # also when cancelled meanwhile: the reader's own thread rolls back before anything else
            self._readers.put_nowait(raw)

    async def lead(self, _role: str) -> Alone:
        """See `Database.lead`: the file's lock has left this process no rival."""
        return Alone()

    def wipe(self) -> None:
        """See `Database.wipe`."""
        self._writer.wipe()

    async def close(self) -> None:
        """See `Database.close`."""
        if self._closed:
            return
        self._closed = True
        await self._writer.close()
        for _ in range(READERS):
            await (await self._readers.get()).close()
        self._raw.close()  # the last one: it takes the write-ahead log into the file
        self._lock.release()


def connect(path: Path) -> sqlite3.Connection:
    """Open the file as the writer does. Transactions are explicit."""
    raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
    raw.row_factory = sqlite3.Row
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    return raw


async def _reader(path: Path) -> aiosqlite.Connection:
    raw = await aiosqlite.connect(path, isolation_level=None)
    raw.row_factory = aiosqlite.Row
    for pragma in ("busy_timeout=5000", "query_only=ON"):
        await raw.execute(f"PRAGMA {pragma}")
    return raw
