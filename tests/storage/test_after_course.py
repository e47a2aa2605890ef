"""Surveys after courses are started once each, whatever the clock does and however often one looks."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.courses import Course, CourseRun
from bot.domain.people import Organisation, Person
from bot.domain.programmes import Programme
from bot.domain.rhythm import Rhythm
from bot.domain.submissions import Cursor, Submission, SubmissionState
from bot.usecases.after_course import ask_latecomers, due_surveys, start_survey, survey_courses
from bot.usecases.asking import open_due
from bot.usecases.questionnaires import publish
from bot.usecases.rounds import Round
from questionnaires.catalogue import built_in
from storage.database import Database
from storage.sealing import Seal
from storage.transaction import Transaction

MOSCOW = ZoneInfo("Europe/Moscow")
PROGRAMME = Programme("x", "", "", "", {}, None)
SEAL = Seal(lambda: b"0" * 32)
COURSE = Course("K-7", "Оценка чтения", "ИРО", 72, ("A/01.6",))
RUN = CourseRun("K-7/1", COURSE, date(2026, 2, 2), date(2026, 2, 27))
AUDIT, OTHER_AUDIT = "audit-544n-full", "audit-652n-full"


def at(day: date, hour: int = 15) -> int:
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=MOSCOW).timestamp())


async def _publish(tx: Transaction) -> dict[str, int]:
    return {one.code: await publish(tx, one, 0) for one in built_in()}


async def _enter(tx: Transaction, run: CourseRun, finished: dict[str, bool], zone: str | None = None) -> int:
    place = await tx.people.put_organisation(Organisation("E-1", "СОШ", zone=zone))
    run_id = await tx.courses.put_run(run)
    for code, done in finished.items():
        person_id = await tx.people.put(Person(code, ("E-1",), "учитель"), (place,))
        await tx.courses.put_participant(run_id, person_id, done)
    return run_id


async def _audited(tx: Transaction, code: str, version_id: int, now: int) -> None:
    person_id = await tx.people.find_id(code)
    assert person_id is not None
    draft = Submission(
        0, version_id, person_id, None, SubmissionState.DRAFT, None, "1", {}, Cursor("review"), None, now, now, None
    )
    stored = await tx.submissions.add(draft)
    await tx.submissions.close(stored.id, SubmissionState.COMPLETED, f"r-{code}-{now}", now)


def _round(now: int) -> Round:
    return Round(now, PROGRAMME, Rhythm(MOSCOW, 3), SEAL, 1)


async def _tick(database: Database, now: int) -> int:
    """How many campaigns a round has started."""
    before = len(await _kinds(database))
    await survey_courses(database, _round(now))
    return len(await _kinds(database)) - before


async def _kinds(database: Database) -> list[tuple[str, str]]:
    found = await database.read(lambda tx: tx.campaigns.page(100))
    return sorted((one.kind.value, one.questionnaire) for one in found)


@pytest.fixture
async def held(database: Database) -> Database:
    """A run with participants, one of whom gave up; three have an audit, of two standards."""
    versions = await database.write(_publish)
    await database.write(_enter, RUN, {"T-1": True, "T-2": True, "T-3": False})
    await database.write(_audited, "T-1", versions[AUDIT], 1_700_000_000)
    await database.write(_audited, "T-2", versions[OTHER_AUDIT], 1_700_000_000)
    await database.write(_audited, "T-3", versions["audit-514n-full"], 1_700_000_000)
    return database


async def test_a_clock_moved_over_a_year_starts_each_once(held: Database) -> None:
    day = date(2026, 1, 1)
    while day < date(2027, 3, 1):
        for hour in (3, 15):
            await _tick(held, at(day, hour))
        day += timedelta(days=1)
    assert await _kinds(held) == [
        ("follow_up", "after_course"), ("reaudit", AUDIT), ("reaudit", OTHER_AUDIT), ("satisfaction", "satisfaction"),
    ]  # fmt: skip


async def test_downtime_delays_what_is_still_useful_and_drops_the_rest(held: Database) -> None:
    assert await _tick(held, at(RUN.ends_on + timedelta(days=3))) == 1
    assert await _tick(held, at(RUN.ends_on + timedelta(days=110))) == 0
    assert await _tick(held, at(RUN.ends_on + timedelta(days=200))) == 2
    assert await _kinds(held) == [("reaudit", AUDIT), ("reaudit", OTHER_AUDIT), ("satisfaction", "satisfaction")]


async def test_what_is_due_is_started_once_though_two_have_seen_it(held: Database) -> None:
    now = _round(at(RUN.ends_on))
    (due,) = await held.read(due_surveys, now)
    assert [await held.write(start_survey, due, now) for _ in range(2)] == [1, 0]
    assert await held.read(due_surveys, now) == []
    actions = await held.read(lambda tx: tx.audit.actions())
    assert [action for _, action, _ in actions] == ["campaign_start"]


async def test_an_old_list_of_courses_asks_nobody(held: Database) -> None:
    assert await _tick(held, at(date(2027, 6, 1))) == 0


@pytest.mark.parametrize(("zone", "hour"), [(None, 15), ("Asia/Yekaterinburg", 13), ("Europe/Kaliningrad", 16)])
async def test_the_hour_is_that_of_the_organisation(database: Database, zone: str | None, hour: int) -> None:
    await database.write(_publish)
    await database.write(_enter, RUN, {"T-1": True}, zone)
    assert await _tick(database, at(RUN.ends_on, hour) - 1) == 0
    assert await _tick(database, at(RUN.ends_on, hour)) == 1


async def test_nobody_took_part_or_nothing_is_published(database: Database) -> None:
    await database.write(_enter, RUN, {"T-1": True})
    await database.write(_enter, replace(RUN, code="K-7/2"), {})
    assert await _tick(database, at(RUN.ends_on)) == 0
    await database.write(_publish)
    assert await _tick(database, at(RUN.ends_on)) == 1


async def test_without_an_earlier_audit_there_is_none_to_repeat(database: Database) -> None:
    await database.write(_publish)
    await database.write(_enter, RUN, {"T-1": True})
    assert await _tick(database, at(RUN.ends_on + timedelta(days=180))) == 0


async def _asked(database: Database, campaign_id: int) -> list[int]:
    found = await database.read(lambda tx: tx.participations.among(campaign_id, 0, 10_000))
    return [one.person_id for one in found]


async def test_who_is_added_later_is_asked_too_and_nobody_twice(held: Database) -> None:
    now = _round(at(RUN.ends_on))
    await survey_courses(held, now)
    await held.write(_enter, replace(RUN, code="K-7/2"), {"T-0": True})
    await open_due(held, now)
    (campaign,) = await held.read(lambda tx: tx.campaigns.page(9))
    before = await _asked(held, campaign.id)
    assert len(before) == 3
    await held.write(_enter, RUN, {"T-0": True})
    await open_due(held, now)
    assert await _asked(held, campaign.id) == before
    await held.write(ask_latecomers, campaign.subject[1] or 0)
    await open_due(held, now)
    assert len(await _asked(held, campaign.id)) == 4


async def test_the_database_itself_keeps_a_second_survey_out(held: Database) -> None:
    now = _round(at(RUN.ends_on))
    await survey_courses(held, now)
    (campaign,) = await held.read(lambda tx: tx.campaigns.page(9))
    with pytest.raises(Exception, match=r"(?i)unique"):
        await held.write(lambda tx, one: tx.campaigns.add(one), campaign)
