"""The poller's window: what it remembers, what it waits for, when it lets somebody go."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramServerError
from aiogram.methods import GetMe

from bot.intake import Processor
from bot.polling import WINDOW, Poller
from bot.raw_updates import RawUpdate, collapse_starts
from bot.session import LeanSession
from storage.errors import Unavailable


def update(number: int, person: int = 1, text: str = "привет", chat: str = "private") -> RawUpdate:
    where = {"id": person if chat == "private" else -5, "type": chat}
    sender = {"id": person, "is_bot": False, "first_name": "Анна"}
    message = {"message_id": number, "date": 1, "from": sender, "chat": where, "text": text}
    return {"update_id": number, "message": message}


async def nothing(*_: Any) -> None:
    """For what does not matter here."""


async def no_wait(_: float) -> None:
    await asyncio.sleep(0)


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with Bot("42:TOKEN", session=LeanSession()).context() as found:
        yield found


class Queue:
    """The messenger's side: updates from the offset on, at most a window of them; `stop` when all are confirmed."""

    def __init__(self, updates: list[RawUpdate]) -> None:
        self.updates = updates
        self.stop = asyncio.Event()

    async def __call__(self, _: Bot, __: str, payload: dict[str, Any], **___: Any) -> list[RawUpdate]:
        await asyncio.sleep(0)
        self.updates = [one for one in self.updates if one["update_id"] >= payload["offset"]]
        if not self.updates:
            self.stop.set()
        return self.updates[: payload["limit"]]


async def test_a_pause_in_polling_ends_with_the_stop(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    asleep, stop = asyncio.Event(), asyncio.Event()

    async def down(*_: Any, **__: Any) -> None:
        raise TelegramNetworkError(method=GetMe(), message="down")

    async def long(_: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(bot.session, "call", down)
    polling = asyncio.create_task(Poller(bot, Processor(bot, nothing, nothing, nothing, nothing), long).run(stop))
    await asleep.wait()
    stop.set()
    await asyncio.wait_for(polling, 5)


async def test_confirmed_updates_are_not_remembered(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    queue, remembered = Queue([update(number, person=number) for number in range(1, 1001)]), [0]

    async def feed(found: Any, _: bool) -> None:
        await asyncio.sleep(0.05 if found.update_id % 10 == 0 else 0)  # somebody always is under way

    poller = Poller(bot, Processor(bot, feed, nothing, nothing, nothing), no_wait)

    async def call(*arguments: Any, **options: Any) -> list[RawUpdate]:
        remembered.append(len(poller._finished))
        return await queue(*arguments, **options)

    monkeypatch.setattr(bot.session, "call", call)
    await asyncio.wait_for(poller.run(queue.stop), 30)
    assert max(remembered) <= 2 * WINDOW


async def test_one_who_cannot_be_shown_anything_does_not_hold_up_the_rest(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue, done, others = Queue([update(number, person=number) for number in range(1, 301)]), set(), asyncio.Event()

    tries: list[int] = []

    async def feed(found: Any, _: bool) -> None:
        if found.update_id == 1:
            tries.append(found.update_id)
            raise TelegramServerError(method=GetMe(), message="Internal Server Error")
        done.add(found.update_id)
        if len(done) == WINDOW - 1:  # the window is full of what is done and the one in trouble
            asyncio.get_running_loop().call_later(0.1, others.set)

    processor = Processor(bot, feed, nothing, nothing, nothing, no_wait)

    async def until_all_wait(_: float) -> None:
        await others.wait()

    processor.sleep = until_all_wait
    monkeypatch.setattr(bot.session, "call", queue)
    monkeypatch.setattr("bot.polling.SLOW", 0.01)
    await asyncio.wait_for(Poller(bot, processor, no_wait).run(queue.stop), 10)
    assert len(done) == 299
    assert len(tries) == 2


async def test_even_in_a_hurry_nothing_unsaved_is_let_go(bot: Bot) -> None:
    failures = iter([True] * 20)

    async def feed(_: Any, __: bool) -> None:
        if next(failures, False):
            raise Unavailable("disk full")

    processor = Processor(bot, feed, nothing, nothing, nothing, no_wait, hurry=True)
    await processor.process(update(1))
    assert next(failures, None) is None


def test_a_start_is_dropped_only_when_its_person_repeats_it_right_away() -> None:
    said = [(1, "/start"), (2, "/start"), (1, "/start"), (1, "5"), (1, "/start"), (2, "/start"), (1, "/start x")]
    found = [update(number, person, text) for number, (person, text) in enumerate(said)]
    assert [one["update_id"] for one in collapse_starts(found)] == [2, 3, 4, 5, 6]


def test_a_start_in_a_group_takes_none_from_the_private_chat() -> None:
    starts = [update(1, text="/start"), update(2, text="/start"), update(3, text="/start", chat="group")]
    assert [one["update_id"] for one in collapse_starts(starts)] == [2, 3]
