"""Programmed faults as a client meets them."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from playground import Playground, Throttle
from playground.rules import Action, Drip, Error, HalfResponse, Hang, Http, Reset, RetryAfter, Slow
from tests.flows.playground_bot import RawBot, raw_bot


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground.start() as telegram:
        await telegram.person(1001).says("привет")
        yield telegram


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[RawBot]:
    async with raw_bot(telegram) as bot:
        yield bot


def delivered(telegram: Playground) -> list[str]:
    return [message.text for message in telegram.people[1001].chat if message.by_bot]


async def test_error(telegram: Playground, bot: RawBot) -> None:
    telegram.rule("sendMessage", Error(400, "Bad Request: message can't be edited"), nth=2, times=1)
    await bot.done("sendMessage", chat_id=1001, text="раз")
    assert await bot.refusal("sendMessage", chat_id=1001, text="два") == "Bad Request: message can't be edited"
    await bot.done("sendMessage", chat_id=1001, text="три")
    assert delivered(telegram) == ["раз", "три"]
    assert [call.ok for call in telegram.calls("sendMessage")] == [True, None, True]


async def test_flood(telegram: Playground, bot: RawBot) -> None:
    telegram.rule("sendMessage", RetryAfter(7), match={"chat_id": "1001"}, times=1)
    reply = await bot.call("sendMessage", chat_id=1001, text="раз")
    assert reply["description"] == "Too Many Requests: retry after 7"
    assert reply["parameters"] == {"retry_after": 7}


async def test_flood_limits_of_its_own() -> None:
    async with Playground.start(throttle=Throttle(chat_burst=2)) as telegram, raw_bot(telegram) as bot:
        await telegram.person(1001).says("привет")
        for _ in range(2):
            await bot.done("sendMessage", chat_id=1001, text="x")
        async with bot.session.post(f"{bot.root}/sendMessage", json={"chat_id": 1001, "text": "x"}) as response:
            assert (response.status, response.headers["Retry-After"]) == (429, "1")
        telegram.clock.advance(1)
        await bot.done("sendMessage", chat_id=1001, text="x")


async def test_proxy_page(telegram: Playground, bot: RawBot) -> None:
    telegram.rule("getUpdates", Http(502), times=1)
    async with bot.session.post(f"{bot.root}/getUpdates") as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert "Bad Gateway" in await response.text()


@pytest.mark.parametrize(
    ("action", "applied"),
    [(Reset(), []), (Reset(apply=True), ["раз"]), (HalfResponse(), ["раз"])],
)
async def test_cut_connection(telegram: Playground, bot: RawBot, action: Action, applied: list[str]) -> None:
    telegram.rule("sendMessage", action, times=1)
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError, aiohttp.ClientOSError)):
        await bot.call("sendMessage", chat_id=1001, text="раз")
    assert delivered(telegram) == applied
    await telegram.idle()


@pytest.mark.parametrize(("apply", "meanwhile"), [(False, []), (True, ["раз"])])
async def test_hang_until_released(telegram: Playground, bot: RawBot, apply: bool, meanwhile: list[str]) -> None:
    rule = telegram.rule("sendMessage", Hang(apply=apply))
    task = asyncio.create_task(bot.done("sendMessage", chat_id=1001, text="раз"))
    await telegram.called("sendMessage")
    await bot.done("getMe")
    assert delivered(telegram) == meanwhile
    assert not task.done()
    rule.release()
    assert (await task)["text"] == "раз"
    await bot.done("sendMessage", chat_id=1001, text="два")
    assert delivered(telegram) == ["раз", "два"]


@pytest.mark.parametrize("action", [Slow(0.01), Drip(0.01)])
async def test_slow(telegram: Playground, bot: RawBot, action: Action) -> None:
    telegram.rule("sendMessage", action)
    assert (await bot.done("sendMessage", chat_id=1001, text="раз"))["text"] == "раз"


async def test_killed_client_leaves_nothing_under_way(telegram: Playground) -> None:
    telegram.rule("sendMessage", Hang())
    async with raw_bot(telegram) as bot:
        task = asyncio.create_task(bot.call("sendMessage", chat_id=1001, text="раз"))
        await telegram.called("sendMessage")
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await telegram.idle()
    assert delivered(telegram) == []


async def test_outage(telegram: Playground, bot: RawBot) -> None:
    poll = asyncio.create_task(bot.call("getUpdates", offset=-1, timeout=30))
    assert (await poll)["ok"]
    await telegram.crash()
    with pytest.raises(aiohttp.ClientConnectionError):
        await bot.call("getMe")
    await telegram.people[1001].says("ещё")
    await telegram.recover()
    updates = await bot.done("getUpdates", offset=1)
    assert [update["message"]["text"] for update in updates] == ["привет", "ещё"]


async def test_duplicates_and_lone_surrogates(telegram: Playground, bot: RawBot) -> None:
    user = {"id": 7, "is_bot": False, "first_name": "Раиса"}
    chat = {"id": 7, "type": "private", "first_name": "Раиса"}
    message = {"message_id": 1, "date": 1, "from": user, "chat": chat, "text": "a\ud800\x00"}
    for _ in range(2):
        telegram.push({"update_id": 5, "message": message})
    async with bot.session.get(f"{bot.root}/getUpdates", params={"offset": 3}) as response:
        assert rb"\ud800" in await response.read()
    assert telegram.updates_pending == 3
    await bot.done("sendMessage", chat_id=7, text="теперь знакомы")
