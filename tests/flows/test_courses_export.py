"""The sheets about courses in the workbook that the real export process makes."""

import asyncio
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.domain.campaigns import Participation
from storage.database import open_database
from storage.migrate import migrate_sqlite
from storage.transaction import Transaction
from tests.courses import audit_once, hold
from tests.exported import build, request, table_rows
from tests.planning import campaign
from tests.storage.test_young_reports import FIRST_YEARS, work

SHEETS = ["Результативность ПК", "Удовлетворённость", "Готовность советовать"]
ASKED_AT = 1_000_000
YOUNG = ["Молодые педагоги", "Трудности адаптации"]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("courses") / "bot.sqlite3"
    migrate_sqlite(path)
    asyncio.run(_hold(path))
    return path


async def _hold(path: Path) -> None:
    database = await open_database(f"sqlite:///{path}")
    await database.write(hold)
    await database.write(work)
    await database.write(_ask)
    await database.close()


async def _ask(tx: Transaction) -> None:
    asked = await campaign(tx, opens_at=ASKED_AT, closes_at=ASKED_AT + 100)
    await tx.participations.plan([Participation(asked.id, 1, None)])


def test_what_was_held_is_in_the_workbook(database: Path, tmp_path: Path) -> None:
    build(request(database, tmp_path / "out.xlsx"))
    book = load_workbook(tmp_path / "out.xlsx")
    assert [name for name in book.sheetnames if name in SHEETS] == SHEETS
    runs = {row[0]: row[4:] for row in table_rows(book["Результативность ПК"])[1:]}
    assert runs["Оценка чтения, 05.10.2026–30.10.2026"] == (
        8, 7, 1, 7, 6, 1, 5, 0, 5, 32, 68, 36,
    )  # fmt: skip
    assert runs["Оценка чтения, 02.11.2026–06.11.2026"][2:] == (
        "н/д", 0, *("н/д",) * 8,
    )  # fmt: skip
    pooled = table_rows(book["Удовлетворённость"])[1]
    assert pooled[:8] == ("Все курсы", "Всего", "Все вопросы", 6, 6, 6, 1, 5)
    assert table_rows(book["Готовность советовать"])[1][2:] == (6, 6, 6, 0, 0, 100)
    book.close()
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        drawn = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert sum("Удовлетворённость" in chart for chart in drawn) == 2


def test_an_organisation_sees_the_runs_of_its_people(database: Path, tmp_path: Path) -> None:
    build(request(database, tmp_path / "out.xlsx", rows=False, scope=("E-2",)))
    book = load_workbook(tmp_path / "out.xlsx")
    assert [row[0] for row in table_rows(book["Результативность ПК"])[1:]] == ["Оценка чтения, 02.11.2026–06.11.2026"]
    book.close()


def test_a_period_without_courses_has_no_sheets_about_them(database: Path, tmp_path: Path) -> None:
    build(request(database, tmp_path / "out.xlsx", since=0, until=86_400))
    book = load_workbook(tmp_path / "out.xlsx")
    assert not set(book.sheetnames) & set(SHEETS)
    book.close()


def test_young_teachers_are_in_the_workbook_of_a_programme_that_says_who_is_young(
    database: Path, tmp_path: Path
) -> None:
    for young, names in ((FIRST_YEARS, YOUNG), (None, [])):
        build(request(database, tmp_path / "out.xlsx", since=100, until=200, young=young))
        book = load_workbook(tmp_path / "out.xlsx")
        assert [name for name in book.sheetnames if name in YOUNG] == names
    build(request(database, tmp_path / "out.xlsx", since=100, until=200, young=FIRST_YEARS, scope=("ОО-2",)))
    book = load_workbook(tmp_path / "out.xlsx")
    assert table_rows(book["Молодые педагоги"])[1:] == [("ОО-2", 2, 0, 2, "н/д", "н/д", "н/д", "н/д")]
    assert "Трудности адаптации" not in book.sheetnames


def test_campaigns_are_in_the_workbook(database: Path, tmp_path: Path) -> None:
    build(request(database, tmp_path / "out.xlsx", since=ASKED_AT, until=ASKED_AT + 1))
    book = load_workbook(tmp_path / "out.xlsx")
    rows = table_rows(book["Ответы кампаний"])[1:]
    assert [(row[0], row[1], *row[6:]) for row in rows] == [
        ("Опрос", "Всего", 1, 0, 0, 1, 0),
        ("Опрос", "без организации", 1, 0, 0, 1, 0),
    ]


def test_audits_compared_are_in_the_workbook(database: Path, tmp_path: Path) -> None:
    """Of six audited five are compared: who is not could be had from the deficits. Of ten, five are not."""
    build(request(database, tmp_path / "six.xlsx", since=0, until=1_000))
    assert "Приращения" not in load_workbook(tmp_path / "six.xlsx").sheetnames
    more = tmp_path / "bot.sqlite3"
    shutil.copy(database, more)
    asyncio.run(_audit_once(more))
    build(request(more, tmp_path / "ten.xlsx", since=0, until=1_000))
    rows = table_rows(load_workbook(tmp_path / "ten.xlsx")["Приращения"])[1:]
    assert [(row[2], row[3], *row[4:]) for row in rows] == [
        ("544н", "A/01.6", 5, 0, 60, 60),
        ("544н", "A/02.6", "н/д", "н/д", "н/д", "н/д"),
        ("544н", "A/03.6", 5, 0, 0, 0),
    ]


async def _audit_once(path: Path) -> None:
    database = await open_database(f"sqlite:///{path}")
    await database.write(audit_once, 4)
    await database.close()
