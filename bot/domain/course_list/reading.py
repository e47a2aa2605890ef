"""Whole workbook → list of courses, or every problem in it. Knows the register as known courses and functions only."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.course_list import cells
from bot.domain.course_list.columns import HEADERS, Column
from bot.domain.courses import Course, CourseRun, run_code
from bot.domain.roster import cells as common
from bot.domain.roster.sheets import HELP_SHEET, Place, RosterProblem, Sheet
from bot.domain.roster.table import Header, RowReader, SheetTable, find_table, in_reading_order
from bot.domain.spelling import fold, line

_HEADER: Header = (frozenset({Column.COURSE}), frozenset({Column.PERSON}), frozenset({Column.STARTS, Column.RUN}))
_NEEDED = (Column.STARTS, Column.ENDS)
_DESCRIPTION = {
    "title": Column.TITLE,
    "provider": Column.PROVIDER,
    "hours": Column.HOURS,
    "functions": Column.FUNCTIONS,
}


@dataclass(frozen=True, slots=True)
class Attended:
    """One row: a person and a run; `finished` is None when the file does not say."""

    place: Place
    run: str
    person: str
    finished: bool | None


@dataclass(frozen=True, slots=True)
class CourseList:
    """What a file says, checked within itself; runs hold their courses, everything by code."""

    runs: Mapping[str, CourseRun]
    places: Mapping[str, Place]
    rows: tuple[Attended, ...]
    notices: tuple[RosterProblem, ...] = ()


def read_courses(
    sheets: Sequence[Sheet], known: Mapping[str, Course], functions: Collection[str]
) -> CourseList | tuple[RosterProblem, ...]:
    """Read all sheets. `known` are the stored courses: what the file has no column for stays as it is in them.

    One wrong cell anywhere gives the list of all problems and no courses.
    """
    tables, notices = _tables(sheets)
    reading = _Reading(known, functions)
    problems = [problem for table in tables for problem in (*table.problems, *table.missing(_NEEDED))]
    rows = [RowReader(table, row) for table in tables for row in table.rows()]
    for row in rows:
        reading.take(row)
        problems += row.problems
    if not tables:
        problems.append(RosterProblem("no-courses-sheet"))
    elif not rows:
        problems.append(RosterProblem("no-course-rows", Place(tables[0].sheet.title)))
    if problems:
        return in_reading_order(problems, sheets)
    told = (*notices, *(notice for table in tables for notice in table.notices()))
    return CourseList(reading.runs, reading.places, tuple(reading.rows.values()), told)


def _tables(sheets: Iterable[Sheet]) -> tuple[list[SheetTable], list[RosterProblem]]:
    tables: list[SheetTable] = []
    notices: list[RosterProblem] = []
    for sheet in sheets:
        if sheet.hidden:
            notices.append(RosterProblem("hidden-sheet", Place(sheet.title)))
        elif table := find_table(sheet, _HEADER, HEADERS):
            tables.append(table)
        elif sheet.rows and fold(sheet.title) != fold(HELP_SHEET):
            notices.append(RosterProblem("unread-course-sheet", Place(sheet.title)))
    return tables, notices


@dataclass(slots=True)
class _Reading:
    """Rows one after another: what an earlier row says of a course or a run, a later one may not contradict."""

    known: Mapping[str, Course]
    functions: Collection[str]
    courses: dict[str, Course] = field(default_factory=dict)
    runs: dict[str, CourseRun] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    rows: dict[tuple[str, str], Attended] = field(default_factory=dict)

    def take(self, row: RowReader) -> None:
        """Read a row; its problems stay in it."""
        course, run = self._course(row), row.take(Column.RUN, cells.code, None)
        person = row.take(Column.PERSON, common.code, None)
        finished = row.take(Column.FINISHED, cells.finished, None)
        days = _days(row)
        if person is None:
            row.note(Column.PERSON, "no-person")
        if row.problems or course is None or days is None or person is None:
            return
        held = CourseRun(run or run_code(course.code, days[0]), course, *days)
        self._add(row, held)
        if not row.problems:
            told = True if finished is None and row.has(Column.FINISHED) else finished
            self._attend(row, Attended(row.place(Column.PERSON), held.code, person, told))

    def _course(self, row: RowReader) -> Course | None:
        found = row.take(Column.COURSE, cells.code, None)
        if found is None:
            row.note(Column.COURSE, "no-course-code")
            return None
        told = _described(row, self.known.get(found, Course(found, "", "")), self.functions)
        if not told.title:
            row.note(Column.TITLE, "no-course-title")
        if not told.provider:
            row.note(Column.PROVIDER, "no-provider")
        return told

    def _add(self, row: RowReader, run: CourseRun) -> None:
        course = self.courses.setdefault(run.course.code, run.course)
        for name, column in _DESCRIPTION.items():
            if getattr(course, name) != getattr(run.course, name):
                row.note(column, "course-differs", text=course.code)
        first = self.runs.setdefault(run.code, run)
        self.places.setdefault(run.code, row.place(Column.STARTS))
        if first.course.code != run.course.code:
            row.note(Column.RUN, "run-of-another-course", text=run.code)
        if first.starts_on != run.starts_on:
            row.note(Column.STARTS, "run-differs", text=run.code)
        if first.ends_on != run.ends_on:
            row.note(Column.ENDS, "run-differs", text=run.code)

    def _attend(self, row: RowReader, attended: Attended) -> None:
        first = self.rows.setdefault((attended.run, attended.person), attended)
        if first is not attended:
            row.note(Column.PERSON, "repeated-participant", text=attended.person, first=first.place.row or 0)


def _described(row: RowReader, course: Course, functions: Collection[str]) -> Course:
    """The course with what the row says of it; a field without a column, or an empty title, stays as it is known."""
    return replace(
        course,
        title=line(row.take(Column.TITLE, common.text, "")) or course.title,
        provider=line(row.take(Column.PROVIDER, common.text, "")) or course.provider,
        hours=row.take(Column.HOURS, cells.hours, None) if row.has(Column.HOURS) else course.hours,
        functions=(
            row.take(Column.FUNCTIONS, cells.functions(functions), ())
            if row.has(Column.FUNCTIONS)
            else course.functions
        ),
    )


def _days(row: RowReader) -> tuple[date, date] | None:
    first, last = row.take(Column.STARTS, common.day, None), row.take(Column.ENDS, common.day, None)
    if first is None and row.has(Column.STARTS):
        row.note(Column.STARTS, "no-day")
    if last is None and row.has(Column.ENDS):
        row.note(Column.ENDS, "no-day")
    if first is None or last is None:
        return None
    if last < first:
        row.note(Column.ENDS, "run-backwards")
    return first, last
