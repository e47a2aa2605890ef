"""Backups and their way back. A backup is one portable SQLite file, whatever database it comes from or goes to."""

import asyncio
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.database import sqlite_path
from storage.errors import Refused, Unavailable
from storage.files import complete_or_absent, copy_sqlite, open_read_only, side_files
from storage.integrity import check_sqlite
from storage.lock import lock_file
from storage.migrate import is_current, migrate_postgresql, sqlite_revision, upgrade_sqlite
from storage.transfer import count_postgresql, download, upload


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A written and verified backup: its schema revision, rows per table, size in bytes."""

    file: Path
    revision: str
    rows: Mapping[str, int]
    size: int


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What a target holds now, and where its former contents are kept, if there were any."""

    rows: Mapping[str, int]
    kept: Path | None


async def backup(url: str, out: Path) -> BackupReport:
    """Write one moment of the database to `out`, the bot running or not; the file appears whole or not at all.

    Raises `Refused` (`exists`, `missing`, `damaged`, `older`, `newer`, `unreachable`) and `Unavailable` (no room).
    """
    path = sqlite_path(url)
    _check_names(out, path)
    try:
        with complete_or_absent(out) as part:
            await (download(url, part) if path is None else asyncio.to_thread(copy_sqlite, path, part))
            report = await asyncio.to_thread(_verify, part, out)
    except sqlite3.DatabaseError as error:
        raise _trouble(error, str(path)) from error
    except OSError as error:
        raise Unavailable(type(error).__name__) from error
    return report


def _check_names(out: Path, source: Path | None) -> None:
    if out.exists():
        raise Refused("exists", file=str(out))
    if source is not None and not source.exists():
        raise Refused("missing", file=str(source))


def _verify(part: Path, out: Path) -> BackupReport:
    check_sqlite(part, thorough=True)
    revision = sqlite_revision(part)
    if revision is None:
        raise Refused("foreign", place=str(out))
    return BackupReport(out, revision, count_sqlite(part), part.stat().st_size)


async def restore(file: Path, url: str, *, force: bool = False) -> RestoreReport:
    """Fill the database of `url` from a backup, brought to the present schema; the backup stays as it is.

    A target with any row in it is `occupied`; with `force` its contents are kept in a file first. Raises `Refused`
    (`missing`, `damaged`, `foreign`, `newer`, `occupied`, `locked` while the bot runs, `unportable`, `unreachable`)
    and `Unavailable` (no room); the target is then as it was.
    """
    await asyncio.to_thread(_check_backup, file)
    target = sqlite_path(url)
    try:
        if target is None:
            return await _into_postgresql(file, url, force)
        return await asyncio.to_thread(_into_sqlite, file, target, force)
    except sqlite3.DatabaseError as error:
        raise _trouble(error, str(file)) from error
    except OSError as error:
        raise Unavailable(type(error).__name__) from error


def _check_backup(file: Path) -> None:
    if not file.exists():
        raise Refused("missing", file=str(file))
    check_sqlite(file, thorough=True)
    with closing(open_read_only(file)) as raw:  # else the copy of it would be told to be foreign
        if raw.execute(_TABLES).fetchone() and not raw.execute(_OURS).fetchone():
            raise Refused("foreign", place=str(file))


def count_sqlite(path: Path) -> dict[str, int]:
    """Return table → number of rows."""
    with closing(open_read_only(path)) as raw:
        tables = [row[0] for row in raw.execute(_TABLES)]
        return {table: raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}  # noqa: S608


_TABLES = """
SELECT name FROM sqlite_master
WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'alembic_version' ORDER BY name
"""
_OURS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"


def _into_sqlite(file: Path, target: Path, force: bool) -> RestoreReport:
    lock = lock_file(target)
    try:
        kept = _free_name(target, "before-restore") if _is_occupied(target) else None
        if kept and not force:
            raise Refused("occupied", place=str(target))
        with complete_or_absent(target) as part:
            _prepare(file, part)
            rows = count_sqlite(part)
            _set_aside(target, kept)
        return RestoreReport(rows, kept)
    finally:
        lock.release()


async def _into_postgresql(file: Path, url: str, force: bool) -> RestoreReport:
    await migrate_postgresql(url)
    kept = _free_name(file, "replaced") if any((await count_postgresql(url)).values()) else None
    if kept:
        if not force:
            raise Refused("occupied", place="postgresql")
        await backup(url, kept)
    with TemporaryDirectory(dir=file.parent) as folder:  # private to its owner, on the backup's own disk
        part = Path(folder) / "restore.sqlite3"
        await asyncio.to_thread(_prepare, file, part)
        await upload(part, url)
        expected = count_sqlite(part)
    rows = await count_postgresql(url)
    assert rows == expected, "the restored database does not hold what the backup holds"
    return RestoreReport(rows, kept)


def _prepare(file: Path, part: Path) -> None:
    """Copy the backup and bring the copy to the present schema."""
    copy_sqlite(file, part)
    revision = sqlite_revision(part)
    if revision is None:
        raise Refused("foreign", place=str(file))
    if not is_current(revision, str(file)):
        upgrade_sqlite(part)


def _is_occupied(target: Path) -> bool:
    if not target.exists() or target.stat().st_size == 0:
        return False
    try:
        return any(count_sqlite(target).values())
    except sqlite3.Error:
        return True  # damaged, but somebody may want to rescue what is left


def _set_aside(target: Path, kept: Path | None) -> None:
    """Keep the target with its log, then take the log away: the new file must not be mixed with it."""
    for side, name in zip(("", "-wal"), (target, side_files(target)[0]), strict=True):
        if kept and name.exists():
            shutil.copy2(name, kept.with_name(kept.name + side))
    for side_file in side_files(target):
        side_file.unlink(missing_ok=True)


def _free_name(path: Path, why: str) -> Path:
    names = (path.with_name(f"{path.name}.{why}{number}.bak") for number in count(1))
    return next(name for name in names if not name.exists())


def _trouble(error: sqlite3.DatabaseError, place: str) -> Refused | Unavailable:
    damaged = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in damaged:
        return Refused("damaged", file=place, detail=str(error))
    return Unavailable(getattr(error, "sqlite_errorname", type(error).__name__))
