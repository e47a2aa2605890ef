"""The workbook from a filled database through the real export process, read back and printed."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import zipfile
from asyncio.subprocess import PIPE
from dataclasses import asdict
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.domain.exporting import ExportOutcome, ExportProgress, ExportRequest
from bot.usecases.exporting import JOB, export_monitoring
from storage.migrate import migrate_sqlite
from tests.exported import SOFFICE, build, converted, request, table_rows
from tests.municipality import fill

PDFTOTEXT = shutil.which("pdftotext")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("municipality") / "bot.sqlite3"
    migrate_sqlite(path)
    asyncio.run(fill(f"sqlite:///{path}", 300, 120))
    return path


@pytest.fixture(scope="module")
def path(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "мониторинг.xlsx"
    outcome, seen = build(request(database, out))
    assert outcome == ExportOutcome("ready", out.stat().st_size, 120, 0)
    assert seen[-1] == ExportProgress(120, 120)
    assert [one.name for one in out.parent.iterdir()] == [out.name]
    return out


def test_the_promised_sheets_in_order(path: Path) -> None:
    book = load_workbook(path)
    assert book.sheetnames == [
        "О файле", "Диагностика", "Свод дефицитов", "Дефициты", "Карта 544н", "Карта групп", "Частые затруднения",
        "Ответы audit-544n-full", "Ответы audit-544n-short", "Ответы needs", "Кодировка",
    ]  # fmt: skip
    named = [row[0] for row in table_rows(book["О файле"]) if str(row[0]).startswith("Лист")]
    assert named == [f"Лист «{name}»" for name in book.sheetnames[1:]]
    book.close()


def test_the_cover_says_whose_threshold_it_is(path: Path) -> None:
    book = load_workbook(path)
    facts = {row[0]: row[1] for row in table_rows(book["О файле"])}
    assert "порог задан проектом: в программе он не назван" in str(facts["Порог дефицита"])
    book.close()


def test_no_small_group_is_shown_and_shares_stand_beside_their_counts(path: Path) -> None:
    book = load_workbook(path)
    for *_, deficits, n, share, _mean in table_rows(book["Дефициты"])[1:]:
        assert n == "н/д" or (isinstance(n, int) and n >= 5)
        assert share == ("н/д" if n == "н/д" else pytest.approx(int(str(deficits)) / int(str(n))))
    for row in table_rows(book["Диагностика"])[1:]:
        assert row[3] == "н/д" or int(str(row[3])) >= 5
    book.close()


def test_answers_of_people_stay_texts(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())


def test_without_the_right_there_are_no_rows(database: Path, tmp_path: Path) -> None:
    build(request(database, tmp_path / "out.xlsx", rows=False, scope=("ОО-01",)))
    book = load_workbook(tmp_path / "out.xlsx")
    assert not [name for name in book.sheetnames if name.startswith(("Ответы", "Кодировка"))]
    units = {row[0] for row in table_rows(book["Диагностика"])[1:] if row[1] == "Организация"}
    assert units == {"МБОУ «СОШ № 1»"}
    book.close()


def test_names_come_only_with_a_request_that_holds_them(database: Path, tmp_path: Path) -> None:
    build(request(database, tmp_path / "out.xlsx", names={"П-00001": "<b>Иванова</b> =Мария"}))
    book = load_workbook(tmp_path / "out.xlsx")
    texts = {cell.value for row in book["Ответы audit-544n-full"].iter_rows() for cell in row}
    assert "<b>Иванова</b> =Мария" in texts
    book.close()


def test_a_period_without_answers_gives_a_valid_workbook(database: Path, tmp_path: Path) -> None:
    outcome, _ = build(request(database, tmp_path / "out.xlsx", since=1, until=2))
    assert (outcome.code, outcome.submissions) == ("ready", 0)
    book = load_workbook(tmp_path / "out.xlsx")
    assert {row[3] for row in table_rows(book["Диагностика"])[1:]} == {"н/д"}
    book.close()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"largest": 1000}, "too_large"),
        ({"database_url": "sqlite:////nowhere/bot.sqlite3"}, "database"),
        ({"timezone": "Nowhere/Land"}, "failed"),
    ],
)
def test_a_refusal_leaves_nothing_behind(database: Path, tmp_path: Path, changes: dict[str, object], code: str) -> None:
    outcome, _ = build(request(database, tmp_path / "out.xlsx", **changes))
    assert outcome.code == code
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_survives_a_failure(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    out.write_text("прежний")
    build(request(database, out, largest=1000))
    assert out.read_text() == "прежний"


def test_a_cancelled_export_removes_what_it_began(database: Path, tmp_path: Path) -> None:
    asyncio.run(_cancel_when_begun(request(database, tmp_path / "out.xlsx")))
    assert [one for one in tmp_path.iterdir() if one.name != "out.xlsx"] == []


def test_what_a_killed_export_leaves_goes_with_the_next_one(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    asyncio.run(_kill_when_begun(request(database, out)))
    assert len(list(tmp_path.glob(".export-*"))) == 1
    others = tmp_path / f".export-{os.getppid()}-running"
    others.mkdir()
    assert build(request(database, out))[0].code == "ready"
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([others.name, out.name])


async def _kill_when_begun(asked: ExportRequest) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", JOB, stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(asdict(asked)).encode())
    process.stdin.write_eof()
    await process.stdout.readline()
    process.kill()
    await process.communicate()


async def _cancel_when_begun(asked: ExportRequest) -> None:
    begun = asyncio.Event()
    task = asyncio.create_task(export_monitoring(asked, lambda _: begun.set()))
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def test_the_bot_loads_none_of_the_workbook_libraries() -> None:
    heavy = ("xlsxwriter", "openpyxl", "pandas", "matplotlib", "reportlab")
    code = (
        f"import sys, bot.usecases.exporting, exports.picture; sys.exit(any(name in sys.modules for name in {heavy}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.skipif(not (SOFFICE and PDFTOTEXT), reason="LibreOffice is not installed here")
def test_libreoffice_prints_it_without_an_error(path: Path, tmp_path: Path) -> None:
    pdf = converted(path, tmp_path, "pdf")
    text = subprocess.run([str(PDFTOTEXT), "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    assert "Диагностика: кто прошёл аудит" in text
    assert not [sign for sign in ("#NAME", "#REF", "#VALUE", "#DIV", "###", "Err:") if sign in text]
