"""A course ends: who took part is asked that afternoon, again after an interval, and to repeat the audit."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.courses import Course, CourseRun
from bot.domain.people import Organisation
from bot.usecases.after_course import ask_latecomers
from playground.person import Person as Player
from storage.transaction import Transaction
from tests.invited import code_of, tables
from tests.stage import SCHOOL, Stage

TITLE = "Удовлетворённость обучением"
HOUR, DAY = 3600, 86_400
THURSDAY = date(2026, 9, 10)  # the day of the stage's noon
RUN = CourseRun("K-7/1", Course("K-7", "Оценка чтения", "ИРО", 36), THURSDAY - timedelta(days=10), THURSDAY)


async def _took_part(tx: Transaction, run: CourseRun, finished: dict[str, bool]) -> int:
    run_id = await tx.courses.put_run(run)
    for code, done in finished.items():
        person_id = await tx.people.find_id(code)
        assert person_id is not None
        await tx.courses.put_participant(run_id, person_id, done)
    return run_id


async def held(stage: Stage, finished: dict[Player, bool], run: CourseRun = RUN) -> int:
    """Let a run be held; return its id."""
    found = {code_of(player): done for player, done in finished.items()}
    run_id: int = await stage.database.write(_took_part, run, found)
    return run_id


async def teacher(stage: Stage, school: Organisation = SCHOOL) -> Player:
    """Somebody who has opened the chat before."""
    found = await stage.person(school=school)
    await found.says("/start")
    await found.sees()
    return found


def was_asked(player: Player) -> bool:
    """Whether a message about a course has come."""
    return any(TITLE in (message.text or "") for message in player.chat)


async def pass_days(stage: Stage, days: int) -> None:
    """Let days pass one by one, at three in the afternoon, with everything that falls due."""
    for _ in range(days):
        stage.clock.advance(DAY)
        await stage.due()


async def test_on_the_last_day_after_three_in_the_afternoon(stage: Stage) -> None:
    anna, stranger = await teacher(stage), await teacher(stage)
    await held(stage, {anna: True})
    await stage.due()
    assert not was_asked(anna)
    stage.clock.advance(3 * HOUR)
    await stage.due()
    asked = await anna.sees(TITLE)
    assert "Оценка чтения" in asked.text
    await anna.presses("Ответить")
    await anna.sees("Насколько вас устроило содержание?")
    assert not was_asked(stranger)


async def test_the_chain_goes_on_for_those_who_finished(stage: Stage) -> None:
    anna, vera = await teacher(stage), await teacher(stage)
    await held(stage, {anna: True, vera: False})
    stage.clock.advance(3 * HOUR)
    await pass_days(stage, 62)
    found = await tables(stage)
    kinds = {row["id"]: row["kind"] for row in found["campaigns"]}
    asked = sorted((kinds[row["campaign_id"]], row["person_id"]) for row in found["participations"])
    first, second = sorted({person for _, person in asked})
    assert asked == [("follow_up", first), ("satisfaction", first), ("satisfaction", second)]
    await anna.sees("Послекурсовой период")


async def test_what_ends_on_a_saturday_waits_for_monday(stage: Stage) -> None:
    anna = await teacher(stage)
    await held(stage, {anna: True}, replace(RUN, ends_on=THURSDAY + timedelta(days=2)))
    stage.clock.advance(3 * HOUR)
    await pass_days(stage, 2)
    await stage.due()
    assert not was_asked(anna)
    stage.clock.advance(2 * DAY)
    await stage.due()
    await anna.sees(TITLE)


@pytest.mark.parametrize(("zone", "hours"), [("Asia/Yekaterinburg", 1), ("Europe/Kaliningrad", 4)])
async def test_three_in_the_afternoon_is_that_of_the_school(stage: Stage, zone: str, hours: int) -> None:
    anna = await teacher(stage, Organisation(code="SCH-9", name="Школа", zone=zone))
    await held(stage, {anna: True})
    stage.clock.advance(hours * HOUR - 60)
    await stage.due()
    assert not was_asked(anna)
    stage.clock.advance(60)
    await stage.due()
    await anna.sees(TITLE)


async def test_who_is_added_on_the_next_day_is_asked_too(stage: Stage) -> None:
    late, anna = await teacher(stage), await teacher(stage)
    run_id = await held(stage, {anna: True})
    stage.clock.advance(3 * HOUR)
    await stage.due()
    await anna.sees(TITLE)
    assert not was_asked(late)
    await stage.database.write(_took_part, RUN, {code_of(late): True})
    await stage.database.write(ask_latecomers, run_id)
    await stage.due()
    await late.sees(TITLE)
    assert len([row for row in (await tables(stage))["deliveries"] if row["kind"] == "campaign"]) == 2
