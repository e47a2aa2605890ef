"""The figures about courses for a workbook, from one snapshot. Knows who may see which runs; loaded by exports only."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.domain.after_course import SUBJECT
from bot.domain.campaigns import CampaignKind
from bot.domain.courses import RunLine
from bot.domain.effect import RunEffect, RunFacts, effects
from bot.domain.feedback import Feedback, RunAnswers, feedback, within
from storage.course_reports import CourseReports

QUESTIONNAIRE = "satisfaction"


@dataclass(frozen=True, slots=True)
class CourseFigures:
    """What the sheets about courses say."""

    said: Feedback
    effects: tuple[RunEffect, ...]


async def course_figures(reports: CourseReports, scope: Sequence[str], seed: int) -> CourseFigures:
    """Count everything, hide small groups, then leave only the runs in which people of `scope` (empty: all) took part.

    Hiding comes first: what is hidden must not depend on who looks.
    """
    lines = await reports.runs()
    said = await _said(reports, lines, seed)
    found = effects([await _facts(reports, line) for line in lines], said)
    if not scope:
        return CourseFigures(said, found)
    places = await reports.places()
    runs = [line.run for line in lines if places.get(line.run.id, frozenset()) & set(scope)]
    return CourseFigures(within(said, runs), tuple(one for one in found if one.run in runs))


async def _said(reports: CourseReports, lines: Sequence[RunLine], seed: int) -> Feedback:
    questionnaire = await reports.newest(QUESTIONNAIRE)
    if questionnaire is None:
        return Feedback()
    asked = await reports.campaigns(CampaignKind.SATISFACTION, SUBJECT)
    runs = [
        RunAnswers(
            line.run,
            tuple([one for campaign in asked.get(line.run.id, ()) for one in await reports.anonymous(campaign)]),
        )
        for line in lines
    ]
    return feedback(questionnaire, runs, Random(seed))  # noqa: S311 - the order of comments, sorted before: no secret


async def _facts(reports: CourseReports, line: RunLine) -> RunFacts:
    followed = (await reports.campaigns(CampaignKind.FOLLOW_UP, SUBJECT)).get(line.run.id, [])
    repeated = (await reports.campaigns(CampaignKind.REAUDIT, SUBJECT)).get(line.run.id, [])
    functions = line.run.course.functions
    return RunFacts(
        run=line.run,
        participants=line.participants,
        finished=line.finished,
        asked=sum([await reports.asked(one) for one in followed]),
        answers=tuple([given for one in followed for given in await reports.answers(one)]),
        compared=tuple([pair for one in repeated for pair in await reports.compared(one, functions)]),
    )
