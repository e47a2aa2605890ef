"""Backups while the bot writes, and the way back into SQLite and PostgreSQL, in every combination."""

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from storage.backup import backup, count_sqlite, restore
from storage.checkup import check
from storage.connection import Row
from storage.database import Database, open_database
from storage.errors import Refused
from storage.files import side_files
from storage.migrate import revisions, sqlite_revision
from storage.statement import Statement
from storage.tables import metadata, organisations, people, person_names, person_organisations
from storage.transaction import Transaction
from tests.planning import OPEN
from tests.storage.verbs import claim, claimed, count

_PERSON = Statement(people.insert(), columns=tuple(people.columns.keys()))
_NAME = Statement(person_names.insert(), columns=tuple(person_names.columns.keys()))
_PLACE = Statement(organisations.insert(), columns=tuple(organisations.columns.keys()))
_WORKS = Statement(person_organisations.insert(), columns=tuple(person_organisations.columns.keys()))
_NEXT = Statement(
    people.insert().returning(people.c.id),
    columns=("code", "position", "leading", "subjects", "levels", "class_teacher", "active"),
)
_EVERYTHING = {table.name: Statement(table.select().order_by(*table.primary_key)) for table in metadata.sorted_tables}


async def _fill(tx: Transaction) -> None:
    await tx.connection.execute(
        _PLACE, id=1, code="S1", name="Школа «Ёлочка»", types='["school"]', settlement=None, flags="[]", active=True,
        zone="Asia/Yekaterinburg",
    )  # fmt: skip
    for number in (1, 2, 40):
        await tx.connection.execute(
            _PERSON, id=number, code=f"A{number}", position="учитель", leading=number == 2, subjects="[]", levels="[]",
            started_year=None, started_on="2026-09-01", birth_year=1980, category=None, class_teacher=False,
            active=True,
        )  # fmt: skip
        await tx.connection.execute(_WORKS, person_id=number, organisation_id=1, rank=0)
    await tx.connection.execute(_NAME, person_id=2, sealed=b"\x00\xff sealed", digest="d")
    campaign = await tx.campaigns.add(OPEN)
    await tx.anonymous.keep(campaign.id, "0f" * 16, b"\x00\xff sealed")
    for number in range(2500):  # more than one chunk
        await claim(tx, 2**40 + number)


async def _everything(tx: Transaction) -> dict[str, list[tuple[object, ...]]]:
    return {name: [_plain(row) for row in await tx.connection.all(query)] for name, query in _EVERYTHING.items()}


def _plain(row: Row) -> tuple[object, ...]:
    return tuple(cast(Iterable[object], row))  # truth values of SQLite are 0 and 1, which equal those of PostgreSQL


async def _add_person(tx: Transaction) -> int:
    row = await tx.connection.one(
        _NEXT, code="new", position="", leading=False, subjects="[]", levels="[]", class_teacher=False, active=True
    )
    assert row is not None
    return int(row[0])


async def _contents(url: str) -> dict[str, list[tuple[object, ...]]]:
    database = await open_database(url)
    contents = await database.read(_everything)
    await database.close()
    return contents


@pytest.fixture
async def filled_url(database_url: str) -> str:
    database = await open_database(database_url)
    await database.write(_fill)
    await database.close()
    return database_url


@pytest.fixture(params=["sqlite", "postgresql"])
def target_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new host' / 'bot.sqlite3'}"
    return str(request.getfixturevalue("second_postgresql_url"))


async def test_there_and_back_is_the_same_on_every_pair(filled_url: str, target_url: str, tmp_path: Path) -> None:
    out = tmp_path / "out" / "backup.sqlite3"
    report = await backup(filled_url, out)
    restored = await restore(out, target_url)
    assert (report.file, report.revision, report.size) == (out, revisions()[-1], os.stat(out).st_size)  # noqa: PTH116
    assert restored.rows == report.rows == {table.name: 0 for table in metadata.sorted_tables} | {
        "organisations": 1, "people": 3, "person_organisations": 3, "person_names": 1, "updates": 2500,
        "campaigns": 1, "sealed_submissions": 1,
    }  # fmt: skip
    assert await _contents(target_url) == await _contents(filled_url)
    assert await check(target_url) == []


async def test_ids_go_on_after_the_restored_ones(filled_url: str, target_url: str, tmp_path: Path) -> None:
    await backup(filled_url, tmp_path / "backup")
    await restore(tmp_path / "backup", target_url)
    database = await open_database(target_url)
    assert await database.write(_add_person) == 41
    await database.close()


async def test_a_backup_is_one_private_file_and_no_other(database_url: str, tmp_path: Path) -> None:
    out = tmp_path / "out" / "backup.sqlite3"
    await backup(database_url, out)
    assert [(name, _mode(out)) for name in os.listdir(out.parent)] == [(out.name, 0o600)]  # noqa: PTH208


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


