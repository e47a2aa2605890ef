"""A list of courses: what the rows mean, what is wrong with them, and what an import would change."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.domain.course_list.columns import Column
from bot.domain.course_list.plan import CoursePlan, StoredCourses, plan_courses
from bot.domain.course_list.reading import CourseList, read_courses
from bot.domain.courses import Course, CourseRun
from bot.domain.roster.sheets import Cell, Place, RosterProblem, Sheet, Unusable
from exports.course_template import COLUMNS, Line, write_course_template
from exports.roster import read_sheets
from tests.unit.rosters import sheet

HEADER = ("Код курса", "Курс", "Кто проводит", "Начало", "Окончание", "Код педагога")
READING = Course("K-7", "Оценка чтения", "ИРО")
AUTUMN = CourseRun("K-7/2026-10-05", READING, date(2026, 10, 5), date(2026, 10, 30))
ROW: tuple[Cell, ...] = ("К-7", "Оценка чтения", "ИРО", "05.10.2026", "30.10.2026", "T-1")
FUNCTIONS = {"A/01.6", "B/03.6"}
STORED = StoredCourses({"K-7": READING}, {AUTUMN.code: AUTUMN}, {AUTUMN.code: {"T-1": True}}, frozenset({"T-1", "T-2"}))


def read(*sheets: Sheet, known: Mapping[str, Course] | None = None) -> CourseList:
    found = read_courses(sheets, known or {}, FUNCTIONS)
    assert isinstance(found, CourseList), found
    return found


def problems(*sheets: Sheet) -> tuple[RosterProblem, ...]:
    found = read_courses(sheets, {}, FUNCTIONS)
    assert isinstance(found, tuple)
    return found


def plan(stored: StoredCourses, *rows: tuple[Cell, ...], header: tuple[str, ...] = HEADER) -> CoursePlan:
    found = plan_courses(read(sheet("Курсы", header, *rows), known=stored.courses), stored)
    assert isinstance(found, CoursePlan), found
    return found


def _with(column: str, cell: Cell) -> Sheet:
    """One good row with one more column."""
    return sheet("Курсы", (*HEADER, column), (*ROW, cell))


def test_headers_in_any_order_and_spelling() -> None:
    header = ("Слушатель", "Дата окончания ", "ДАТА НАЧАЛА", "Программа ПК", "Организатор", "Шифр программы", "Телефон")
    found = read(sheet("2026", header, ("т-1", date(2026, 10, 30), "2026-10-05", "Оценка  чтения", "ИРО", "к-7", "1")))
    assert found.runs == {AUTUMN.code: AUTUMN}
    assert [(row.run, row.person, row.finished) for row in found.rows] == [(AUTUMN.code, "T-1", None)]
    assert found.notices == (RosterProblem("unread-column", Place("2026", 1), {"header": "Телефон"}),)


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("Часов", 72, "hours", 72),
        ("Объём (часов)", "36 ч.", "hours", 36),
        ("Часов", None, "hours", None),
        ("Трудовые функции", "В/03.6; а/01.6", "functions", ("A/01.6", "B/03.6")),
        ("Трудовые функции", None, "functions", ()),
    ],
)
def test_what_is_said_of_a_course(column: str, cell: Cell, field: str, value: object) -> None:
    (run,) = read(_with(column, cell)).runs.values()
    assert getattr(run.course, field) == value


@pytest.mark.parametrize(("cell", "finished"), [("да", True), ("Нет", False), ("отчислена", False), (None, True)])
def test_finished(cell: Cell, finished: bool) -> None:
    assert [row.finished for row in read(_with("Завершил(а)", cell)).rows] == [finished]


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("Часов", "много", "bad-hours"),
        ("Часов", 0, "bad-hours"),
        ("Часов", 9000, "bad-hours"),
        ("Трудовые функции", "A/01.6, Я/99", "unknown-function"),
        ("Завершил", "может быть", "bad-yes-no"),
        ("Код потока", "а б?", "bad-code"),
        ("Часов", Unusable("formula"), "formula"),
    ],
)
def test_faulty_cells_have_their_place(column: str, cell: Cell, code: str) -> None:
    found = problems(_with(column, cell))
    assert [(one.code, one.place) for one in found] == [(code, Place("Курсы", 2, "G"))]


@pytest.mark.parametrize(
    ("at", "cell", "code"),
    [
        (0, None, "no-course-code"),
        (1, None, "no-course-title"),
        (2, " ", "no-provider"),
        (3, None, "no-day"),
        (3, "скоро", "bad-date"),
        (4, "31.02.2026", "bad-date"),
        (4, "01.10.2026", "run-backwards"),
        (5, None, "no-person"),
        (5, "T-00000B", "bad-code"),
    ],
)
def test_faulty_rows_have_their_place(at: int, cell: Cell, code: str) -> None:
    found = problems(sheet("Курсы", HEADER, (*ROW[:at], cell, *ROW[at + 1 :])))
    assert [(one.code, one.place) for one in found] == [(code, Place("Курсы", 2, "ABCDEF"[at]))]


def test_rows_that_contradict_each_other() -> None:
    rows = (
        ROW,
        ROW,
        (*ROW[:1], "Другое", *ROW[2:5], "T-2"),
        (*ROW[:4], "31.10.2026", "T-3"),
    )
    found = problems(sheet("Курсы", HEADER, *rows))
    assert [(one.code, one.place.row, one.place.column) for one in found] == [
        ("repeated-participant", 3, "F"),
        ("course-differs", 4, "B"),
        ("run-differs", 5, "E"),
    ]


def test_two_groups_of_one_day_are_told_apart_by_their_codes() -> None:
    header = (*HEADER, "Группа")
    found = read(sheet("Курсы", header, (*ROW, "К-7/а"), (*ROW[:4], "06.11.2026", "T-1", "К-7/б")))
    assert {code: run.ends_on.day for code, run in found.runs.items()} == {"K-7/A": 30, "K-7/Б": 6}


def test_a_sheet_without_courses_is_told() -> None:
    assert [one.code for one in problems(sheet("Люди", ("ФИО", "Должность"), ("Ан Ли", "учитель")))] == [
        "no-courses-sheet"
    ]
    assert [one.code for one in problems(sheet("Курсы", HEADER))] == ["no-course-rows"]
    short = sheet("Курсы", ("Код курса", "Начало", "Код педагога"), ("К-7", "05.10.2026", "T-1"))
    assert ("missing-column", {"header": "Окончание"}) in [(one.code, one.params) for one in problems(short)]


def test_everything_is_new_at_first_and_the_same_file_again_changes_nothing() -> None:
    first = plan(StoredCourses(people=STORED.people), ROW)
    assert (first.runs_added, first.added) == ((AUTUMN,), ((AUTUMN.code, "T-1", True),))
    again = plan(STORED, ROW)
    assert again.is_empty
    assert (again.runs_unchanged, again.unchanged, again.missing) == (1, 1, ())


def test_what_the_file_has_no_column_for_stays() -> None:
    known = replace(READING, hours=72, functions=("A/01.6",))
    run = replace(AUTUMN, course=known)
    stored = replace(STORED, courses={"K-7": known}, runs={run.code: run}, attendance={run.code: {"T-1": False}})
    assert plan(stored, ROW).is_empty
    assert plan(stored, ("К-7", None, None, *ROW[3:])).is_empty
    told = plan(stored, (*ROW, None, None), header=(*HEADER, "Часов", "Завершил"))
    assert [one.course.hours for one in told.runs_changed] == [None]
    assert told.changed == ((run.code, "T-1", True),)


def test_who_is_left_out_stays_and_is_told() -> None:
    stored = replace(STORED, attendance={AUTUMN.code: {"T-1": True, "T-2": False}})
    done = plan(stored, ROW)
    assert (done.missing, done.is_empty) == (((AUTUMN.code, "T-2"),), True)


def test_a_corrected_first_day_may_be_a_run_twice() -> None:
    moved = ("К-7", "Оценка чтения", "ИРО", "06.10.2026", "30.10.2026", "T-1")
    done = plan(STORED, moved)
    assert done.notices == (RosterProblem("maybe-moved-run", Place("Курсы", 2, "D"), {"text": AUTUMN.code}),)
    told = plan(STORED, (*moved, AUTUMN.code), header=(*HEADER, "Код потока"))
    assert [run.starts_on.day for run in told.runs_changed] == [6]


@pytest.mark.parametrize(
    ("row", "header", "problem"),
    [
        ((*ROW[:5], "T-77"), HEADER, RosterProblem("unknown-person", Place("Курсы", 2, "F"), {"text": "T-77"})),
        (
            ("К-8", *ROW[1:], AUTUMN.code),
            (*HEADER, "Код потока"),
            RosterProblem("run-of-another-course", Place("Курсы", 2, "D"), {"text": AUTUMN.code}),
        ),
    ],
)
def test_what_does_not_fit_the_register(row: tuple[Cell, ...], header: tuple[str, ...], problem: RosterProblem) -> None:
    listed = read(sheet("Курсы", header, row), known=STORED.courses)
    assert plan_courses(listed, STORED) == (problem,)


def test_the_template_is_understood_column_by_column(tmp_path: Path) -> None:
    write_course_template(tmp_path / "blank.xlsx")
    sheets = read_sheets(tmp_path / "blank.xlsx")
    assert isinstance(sheets, tuple)
    assert [one.title for one in sheets] == ["Курсы", "Как заполнять"]
    assert (
        sheets[0].rows[0].cells == tuple(column.value for column in COLUMNS) == tuple(column.value for column in Column)
    )
    assert problems(*sheets) == (RosterProblem("no-course-rows", Place("Курсы")),)


def test_a_filled_template_comes_back(tmp_path: Path) -> None:
    line: Line = {
        Column.COURSE: "К-7", Column.TITLE: "Оценка чтения", Column.PROVIDER: "ИРО", Column.HOURS: 72,
        Column.STARTS: datetime(2026, 10, 5), Column.ENDS: date(2026, 10, 30), Column.PERSON: "T-1",  # noqa: DTZ001
        Column.FINISHED: "да", Column.FUNCTIONS: "A/01.6",
    }  # fmt: skip
    write_course_template(tmp_path / "list.xlsx", [line])
    sheets = read_sheets(tmp_path / "list.xlsx")
    assert isinstance(sheets, tuple)
    assert read(*sheets).runs == {
        AUTUMN.code: replace(AUTUMN, course=replace(READING, hours=72, functions=("A/01.6",)))
    }
