"""Courses, their runs and who took part: rows and values. Knows nothing of what follows after a course."""

import json
from datetime import date

from sqlalchemy import Integer, Table, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.domain.courses import Course, CourseRun, Participant, RunLine
from storage.connection import Connection, Row
from storage.statement import Statement
from storage.tables import course_participants, course_runs, courses, people


def _put(table: Table, columns: tuple[str, ...], key: tuple[str, ...]) -> Statement:
    new = upsert(table)
    changed = {name: new.excluded[name] for name in columns if name not in key}
    target = new.on_conflict_do_update(index_elements=list(key), set_=changed)
    return Statement(target.returning(table.c[key[0]] if len(key) > 1 else table.c.id), columns=columns)


_PUT_COURSE = _put(courses, ("code", "title", "provider", "hours", "functions"), ("code",))
_PUT_RUN = _put(course_runs, ("code", "course_id", "starts_on", "ends_on"), ("code",))
_PUT_PARTICIPANT = _put(course_participants, ("run_id", "person_id", "finished"), ("run_id", "person_id"))
_COURSES = Statement(select(courses).order_by(courses.c.code))
RUN = (
    select(
        course_runs.c.id,
        course_runs.c.code.label("run_code"),
        course_runs.c.starts_on,
        course_runs.c.ends_on,
        courses.c.code,
        courses.c.title,
        courses.c.provider,
        courses.c.hours,
        courses.c.functions,
    )
    .join(courses, courses.c.id == course_runs.c.course_id)
    .order_by(course_runs.c.code)
)
_RUNS = Statement(RUN)
_RUN_BY_ID = Statement(RUN.where(course_runs.c.id == bindparam("run", type_=Integer)))
_RUN_BY_CODE = Statement(RUN.where(course_runs.c.code == bindparam("which")))
_IN_RUN = course_participants.c.run_id == bindparam("run", type_=Integer)
_TOOK_PART = select(
    course_participants.c.run_id, course_participants.c.person_id, course_participants.c.finished, people.c.code
).join(people, people.c.id == course_participants.c.person_id)
_PARTICIPANTS = Statement(_TOOK_PART.where(_IN_RUN).order_by(people.c.code))
_ATTENDANCE = Statement(
    select(course_runs.c.code.label("run_code"), people.c.code, course_participants.c.finished)
    .join(course_runs, course_runs.c.id == course_participants.c.run_id)
    .join(people, people.c.id == course_participants.c.person_id)
)
COUNTS = Statement(
    select(
        course_participants.c.run_id,
        func.count().label("people"),
        func.count().filter(course_participants.c.finished).label("finished"),
    ).group_by(course_participants.c.run_id)
)


class Courses:
    """Courses and their runs by code, participants by person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def courses(self) -> dict[str, Course]:
        """Return code → course."""
        return {row["code"]: _course(row) for row in await self._connection.all(_COURSES)}

    async def runs(self) -> dict[str, CourseRun]:
        """Return code → run."""
        return {row["run_code"]: run_of(row) for row in await self._connection.all(_RUNS)}

    async def get(self, run_id: int) -> CourseRun:
        """Return a run. Raises KeyError."""
        row = await self._connection.one(_RUN_BY_ID, run=run_id)
        if row is None:
            raise KeyError(run_id)
        return run_of(row)

    async def find(self, code: str) -> CourseRun | None:
        """Return the run of this code."""
        row = await self._connection.one(_RUN_BY_CODE, which=code)
        return run_of(row) if row else None

    async def lines(self) -> list[RunLine]:
        """Return every run with the numbers of its participants."""
        counted = {row["run_id"]: row for row in await self._connection.all(COUNTS)}
        runs = (await self.runs()).values()
        return [
            RunLine(run, row["people"] if row else 0, row["finished"] if row else 0)
            for run in runs
            for row in (counted.get(run.id),)
        ]

    async def participants(self, run_id: int) -> list[Participant]:
        """Return who took part, by code."""
        rows = await self._connection.all(_PARTICIPANTS, run=run_id)
        return [Participant(row["person_id"], row["code"], bool(row["finished"])) for row in rows]

    async def attendance(self) -> dict[str, dict[str, bool]]:
        """Return code of a run → code of a person → whether she finished."""
        found: dict[str, dict[str, bool]] = {}
        for row in await self._connection.all(_ATTENDANCE):
            found.setdefault(row["run_code"], {})[row["code"]] = bool(row["finished"])
        return found

    async def put_course(self, course: Course) -> int:
        """Add or change a course; return its id."""
        functions = json.dumps(course.functions, ensure_ascii=False)
        row = await self._connection.one(
            _PUT_COURSE,
            code=course.code,
            title=course.title,
            provider=course.provider,
            hours=course.hours,
            functions=functions,
        )
        assert row is not None
        return int(row[0])

    async def put_run(self, run: CourseRun) -> int:
        """Add or change a run together with its course; return its id."""
        row = await self._connection.one(
            _PUT_RUN,
            code=run.code,
            course_id=await self.put_course(run.course),
            starts_on=run.starts_on.isoformat(),
            ends_on=run.ends_on.isoformat(),
        )
        assert row is not None
        return int(row[0])

    async def put_participant(self, run_id: int, person_id: int, finished: bool) -> None:
        """Let a person take part, or change whether she finished."""
        await self._connection.one(_PUT_PARTICIPANT, run_id=run_id, person_id=person_id, finished=finished)


def _course(row: Row) -> Course:
    return Course(row["code"], row["title"], row["provider"], row["hours"], tuple(json.loads(row["functions"])))


def run_of(row: Row) -> CourseRun:
    """Read a row of `RUN`."""
    days = (date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"]))
    return CourseRun(row["run_code"], _course(row), *days, id=row["id"])
