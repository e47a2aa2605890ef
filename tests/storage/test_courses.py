"""Courses, runs and participants, on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import date

from bot.domain.courses import Course, CourseRun, RunLine
from bot.domain.people import Person
from storage.database import Database
from storage.transaction import Transaction

COURSE = Course("К-7", "Оценка чтения", "ИРО", 72, ("A/01.6", "A/02.6"))
RUN = CourseRun("К-7/2026-10-05", COURSE, date(2026, 10, 5), date(2026, 10, 30))


async def _hold(tx: Transaction, run: CourseRun, finished: dict[str, bool]) -> int:
    run_id = await tx.courses.put_run(run)
    for code, done in finished.items():
        await tx.courses.put_participant(run_id, await tx.people.put(Person(code, (), "учитель"), ()), done)
    return run_id


async def test_a_run_comes_back_with_its_course_and_people(database: Database) -> None:
    run_id = await database.write(_hold, RUN, {"T-2": True, "T-1": False})
    assert await database.read(lambda tx: tx.courses.get(run_id)) == RUN
    assert await database.read(lambda tx: tx.courses.courses()) == {"К-7": COURSE}
    people = await database.read(lambda tx: tx.courses.participants(run_id))
    assert [(one.code, one.finished) for one in people] == [("T-1", False), ("T-2", True)]
    assert await database.read(lambda tx: tx.courses.lines()) == [RunLine(RUN, 2, 1)]


async def test_the_same_again_changes_what_differs_and_adds_nothing(database: Database) -> None:
    run_id = await database.write(_hold, RUN, {"T-1": False})
    later = replace(RUN, course=replace(COURSE, hours=None, functions=()), ends_on=date(2026, 11, 6))
    assert await database.write(_hold, later, {"T-1": True}) == run_id
    assert await database.read(lambda tx: tx.courses.runs()) == {RUN.code: later}
    assert await database.read(lambda tx: tx.courses.attendance()) == {RUN.code: {"T-1": True}}


async def test_runs_are_found_by_their_last_day_and_by_code(database: Database) -> None:
    await database.write(_hold, RUN, {})
    for first, last, found in ((30, 31, [RUN]), (1, 30, [RUN]), (1, 29, []), (31, 31, [])):
        days = (date(2026, 10, first), date(2026, 10, last))
        assert await database.read(lambda tx, *given: tx.after_course.awaiting("plain", "run", *given), *days) == found
    assert await database.read(lambda tx: tx.courses.find("К-8")) is None
    assert await database.read(lambda tx: tx.courses.find(RUN.code)) == RUN
    assert await database.read(lambda tx: tx.courses.lines()) == [RunLine(RUN, 0, 0)]
