"""Courses, their runs and who took part. Knows no campaigns, no files and no wording."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from bot.domain.spelling import fold

COURSE_RUN, PARTICIPANTS = "new_course_run", "course_participants"
"""The forms by which a run is entered, and who takes part in it."""

Attendance = Mapping[str, Mapping[str, bool]]
"""Code of a run → code of a person → whether she finished it."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is taught and by whom; `functions` are codes of the labour functions it serves («A/01.6»)."""

    code: str
    title: str
    provider: str
    hours: int | None = None
    functions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseRun:
    """A course as it was, or will be, held once; both days belong to it. `id` is 0 until it is stored."""

    code: str
    course: Course
    starts_on: date
    ends_on: date
    id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part; `finished` is False for whoever gave up."""

    person_id: int
    code: str
    finished: bool


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in a list, with how many took part and how many of them finished."""

    run: CourseRun
    participants: int
    finished: int


@dataclass(frozen=True, slots=True)
class RunPage:
    """A part of a list of runs, the latest first; `total` is how many the whole list has."""

    lines: tuple[RunLine, ...]
    total: int


def run_code(course: str, starts_on: date) -> str:
    """The code of a run that was given none: a course begins once a day."""
    return f"{course}/{starts_on.isoformat()}"


def next_code(taken: Container[str]) -> str:
    """The first free number for a course entered by hand."""
    return next(code for number in count(1) if (code := f"K-{number}") not in taken)


def page_of(lines: Iterable[RunLine], search: str, offset: int, limit: int) -> RunPage:
    """The runs whose code, title or provider has all the words, the last to end first."""
    words = fold(search).split()
    found = [line for line in lines if all(word in _searched(line.run) for word in words)]
    found.sort(key=lambda line: (-line.run.ends_on.toordinal(), line.run.code))
    return RunPage(tuple(found[offset : offset + limit]), len(found))


def _searched(run: CourseRun) -> str:
    return fold(f"{run.code} {run.course.title} {run.course.provider}")
