"""The playground steered from another process."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from playground import Playground
from tests.flows.playground_bot import RawBot, raw_bot


class Remote:
    """The control API, as a test in another process uses it."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = f"{url}/control"

    async def post(self, verb: str, **body: object) -> Any:
        async with self.session.post(f"{self.url}/{verb}", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def get(self, view: str, **query: object) -> Any:
        async with self.session.get(f"{self.url}/{view}", params={k: str(v) for k, v in query.items()}) as response:
            return await response.json()


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground.start() as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[RawBot]:
    async with raw_bot(telegram) as bot:
        yield bot


@pytest.fixture
def remote(telegram: Playground, bot: RawBot) -> Remote:
    return Remote(bot.session, telegram.url)


async def test_dialogue(remote: Remote, bot: RawBot) -> None:
    await remote.post("person", user_id=1001, first_name="Анна")
    assert (await remote.post("say", person=1001, text="/start"))["message_id"] == 1
    assert (await remote.get("state"))["pending"] == 1
    key = {"text": "Далее", "callback_data": "n"}
    await bot.done("sendMessage", chat_id=1001, text="Вопрос", reply_markup={"inline_keyboard": [[key]]})
    assert (await remote.post("see", person=1001, text="Вопрос"))["message_id"] == 2
    assert (await remote.post("press", person=1001, label="Далее"))["query_id"]
    assert (await remote.post("press", person=1001, message_id=2, data="x", query_id="q1")) == {"query_id": "q1"}
    assert [message["text"] for message in await remote.get("visible", chat=1001)] == ["/start", "Вопрос"]
    updates = await bot.done("getUpdates")
    await bot.done("getUpdates", offset=updates[-1]["update_id"] + 1)
    await remote.post("quiet")
    calls = await remote.get("calls", method="sendMessage")
    assert [(call["parameters"]["text"], call["ok"]) for call in calls] == [("Вопрос", True)]
    assert await remote.get("calls", method="sendMessage", after=calls[-1]["number"]) == []


async def test_rules_and_reset(remote: Remote, bot: RawBot) -> None:
    await remote.post("person", user_id=1001)
    await remote.post("say", person=1001, text="x")
    error = {"code": 403, "description": "Forbidden: bot was blocked by the user"}
    number = (await remote.post("rule", method="send*", action="error", times=1, **{"with": error}))["rule"]
    assert await bot.refusal("sendMessage", chat_id=1001, text="x") == error["description"]
    assert await remote.get("rules") == [{"method": "send*", "seen": 1, "hits": 1}]
    await remote.post("release", rule=number)
    await remote.post("door", chat=1001, door="deactivated")
    assert await bot.refusal("sendMessage", chat_id=1001, text="x") == "Forbidden: user is deactivated"
    await remote.post("reset")
    assert (await remote.get("state"))["pending"] == 0
    assert await remote.get("rules") == []


async def test_push_and_clock(remote: Remote, telegram: Playground) -> None:
    user = {"id": 5, "is_bot": False, "first_name": "Я"}
    query = {"id": "9", "from": user, "chat_instance": "1", "data": "x"}
    pushed = await remote.post("push", updates=[{"callback_query": query}, {"update_id": 3, "callback_query": query}])
    assert pushed["update_ids"][1] == 3
    before = telegram.clock.now()
    assert (await remote.post("clock", advance=200))["now"] >= before + 200
    assert telegram.updates_pending == 0


async def test_bad_orders_are_told(remote: Remote) -> None:
    for verb, body in (("say", {"person": 9, "text": "x"}), ("rule", {"method": "x", "action": "explode"})):
        async with remote.session.post(f"{remote.url}/{verb}", json=body) as response:
            assert response.status == 400
            assert "KeyError" in (await response.json())["error"]


async def test_foreign_pages_may_not_steer(remote: Remote) -> None:
    headers = {"Origin": "https://evil.example"}
    async with remote.session.post(f"{remote.url}/reset", headers=headers) as response:
        assert response.status == 403


async def test_crash_and_recovery(remote: Remote, bot: RawBot) -> None:
    await remote.post("crash", seconds=0.05)
    assert [await goes(bot, alive) for alive in (False, True)] == [False, True]


async def goes(bot: RawBot, alive: bool) -> bool:
    """Ask until the server is up or down."""
    while True:
        try:
            await bot.done("getMe")
        except aiohttp.ClientError:
            if not alive:
                return False
        else:
            if alive:
                return True


async def test_process_of_its_own() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "playground", stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        where = json.loads(await asyncio.wait_for(process.stdout.readline(), 20))
        async with aiohttp.ClientSession() as session:
            bot = RawBot(session, f"{where['url']}/bot{where['token']}")
            assert (await bot.done("getMe"))["is_bot"]
    finally:
        process.terminate()
        await process.communicate()
    assert process.returncode == 0
