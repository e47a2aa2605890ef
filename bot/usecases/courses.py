"""Courses entered by hand: a run, who takes part, who finished. What follows after a run is not known here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.acts import Act
from bot.domain.codes import normalise_code
from bot.domain.courses import Course, CourseRun, Participant, RunPage, next_code, page_of, run_code
from bot.domain.errors import DomainError
from bot.domain.people import Actor
from bot.domain.rights import Action, may
from bot.usecases.after_course import ask_latecomers
from questionnaires.problems import Problem
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What came of a list of codes: who is new among the participants, who was there, and what is nobody's code."""

    added: tuple[str, ...]
    already: tuple[str, ...]
    unknown: tuple[str, ...]


async def add_course_run(
    tx: Transaction, act: Act, course: Course, starts_on: date, ends_on: date
) -> CourseRun | Problem:
    """Enter a run; a course without a code is a new one and gets the next number.

    Returns `run-backwards` when it ends before it begins and `run-exists` when the course begins on that day already.
    Raises `forbidden`.
    """
    actor = await _manager(tx, act)
    if ends_on < starts_on:
        return Problem("run-backwards")
    known = course if course.code else replace(course, code=next_code(await tx.courses.courses()))
    run = CourseRun(run_code(known.code, starts_on), known, starts_on, ends_on)
    if await tx.courses.find(run.code) is not None:
        return Problem("run-exists", {"code": run.code})
    run_id = await tx.courses.put_run(run)
    await tx.audit.note(act.now, actor.person_id, "add", f"course_run:{run.code}")
    return replace(run, id=run_id)


async def add_participants(tx: Transaction, act: Act, run_id: int, codes: Iterable[str]) -> Enrolled:
    """Let people take part in a run. Raises `forbidden` and `unknown_run`."""
    actor = await _manager(tx, act)
    run = await _run(tx, run_id)
    present = {one.code for one in await tx.courses.participants(run_id)}
    added, already, unknown = [], [], []
    for code in dict.fromkeys(map(normalise_code, codes)):
        person_id = await tx.people.find_id(code)
        if person_id is None:
            unknown.append(code)
        elif code in present:
            already.append(code)
        else:
            await tx.courses.put_participant(run_id, person_id, finished=True)
            added.append(code)
    if added:
        await ask_latecomers(tx, run_id)
        await tx.audit.note(act.now, actor.person_id, "enrol", f"course_run:{run.code}", people=len(added))
    return Enrolled(tuple(added), tuple(already), tuple(unknown))


async def set_finished(tx: Transaction, act: Act, run_id: int, code: str, finished: bool) -> Problem | None:
    """Say whether a participant finished the run; returns `not-a-participant`. Raises `forbidden`, `unknown_run`."""
    actor = await _manager(tx, act)
    run = await _run(tx, run_id)
    found = next((one for one in await tx.courses.participants(run_id) if one.code == normalise_code(code)), None)
    if found is None:
        return Problem("not-a-participant", {"code": code})
    if found.finished != finished:
        await tx.courses.put_participant(run_id, found.person_id, finished)
        await tx.audit.note(act.now, actor.person_id, "finish", f"course_run:{run.code}", finished=int(finished))
    return None


async def list_runs(tx: Transaction, act: Act, search: str = "", offset: int = 0, limit: int = 8) -> RunPage:
    """Return a page of the runs whose code, title or provider has all words of `search`. Raises `forbidden`."""
    await _manager(tx, act)
    return page_of(await tx.courses.lines(), search, offset, limit)


async def open_run(tx: Transaction, act: Act, run_id: int) -> tuple[CourseRun, list[Participant]]:
    """Return a run with its participants. Raises `forbidden` and `unknown_run`."""
    await _manager(tx, act)
    return await _run(tx, run_id), await tx.courses.participants(run_id)


async def _run(tx: Transaction, run_id: int) -> CourseRun:
    try:
        return await tx.courses.get(run_id)
    except KeyError:
        raise DomainError("unknown_run", run=run_id) from None


async def _manager(tx: Transaction, act: Act) -> Actor:
    actor = await tx.accounts.find_actor(act.messenger_id)
    if actor is None or not may(actor.roles, Action.MANAGE_COURSES):
        raise DomainError("forbidden", action=Action.MANAGE_COURSES.value)
    return actor
