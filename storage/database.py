"""The door to the data: one use case, one transaction, one commit. Knows no nouns and no dialect."""

from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

from storage.errors import Refused, Unavailable
from storage.leadership import Leadership
from storage.transaction import Verb

__all__ = ["Database", "Leadership", "Refused", "Unavailable", "Verb", "open_database", "sqlite_path"]

P = ParamSpec("P")
T = TypeVar("T")

SQLITE_PREFIX = "sqlite:///"


class Database(Protocol):
    """A use case is `async def verb(tx, …)`; it awaits nothing but the repositories of `tx`."""

    async def write(self, verb: Verb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the verb in one transaction and return its value after the commit that holds it."""
        ...

    async def read(self, verb: Verb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the verb on one consistent snapshot; it cannot change anything."""
        ...

    async def lead(self, role: str) -> Leadership | None:
        """Take a role that one process at a time may have; None while another process has it.

        It ends with `release`, with the process, or with its connection. Raises `Unavailable`.
        """
        ...

    def wipe(self) -> None:
        """After an erasure: have the write-ahead log emptied soon, so that nothing erased lives on in it."""
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
