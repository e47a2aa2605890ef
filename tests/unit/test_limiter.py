"""Turns at the limiter, in a time that passes only when everybody waits."""

import asyncio
from collections.abc import Coroutine
from heapq import heappop, heappush
from itertools import count
from typing import Any

import pytest

from bot.limiter import REPLIES_AT_ONCE, Limiter


class Time:
    """Seconds that jump to whoever wakes up first."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._sleepers, (self.now + seconds, next(self._numbers), future))
        await future

    async def run(self, *works: Coroutine[Any, Any, Any]) -> None:
        """Let these run to their end."""
        tasks = [asyncio.ensure_future(work) for work in works]
        while not all(task.done() for task in tasks):
            for _ in range(10):
                await asyncio.sleep(0)
            if self._sleepers and not all(task.done() for task in tasks):
                self.now, _, future = heappop(self._sleepers)
                future.set_result(None)
        await asyncio.gather(*tasks)


class Turns:
    """A limiter and what went out when."""

    def __init__(self, rate: int = 30) -> None:
        self.time = Time()
        self.limiter = Limiter(rate, self.time.sleep, self.time)
        self.sent: list[float] = []

    async def to_many(self, number: int, preparing: float = 0.0) -> None:
        """So many messages one after the other, each prepared for so many seconds."""
        for _ in range(number):
            await self.limiter.approach()
            await self.time.sleep(preparing)
            await self.limiter.slot()
            self.sent.append(self.time())

    async def reply(self, after: float, chat: int = 1) -> float:
        """A message somebody waits for; return how long it waited."""
        await self.time.sleep(after)
        asked = self.time()
        await self.limiter.reply(chat)
        self.sent.append(self.time())
        return self.time() - asked

    def most_in_a_second(self) -> int:
        sent = sorted(self.sent)
        return max(sum(start <= one < start + 1 for one in sent[i : i + 2000]) for i, start in enumerate(sent))


@pytest.mark.parametrize(("rate", "preparing"), [(1, 0.005), (30, 0.005), (30, 0.03), (1000, 0.0005)])
async def test_messages_to_many_reach_98_of_100_and_never_more(rate: int, preparing: float) -> None:
    turns = Turns(rate)
    number = 40 * rate if rate < 1000 else 3 * rate
    await turns.time.run(turns.to_many(number, preparing))
    assert number / turns.time() == pytest.approx((0.982 if rate <= 30 else 0.95) * rate, rel=0.03)
    assert turns.most_in_a_second() <= rate


async def test_a_hiccup_is_caught_up_within_the_limit() -> None:
    turns = Turns()
    turn = asyncio.Lock()

    async def one(number: int) -> None:
        async with turn:
            await turns.limiter.approach()
        await turns.time.sleep(0.09 if number % 50 == 0 else 0.005)
        await turns.limiter.slot()
        turns.sent.append(turns.time())

    await turns.time.run(*(one(number) for number in range(600)))
    assert 600 / turns.time() > 0.97 * 30
    assert turns.most_in_a_second() <= 30


async def test_a_reply_goes_before_messages_to_many_and_takes_its_share() -> None:
    turns = Turns()
    waits: list[float] = []

    async def replies() -> None:
        for chat in range(100):
            waits.append(await turns.reply(0.1, chat))

    await turns.time.run(turns.to_many(600, 0.005), replies())
    assert max(waits) < 0.08
    assert turns.most_in_a_second() <= 30
    assert 700 / turns.time() > 0.97 * 30


async def test_nobody_waits_for_a_reply_when_nothing_else_goes_out() -> None:
    turns = Turns()
    await turns.time.run(*(turns.reply(0, chat) for chat in range(30)))
    assert turns.time() == 0
    await turns.time.run(turns.reply(0, 99))
    assert turns.time() == pytest.approx(1, abs=0.03)
    assert turns.most_in_a_second() <= 30


async def test_messages_to_many_yield_to_a_flood_of_replies_and_end_all_the_same() -> None:
    turns = Turns()
    await turns.time.run(turns.to_many(30), *(turns.reply(0, chat) for chat in range(90)))
    assert turns.most_in_a_second() <= 30
    assert turns.time() < 5


async def test_one_chat_gets_one_a_second_after_a_small_burst_of_replies() -> None:
    turns = Turns()
    await turns.time.run(*(turns.reply(0) for _ in range(REPLIES_AT_ONCE + 3)))
    assert sorted(turns.sent) == pytest.approx([0] * REPLIES_AT_ONCE + [1, 2, 3], abs=0.01)


async def test_what_a_chat_does_not_wait_for_never_comes_in_a_burst() -> None:
    turns = Turns()
    moments: list[float] = []

    async def one() -> None:
        await turns.limiter.chat(7)
        moments.append(turns.time())

    await turns.time.run(*(one() for _ in range(3)), turns.reply(0, chat=8))
    assert sorted(moments) == pytest.approx([0, 1, 2], abs=0.01)
    assert turns.sent == [0]


async def test_b04_holding_lasts_longer_until_a_call_has_passed() -> None:
    turns = Turns()
    held: list[float] = []
    for passed in (False, False, True, False):
        before = turns.time()
        await turns.time.run(turns.limiter.hold(7))
        held.append(turns.time() - before)
        if passed:
            turns.limiter.passed()
    assert held == [7, 14, 21, 7]


async def test_b03_while_holding_nobody_goes_out() -> None:
    turns = Turns()

    async def hold() -> None:
        await turns.limiter.hold(7)

    await turns.time.run(hold(), turns.to_many(3), turns.limiter.hold(60))
    assert 7 <= min(turns.sent) < 8
    assert turns.time() < 8


async def test_who_was_refused_goes_slower_and_gains_trust_again() -> None:
    turns = Turns()

    async def pace() -> float:
        before = turns.time()
        await turns.to_many(600)
        return 600 / (turns.time() - before)

    paces: list[float] = []

    async def refused_and_taken() -> None:
        paces.append(await pace())
        await turns.limiter.hold(1)
        paces.append(await pace())
        for _ in range(3000):
            turns.limiter.passed()
        paces.append(await pace())

    await turns.time.run(refused_and_taken())
    assert paces[1] == pytest.approx(paces[0] / 1.02, rel=0.01)
    assert paces[2] == pytest.approx(paces[0], rel=0.01)


async def test_chats_whose_allowance_is_whole_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.limiter.KNOWN_CHATS", 10)
    turns = Turns(1000)
    for chat in range(1000):
        await turns.time.run(turns.reply(0.2, chat))
    assert len(turns.limiter._chats) <= 10
