"""A database that cannot be trusted is refused before anything in it is changed, whatever happened to it."""

import asyncio
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest

from storage.checkup import Finding, check
from storage.database import open_database
from storage.errors import Refused
from storage.files import side_files
from storage.integrity import check_sqlite
from tests.databases import PostgresqlServer
from tests.storage.verbs import claim, count

PAGE = 4096
_PERSON = "INSERT INTO people VALUES (?, ?, 'teacher', 0, '[]', '[]', NULL, NULL, NULL, NULL, 0, 1)"


def _fill(path: Path, people: int = 400) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.executemany(_PERSON, [(number, f"A{number:05}") for number in range(people)])
        raw.commit()


@pytest.fixture
def filled(sqlite_file: Path) -> Path:
    _fill(sqlite_file)
    return sqlite_file


@pytest.fixture
def killed(sqlite_file: Path, tmp_path: Path) -> Path:
    """The files of a bot that was killed: a database and its write-ahead log."""
    path = tmp_path / "killed" / "bot.sqlite3"
    path.parent.mkdir()
    with closing(sqlite3.connect(sqlite_file, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA wal_autocheckpoint=0")
        for number in range(40):  # a commit each
            raw.execute(_PERSON, (number, f"A{number}"))
        shutil.copy2(sqlite_file, path)
        shutil.copy2(side_files(sqlite_file)[0], side_files(path)[0])
    return path


def _contents(path: Path) -> dict[str, bytes]:
    names = (path, side_files(path)[0])
    return {name.name: name.read_bytes() for name in names if name.exists()}


def _offsets(size: int) -> Iterator[int]:
    """Every kind of place to cut: none, within the header, around each page's border, anywhere."""
    yield from (0, 1, 15, 16, 17, 99, 100, 101, 511, 512, 513)
    for border in range(PAGE, size, PAGE):
        yield from (border - 1, border, border + 1)
    chance = random.Random(size)
    yield from (chance.randrange(size) for _ in range(100))
    yield size - 1


@pytest.mark.parametrize("thorough", [False, True])
@pytest.mark.parametrize("kind", ["filled", "killed"])
def test_a_sound_database_passes(request: pytest.FixtureRequest, kind: str, thorough: bool) -> None:
    check_sqlite(request.getfixturevalue(kind), thorough)


def test_no_file_is_fine(tmp_path: Path) -> None:
    check_sqlite(tmp_path / "new.sqlite3")


def test_a_database_cut_anywhere_is_refused_and_not_touched(filled: Path) -> None:
    whole = filled.read_bytes()
    for offset in _offsets(len(whole)):
        filled.write_bytes(whole[:offset])
        with pytest.raises(Refused, match="damaged") as refusal:
            check_sqlite(filled)
        assert refusal.value.params["file"] == str(filled)
        assert filled.read_bytes() == whole[:offset]
        assert not any(side.exists() for side in side_files(filled)), offset


def test_a_log_cut_anywhere_opens_at_an_earlier_commit(killed: Path) -> None:
    log = side_files(killed)[0]
    database, whole = killed.read_bytes(), log.read_bytes()
    seen = set()
    for offset in _offsets(len(whole)):
        killed.write_bytes(database)
        log.write_bytes(whole[:offset])
        check_sqlite(killed)
        with closing(sqlite3.connect(killed)) as raw:
            seen.add(raw.execute("SELECT count(*), max(id) FROM people").fetchone())
    # whole commits from the first on, nothing torn, nothing out of order
    assert len(seen) > 5
    assert all(people == (0 if last is None else last + 1) for people, last in seen)


def test_a_database_cut_beside_its_log_is_refused_and_the_log_is_kept(killed: Path) -> None:
    database = killed.read_bytes()
    outcomes = set()
    for offset in _offsets(len(database)):
        killed.write_bytes(database[:offset])
        before = _contents(killed)
        outcomes.add(_outcome(killed))
        assert _contents(killed) == before
    assert outcomes == {"damaged"}


@pytest.mark.parametrize("seed", range(40))
def test_bytes_overwritten_anywhere_never_end_in_anything_but_a_refusal(filled: Path, seed: int) -> None:
    chance = random.Random(seed)
    damaged = bytearray(filled.read_bytes())
    start = chance.randrange(len(damaged) - 200)
    damaged[start : start + 200] = chance.randbytes(200)
    filled.write_bytes(damaged)
    assert _outcome(filled) in {"damaged", "sound"}  # sound: it hit a place where nothing was
    assert filled.read_bytes() == bytes(damaged)


def _outcome(path: Path) -> str:
    try:
        check_sqlite(path, thorough=True)
    except Refused as refusal:
        return refusal.code
    return "sound"


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite3"
    path.write_bytes(b"PK\x03\x04 a workbook, renamed" * 400)
    with pytest.raises(Refused, match="not a database"):
        check_sqlite(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="unreadable"):
        check_sqlite(tmp_path)


def test_a_log_without_its_database_is_refused(killed: Path) -> None:
    killed.unlink()
    with pytest.raises(Refused, match="the database is not"):
        check_sqlite(killed)


def test_a_broken_reference_is_refused(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as raw:
        raw.execute("INSERT INTO roles VALUES (99999, 'admin', 0)")
        raw.commit()
    with pytest.raises(Refused, match="row 1 of roles refers to a missing row of people"):
        check_sqlite(filled)


def test_an_old_library_is_refused(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(Refused, match="sqlite_too_old"):
        check_sqlite(filled)


async def test_opening_a_damaged_file_lets_go_of_the_lock(filled: Path) -> None:
    whole = _cut(filled, 5 * PAGE)
    for _ in range(2):
        with pytest.raises(Refused, match="damaged"):
            await open_database(f"sqlite:///{filled}")
    whole.replace(filled)
    await (await open_database(f"sqlite:///{filled}")).close()


def _cut(path: Path, size: int) -> Path:
    """Truncate the file; return a copy of the whole one."""
    whole = Path(shutil.copy2(path, path.with_name("whole")))
    os.truncate(path, size)
    return whole


async def test_a_sound_database_has_no_findings(database_url: str) -> None:
    assert await check(database_url) == []


async def test_check_works_beside_the_running_bot(database_url: str) -> None:
    database = await open_database(database_url)
    await database.write(claim, 1)
    program = f"import asyncio; from storage.checkup import check; print(asyncio.run(check({database_url!r})))"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE)
    assert (await process.communicate())[0] == b"[]\n"
    await database.write(claim, 2)
    assert await database.read(count) == 2
    await database.close()


async def test_check_tells_damage(filled: Path) -> None:
    _cut(filled, 5 * PAGE)
    (finding,) = await check(f"sqlite:///{filled}")
    assert finding.code == "damaged"


async def test_check_tells_what_a_quick_look_overlooks(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as raw:  # an index that no longer agrees with its table
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("UPDATE sqlite_master SET sql = replace(sql, 'person_id, kind', 'kind, person_id')")
        raw.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(\"at\")', '(\"action\")') WHERE name = 'ix_audit_at'"
        )
        raw.execute("INSERT INTO audit VALUES (1, 5, NULL, 'export', '', '{}')")
        raw.commit()
    with closing(sqlite3.connect(filled)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute(
            "UPDATE sqlite_master SET sql = 'CREATE INDEX ix_audit_at ON audit (action)' WHERE name = 'ix_audit_at'"
        )
        raw.commit()
    check_sqlite(filled)
    (finding, *_) = await check(f"sqlite:///{filled}")
    assert (finding.code, "ix_audit_at" in finding.detail) == ("damaged", True)


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        (("INSERT INTO accounts VALUES (500, 1, 0, true, 77)",), "active_submission_lost"),
        (("{submission} 'completed', NULL)",), "completed_without_time"),
        (("{submission} 'draft', 9)",), "completed_without_time"),
        (
            (
                "{submission} 'draft', NULL)",
                "INSERT INTO scores VALUES (1, 'f', 'A', 0, 't', 1, 1, 1, NULL, false, 50, 'r')",
            ),
            "scores_of_unfinished",
        ),
    ],
)
async def test_check_tells_contradictions(database_url: str, statements: tuple[str, ...], code: str) -> None:
    submission = (
        "INSERT INTO submissions (id, version_id, respondent_id, subject_kind, seed, attributes, cursor, started_at,"
        " touched_at, state, completed_at) VALUES (1, 1, 1, 'self', '', '{}', '', 0, 0,"
    )
    known = [
        "INSERT INTO people VALUES (1, 'A1', 'teacher', false, '[]', '[]', NULL, NULL, NULL, NULL, false, true)",
        "INSERT INTO questionnaire_versions VALUES (1, 'q', 1, 'h', '{}', 0)",
    ]
    await _run(database_url, *known, *(text.replace("{submission}", submission) for text in statements))
    assert await check(database_url) == [Finding(code, "1")]


async def _run(url: str, *statements: str) -> None:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw:
            for statement in statements:
                raw.execute(statement)
            raw.commit()
        return
    server = await asyncpg.connect(url)
    for statement in statements:
        await server.execute(statement)
    await server.close()


async def test_check_tells_a_schema_that_differs(database_url: str) -> None:
    await _run(database_url, "DROP INDEX ix_audit_at")
    assert await check(database_url) == [Finding("schema", "add_index: ix_audit_at")]


@pytest.mark.usefixtures("later_release")
async def test_check_tells_that_an_upgrade_is_due(database_url: str) -> None:
    (finding,) = await check(database_url)
    assert finding.code == "outdated"


async def test_check_refuses_where_there_is_nothing_to_look_at(
    tmp_path: Path, postgresql_server: PostgresqlServer
) -> None:
    with pytest.raises(Refused, match="missing"):
        await check(f"sqlite:///{tmp_path / 'nothing.sqlite3'}")
    with pytest.raises(Refused, match="unreachable"):
        await check(postgresql_server.url("nothing"))
