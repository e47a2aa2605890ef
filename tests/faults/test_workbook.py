"""X07: what LibreOffice shows of the workbook is what the database says, figure by figure, and no error.

Counted here once more, in Python from the bare rows: none of the statements behind the workbook takes part.
"""

import asyncio
import json
import shutil
import sqlite3
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook, load_workbook

from storage.migrate import migrate_sqlite
from tests.exported import SOFFICE, build, converted, request, table_rows
from tests.municipality import THRESHOLD, fill

PDFTOTEXT = shutil.which("pdftotext")
ERRORS = ("#NAME", "#REF", "#VALUE", "#DIV", "#N/A", "###", "Err:")
SCALE = 3  # the highest mark of the audits' scale
pytestmark = pytest.mark.skipif(not (SOFFICE and PDFTOTEXT), reason="LibreOffice is not installed here")


class Audit(NamedTuple):
    """A person's last audit with the groups she counts in: (cut, title)."""

    id: int
    units: tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("municipality") / "bot.sqlite3"
    migrate_sqlite(path)
    asyncio.run(fill(f"sqlite:///{path}", 300, 150))
    return path


@pytest.fixture(scope="module")
def path(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "мониторинг.xlsx"
    assert build(request(database, out))[0].code == "ready"
    return out


@pytest.fixture(scope="module")
def book(path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """The workbook as LibreOffice has opened, calculated and written it."""
    found = load_workbook(converted(path, tmp_path_factory.mktemp("again"), "xlsx"), data_only=True)
    yield found
    found.close()


def asked(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(query).fetchall()


@cache
def people(database: Path) -> dict[object, tuple[tuple[str, str], ...]]:
    """Person → groups."""
    query = """SELECT p.id, o.name, p.subjects FROM people p JOIN person_organisations m ON m.person_id = p.id
               JOIN organisations o ON o.id = m.organisation_id WHERE m.rank = 0"""
    return {
        person: (("Всего", "Всего"), ("Организация", str(name)), *_subjects(str(subjects)))
        for person, name, subjects in asked(database, query)
    }


def _subjects(text: str) -> list[tuple[str, str]]:
    return [("Предмет", subject) for subject in json.loads(text) or ["без предмета"]]


@cache
def audits(database: Path) -> list[Audit]:
    query = """SELECT s.respondent_id, s.id FROM submissions s JOIN questionnaire_versions v ON v.id = s.version_id
               WHERE v.code LIKE 'audit-%' AND s.state = 'completed' ORDER BY s.completed_at, s.id"""
    last = {person: int(str(submission)) for person, submission in asked(database, query)}
    return [Audit(submission, people(database)[person]) for person, submission in last.items()]


def shown(book: Workbook, sheet: str, *figures: int) -> list[tuple[object, ...]]:
    """The rows in which none of these columns is hidden."""
    return [row for row in table_rows(book[sheet])[1:] if all(isinstance(row[at], int | float) for at in figures)]


def test_x07_diagnosis_is_what_the_database_says(book: Workbook, database: Path) -> None:
    everyone = Counter(unit for units in people(database).values() for unit in units)
    diagnosed = Counter(unit for audit in audits(database) for unit in audit.units)
    found = {(str(row[1]), str(row[0])): row[2:] for row in table_rows(book["Диагностика"])[1:]}
    assert {unit: figures[0] for unit, figures in found.items()} == everyone
    rows = shown(book, "Диагностика", 3)
    assert len(rows) > 10
    for title, cut, total, done, share in rows:
        assert done == diagnosed[str(cut), str(title)]
        assert share == pytest.approx(int(str(done)) / int(str(total)))


def test_x07_deficits_are_what_the_database_says(book: Workbook, database: Path) -> None:
    scores: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    stored = defaultdict(list)
    for submission, title, value in asked(database, "SELECT submission_id, title, value FROM scores"):
        if value is not None:
            stored[submission].append((str(title), float(str(value))))
    for audit in audits(database):
        for title, value in stored[audit.id]:
            for unit in audit.units:
                scores[*unit, title].append(value)
    rows = shown(book, "Дефициты", 6, 7, 8, 9)
    assert len(rows) > 50
    for group, cut, _kind, _standard, _code, title, deficits, n, share, mean in rows:
        values = scores[str(cut), str(group), str(title)]
        low = sum(value < THRESHOLD for value in values)
        assert (deficits, n) == (low, len(values))
        assert share == pytest.approx(low / len(values))
        assert mean == pytest.approx(sum(values) / len(values))
    totals = [(row[5], row[2], row[3], row[4], *row[6:]) for row in rows if row[1] == "Всего"]
    assert shown(book, "Свод дефицитов", 4, 5, 6, 7) == totals


def test_x07_difficulties_are_what_the_database_says(book: Workbook, database: Path) -> None:
    marks: dict[str, list[float]] = defaultdict(list)
    last = {audit.id for audit in audits(database)}
    query = """SELECT r.submission_id, s.version_id, r.item, r.number FROM responses r
               JOIN submissions s ON s.id = r.submission_id WHERE r.state = 'answered' AND r.number IS NOT NULL"""
    for submission, version, item, number in asked(database, query):
        action = actions(database).get((version, item))
        if submission in last and action:
            marks[action].append(100 * float(str(number)) / SCALE)
    counted = {action: (sum(mark < THRESHOLD for mark in some), len(some)) for action, some in marks.items()}
    rows = shown(book, "Частые затруднения", 5, 6, 7)
    assert len(rows) > 20
    assert all(row[7] == pytest.approx(int(str(row[5])) / int(str(row[6]))) for row in rows)
    assert {str(row[0]): row[5:7] for row in rows} == {action: two for action, two in counted.items() if two[1] >= 5}


@cache
def actions(database: Path) -> dict[tuple[object, object], str]:
    """(version, item) → labour action."""
    bodies = asked(database, "SELECT id, body FROM questionnaire_versions WHERE code LIKE 'audit-%'")
    return {
        (version, item["code"]): str(item["action"])
        for version, body in bodies
        for section in json.loads(str(body))["sections"]
        for item in section["items"]
        if item.get("action")
    }


def test_x07_every_answer_has_its_cell(book: Workbook, database: Path) -> None:
    query = """SELECT v.code, count(*) FROM submissions s JOIN questionnaire_versions v ON v.id = s.version_id
               GROUP BY v.code"""
    for code, count in asked(database, query):
        assert len(table_rows(book[f"Ответы {code}"])) - 1 == count


def test_x07_nothing_is_an_error(book: Workbook, path: Path, tmp_path: Path) -> None:
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    assert [cell.coordinate for cell in cells if cell.data_type == "e" or str(cell.value).startswith(ERRORS[:5])] == []
    pdf = converted(path, tmp_path, "pdf")
    text = subprocess.run([str(PDFTOTEXT), "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    assert "Диагностика: кто прошёл аудит" in text
    assert [sign for sign in ERRORS if sign in text] == []
