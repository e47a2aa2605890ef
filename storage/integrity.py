"""Whether a database can be trusted: looked at before it is opened, changed by nothing here.

Truncation, foreign bytes and broken references are found; a write-ahead log that lost its end is not damage: what
it lost was never acknowledged, or the disk lied about having it.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.errors import Refused
from storage.files import open_read_only, side_files

OLDEST = (3, 35, 0)  # RETURNING
_MAGIC = b"SQLite format 3\0"
_SHOWN = 10  # findings told at the most: one is enough to refuse
_CLOSED_TO_US = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}


def check_sqlite(path: Path, thorough: bool = False) -> None:
    """Refuse a file that is damaged; one that does not exist is fine, it will be made.

    An empty file is a file cut to nothing: we never make one (see `complete_or_absent`), so it is refused rather
    than filled with a fresh database behind which the lost one disappears. `thorough` also compares every index
    with its table. Raises `Refused`: `damaged`, `unreadable`, `sqlite_too_old`.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise Refused("sqlite_too_old", version=sqlite3.sqlite_version, needed=".".join(map(str, OLDEST)))
    log = side_files(path)[0]
    if not path.exists():
        if log.exists() and log.stat().st_size:
            raise Refused("damaged", file=str(path), detail="the write-ahead log is there, the database is not")
        return
    findings = _torn(path) or _look_through(path, thorough)
    if findings:
        raise Refused("damaged", file=str(path), detail="; ".join(findings))


def _torn(path: Path) -> list[str]:
    """Look at the header and the size before SQLite does, and before this process has it open.

    A file that ends within a page it would fill up with zeros, losing rows silently; and opening one that is cut to
    a few bytes, even for reading only, makes it delete the write-ahead log beside it.
    """
    if not path.is_file():
        return []
    size = path.stat().st_size
    with path.open("rb") as file:
        header = file.read(18)  # https://www.sqlite.org/fileformat2.html, 1.3
    page = int.from_bytes(header[16:18], "big")
    if not size:
        return ["the file is empty"]
    if header[:16] != _MAGIC:
        return ["the file is not a database"]
    if not page or size % (65536 if page == 1 else page):
        return [f"the file ends within a page: {size} bytes"]
    return []


def _look_through(path: Path, thorough: bool) -> list[str]:
    try:
        with closing(open_read_only(path)) as raw:
            return sqlite_findings(raw, thorough)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _CLOSED_TO_US:
            raise Refused("unreadable", file=str(path), detail=str(error)) from error
        return [str(error)]
    except UnicodeDecodeError:
        return ["the schema is no text"]  # the library quoted damaged bytes in its error message


def sqlite_findings(raw: sqlite3.Connection, thorough: bool) -> list[str]:
    """Return what SQLite finds wrong with its pages, indexes and references, in its own words."""
    check = "integrity_check" if thorough else "quick_check"
    findings = [str(row[0]) for row in raw.execute(f"PRAGMA {check}({_SHOWN})") if row[0] != "ok"]
    if not findings:
        for table, rowid, parent, _ in raw.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN):
            findings.append(f"row {rowid} of {table} refers to a missing row of {parent}")
    return findings
