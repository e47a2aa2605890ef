"""Lines for the journal from a process beside the bot: none is lost, none is there twice."""

import asyncio
from pathlib import Path

import pytest

from storage.database import Database, open_database
from storage.errors import Refused
from storage.notes import Note, note_beside, take_notes
from tests.stage import open_stage

EXPORT = Note(1_790_000_000, "export", "municipality", {"what": "monitoring", "names": 1})
SCHOOL = Note(1_790_000_000, "export", "ОО-01", {"what": "monitoring", "names": 0})


async def noted(database: Database) -> list[tuple[int | None, str, str]]:
    return await database.read(lambda tx: tx.audit.actions())


def left(file: Path) -> list[Path]:
    return list(file.parent.glob("*.note*"))


async def test_it_is_written_at_once_where_nobody_is_in_the_way(database_url: str, tmp_path: Path) -> None:
    await note_beside(database_url, EXPORT)
    await note_beside(database_url, SCHOOL)
    database = await open_database(database_url)
    assert await noted(database) == [(None, "export", "municipality"), (None, "export", "ОО-01")]
    await database.close()
    assert left(tmp_path / "bot.sqlite3") == []


async def test_it_waits_beside_a_file_that_is_taken(sqlite_url: str, sqlite_file: Path) -> None:
    database = await open_database(sqlite_url)
    for note in (EXPORT, SCHOOL):
        await note_beside(sqlite_url, note)
    assert await noted(database) == []
    assert [file.stat().st_mode & 0o777 for file in left(sqlite_file)] == [0o600, 0o600]
    assert await take_notes(database, sqlite_url) == 0
    assert sorted(await noted(database)) == [(None, "export", "municipality"), (None, "export", "ОО-01")]
    assert left(sqlite_file) == []
    await database.close()


async def test_a_kill_between_commit_and_removal_doubles_nothing(sqlite_url: str, sqlite_file: Path) -> None:
    database = await open_database(sqlite_url)
    await note_beside(sqlite_url, EXPORT)
    (file,) = left(sqlite_file)
    line = file.read_bytes()
    await take_notes(database, sqlite_url)
    file.write_bytes(line)  # as if it had not been removed
    assert await take_notes(database, sqlite_url) == 0
    assert len(await noted(database)) == 1
    await database.close()


async def test_what_cannot_be_read_stays_and_holds_up_nothing(sqlite_url: str, sqlite_file: Path) -> None:
    database = await open_database(sqlite_url)
    for number, junk in enumerate((b"", b"[]", b"{}", b"\xff", b'{"at": 1}')):
        sqlite_file.with_name(f"{sqlite_file.name}.{number}.note").write_bytes(junk)
    await note_beside(sqlite_url, EXPORT)
    assert await take_notes(database, sqlite_url) == 5
    assert len(await noted(database)) == 1
    await database.close()


async def test_where_nothing_can_be_left_it_is_refused(sqlite_url: str, sqlite_file: Path) -> None:
    database = await open_database(sqlite_url)
    await note_beside(sqlite_url, EXPORT)
    (file,) = left(sqlite_file)
    file.unlink()
    file.with_name(f"{file.name}.part").mkdir()  # in the way of the file that would become it
    with pytest.raises(Refused, match="unnoted"):
        await note_beside(sqlite_url, EXPORT)
    await database.close()


async def test_the_bot_takes_it_in(sqlite_url: str, sqlite_file: Path, tmp_path: Path) -> None:
    async with open_stage(sqlite_url, tmp_path) as stage:
        await note_beside(sqlite_url, EXPORT)
        assert left(sqlite_file)
        await stage.stop()
        await stage.start()  # its ticks begin
        async with asyncio.timeout(30):
            while left(sqlite_file):
                await noted(stage.database)  # a turn for the tick
        assert (None, "export", "municipality") in await noted(stage.database)
