"""The forms of courses: a run is entered, people are added to it, those who gave up are marked."""

from collections.abc import Iterable
from datetime import date

from bot.domain.acts import Act
from bot.domain.courses import Course
from bot.domain.dialogues import Dialogue
from bot.domain.errors import DomainError
from bot.domain.form_answers import Answers
from bot.domain.forms import Made, Record
from bot.usecases.courses import add_course_run, add_participants, set_finished
from questionnaires.problems import Problem
from storage.transaction import Transaction


async def run_by_form(tx: Transaction, act: Act, dialogue: Dialogue) -> Made | Problem:
    """Enter the course, its dates and whoever was named; nothing of it when a code is nobody's."""
    answers = Answers(dialogue.context.responses, dialogue.context.choices)
    codes = answers.codes("codes")
    if problem := await _unknown(tx, codes):
        return problem
    hours = answers.text("hours")
    course = Course(
        code="",
        title=answers.text("title"),
        provider=answers.text("provider"),
        hours=int(hours) if hours else None,
        functions=tuple(sorted(answers.many("functions"))),
    )
    days = (date.fromisoformat(answers.text(item)) for item in ("starts_on", "ends_on"))
    run = await add_course_run(tx, act, course, *days)
    if isinstance(run, Problem):
        return run
    await add_participants(tx, act, run.id, codes)
    return Made(Record.COURSE_RUN, run.id)


async def participants_by_form(tx: Transaction, act: Act, dialogue: Dialogue) -> Made | Problem:
    """Add people and mark those who gave up; nothing of it when a code is wrong."""
    kind, run_id = dialogue.submission.subject
    if kind != Record.COURSE_RUN or run_id is None:
        raise DomainError("unknown_run", run=0)
    answers = Answers(dialogue.context.responses, dialogue.context.choices)
    codes, gave_up = answers.codes("codes"), answers.codes("gave_up")
    if problem := await _unknown(tx, codes):
        return problem
    taking_part = {one.code for one in await tx.courses.participants(run_id)} | set(codes)
    if strangers := [code for code in gave_up if code not in taking_part]:
        return Problem("not-a-participant", {"code": ", ".join(strangers[:20])})
    await add_participants(tx, act, run_id, codes)
    for code in gave_up:
        await set_finished(tx, act, run_id, code, finished=False)
    return Made(Record.COURSE_RUN, run_id)


async def _unknown(tx: Transaction, codes: Iterable[str]) -> Problem | None:
    unknown = [code for code in codes if await tx.people.find_id(code) is None]
    return Problem("unknown-people", {"codes": ", ".join(unknown[:20]), "count": len(unknown)}) if unknown else None
