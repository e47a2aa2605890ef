"""SQLite: one writer thread with group commit, readers on snapshots of their own.

Use cases queue up while the writer waits for the disk; the next commit takes them all. Each runs under a savepoint,
so one that fails takes nothing of its neighbours with it, and none is answered before its commit has reached the
disk (`synchronous=FULL`). Measured beside the alternatives in docs/decisions/0001-storage.md.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, ParamSpec, TypeVar, cast

import aiosqlite
from filelock import FileLock, Timeout

from storage.connection import Row
from storage.database import Refused, Unavailable, Verb
from storage.integrity import check_sqlite
from storage.migrate import migrate_sqlite
from storage.statement import Statement, Value
from storage.transaction import Caches, Transaction

P = ParamSpec("P")
T = TypeVar("T")

GROUP = 128  # use cases in one commit at the most: bounds how long the first one waits
READERS = 2
TROUBLE = {  # the file's trouble, not the use case's: the whole group is undone and may be tried again
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON", "cache_size=-8000")


class SqliteConnection:
    """The writer's connection. Its coroutines never wait, so a plain thread can drive them."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def _run(self, statement: Statement, parameters: dict[str, Value]) -> sqlite3.Cursor:
        text, constants = statement.sqlite
        return self._raw.execute(text, {**constants, **parameters})

    async def execute(self, statement: Statement, **parameters: Value) -> int:
        return self._run(statement, parameters).rowcount

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

    async def one(self, statement: Statement, **parameters: Value) -> Row | None:
        async with await self._run(statement, parameters) as cursor:
            return await cursor.fetchone()

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


@dataclass(slots=True)
class _Job:
    """One use case on its way through the writer."""

    work: Coroutine[Any, Any, Any]
    future: asyncio.Future[Any]
    value: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.value)


class SqliteDatabase:
    """One process, one file; `open` takes the file's lock and keeps it."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self._path = path
        self._lock = lock
        self._loop = asyncio.get_running_loop()
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._caches = Caches()
        self._raw = connect(path)
        self._readers: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        self._thread = Thread(target=self._serve, name="sqlite-writer", daemon=True)

    @classmethod
    async def open(cls, path: Path) -> "SqliteDatabase":
        """Lock, check, migrate and open the file. Raises `Refused` and leaves the file as it was."""
        lock = lock_file(path)
        try:
            check_sqlite(path)
            migrate_sqlite(path)
            database = cls(path, lock)
        except BaseException:
            lock.release()
            raise
        database._thread.start()
        for _ in range(READERS):
            database._readers.put_nowait(await _reader(path))
        return database

    async def write(self, verb: Verb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.write`."""
        transaction = Transaction(SqliteConnection(self._raw), self._caches)
        work = cast(Coroutine[Any, Any, T], verb(transaction, *args, **kwargs))
        future: asyncio.Future[T] = self._loop.create_future()
        self._queue.put(_Job(work, future))
        return await future

    async def read(self, verb: Verb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.read`."""
        raw = await self._readers.get()
        try:
            await raw.execute("BEGIN")
            return await verb(Transaction(SqliteReader(raw), self._caches), *args, **kwargs)
        finally:
            await raw.rollback()
            self._readers.put_nowait(raw)

    async def close(self) -> None:
        """See `Database.close`."""
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        for _ in range(READERS):
            await (await self._readers.get()).close()
        self._raw.close()
        self._lock.release()

    def _serve(self) -> None:
        """Take whatever waits, run it, commit once, answer everybody: until told to stop."""
        open_for_work = True
        while open_for_work:
            jobs = [self._queue.get()]
            while len(jobs) < GROUP and not self._queue.empty():
                jobs.append(self._queue.get())
            open_for_work = None not in jobs
            group = [job for job in jobs if job is not None]
            if group:
                self._commit(group)
                self._loop.call_soon_threadsafe(_settle, group)

    def _commit(self, group: list[_Job]) -> None:
        try:
            self._raw.execute("BEGIN IMMEDIATE")
            for job in group:
                self._run(job)
            self._raw.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._raw.execute("ROLLBACK")
            for job in group:
                job.work.close()
                job.error = job.error or Unavailable(error.__class__.__name__)

    def _run(self, job: _Job) -> None:
        self._raw.execute("SAVEPOINT job")
        try:
            job.value = drive(job.work)
        except Exception as error:
            if isinstance(error, sqlite3.Error) and error.sqlite_errorcode & 0xFF in TROUBLE:
                raise
            self._raw.execute("ROLLBACK TO job")
            job.error = error
        self._raw.execute("RELEASE job")


def drive(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never waits to its end, outside any event loop."""
    try:
        work.send(None)
    except StopIteration as stop:
        return cast(T, stop.value)
    work.close()
    raise RuntimeError("a use case awaited something besides its repositories")


def connect(path: Path) -> sqlite3.Connection:
    """Open the file as the writer does. Transactions are explicit."""
    raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False, cached_statements=512)
    raw.row_factory = sqlite3.Row
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    return raw


def lock_file(path: Path) -> FileLock:
    """Take the lock that keeps a second process off the file; raises `Refused("locked")`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path.with_name(path.name + ".lock"), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Refused("locked", file=str(path)) from error
    return lock


async def _reader(path: Path) -> aiosqlite.Connection:
    raw = await aiosqlite.connect(path, isolation_level=None)
    raw.row_factory = aiosqlite.Row
    for pragma in ("busy_timeout=5000", "query_only=ON"):
        await raw.execute(f"PRAGMA {pragma}")
    return raw


def _settle(group: list[_Job]) -> None:
    for job in group:
        job.settle()
