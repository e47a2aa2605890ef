"""Surveys after a course: what is due is found by reading, each is started by a transaction of its own, once.

Starting twice starts once: a run that has a campaign of a kind gets no second one.
"""

from bot.domain.after_course import SUBJECT, Due, Stage, Taken, audits, campaign_after, is_due, last_days, stages
from bot.domain.campaigns import CampaignState
from bot.domain.courses import CourseRun
from bot.usecases.rounds import Round
from storage.database import Database
from storage.transaction import Transaction


async def survey_courses(database: Database, now: Round) -> None:
    """Start the surveys whose time has come; who is asked, and when, is the business of the campaigns' own step."""
    for due in await database.read(due_surveys, now):
        await database.write(start_survey, due, now)


async def due_surveys(tx: Transaction, now: Round) -> list[Due]:
    """Return the surveys to start now."""
    found = []
    for stage in stages(now.programme):
        for run in await tx.after_course.awaiting(stage.kind.value, SUBJECT, *last_days(stage, now.today)):
            zones = [now.rhythm.zone_of(name) for name in await tx.after_course.zones(run.id)]
            if is_due(run, stage, zones, now.now):
                found.append(Due(run.id, stage))
    return found


async def start_survey(tx: Transaction, due: Due, now: Round) -> int:
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
            made = campaign_after(run, stage, questionnaire, version_id, now.rhythm.zone, now.now)
            campaign = await tx.campaigns.add(made)
            await tx.audit.note(now.now, None, "campaign_start", f"campaign:{campaign.id}", course_run=run.code)
            started += 1
    return started


async def ask_latecomers(tx: Transaction, run_id: int) -> None:
    """Let the open surveys about a run go through the people once more: somebody was added to its participants.

    Who was asked before is not asked again.
    """
    for campaign in await tx.campaigns.about(SUBJECT, run_id):
        if campaign.state is CampaignState.OPEN:
            await tx.campaigns.advance(campaign.id, campaign.planned_to, 0)


async def _questionnaires(tx: Transaction, stage: Stage, run: CourseRun) -> tuple[str, ...]:
    if stage.questionnaire is not None:
        return (stage.questionnaire,)
    taken = [await tx.questionnaires.get(version_id) for version_id in await tx.after_course.audits(run.id)]
    return audits(Taken(one.code, one.standard) for one in taken if one.standard is not None)
