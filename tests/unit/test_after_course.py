"""What follows after a course and when: days, zones, downtime, which audits."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.after_course import Stage, Taken, audits, campaign_after, is_due, last_days, opening, stages
from bot.domain.campaigns import CampaignKind, CampaignState
from bot.domain.courses import Course, CourseRun
from bot.domain.programmes import Programme
from bot.domain.segments import Criterion, Has
from bot.programmes import known_programmes, load_programme
from questionnaires.catalogue import built_in

MOSCOW, URALS = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Yekaterinburg")
PROGRAMME = Programme("x", "", "", "", {}, None)
SATISFACTION, FOLLOW_UP, REAUDIT = stages(PROGRAMME)
RUN = CourseRun(
    "K-7/1", Course("K-7", "Оценка чтения", "ИРО", 72, ("A/01.6",)), date(2026, 10, 5), date(2026, 10, 30), 4
)
WITHOUT = CourseRun("K-8/1", Course("K-8", "Проекты", "ИРО"), date(2026, 10, 5), date(2026, 10, 30), 5)


def at(text: str, zone: ZoneInfo = MOSCOW) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())


@pytest.mark.parametrize(
    ("stage", "zones", "opens"),
    [
        (SATISFACTION, [MOSCOW], at("2026-10-30T15:00")),
        (SATISFACTION, [URALS], at("2026-10-30T13:00")),
        (SATISFACTION, [URALS, MOSCOW], at("2026-10-30T15:00")),
        (FOLLOW_UP, [MOSCOW], at("2026-12-29T15:00")),
        (REAUDIT, [MOSCOW], at("2027-04-28T15:00")),
        (SATISFACTION, [], None),
    ],
)
def test_the_afternoon_has_come_for_everybody(stage: Stage, zones: list[ZoneInfo], opens: int | None) -> None:
    assert opening(RUN, stage, zones) == opens


@pytest.mark.parametrize(
    ("run", "stage", "moment", "due"),
    [
        (RUN, SATISFACTION, "2026-10-30T14:59", False),
        (RUN, SATISFACTION, "2026-10-30T15:00", True),
        (RUN, SATISFACTION, "2026-11-02T03:00", True),  # after three days of downtime
        (RUN, SATISFACTION, "2026-11-13T14:59", True),
        (RUN, SATISFACTION, "2026-11-13T15:00", False),  # nobody remembers any more
        (RUN, FOLLOW_UP, "2026-12-29T15:00", True),
        (RUN, REAUDIT, "2027-04-28T15:00", True),
        (WITHOUT, REAUDIT, "2027-04-28T15:00", False),
        (WITHOUT, FOLLOW_UP, "2026-12-29T15:00", True),
    ],
)
def test_due(run: CourseRun, stage: Stage, moment: str, due: bool) -> None:
    assert is_due(run, stage, [MOSCOW], at(moment)) is due


@pytest.mark.parametrize("stage", stages(PROGRAMME))
def test_no_run_that_is_due_is_left_out_by_its_last_day(stage: Stage) -> None:
    for zone in (ZoneInfo("Europe/Kaliningrad"), ZoneInfo("Asia/Kamchatka")):
        opens = opening(RUN, stage, [zone])
        assert opens is not None
        for now in (opens, opens + stage.useful * 86_400 - 1):
            first, last = last_days(stage, datetime.fromtimestamp(now, MOSCOW).date())
            assert first <= RUN.ends_on <= last


def test_audits_repeat_the_form_that_most_took_for_each_standard() -> None:
    taken = [
        Taken("full", "544n"),
        Taken("full", "544n"),
        Taken("short", "544n"),
        Taken("b", "652n"),
        Taken("a", "652n"),
    ]
    assert audits(taken) == ("full", "a")
    assert audits([]) == ()


@pytest.mark.parametrize(
    ("stage", "kind", "criterion", "anonymous"),
    [
        (SATISFACTION, CampaignKind.SATISFACTION, Criterion.ATTENDED, True),
        (FOLLOW_UP, CampaignKind.FOLLOW_UP, Criterion.COMPLETED, False),
    ],
)
def test_the_campaign(stage: Stage, kind: CampaignKind, criterion: Criterion, anonymous: bool) -> None:
    questionnaire = next(one for one in built_in() if one.code == stage.questionnaire)
    now = at("2026-10-30T15:10")
    found = campaign_after(RUN, stage, questionnaire, 9, MOSCOW, now)
    assert (found.kind, found.anonymous, found.state) == (kind, anonymous, CampaignState.PLANNED)
    assert (found.subject, found.audience) == (("course_run", 4), Has(criterion, frozenset({"K-7/1"})))
    assert (found.title, found.version_id) == (f"{questionnaire.title}: Оценка чтения", 9)
    closing = datetime.fromtimestamp(found.closes_at, MOSCOW)
    assert (closing.date() - date(2026, 10, 30), closing.hour) == (timedelta(days=stage.open + 1), 0)


def test_programmes_may_set_the_intervals() -> None:
    for code in known_programmes():
        programme = load_programme(code)
        assert (programme.follow_up_days, programme.reaudit_days) == (60, 180)
    quick = Programme("x", "", "", "", {}, None, follow_up_days=30, reaudit_days=90)
    assert [stage.after for stage in stages(quick)] == [0, 30, 90]
