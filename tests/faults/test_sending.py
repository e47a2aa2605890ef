"""Messages out under attack: flood control, people who are gone, ambiguous delivery, an outage of hours."""

import asyncio
from typing import Any

import pytest
from aiogram.exceptions import TelegramRetryAfter

from bot.screen import Screen
from bot.sending import Messenger
from playground.person import Person as Player
from playground.rules import Action, Error, HalfResponse, Http, Reset, RetryAfter
from storage.errors import Unavailable
from tests.answering import begin, responses, values
from tests.invited import tables
from tests.stage import Stage


class Pauses:
    """A sleep that the test ends: what was asked for, and waiting until somebody sleeps."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self._asleep = asyncio.Event()
        self._over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        self._asleep.set()
        await self._over.wait()

    async def until_asleep(self) -> None:
        await self._asleep.wait()

    def end(self) -> None:
        self._over.set()


def messenger(stage: Stage, pauses: Pauses) -> Messenger:
    """The bot's way out, with pauses the test ends."""
    assert stage.app is not None
    return Messenger(stage.app.bot, pauses)


async def known(stage: Stage, number: int) -> list[Player]:
    """People who have written to the bot."""
    people = [await stage.person() for _ in range(number)]
    for one in people:
        await one.says("/privacy")
        await one.sees()
    await stage.telegram.quiet()
    stage.telegram.world.journal.clear()
    return people


async def test_b03_flood_control_pauses_everybody_and_repeats_once(stage: Stage) -> None:
    first, *others = await known(stage, 5)
    pauses = Pauses()
    out = messenger(stage, pauses)
    stage.telegram.rule("sendMessage", RetryAfter(7), times=1)
    sends = [asyncio.create_task(out.send(first.id, Screen("Первое")))]
    await pauses.until_asleep()
    sends += [asyncio.create_task(out.send(one.id, Screen("Другим"))) for one in others]
    sends.append(asyncio.create_task(out.edit(first.id, 2, Screen("Правка"))))
    await asyncio.sleep(0)
    assert [call.chat_id for call in stage.telegram.calls()] == [first.id]  # nobody else calls meanwhile
    pauses.end()
    await asyncio.gather(*sends)
    assert pauses.asked == [7]
    assert len(stage.telegram.calls("sendMessage")) == 6
    assert sum("Первое" in seen for seen in first.chat) == 1
    assert all("Другим" in one.chat[-1] for one in others)


async def test_b04_repeated_flood_control_waits_longer_each_time_and_ends(stage: Stage) -> None:
    (anna,) = await known(stage, 1)
    pauses = Pauses()
    pauses.end()
    stage.telegram.rule("sendMessage", RetryAfter(3))
    with pytest.raises(TelegramRetryAfter):
        await messenger(stage, pauses).send(anna.id, Screen("Привет"))
    assert pauses.asked == [3, 6, 9]
    assert len(stage.telegram.calls("sendMessage")) == 4


async def test_b04_an_answer_under_long_flood_control_is_saved_and_shown_in_the_end(stage: Stage) -> None:
    anna = await begin(stage)
    stage.telegram.rule("editMessageText", RetryAfter(2), times=9)
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    await stage.telegram.quiet()
    assert list((await values(stage, anna)).values()) == [0]
    assert not await stage.rows(lambda tx: tx.updates.dead())


GONE = [
    Error(403, "Forbidden: bot was blocked by the user"),
    Error(403, "Forbidden: user is deactivated"),
    Error(400, "Bad Request: chat not found"),
]


async def reachable(stage: Stage, anna: Player) -> bool:
    """What is stored about reaching her."""
    (account,) = [row for row in (await tables(stage))["accounts"] if row["messenger_id"] == anna.id]
    return bool(account["reachable"])


@pytest.mark.parametrize("refusal", GONE, ids=["blocked", "deactivated", "not-found"])
async def test_b02_who_is_gone_is_marked_and_keeps_her_answers(stage: Stage, refusal: Error) -> None:
    anna = await begin(stage)
    stage.telegram.rule("editMessageText", refusal, times=1)
    await anna.presses("0 Не владею")
    await stage.telegram.quiet()
    assert not await reachable(stage, anna)
    assert list((await values(stage, anna)).values()) == [0]
    assert not await stage.rows(lambda tx: tx.updates.dead())
    await anna.unblocks()
    await anna.says("/start")
    await anna.sees("вопрос 2 из")
    assert await reachable(stage, anna)


