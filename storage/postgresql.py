"""PostgreSQL through asyncpg: a pool, one transaction a use case, advisory locks per person."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, ParamSpec, TypeVar, cast

import asyncpg

from storage.connection import Row
from storage.errors import Unavailable
from storage.leadership import Leadership
from storage.migrate import migrate_postgresql
from storage.session_lock import LOST, lead
from storage.statement import Statement, Value
from storage.transaction import Caches, Transaction, Verb

P = ParamSpec("P")
T = TypeVar("T")

POOL = (2, 10)  # smallest and largest number of connections
PATIENCE = 60.0  # seconds for a connection and for a statement: a server that hangs is treated like one that is gone
CHUNK = 1000
CLOSING = 5.0  # seconds that use cases under way get to end


class PostgresqlConnection:
    """One transaction on one pooled connection."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    async def execute(self, statement: Statement, **parameters: Value) -> int:
        text, values = _arguments(statement, parameters)
        status: str = await self._raw.execute(text, *values)
        return int(status.rsplit(" ", 1)[-1])

    async def execute_many(self, statement: Statement, rows: Sequence[Mapping[str, Value]]) -> int:
        _, order, constants = statement.postgresql
        values = [[{**constants, **row}[name] for name in order] for row in rows]
        return len(await self._raw.fetchmany(statement.postgresql_counted, values))

    async def one(self, statement: Statement, **parameters: Value) -> Row | None:
        text, values = _arguments(statement, parameters)
        return cast(Row | None, await self._raw.fetchrow(text, *values))

    async def all(self, statement: Statement, **parameters: Value) -> Sequence[Row]:
        text, values = _arguments(statement, parameters)
        return cast(Sequence[Row], await self._raw.fetch(text, *values))

    async def stream(self, statement: Statement, **parameters: Value) -> AsyncIterator[Row]:
        text, values = _arguments(statement, parameters)
        async for row in self._raw.cursor(text, *values, prefetch=CHUNK):
            yield row

    async def lock(self, key: int) -> None:
        await self._raw.execute("SELECT pg_advisory_xact_lock($1)", key)


class PostgresqlDatabase:
    """Many processes may open it at once."""

    def __init__(self, pool: Any, url: str) -> None:
        self._pool = pool
        self._url = url
        self._caches = Caches()
        self._closed = False

    @classmethod
    async def open(cls, url: str) -> "PostgresqlDatabase":
        """Migrate and connect. Raises `Refused` when the server lets us not in or its schema is newer."""
        await migrate_postgresql(url)
        smallest, largest = POOL
        pool = asyncpg.create_pool(url, min_size=smallest, max_size=largest, timeout=PATIENCE, command_timeout=PATIENCE)
        return cls(await pool, url)

    async def write(self, verb: Verb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.write`."""
        async with self._transaction() as transaction:
            return await verb(transaction, *args, **kwargs)

    async def read(self, verb: Verb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.read`."""
        async with self._transaction(isolation="repeatable_read", readonly=True) as transaction:
            return await verb(transaction, *args, **kwargs)

    @asynccontextmanager
    async def _transaction(self, **options: Any) -> AsyncIterator[Transaction]:
        if self._closed:
            raise Unavailable("closed")
        try:
            async with self._pool.acquire(timeout=PATIENCE) as raw, _kept_or_lost(raw), raw.transaction(**options):
                yield Transaction(PostgresqlConnection(raw), self._caches)
        except LOST as error:
            raise Unavailable(error.__class__.__name__) from error

    async def lead(self, role: str) -> Leadership | None:
        """See `Database.lead`."""
        if self._closed:
            raise Unavailable("closed")
        return await lead(self._url, role, PATIENCE)

    def wipe(self) -> None:
        """See `Database.wipe`. The server's log is the operator's: docs/privacy.md."""

    async def close(self) -> None:
        """See `Database.close`."""
        self._closed = True
        try:
            await asyncio.wait_for(self._pool.close(), CLOSING)
        except TimeoutError:  # a use case that does not end must not keep the process from ending
            self._pool.terminate()


@asynccontextmanager
async def _kept_or_lost(raw: Any) -> AsyncIterator[None]:
    """Rolling back on a connection that died complains about the connection's use; name the real cause."""
    try:
        yield
    except asyncpg.InterfaceError as error:
        if _is_gone(raw):
            raise Unavailable(error.__class__.__name__) from error
        raise


def _is_gone(raw: Any) -> bool:
    try:
        return bool(raw.is_closed())
    except asyncpg.InterfaceError:  # the pool has taken it back already, which it does with dead ones
        return True


def _arguments(statement: Statement, parameters: dict[str, Value]) -> tuple[str, list[Value]]:
    text, order, constants = statement.postgresql
    values = {**constants, **parameters}
    return text, [values[name] for name in order]
