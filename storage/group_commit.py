"""One thread that writes: whatever use cases wait are run one after the other and committed together.

Use cases queue up while the thread waits for the disk; the next commit takes them all. Each runs under a savepoint,
so one that fails takes nothing of its neighbours with it, and none is answered before its commit has reached the
disk (`synchronous=FULL`). Measured beside the alternatives in docs/decisions/0001-storage.md.
"""

import asyncio
import sqlite3
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar, cast

from storage.errors import Unavailable

T = TypeVar("T")

GROUP = 128  # use cases in one commit at the most: bounds how long the first one waits
WIPE_PATIENCE = 100  # milliseconds that emptying the log waits for readers: everybody's answers wait with it
_TROUBLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}


def is_trouble(error: BaseException) -> bool:
    """Tell the file's trouble from the use case's own mistake (a broken constraint, a missing parameter)."""
    # errors of the Python module itself, such as a missing parameter, carry no code of the library
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return isinstance(error, sqlite3.Error) and code & 0xFF in _TROUBLE


@dataclass(slots=True)
class _Job:
    """One use case on its way through the writer."""

    work: Coroutine[Any, Any, Any]
    future: asyncio.Future[Any]
    value: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        if self.future.done():  # whoever asked was cancelled: the effect is committed all the same
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.value)


class _Order(Enum):
    """What the thread is told besides use cases."""

    WIPE = "wipe"
    STOP = "stop"


class Writer:
    """Owns the writing connection from `start` to `close`; nobody else may use it meanwhile."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self._loop = asyncio.get_running_loop()
        self._queue: SimpleQueue[_Job | _Order] = SimpleQueue()
        self._closed = False
        self._thread = Thread(target=self._serve, name="sqlite-writer", daemon=True)

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run the coroutine in a transaction; return its value once that is on the disk.

        Raises `Unavailable` when nothing could be kept, and RuntimeError when the coroutine awaits anything that
        really waits: the thread serves everybody, so it cannot.
        """
        if self._closed:
            work.close()
            raise Unavailable("closed")
        future: asyncio.Future[T] = self._loop.create_future()
        self._queue.put(_Job(work, future))
        return await future

    def wipe(self) -> None:
        """Have the log emptied after what was accepted before: what is erased must not live on in it."""
        if not self._closed:
            self._queue.put(_Order.WIPE)

    async def close(self) -> None:
        """Finish everything accepted, then stop."""
        if not self._closed:
            self._closed = True
            self._queue.put(_Order.STOP)
        await asyncio.to_thread(self._thread.join)

    def _serve(self) -> None:
        """Take whatever waits, commit once, answer everybody: until told to stop."""
        open_for_work = True
        while open_for_work:
            taken = [self._queue.get()]
            while len(taken) < GROUP and not self._queue.empty():
                taken.append(self._queue.get())
            open_for_work = _Order.STOP not in taken
            group = [job for job in taken if isinstance(job, _Job)]
            if group:
                self._commit(group)
                self._loop.call_soon_threadsafe(_settle, group)
            if _Order.WIPE in taken:
                self._empty_log()

    def _empty_log(self) -> None:
        """Move the log into the file and cut it off; a reader in the way leaves that to the next time."""
        with suppress(sqlite3.Error):
            self._raw.execute(f"PRAGMA busy_timeout={WIPE_PATIENCE}")
            self._raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._raw.execute("PRAGMA busy_timeout=5000")

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
                # also for a refused one: what it decided upon may have been a neighbour's lost work
                job.error = Unavailable(getattr(error, "sqlite_errorname", type(error).__name__))

    def _run(self, job: _Job) -> None:
        self._raw.execute("SAVEPOINT job")
        try:
            job.value = _drive(job.work)
        except BaseException as error:  # also CancelledError: nothing may end this thread
            if is_trouble(error):
                raise
            self._raw.execute("ROLLBACK TO job")
            job.error = error
        self._raw.execute("RELEASE job")


def _drive(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that never waits to its end, outside any event loop."""
    try:
        work.send(None)
    except StopIteration as stop:
        return cast(T, stop.value)
    work.close()
    raise RuntimeError("a use case awaited something besides its repositories")


def _settle(group: list[_Job]) -> None:
    for job in group:
        job.settle()
