"""Faults of the storage: a second process, a kill, a full or read-only disk, an upgrade, a restore, a damaged file."""

import asyncio
import os
import resource
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from storage.backup import backup, count_sqlite, restore
from storage.checkup import check
from storage.database import Database, open_database
from storage.errors import Refused, Unavailable
from storage.files import side_files
from storage.migrate import sqlite_revision
from storage.transaction import Transaction
from tests.storage.verbs import claim, claim_and_refuse, claimed, count

NOBODY = 65534


@asynccontextmanager
async def _writing_bot(url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Another process that holds the database and writes; killed at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.writing_bot", url, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _next_number(process: asyncio.subprocess.Process) -> int:
    assert process.stdout is not None
    return int(await process.stdout.readline())


async def test_u10_a_second_process_is_refused_and_the_first_goes_on(sqlite_url: str) -> None:
    async with _writing_bot(sqlite_url) as first:
        await _next_number(first)
        with pytest.raises(Refused, match="locked"):
            await open_database(sqlite_url)
        assert sorted([await _next_number(first) for _ in range(60)])[-1] >= 50


@pytest.mark.parametrize("after", [1, 75, 400])
async def test_u03_what_was_acknowledged_survives_a_kill(database_url: str, after: int) -> None:
    async with _writing_bot(database_url) as bot:
        acknowledged = {await _next_number(bot) for _ in range(after)}
        bot.kill()
        rest, _ = await bot.communicate()
        acknowledged |= {int(line) for line in rest.splitlines(keepends=True) if line.endswith(b"\n")}
    database = await open_database(database_url)  # the dead process's lock is gone with it
    kept = await database.read(claimed)
    assert acknowledged <= set(kept)
    assert len(kept) - len(acknowledged) <= 50  # what was in flight may be there, unanswered
    assert await database.write(claim, 10**9)
    await database.close()


@contextmanager
def _no_room(path: Path) -> Iterator[None]:
    """Let no file of this process grow beyond the largest one of the database: the disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    largest = max(file.stat().st_size for file in (path, *side_files(path)) if file.exists())
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def _fill_the_log(database: Database) -> list[int]:
    """Write until the log is the largest file, and too short to begin anew: from here on everything needs room."""
    numbers = list(range(100))
    for number in numbers:
        await database.write(claim, number)
    return numbers


async def test_u16_a_full_disk_refuses_writes_keeps_reads_and_recovers(sqlite_file: Path) -> None:
    database = await open_database(f"sqlite:///{sqlite_file}")
    kept = await _fill_the_log(database)
    with _no_room(sqlite_file):
        works = (database.write(claim, 1000 + number) for number in range(20))
        results = await asyncio.gather(*works, return_exceptions=True)
        assert {type(result) for result in results} == {Unavailable}
        assert await database.read(claimed) == kept
    assert await database.write(claim, 2000)
    assert await database.read(claimed) == [*kept, 2000]
    await database.close()
    assert await check(f"sqlite:///{sqlite_file}") == []


async def _allow_pages(tx: Transaction, pages: int) -> None:
    vars(tx.connection)["_raw"].execute(f"PRAGMA max_page_count={pages}")


async def _claim_much(tx: Transaction, start: int) -> None:
    for number in range(start, start + 1000):
        await claim(tx, number)


async def test_u16_a_file_that_may_not_grow_takes_its_whole_group_down_and_nobody_else(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    await database.write(_allow_pages, 1)  # not one page more than there are
    works = (database.write(claim_and_refuse, 1), database.write(_claim_much, 10), database.write(claim, 5000))
    results = await asyncio.gather(*works, return_exceptions=True)
    # the refused one may have come first, in a group of its own; whoever shared the full one is told to try again
    assert type(results[1]) is Unavailable
    assert type(results[0]) in {DomainError, Unavailable}
    assert await database.read(count) == (results[2] is True)
    await database.write(_allow_pages, 2**30)
    await database.write(_claim_much, 10)
    assert await database.read(count) == 1000 + (results[2] is True)
    await database.close()


async def test_u16_no_room_for_a_new_database_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "data" / "bot.sqlite3"
    with _limit(8192), pytest.raises(Unavailable):
        await open_database(f"sqlite:///{path}")
    assert [file.name for file in sorted(path.parent.iterdir())] == ["bot.sqlite3.lock"]
    await (await open_database(f"sqlite:///{path}")).close()


async def test_u16_no_room_for_a_backup_is_told_and_leaves_nothing(sqlite_url: str, tmp_path: Path) -> None:
    with _limit(8192), pytest.raises(Unavailable):
        await backup(sqlite_url, tmp_path / "out" / "backup")
    assert list((tmp_path / "out").iterdir()) == []


@contextmanager
def _limit(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that a process without rights can enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def _without_rights() -> Iterator[None]:
    """Be somebody whom the rights of files concern; root is not."""
    me = os.geteuid()
    os.seteuid(me or NOBODY)
    try:
        yield
    finally:
        os.seteuid(me)


@pytest.mark.parametrize(("file_rights", "folder_rights"), [(0o444, 0o777), (0o666, 0o555), (0o444, 0o555)])
async def test_u16_a_read_only_database_is_refused_at_start(
    sqlite_file: Path, public_folder: Path, file_rights: int, folder_rights: int
) -> None:
    path = Path(shutil.copy2(sqlite_file, public_folder))
    os.chmod(path, file_rights)  # noqa: PTH101
    os.chmod(public_folder, folder_rights)  # noqa: PTH101
    with _without_rights(), pytest.raises(Refused, match="read_only"):
        await open_database(f"sqlite:///{path}")
    assert _bytes(path) == _bytes(sqlite_file)


_ROWS = (
    "INSERT INTO organisations VALUES (1, 'S1', 'Школа', '[]', NULL, '[]', NULL, 1)",
    "INSERT INTO people VALUES (7, 'A7', 'учитель', 0, '[]', '[]', NULL, NULL, 1980, NULL, 0, 1)",
    "INSERT INTO person_organisations VALUES (7, 1, 0)",
    "INSERT INTO roles VALUES (7, 'teacher', 5)",
    "INSERT INTO questionnaire_versions VALUES (1, 'q', 1, 'h', '{}', 0)",
    "INSERT INTO submissions VALUES (3, 1, 7, 1, 'self', NULL, 'draft', NULL, 's', '{}', '', NULL, 1, 2, NULL, NULL)",
    "INSERT INTO responses VALUES (3, 'A1', 'answered', '\"3\"', 3.0, 1, 2)",
)


def _fill(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        for statement in _ROWS:
            raw.execute(statement)
        raw.commit()


def _contents(path: Path) -> dict[str, list[dict[str, object]]]:
    """Return every row of every table, without what the later release added."""
    with closing(sqlite3.connect(path)) as raw:
        raw.row_factory = sqlite3.Row
        return {
            table: [{name: row[name] for name in row.keys() if name != "note"} for row in _all(raw, table)]  # noqa: SIM118
            for table in count_sqlite(path)
        }


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _all(raw: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return raw.execute(f"SELECT * FROM {table}").fetchall()


async def test_o05_an_upgrade_keeps_every_row_and_a_copy_of_before(sqlite_file: Path, later_release: str) -> None:
    _fill(sqlite_file)
    before, revision = _contents(sqlite_file), sqlite_revision(sqlite_file)
    await (await open_database(f"sqlite:///{sqlite_file}")).close()
    assert sqlite_revision(sqlite_file) == later_release
    # also the places of work, though the table they refer to was built anew
    assert _contents(sqlite_file) == before
    kept = sqlite_file.with_name(f"bot.sqlite3.before-{later_release}.bak")
    assert (_contents(kept), sqlite_revision(kept), kept.stat().st_mode & 0o777) == (before, revision, 0o600)


async def test_o05_the_way_down_is_the_copy(sqlite_file: Path, request: pytest.FixtureRequest) -> None:
    _fill(sqlite_file)
    before = _contents(sqlite_file)
    later = request.getfixturevalue("later_release")
    await (await open_database(f"sqlite:///{sqlite_file}")).close()
    kept = sqlite_file.with_name(f"bot.sqlite3.before-{later}.bak")
    request.getfixturevalue("monkeypatch").undo()  # the earlier program again
    with pytest.raises(Refused, match="newer"):
        await open_database(f"sqlite:///{sqlite_file}")
    await restore(kept, f"sqlite:///{sqlite_file}", force=True)
    await (await open_database(f"sqlite:///{sqlite_file}")).close()
    assert _contents(sqlite_file) == before


async def test_o06_a_new_host_goes_on_where_the_backup_was_made(database_url: str, tmp_path: Path) -> None:
    database = await open_database(database_url)
    await database.write(claim, 501)
    await backup(database_url, tmp_path / "backup")
    await database.close()
    new = f"sqlite:///{tmp_path / 'new host' / 'bot.sqlite3'}"
    await restore(tmp_path / "backup", new)
    moved = await open_database(new)
    assert not await moved.write(claim, 501)  # delivered again by the messenger, it has no second effect
    assert await moved.write(claim, 502)
    await moved.close()
    assert await check(new) == []


async def test_o07_a_truncated_database_is_refused_told_and_restorable(sqlite_file: Path, tmp_path: Path) -> None:
    url, out = f"sqlite:///{sqlite_file}", tmp_path / "backup"
    _fill(sqlite_file)
    before = _contents(sqlite_file)
    await backup(url, out)
    os.truncate(sqlite_file, len(_bytes(sqlite_file)) // 2)
    damaged = _bytes(sqlite_file)
    for _ in range(2):
        with pytest.raises(Refused, match="damaged"):
            await open_database(url)
    assert [finding.code for finding in await check(url)] == ["damaged"]
    assert _bytes(sqlite_file) == damaged
    report = await restore(out, url, force=True)
    assert report.kept is not None
    assert _bytes(report.kept) == damaged
    assert _contents(sqlite_file) == before
