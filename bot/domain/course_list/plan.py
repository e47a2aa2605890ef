"""A list of courses against what is stored → what an import would change. Knows codes; saves nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.domain.course_list.reading import Attended, CourseList
from bot.domain.courses import Attendance, Course, CourseRun
from bot.domain.roster.sheets import RosterProblem

Taking = tuple[str, str, bool]
"""Code of the run, code of the person, whether she finished."""


@dataclass(frozen=True, slots=True)
class StoredCourses:
    """What is stored now, everything by code; `people` are the codes of the register."""

    courses: Mapping[str, Course] = field(default_factory=dict)
    runs: Mapping[str, CourseRun] = field(default_factory=dict)
    attendance: Attendance = field(default_factory=dict)
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """Everything an import would do; `missing` are participants of the file's runs whom it leaves out: they stay."""

    runs_added: tuple[CourseRun, ...]
    runs_changed: tuple[CourseRun, ...]
    runs_unchanged: int
    added: tuple[Taking, ...]
    changed: tuple[Taking, ...]
    unchanged: int
    missing: tuple[tuple[str, str], ...]
    notices: tuple[RosterProblem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether saving would change nothing: the same file again."""
        return not (self.runs_added or self.runs_changed or self.added or self.changed)


def plan_courses(listed: CourseList, stored: StoredCourses) -> CoursePlan | tuple[RosterProblem, ...]:
    """Compare; people nobody knows, and runs that would change their course, are problems."""
    problems = (*_unknown(listed, stored), *_taken(listed, stored))
    if problems:
        return problems
    before = {run: stored.runs.get(run.code) for run in listed.runs.values()}
    takings = [(_taking(row, stored), _finished(row, stored)) for row in listed.rows]
    present = {(row.run, row.person) for row in listed.rows}
    return CoursePlan(
        runs_added=tuple(run for run, known in before.items() if known is None),
        runs_changed=tuple(run for run, known in before.items() if known not in (None, run)),
        runs_unchanged=sum(run == known for run, known in before.items()),
        added=tuple(taking for taking, known in takings if known is None),
        changed=tuple(taking for taking, known in takings if known not in (None, taking[2])),
        unchanged=sum(taking[2] == known for taking, known in takings),
        missing=tuple(
            (run, person)
            for run in listed.runs
            for person in sorted(stored.attendance.get(run, {}))
            if (run, person) not in present
        ),
        notices=(*listed.notices, *_moved(listed, stored)),
    )


def _finished(row: Attended, stored: StoredCourses) -> bool | None:
    return stored.attendance.get(row.run, {}).get(row.person)


def _taking(row: Attended, stored: StoredCourses) -> Taking:
    known = _finished(row, stored)
    kept = True if known is None else known
    return row.run, row.person, kept if row.finished is None else row.finished


def _unknown(listed: CourseList, stored: StoredCourses) -> Iterator[RosterProblem]:
    return (
        RosterProblem("unknown-person", row.place, {"text": row.person})
        for row in listed.rows
        if row.person not in stored.people
    )


def _taken(listed: CourseList, stored: StoredCourses) -> Iterator[RosterProblem]:
    for code, run in listed.runs.items():
        known = stored.runs.get(code)
        if known is not None and known.course.code != run.course.code:
            yield RosterProblem("run-of-another-course", listed.places[code], {"text": code})


def _moved(listed: CourseList, stored: StoredCourses) -> Iterator[RosterProblem]:
    """A new run while another of the same course goes on that the file leaves out: perhaps a day was corrected."""
    for code, run in listed.runs.items():
        if code in stored.runs:
            continue
        for known in stored.runs.values():
            meet = known.starts_on <= run.ends_on and run.starts_on <= known.ends_on
            if known.course.code == run.course.code and meet and known.code not in listed.runs:
                yield RosterProblem("maybe-moved-run", listed.places[code], {"text": known.code})