async def test_b02_a_mark_that_cannot_be_stored_at_once_is_stored_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await begin(stage)
    real, failures = stage.database.write, iter([False, True, True])  # the answer, then twice the mark

    async def flaky(*args: Any) -> Any:
        if next(failures, False):
            raise Unavailable("locked")
        return await real(*args)

    monkeypatch.setattr(stage.database, "write", flaky)
    stage.telegram.rule("editMessageText", GONE[0], times=1)
    await anna.presses("0 Не владею")
    await stage.telegram.quiet()
    assert not await reachable(stage, anna)


async def test_u16_storage_and_messenger_away_together_lose_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await begin(stage)
    real, failures = stage.database.write, iter([True] * 5)

    async def flaky(*args: Any) -> Any:
        if next(failures, False):
            raise Unavailable("disk full")
        return await real(*args)

    monkeypatch.setattr(stage.database, "write", flaky)
    told = stage.telegram.rule("sendMessage", Http(502))  # so nobody can be told either
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    await stage.telegram.quiet()
    assert told.hits
    assert list((await values(stage, anna)).values()) == [0]


AMBIGUOUS: list[Action] = [Http(502), Error(500, "Internal Server Error"), Reset(), Reset(apply=True), HalfResponse()]


@pytest.mark.parametrize("fault", AMBIGUOUS, ids=["502-html", "500", "reset", "applied-then-reset", "half-response"])
@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
async def test_b06_a_call_that_breaks_off_shows_the_next_question_once(
    stage: Stage, fault: Action, method: str
) -> None:
    anna = await begin(stage)
    stage.telegram.rule(method, fault, times=2)
    await anna.presses("0 Не владею")
    await anna.sees("✓ Вопрос 1")
    await stage.telegram.quiet()
    assert [response.value for response in (await responses(stage, anna)).values()] == [0]
    assert sum("Вопрос 2 из" in seen for seen in anna.chat) == 1


async def test_b06_a_new_message_that_broke_off_answers_once(stage: Stage) -> None:
    anna = await begin(stage)
    stage.telegram.rule("sendMessage", Reset(apply=True), times=1)
    await anna.says("0")
    await anna.sees("Вопрос 2 из")
    await stage.telegram.quiet()
    assert len(await responses(stage, anna)) == 1
    await anna.presses("1 ")
    await anna.sees("Вопрос 3 из")


async def test_o11_who_cannot_be_shown_anything_does_not_stop_the_others(stage: Stage) -> None:
    anna, *others = [await begin(stage, subjects=()) for _ in range(3)]
    stage.telegram.rule("*Message*", Error(500, "Internal Server Error"), match={"chat_id": str(anna.id)})
    await anna.presses("0 Не владею")
    for one in others:
        for _ in range(60):  # more than one window of updates
            await one.says("/help")
        await one.says("2")
    await asyncio.gather(*(one.sees("Вопрос 2 из", within=60) for one in others))
    await stage.telegram.quiet(within=60)
    assert list((await values(stage, anna)).values()) == [0]
    assert not await stage.rows(lambda tx: tx.updates.dead())


async def test_o11_after_hours_without_the_messenger_everybody_is_served_once(stage: Stage) -> None:
    people = [await begin(stage, subjects=()) for _ in range(10)]
    await stage.telegram.crash()
    for anna in people:
        await anna.presses("0 Не владею")
    stage.clock.advance(6 * 3600)
    stage.telegram.clock.advance(6 * 3600)
    for anna in people:
        for _ in range(3):
            await anna.says("/start")
    stage.telegram.world.journal.clear()
    await stage.telegram.recover()
    await asyncio.gather(*(anna.sees("Не закончено: 1 анкета", within=60) for anna in people))
    await stage.telegram.quiet(within=60)
    # the presses are forgotten, repetitions collapse; the first update after an outage comes alone
    assert len(people) <= len(stage.telegram.calls("sendMessage")) <= len(people) + 1
    for anna in people:
        assert await values(stage, anna) == {}
        await anna.presses("Продолжить с вопроса 1")
    await asyncio.gather(*(anna.sees("Вопрос 1 из", within=60) for anna in people))


async def test_o11_an_outage_in_the_middle_of_an_answer_keeps_it(stage: Stage) -> None:
    anna = await begin(stage)
    held = stage.telegram.rule("editMessageText", Reset())
    await anna.presses("0 Не владею")
    await stage.telegram.called("editMessageText")
    await stage.telegram.crash()
    held.release()
    await stage.telegram.recover()
    await anna.says("/start")
    await anna.presses("Продолжить с вопроса 2", within=30)
    await anna.sees("Вопрос 2 из")
    assert list((await values(stage, anna)).values()) == [0]
