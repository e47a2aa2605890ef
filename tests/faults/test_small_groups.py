"""P09 and P11 through the real workbook: that of the municipality and those of organisations, beside one another."""

import asyncio
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.counts import NO_SUBJECT
from bot.domain.disclosure import HIDDEN, THRESHOLD
from storage.migrate import migrate_sqlite
from tests.detective import told
from tests.exported import build, request, table_rows
from tests.municipality import Person, fill, fill_with

TEACHER, ORGANISER = "учитель", "педагог-организатор"
FULL, SHORT = "audit-544n-full", "audit-544n-short"
MATHS, PHYSICS, BOTH = ("математика",), ("физика",), ("математика", "физика")
EVERYBODY = "Всего"
Group = tuple[int, tuple[str, ...], str, str, int]
Atom = tuple[str, tuple[str, ...]]


class File(NamedTuple):
    """What one workbook says. Group → people; (group, measure) → people with a score; labour action → people."""

    people: dict[str, object]
    scores: dict[tuple[str, str], object]
    actions: dict[str, object]
    finished: object


def name(place: int) -> str:
    return f"МБОУ «СОШ № {place}»"


def staffed(folder: Path, *groups: Group) -> Path:
    """A database of groups: organisation, subjects, position, completed form, how many."""
    everybody = [group[:4] for group in groups for _ in range(group[4])]
    staff = [
        Person(number, place, position, subjects, ("basic",), form)
        for number, (place, subjects, position, form) in enumerate(everybody, 1)
    ]
    path = folder / "bot.sqlite3"
    migrate_sqlite(path)
    asyncio.run(fill_with(f"sqlite:///{path}", staff))
    return path


def read(database: Path, place: int | None = None) -> File:
    """The workbook of the municipality or of one organisation, made by the export process."""
    out, scope = database.parent / f"{place}.xlsx", () if place is None else (f"ОО-{place:02}",)
    assert build(request(database, out, rows=False, scope=scope))[0].code == "ready"
    book = load_workbook(out)
    unit, n = "Организация или предмет", "Оценено, чел."
    scores = columns(book["Дефициты"], unit, "Код", "Функция или группа", n)
    found = File(
        pairs(book["Диагностика"], unit, "Прошли аудит, чел."),
        {(str(group), f"{code} {title}"): people for group, code, title, people in scores},
        pairs(book["Частые затруднения"], "Код действия", "Ответили, чел."),
        pairs(book["О файле"], "Сведения", "Значение")["Завершили, чел."],
    )
    book.close()
    return found


def pairs(sheet: Worksheet, key: str, value: str) -> dict[str, object]:
    return {str(one): other for one, other in columns(sheet, key, value) if one is not None}


def columns(sheet: Worksheet, *names: str) -> Iterator[tuple[object, ...]]:
    header, *rows = table_rows(sheet)
    at = [header.index(name) for name in names]
    return (tuple(row[place] for place in at) for row in rows)


def test_p09_four_answers_are_hidden_with_what_would_tell_them(tmp_path: Path) -> None:
    """4 of 33, and the next smallest, in every sheet and in every file: the coordinator's shows no more."""
    database = staffed(tmp_path, *((place, MATHS, TEACHER, FULL, n) for place, n in ((1, 20), (2, 9), (3, 4))))
    whole = read(database)
    assert whole.people == {EVERYBODY: 33, name(1): 20, name(2): HIDDEN, name(3): HIDDEN, "математика": 33}
    assert {whole.scores[group, measure] for group, measure in whole.scores if group in (name(2), name(3))} == {HIDDEN}
    assert whole.scores[name(1), "A/01.6 Обучение"] == 20
    for place in (2, 3):
        own = read(database, place)
        assert {*own.people.values(), *own.scores.values(), own.finished} == {HIDDEN}
        assert own.actions == {}
    own = read(database, 1)
    assert own.finished == own.people[EVERYBODY] == own.people[name(1)] == 20
    assert own.scores[EVERYBODY, "A/01.6 Обучение"] == 20


def test_p09_an_action_that_is_a_whole_function_does_not_tell_who_took_the_short_form(tmp_path: Path) -> None:
    groups = [(1, (), ORGANISER, f"audit-652n-{form}", n) for form, n in (("full", 30), ("short", 3))]
    found = read(staffed(tmp_path, *groups))
    assert found.scores[EVERYBODY, "C/03.6 Организация направления"] != HIDDEN
    assert "C/03.6-ТД1" not in found.actions
    assert {"C/02.6-ТД1", "C/02.6-ТД2"} <= found.actions.keys()


def test_p11_school_and_subject_are_hidden_together(tmp_path: Path) -> None:
    """Mathematicians and physicists less everybody are the three who teach both: 32 + 12 - 41."""
    database = staffed(
        tmp_path,
        (1, MATHS, TEACHER, FULL, 9),
        (1, BOTH, TEACHER, FULL, 3),
        (2, MATHS, TEACHER, FULL, 20),
        (2, PHYSICS, TEACHER, FULL, 9),
    )
    whole, own, other = read(database), read(database, 1), read(database, 2)
    assert whole.people == {EVERYBODY: 41, name(1): 12, name(2): 29, "математика": 32, "физика": HIDDEN}
    assert own.people == {EVERYBODY: 12, name(1): 12, "математика": 12, "физика": HIDDEN}
    assert other.people == {EVERYBODY: 29, name(2): 29, "математика": 20, "физика": 9}


def test_p09_p11_nobody_with_all_files_can_compute_a_small_group(tmp_path: Path) -> None:
    """An attacker who knows who works where and teaches what, and whose answers were scored."""
    database = tmp_path / "bot.sqlite3"
    migrate_sqlite(database)
    asyncio.run(fill(f"sqlite:///{database}", 80, 60))
    files = {place: read(database, place) for place in (None, 1, 2)}
    tried = 0
    for measure, atoms in scored(database).items():
        figures = [
            [atom for atom in atoms if belongs(atom, group, place)]
            for place, file in files.items()
            for (group, what), n in file.scores.items()
            if what == measure and n != HIDDEN
        ]
        tried += len(figures)
        assert all(sum(atoms[atom] for atom in figure) >= THRESHOLD for figure in figures)
        assert told(figures, atoms, THRESHOLD) is None, measure
    assert tried > 50


def scored(database: Path) -> dict[str, dict[Atom, int]]:
    """Measure → organisation and subjects → people with a score, from the bare rows."""
    query = """SELECT s.kind, s.code, s.title, o.name, p.subjects FROM scores s
               JOIN submissions q ON q.id = s.submission_id JOIN people p ON p.id = q.respondent_id
               JOIN organisations o ON o.id = q.organisation_id
               WHERE s.value IS NOT NULL AND s.kind IN ('function', 'group')"""
    found: defaultdict[str, defaultdict[Atom, int]] = defaultdict(lambda: defaultdict(int))
    with closing(sqlite3.connect(database)) as raw:
        for kind, code, title, place, subjects in raw.execute(query):
            measure = f"{code if kind == 'function' else '—'} {title}"
            found[measure][place, tuple(json.loads(subjects))] += 1
    return {measure: dict(atoms) for measure, atoms in found.items()}


def belongs(atom: Atom, group: str, place: int | None) -> bool:
    organisation, subjects = atom
    if place is not None and organisation != name(place):
        return False
    return group in (EVERYBODY, organisation, *(subjects or (NO_SUBJECT,)))
