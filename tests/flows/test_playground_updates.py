"""Updates reach the bot by polling or webhook, exactly as the real server hands them out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from playground import Playground
from tests.flows.playground_bot import RawBot, Reply, raw_bot

SECOND = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground.start() as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[RawBot]:
    async with raw_bot(telegram) as bot:
        yield bot


async def parked(telegram: Playground, bot: RawBot, polls: int = 1) -> "asyncio.Task[Reply]":
    """A poll that has arrived and waits."""
    task = asyncio.create_task(bot.call("getUpdates", timeout=30))
    await telegram.called("getUpdates", polls)
    return task


async def test_redelivered_until_confirmed(telegram: Playground, bot: RawBot) -> None:
    anna = telegram.person(1001)
    await anna.says("раз")
    await anna.says("два")
    first = await bot.done("getUpdates")
    assert [update["message"]["text"] for update in first] == ["раз", "два"]
    second = await bot.done("getUpdates", offset=first[1]["update_id"])
    assert [update["message"]["text"] for update in second] == ["два"]
    assert telegram.updates_pending == 1
    assert await bot.done("getUpdates", offset=first[1]["update_id"] + 1) == []


async def test_hasty_repetition_gets_one_update_at_a_time(telegram: Playground, bot: RawBot) -> None:
    """As in the source: a poller that repeats its offset at once is held back."""
    anna = telegram.person(1001)
    await anna.says("раз")
    await anna.says("два")
    assert len(await bot.done("getUpdates")) == 2
    assert len(await bot.done("getUpdates")) == 1


async def test_waiting_poll_is_answered_at_once_with_all(telegram: Playground, bot: RawBot) -> None:
    poll = await parked(telegram, bot)
    anna = telegram.person(1001)
    await anna.says("раз")
    await anna.says("два")
    assert len((await poll)["result"]) == 2


async def test_second_poller_throws_the_first_out(telegram: Playground, bot: RawBot) -> None:
    first = await parked(telegram, bot)
    second = await parked(telegram, bot, polls=2)
    assert (await first)["description"] == SECOND
    await telegram.person(1001).says("раз")
    assert (await second)["ok"]


async def test_allowed_updates(telegram: Playground, bot: RawBot) -> None:
    await bot.done("getUpdates", allowed_updates=["callback_query"])
    anna = telegram.person(1001)
    await anna.says("раз")
    assert telegram.updates_pending == 0
    await anna.presses_data(1, "x")
    assert telegram.updates_pending == 1


async def test_polling_beside_a_webhook(telegram: Playground, bot: RawBot) -> None:
    poll = await parked(telegram, bot)
    await bot.done("setWebhook", url="http://127.0.0.1:9/hook")
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    await bot.done("deleteWebhook")
    await telegram.person(1001).says("раз")
    assert len(await bot.done("getUpdates", offset=1)) == 1


async def test_polling_is_refused_while_a_webhook_is_set(bot: RawBot) -> None:
    await bot.done("setWebhook", url="http://127.0.0.1:9/hook")
    assert await bot.refusal("getUpdates") == ACTIVE


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"url": "ftp://x"}, "Bad Request: invalid webhook URL specified"),
        ({"url": "https://x", "secret_token": "я"}, "Bad Request: secret token contains unallowed characters"),
        ({"url": "https://x", "secret_token": "a" * 257}, "Bad Request: secret token is too long"),
    ],
)
async def test_webhook_refused(bot: RawBot, parameters: dict[str, str], description: str) -> None:
    assert await bot.refusal("setWebhook", **parameters) == description


class Hook:
    """A bot's side of a webhook: statuses and bodies to answer with, requests received."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: list[web.Response] = []
        self.requests: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()

    async def handle(self, request: web.BaseRequest) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        self.requests.put_nowait((secret, await request.json()))
        return self.answers.pop(0) if self.answers else web.Response()

    async def text(self) -> str:
        _, update = await asyncio.wait_for(self.requests.get(), 5)
        return str(update["message"]["text"])


@asynccontextmanager
async def receiver() -> AsyncIterator[Hook]:
    hook = Hook()
    server = web.Server(hook.handle)
    listening = await asyncio.get_running_loop().create_server(server, "127.0.0.1", 0)
    hook.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/hook"
    try:
        yield hook
    finally:
        listening.close()
        await server.shutdown(0.1)


@pytest.fixture
async def hook(telegram: Playground, bot: RawBot) -> AsyncIterator[Hook]:
    async with receiver() as hook:
        await bot.done("setWebhook", url=hook.url, secret_token="s-1", max_connections=2)
        yield hook
        await bot.done("deleteWebhook", drop_pending_updates=True)


async def test_webhook_delivers_with_the_secret(telegram: Playground, bot: RawBot, hook: Hook) -> None:
    await telegram.person(1001).says("раз")
    secret, update = await asyncio.wait_for(hook.requests.get(), 5)
    assert (secret, update["message"]["text"]) == ("s-1", "раз")
    await telegram.quiet()
    info = await bot.done("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (hook.url, 0, 2)


async def test_webhook_is_retried_in_order_with_growing_pauses(telegram: Playground, bot: RawBot, hook: Hook) -> None:
    hook.answers = [web.Response(status=500), web.Response(status=502), web.Response(status=500)]
    anna = telegram.person(1001)
    await anna.says("раз")
    await anna.says("два")
    assert [await hook.text(), await hook.text()] == ["раз", "раз"]  # the first retry comes at once
    for pause in (2, 4):
        await telegram.clock.until_asleep()
        telegram.clock.advance(pause)
        assert await hook.text() == "раз"
    assert await hook.text() == "два"
    await telegram.quiet()
    info = await bot.done("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_retry_after_is_respected(telegram: Playground, bot: RawBot, hook: Hook) -> None:
    hook.answers = [web.Response(status=503, headers={"Retry-After": "30"})]
    await telegram.person(1001).says("раз")
    assert await hook.text() == "раз"
    await telegram.clock.until_asleep()
    telegram.clock.advance(29)
    assert (await bot.done("getWebhookInfo"))["pending_update_count"] == 1
    telegram.clock.advance(2)
    assert await hook.text() == "раз"


async def test_method_in_the_answer_to_a_webhook(telegram: Playground, hook: Hook) -> None:
    reply = {"method": "sendMessage", "chat_id": 1001, "text": "ответ"}
    hook.answers = [web.json_response(reply)]
    anna = telegram.person(1001)
    await anna.says("раз")
    assert (await anna.sees("ответ")).by_bot
    assert [call.ok for call in telegram.calls("sendMessage")] == [True]


async def test_one_person_waits_while_another_is_served(telegram: Playground, bot: RawBot, hook: Hook) -> None:
    hook.answers = [web.Response(status=503, headers={"Retry-After": "600"})]
    await telegram.person(1001).says("раз")
    assert await hook.text() == "раз"
    await telegram.person(1002).says("другой")
    assert await hook.text() == "другой"
    assert (await bot.done("getWebhookInfo"))["pending_update_count"] == 1
