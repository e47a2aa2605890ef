"""Courses entered by hand: who may, what is refused, and the pages of the list."""

from datetime import date

import pytest

from bot.domain.acts import Act
from bot.domain.courses import Course, CourseRun
from bot.domain.errors import DomainError
from bot.domain.people import Person, Role
from bot.usecases.courses import Enrolled, add_course_run, add_participants, list_runs, open_run, set_finished
from questionnaires.problems import Problem
from storage.database import Database
from storage.transaction import Transaction

ACT = Act(update_id=1, messenger_id=70, message_id=None, now=1_790_000_000, today=date(2026, 9, 21), chance=0)
READING = Course("", "Оценка чтения", "ИРО", 36, ("A/01.6",))
FIRST, LAST = date(2026, 10, 5), date(2026, 10, 30)


async def _staff(tx: Transaction, role: Role) -> None:
    for code in ("T-1", "T-2"):
        await tx.people.put(Person(code, (), "учитель"), ())
    boss = await tx.people.put(Person("T-9", (), "методист"), ())
    await tx.accounts.bind(ACT.messenger_id, boss, 0)
    await tx.accounts.grant(boss, role, 0)


@pytest.fixture
async def office(database: Database) -> Database:
    await database.write(_staff, Role.METHODOLOGIST)
    return database


async def _added(database: Database, course: Course = READING, first: date = FIRST, last: date = LAST) -> CourseRun:
    run = await database.write(add_course_run, ACT, course, first, last)
    assert isinstance(run, CourseRun), run
    return run


async def test_a_new_course_gets_the_next_number(office: Database) -> None:
    first = await _added(office)
    again = await _added(office, Course("K-1", "Оценка чтения", "ИРО", 36), date(2026, 11, 9), date(2026, 11, 20))
    other = await _added(office, Course("", "Проектная задача", "ММЦ"))
    assert [run.code for run in (first, again, other)] == ["K-1/2026-10-05", "K-1/2026-11-09", "K-2/2026-10-05"]


@pytest.mark.parametrize(
    ("first", "last", "problem"),
    [
        (LAST, FIRST, Problem("run-backwards")),
        (FIRST, FIRST, Problem("run-exists", {"code": "K-1/2026-10-05"})),
    ],
)
async def test_what_cannot_be_is_told(office: Database, first: date, last: date, problem: Problem) -> None:
    await _added(office)
    course = Course("K-1", "Другое", "ИРО")
    assert await office.write(add_course_run, ACT, course, first, last) == problem
    assert (await office.read(lambda tx: tx.courses.courses()))["K-1"].title == "Оценка чтения"


async def test_people_come_in_by_code_once_and_may_give_up(office: Database) -> None:
    run = await _added(office)
    assert await office.write(add_participants, ACT, run.id, ["т-1", "T-1", "T-77"]) == Enrolled(
        ("T-1",), (), ("T-77",)
    )
    assert await office.write(add_participants, ACT, run.id, ["T-1", "T-2"]) == Enrolled(("T-2",), ("T-1",), ())
    assert await office.write(set_finished, ACT, run.id, "T-2", False) is None
    assert await office.write(set_finished, ACT, run.id, "T-9", True) == Problem("not-a-participant", {"code": "T-9"})
    shown, people = await office.read(open_run, ACT, run.id)
    assert (shown, [(one.code, one.finished) for one in people]) == (run, [("T-1", True), ("T-2", False)])


async def test_the_list_is_paged_and_searched(office: Database) -> None:
    for month in (8, 9, 10):
        await _added(office, Course("", f"Курс {month}", "ИРО" if month == 8 else "ММЦ"), date(2026, month, 1), LAST)
    everything = await office.read(list_runs, ACT, "", 0, 2)
    assert ([line.run.course.code for line in everything.lines], everything.total) == (["K-1", "K-2"], 3)
    assert [line.run.course.code for line in (await office.read(list_runs, ACT, "", 2, 2)).lines] == ["K-3"]
    found = await office.read(list_runs, ACT, "ммц курс", 0, 8)
    assert [line.run.course.title for line in found.lines] == ["Курс 9", "Курс 10"]


async def test_a_run_that_is_not_there_is_refused(office: Database) -> None:
    with pytest.raises(DomainError, match="unknown_run"):
        await office.write(add_participants, ACT, 77, ["T-1"])


@pytest.mark.parametrize("role", [Role.TEACHER, Role.COORDINATOR, Role.OBSERVER])
async def test_only_staff_may(database: Database, role: Role) -> None:
    await database.write(_staff, role)
    with pytest.raises(DomainError, match="forbidden"):
        await database.write(add_course_run, ACT, READING, FIRST, LAST)
    with pytest.raises(DomainError, match="forbidden"):
        await database.read(list_runs, ACT)
