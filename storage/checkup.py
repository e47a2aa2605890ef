"""The thorough look at a database that `python -m bot check` takes, the bot running or not. Changes nothing."""

import asyncio
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, and_, create_engine, exists, func, not_, or_, select
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import sqlite_path
from storage.errors import Refused
from storage.files import open_beside_the_bot
from storage.integrity import check_sqlite, sqlite_findings
from storage.migrate import connect_postgresql, is_current, postgresql_revision, sqlite_revision
from storage.shape import differences
from storage.tables import accounts, scores, submissions


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: `code` is `damaged`, `schema`, `outdated` or one of the keys of the contradictions below."""

    code: str
    detail: str


def _count(*conditions: Any) -> Select[int]:
    return select(func.count()).where(*conditions)


_own = exists().where(
    submissions.c.id == accounts.c.active_submission_id, submissions.c.respondent_id == accounts.c.person_id
)
_is_completed = submissions.c.state == "completed"
CONTRADICTIONS: Mapping[str, Select[int]] = {
    "active_submission_lost": _count(accounts.c.active_submission_id.is_not(None), not_(_own)),
    "completed_without_time": _count(
        or_(
            and_(_is_completed, submissions.c.completed_at.is_(None)),
            and_(not_(_is_completed), submissions.c.completed_at.is_not(None)),
        )
    ),
    "scores_of_unfinished": _count(scores.c.submission_id == submissions.c.id, not_(_is_completed)),
}


async def check(url: str) -> list[Finding]:
    """Return everything found wrong, nothing if all is well.

    Not for the bot's own process: reading the file's header and closing it would drop the locks that SQLite holds on
    it there. Raises `Refused` where there is nothing to look at: `missing`, `unreadable`, `foreign`, `newer`,
    `unreachable`.
    """
    path = sqlite_path(url)
    return await _check_postgresql(url) if path is None else await asyncio.to_thread(_check_sqlite, path)


def _check_sqlite(path: Path) -> list[Finding]:
    if not path.exists():
        raise Refused("missing", file=str(path))
    try:
        check_sqlite(path)
        with closing(open_beside_the_bot(path)) as raw:
            damage = [Finding("damaged", line) for line in sqlite_findings(raw, thorough=True)]
    except Refused as refusal:
        if refusal.code != "damaged":
            raise
        return [Finding("damaged", refusal.params["detail"])]
    if damage or not is_current(sqlite_revision(path), str(path)):
        return damage or [Finding("outdated", str(path))]
    engine = create_engine("sqlite://", creator=lambda: open_beside_the_bot(path))
    try:
        with engine.connect() as connection:
            return _compare(connection)
    finally:
        engine.dispose()


async def _check_postgresql(url: str) -> list[Finding]:
    raw = await connect_postgresql(url)
    try:
        if not is_current(await postgresql_revision(raw), "postgresql"):
            return [Finding("outdated", "postgresql")]
    finally:
        await raw.close()
    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: connect_postgresql(url))
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_compare)
    finally:
        await engine.dispose()


def _compare(connection: Connection) -> list[Finding]:
    found = [Finding("schema", line) for line in differences(connection)]
    if found:  # the questions below may not even have an answer
        return found
    counts = [(code, connection.scalar(query) or 0) for code, query in CONTRADICTIONS.items()]
    return [Finding(code, str(count)) for code, count in counts if count]
