"""Reading beside the bot: one question on one moment of the data, without the bot's lock and without migrating."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import ParamSpec, TypeVar

from storage.database import Verb, open_database, sqlite_path
from storage.errors import Refused
from storage.files import open_beside_the_bot
from storage.integrity import check_sqlite
from storage.migrate import is_current, sqlite_revision
from storage.sqlite import SqliteConnection
from storage.transaction import Caches, Transaction

P = ParamSpec("P")
T = TypeVar("T")


async def read_beside(url: str, verb: Verb[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a reading verb on the database of `url`, the bot running or not.

    Raises `Refused`: `missing`, `older` before the bot has migrated it, and what opening raises.
    """
    path = sqlite_path(url)
    if path is None:
        database = await open_database(url)
        try:
            return await database.read(verb, *args, **kwargs)
        finally:
            await database.close()
    await asyncio.to_thread(_check, path)
    with closing(open_beside_the_bot(path)) as raw:
        raw.row_factory = sqlite3.Row
        raw.execute("BEGIN")
        return await verb(Transaction(SqliteConnection(raw), Caches()), *args, **kwargs)


def _check(path: Path) -> None:
    if not path.exists():
        raise Refused("missing", file=str(path))
    check_sqlite(path)
    if not is_current(sqlite_revision(path), str(path)):
        raise Refused("older", place=str(path))
