"""Surveys after a course: what is due is found by reading, each is started by a transaction of its own, once.

Which of several processes does it, and how often, is the planner's business; starting twice starts once.
"""

from bot.domain.after_course import (
    SUBJECT,
    Due,
    Stage,
    Taken,
    audits,
    campaign_after,
    centre_day,
    is_due,
    last_days,
    stages,
)
from bot.domain.courses import CourseRun
from bot.domain.programmes import Programme
from bot.domain.rhythm import Rhythm
from storage.transaction import Transaction


async def due_surveys(tx: Transaction, programme: Programme, rhythm: Rhythm, now: int) -> list[Due]:
    """Return the surveys to start now."""
    found, today = [], centre_day(now, rhythm.zone)
    for stage in stages(programme):
        for run in await tx.after_course.awaiting(stage.kind.value, SUBJECT, *last_days(stage, today)):
            zones = [rhythm.zone_of(name) for name in await tx.after_course.zones(run.id)]
            if is_due(run, stage, zones, now):
                found.append(Due(run.id, stage))
    return found


async def start_survey(tx: Transaction, due: Due, rhythm: Rhythm, now: int) -> int:
    """Start a survey unless the run has one of this kind; return how many campaigns that took.

    The repeated audit takes one for each standard among the participants, and none where nobody has an audit to compare
    with; nothing is started whose questionnaire is not published.
    """
    stage = due.stage
    if any(one.kind is stage.kind for one in await tx.campaigns.about(SUBJECT, due.run_id)):
        return 0
    run, started = await tx.courses.get(due.run_id), 0
    for code in await _questionnaires(tx, stage, run):
        version_id = await tx.questionnaires.find_latest(code)
        if version_id is not None:
            questionnaire = await tx.questionnaires.get(version_id)
            campaign = await tx.campaigns.add(campaign_after(run, stage, questionnaire, version_id, rhythm.zone, now))
            await tx.audit.note(now, None, "campaign_start", f"campaign:{campaign.id}", course_run=run.code)
            started += 1
    return started


async def _questionnaires(tx: Transaction, stage: Stage, run: CourseRun) -> tuple[str, ...]:
    if stage.questionnaire is not None:
        return (stage.questionnaire,)
    taken = [await tx.questionnaires.get(version_id) for version_id in await tx.after_course.audits(run.id)]
    return audits(Taken(one.code, one.standard) for one in taken if one.standard is not None)
