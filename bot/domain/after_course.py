"""What follows a course run, and when: satisfaction, the time after the course, the audit again. Pure.

Source: the documents' chain «анкета → послекурсовой период → повторный аудит» (seeds SYS-22, SYS-25); the intervals are
parameters of the programme pack.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.campaigns import Campaign, CampaignKind, CampaignState
from bot.domain.courses import CourseRun
from bot.domain.programmes import Programme
from bot.domain.rhythm import DAY, day_ends, moment
from bot.domain.segments import Criterion, Has
from questionnaires.model import Questionnaire

AFTERNOON = time(15)
SUBJECT = "course_run"
EAST = timedelta(days=1)
"""A day may have come for participants farther east than the centre."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One survey of the chain. All are days: after the course's last, open for answers, and still worth beginning."""

    kind: CampaignKind
    questionnaire: str | None
    after: int
    open: int
    useful: int
    audience: Criterion


@dataclass(frozen=True, slots=True)
class Due:
    """A survey whose time has come."""

    run_id: int
    stage: Stage


@dataclass(frozen=True, slots=True)
class Taken:
    """The last completed audit of a participant: its questionnaire and the standard it was made from."""

    questionnaire: str
    standard: str


def stages(programme: Programme) -> tuple[Stage, ...]:
    """The chain in the programme's intervals; who gave up a course is asked only how she liked it."""
    return (
        Stage(CampaignKind.SATISFACTION, "satisfaction", 0, 14, 14, Criterion.ATTENDED),
        Stage(CampaignKind.FOLLOW_UP, "after_course", programme.follow_up_days, 21, 30, Criterion.COMPLETED),
        Stage(CampaignKind.REAUDIT, None, programme.reaudit_days, 30, 60, Criterion.COMPLETED),
    )


def last_days(stage: Stage, today: date) -> tuple[date, date]:
    """The first and the last of the days on which a run must have ended for the stage to be due on some clock today."""
    newest = today - timedelta(days=stage.after) + EAST
    return newest - timedelta(days=stage.useful) - 2 * EAST, newest


def opening(run: CourseRun, stage: Stage, zones: Iterable[ZoneInfo]) -> int | None:
    """The afternoon of the stage's day, when it has come for every participant; None when there are none."""
    day = run.ends_on + timedelta(days=stage.after)
    return max((moment(day, AFTERNOON, zone) for zone in zones), default=None)


def is_due(run: CourseRun, stage: Stage, zones: Iterable[ZoneInfo], now: int) -> bool:
    """Tell whether the stage is to begin now: its time has come and is not long past."""
    opens_at = opening(run, stage, zones)
    return opens_at is not None and opens_at <= now < opens_at + stage.useful * DAY and not _idle(run, stage)


def _idle(run: CourseRun, stage: Stage) -> bool:
    """A repeated audit shows something only where the course serves labour functions."""
    return stage.kind is CampaignKind.REAUDIT and not run.course.functions


def audits(taken: Iterable[Taken]) -> tuple[str, ...]:
    """The audits to repeat: for each standard the form most participants took last, so that the two can be compared."""
    counted: dict[str, Counter[str]] = {}
    for one in taken:
        counted.setdefault(one.standard, Counter())[one.questionnaire] += 1
    return tuple(
        max(sorted(forms), key=lambda form: counted[standard][form]) for standard, forms in sorted(counted.items())
    )


def campaign_after(
    run: CourseRun, stage: Stage, questionnaire: Questionnaire, version_id: int, zone: ZoneInfo, now: int
) -> Campaign:
    """The campaign of a stage: planned, open at once, closing with a day of the centre's."""
    return Campaign(
        id=0,
        kind=stage.kind,
        title=f"{questionnaire.title}: {run.course.title}",
        questionnaire=questionnaire.code,
        audience=Has(stage.audience, frozenset({run.code})),
        opens_at=now,
        closes_at=day_ends(now + stage.open * DAY, zone),
        owner_id=None,
        state=CampaignState.PLANNED,
        subject=(SUBJECT, run.id),
        anonymous=questionnaire.anonymous,
        version_id=version_id,
        created_at=now,
        started_at=now,
    )