async def test_a_backup_of_the_running_bot_is_one_moment_and_stops_nobody(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    async def keep_writing() -> None:
        for number in range(300):
            await database.write(claim, number)

    writing = asyncio.ensure_future(keep_writing())
    reports = [await backup(database_url, tmp_path / f"{number}") for number in range(3)]
    await writing
    for number, report in enumerate(reports):
        kept = await _claimed_in(tmp_path / f"{number}")
        assert kept == list(range(report.rows["updates"]))  # what came first is there, without holes
    assert await database.read(count) == 300


async def _claimed_in(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as raw:
        return [row[0] for row in raw.execute("SELECT update_id FROM updates ORDER BY update_id")]


async def test_an_existing_file_is_never_overwritten(database_url: str, tmp_path: Path) -> None:
    await backup(database_url, tmp_path / "backup")
    before = count_sqlite(tmp_path / "backup")
    with pytest.raises(Refused, match="exists"):
        await backup(database_url, tmp_path / "backup")
    assert count_sqlite(tmp_path / "backup") == before


async def test_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="missing"):
        await backup(f"sqlite:///{tmp_path / 'none'}", tmp_path / "backup")
    assert os.listdir(tmp_path) == []  # noqa: PTH208


async def test_a_damaged_database_gives_no_backup(sqlite_file: Path, tmp_path: Path) -> None:
    os.truncate(sqlite_file, 5 * 4096)
    with pytest.raises(Refused, match="damaged"):
        await backup(f"sqlite:///{sqlite_file}", tmp_path / "out" / "backup")
    assert os.listdir(tmp_path / "out") == []  # noqa: PTH208


async def test_a_target_with_data_is_refused_and_stays(filled_url: str, tmp_path: Path) -> None:
    out = tmp_path / "backup"
    await backup(filled_url, out)
    before = await _contents(filled_url)
    with pytest.raises(Refused, match="occupied"):
        await restore(out, filled_url)
    assert await _contents(filled_url) == before


async def test_force_keeps_what_was_there(filled_url: str, database_url: str, tmp_path: Path) -> None:
    out = tmp_path / "backup"
    await backup(filled_url, out)
    before = await _contents(filled_url)
    for _ in range(2):  # twice: the first one kept is not overwritten by the second
        database = await open_database(filled_url)
        await database.write(claim, 1)
        await database.close()
        report = await restore(out, filled_url, force=True)
        assert report.kept is not None
        assert (report.kept.exists(), _mode(report.kept)) == (True, 0o600)
        assert len(await _claimed_in(report.kept)) == 2501
        assert await _contents(filled_url) == before


async def test_force_keeps_the_log_of_a_killed_bot_as_well(sqlite_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "backup"
    await backup(f"sqlite:///{sqlite_file}", out)
    killed = tmp_path / "killed" / "bot.sqlite3"
    killed.parent.mkdir()
    database = await open_database(f"sqlite:///{sqlite_file}")
    await database.write(claim, 5)
    for source, copy in zip((sqlite_file, side_files(sqlite_file)[0]), (killed, side_files(killed)[0]), strict=True):
        shutil.copy2(source, copy)
    await database.close()
    report = await restore(out, f"sqlite:///{killed}", force=True)
    assert report.kept is not None
    assert (await _claimed_in(report.kept), await _claimed_in(killed)) == ([5], [])


async def test_a_damaged_target_gives_way_only_to_force(sqlite_file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{sqlite_file}"
    await backup(url, tmp_path / "backup")
    os.truncate(sqlite_file, 5 * 4096)
    with pytest.raises(Refused, match="occupied"):
        await restore(tmp_path / "backup", url)
    report = await restore(tmp_path / "backup", url, force=True)
    assert report.kept is not None
    assert (report.kept.stat().st_size, await check(url)) == (5 * 4096, [])


async def test_the_running_bot_keeps_its_file(sqlite_file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{sqlite_file}"
    await backup(url, tmp_path / "backup")
    database = await open_database(url)
    with pytest.raises(Refused, match="locked"):
        await restore(tmp_path / "backup", url, force=True)
    assert await database.write(claim, 1)
    await database.close()


async def test_a_damaged_or_missing_backup_changes_nothing(filled_url: str, tmp_path: Path) -> None:
    out = tmp_path / "backup"
    await backup(filled_url, out)
    os.truncate(out, 5 * 4096)
    before = await _contents(filled_url)
    for file, code in ((out, "damaged"), (tmp_path / "none", "missing")):
        with pytest.raises(Refused, match=code):
            await restore(file, filled_url, force=True)
    assert await _contents(filled_url) == before


async def test_a_file_that_is_no_backup_is_refused(target_url: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "shop")) as raw:
        raw.execute("CREATE TABLE orders (id INTEGER)")
    with closing(sqlite3.connect(tmp_path / "void")) as raw:
        raw.execute("VACUUM")
    for name in ("shop", "void"):
        with pytest.raises(Refused, match=r"foreign|damaged"):
            await restore(tmp_path / name, target_url)


async def test_an_older_backup_is_brought_to_the_present_schema(
    sqlite_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    out, target = tmp_path / "backup", tmp_path / "target.sqlite3"
    await backup(sqlite_url, out)
    later = request.getfixturevalue("later_release")
    await restore(out, f"sqlite:///{target}")
    assert (sqlite_revision(out), sqlite_revision(target)) == (revisions()[-2], later)


async def test_a_newer_backup_is_refused(database_url: str, target_url: str, tmp_path: Path) -> None:
    out = tmp_path / "backup"
    await backup(database_url, out)
    with closing(sqlite3.connect(out)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
        raw.commit()
    with pytest.raises(Refused, match="newer"):
        await restore(out, target_url)


@pytest.mark.usefixtures("later_release")
async def test_postgresql_is_backed_up_after_its_upgrade_only(postgresql_url: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="older"):
        await backup(postgresql_url, tmp_path / "backup")


async def test_what_postgresql_cannot_hold_is_refused_whole(
    sqlite_file: Path, postgresql_url: str, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(sqlite_file)) as raw:
        raw.execute("INSERT INTO consent_documents VALUES ('h', '1', 'a' || char(0) || 'b', 0)")
        raw.commit()
    await backup(f"sqlite:///{sqlite_file}", tmp_path / "backup")
    with pytest.raises(Refused, match="unportable"):
        await restore(tmp_path / "backup", postgresql_url)
    database = await open_database(postgresql_url)
    assert await database.read(claimed) == []
    await database.close()
