"""The door to the data: one use case, one transaction, one commit. Knows no nouns and no dialect."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from storage.transaction import Transaction

P = ParamSpec("P")
T = TypeVar("T")

Verb = Callable[Concatenate[Transaction, P], Awaitable[T]]
SQLITE_PREFIX = "sqlite:///"


class Unavailable(Exception):
    """The storage could not commit (disk full, read-only, server gone): nothing of the use case was kept."""


class Refused(Exception):
    """The database must not be opened; `code` says why (`locked`, `damaged`, `newer`, `missing`)."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class Database(Protocol):
    """A use case is `async def verb(tx, …)`; it awaits nothing but the repositories of `tx`."""

    async def write(self, verb: Verb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the verb in one transaction and return its value after the commit that holds it."""
        ...

    async def read(self, verb: Verb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the verb on one consistent snapshot; it cannot change anything."""
        ...

    async def close(self) -> None:
        """Finish what is under way and let go of files and connections."""
        ...


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite URL, None for any other database."""
    return Path(url.removeprefix(SQLITE_PREFIX)) if url.startswith(SQLITE_PREFIX) else None


async def open_database(url: str) -> Database:
    """Open the database of `url`, migrated to the present schema.

    Raises `Refused` when another process holds the file, when it is damaged, or newer than this program.
    """
    path = sqlite_path(url)
    if path is not None:
        from storage.sqlite import SqliteDatabase

        return await SqliteDatabase.open(path)
    from storage.postgresql import PostgresqlDatabase

    return await PostgresqlDatabase.open(url)
