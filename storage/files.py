"""SQLite databases as files: private, complete or absent, copied while in use. Knows nothing of tables."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

SIDES = ("-wal", "-shm", "-journal")  # what SQLite keeps beside a database


def side_files(path: Path) -> list[Path]:
    """Return the names of the files SQLite may keep beside a database."""
    return [path.with_name(path.name + suffix) for suffix in SIDES]


def open_read_only(path: Path) -> sqlite3.Connection:
    """Open a database that must not be changed. Its write-ahead log is read, and stays as it is."""
    quiet = not any(side.exists() for side in side_files(path))
    # "immutable" leaves no side files behind, but is true only while nobody works with the file
    mode = "immutable=1" if quiet else "mode=ro"
    return _open(path, mode)


def open_beside_the_bot(path: Path) -> sqlite3.Connection:
    """Open a database for reading while another process may be writing to it."""
    return _open(path, "mode=ro")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)
    raw.text_factory = lambda text: text.decode(errors="replace")  # a damaged file may hold any bytes
    return raw


@contextmanager
def complete_or_absent(path: Path) -> Iterator[Path]:
    """Yield an empty file only its owner can read; it becomes `path`, whole and on the disk, or disappears."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        _discard(part)  # of a run that was killed
        part.touch(mode=0o600)  # SQLite gives the side files the same rights
        yield part
        _sync(part)
        part.replace(path)
        _sync(path.parent)
    finally:
        _discard(part)


def copy_sqlite(path: Path, copy: Path) -> None:
    """Copy one moment of a database that may be in use, its write-ahead log included, over the file `copy`."""
    with closing(open_beside_the_bot(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # a single file, no log beside it


def _discard(path: Path) -> None:
    for file in (path, *side_files(path)):
        file.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
