"""The list of courses and what is stored: what it is compared with, and one transaction that makes a plan true."""

from bot.domain.course_list.plan import CoursePlan, StoredCourses
from bot.domain.errors import DomainError
from bot.usecases.after_course import ask_latecomers
from storage.transaction import Transaction


async def load_courses(tx: Transaction) -> StoredCourses:
    """Return everything a list of courses is compared with."""
    return StoredCourses(
        courses=await tx.courses.courses(),
        runs=await tx.courses.runs(),
        attendance=await tx.courses.attendance(),
        people=frozenset(await tx.people.all()),
    )


async def apply_courses(tx: Transaction, plan: CoursePlan, seen: StoredCourses, now: int) -> None:
    """Save everything the plan adds and changes, or nothing.

    Raises `register_changed` when what is stored is no longer what the plan was made for.
    """
    if await load_courses(tx) != seen:
        raise DomainError("register_changed")
    for run in (*plan.runs_added, *plan.runs_changed):
        await tx.courses.put_run(run)
    runs = await tx.courses.runs()
    for code, person, finished in (*plan.added, *plan.changed):
        person_id = await tx.people.find_id(person)
        assert person_id is not None
        await tx.courses.put_participant(runs[code].id, person_id, finished)
    for code in {code for code, _, _ in (*plan.added, *plan.changed)}:
        await ask_latecomers(tx, runs[code].id)
    if not plan.is_empty:
        await tx.audit.note(now, None, "import", "courses", added=len(plan.added), changed=len(plan.changed))
