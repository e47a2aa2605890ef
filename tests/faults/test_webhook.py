"""Families W and U by webhook: strangers, replays, an effect once, an answer only after the commit."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp.test_utils import unused_port
from structlog.testing import capture_logs

from bot.webhook import BODY_LIMIT, PATH, SECRET_HEADER
from playground.person import Person as Player
from playground.rules import Hang, Http
from storage.errors import Unavailable
from tests.answering import begin, data, screen, values
from tests.stage import Stage, open_stage

SECRET = "correct-horse-battery-staple"  # opens nothing but this test
PATIENCE = 30.0


@pytest.fixture
async def stage(database_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """A running bot that the messenger calls."""
    address = f"127.0.0.1:{unused_port()}"
    hook = {"webhook_url": f"http://{address}", "webhook_secret": SECRET, "webhook_listen": address}
    async with open_stage(database_url, tmp_path, **hook) as opened:
        await opened.telegram.called("setWebhook", within=PATIENCE)
        yield opened


def address(stage: Stage) -> str:
    """Where the bot takes updates."""
    return f"{stage.settings.webhook_url}{PATH}"


async def post(stage: Stage, body: bytes, secret: str | None = SECRET) -> aiohttp.ClientResponse:
    """Knock at the webhook as anybody on the network can."""
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with (
        aiohttp.ClientSession() as session,
        session.post(address(stage), data=BytesIO(body), headers=headers) as response,
    ):
        await response.read()
        return response


def press(anna: Player, label: str, update_id: int) -> dict[str, Any]:
    """An update as the messenger would send it."""
    seen = screen(anna)
    chat = {"id": anna.id, "type": "private", "first_name": "Анна"}
    message = {"message_id": seen.id, "date": 1, "chat": chat, "text": seen.text}
    query = {"id": str(update_id), "from": anna.user, "chat_instance": "1", "data": data(seen, label)}
    return {"update_id": update_id, "callback_query": {**query, "message": message}}


async def test_answers_by_webhook_and_the_button_is_answered_in_the_reply(stage: Stage) -> None:
    anna = await begin(stage)
    await anna.presses("0 Не владею")
    await anna.sees("✓ Вопрос 1", within=PATIENCE)
    await stage.telegram.quiet(within=PATIENCE)
    assert list((await values(stage, anna)).values()) == [0]
    assert stage.telegram.calls("answerCallbackQuery")[-1].ok


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "\udcff\udcfe"])
async def test_w01_without_the_secret_nothing_is_read(stage: Stage, secret: str | None) -> None:
    anna = await begin(stage)
    response = await post(stage, orjson.dumps(press(anna, "0 Не владею", 900_001)), secret)
    assert response.status == 401
    assert await values(stage, anna) == {}


async def test_w01_the_refusal_comes_before_the_body(stage: Stage) -> None:
    host, _, port = stage.settings.webhook_listen.rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n".encode())  # and not a byte of it
    assert b"401" in await asyncio.wait_for(reader.readline(), PATIENCE)
    writer.close()
    await writer.wait_closed()


async def test_w01_a_flood_of_strangers_does_not_flood_the_log(stage: Stage) -> None:
    with capture_logs() as logs:
        for _ in range(100):
            await post(stage, b"{}", "wrong")
    noted = [entry["count"] for entry in logs if entry["event"] == "webhook-stranger"]
    assert noted == [1, 2, 4, 8, 16, 32, 64]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"update_id": "x"}', b"\xff\xfe", b"[" * 100_000, b'{"update_id": 1e400}']
)
async def test_w01_what_is_no_update_is_refused(stage: Stage, body: bytes) -> None:
    assert (await post(stage, body)).status == 400


async def test_w01_a_body_over_the_limit_is_refused(stage: Stage) -> None:
    assert (await post(stage, b'"' + b"x" * (BODY_LIMIT + 1) + b'"')).status == 413


async def test_w01_other_paths_and_methods_do_not_exist(stage: Stage) -> None:
    async with aiohttp.ClientSession(stage.settings.webhook_url) as session:
        assert (await session.get(PATH, headers={SECRET_HEADER: SECRET})).status == 405
        assert (await session.post("/", headers={SECRET_HEADER: SECRET})).status == 404


async def test_w03_a_captured_update_sent_again_has_no_effect(stage: Stage) -> None:
    anna = await begin(stage)
    body = orjson.dumps(press(anna, "0 Не владею", 900_001))
    for _ in range(3):
        assert (await post(stage, body)).status == 200
    await anna.presses("3 Могу")
    await anna.sees("Вопрос 3 из", within=PATIENCE)
    assert (await post(stage, body)).status == 200
    assert list((await values(stage, anna)).values()) == [0, 3]


async def test_u01_the_same_update_twice_at_once_has_one_effect(stage: Stage) -> None:
    anna = await begin(stage)
    body = orjson.dumps(press(anna, "0 Не владею", 900_001))
    answers = await asyncio.gather(*(post(stage, body) for _ in range(5)))
    assert {response.status for response in answers} == {200}
    assert list((await values(stage, anna)).values()) == [0]


async def test_u16_an_update_that_cannot_be_stored_is_told_once_and_asked_for_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await begin(stage)

    async def full(*_: Any) -> Any:
        raise Unavailable("disk full")

    update = orjson.dumps(press(anna, "0 Не владею", 900_001))
    with monkeypatch.context() as patch:
        patch.setattr(stage.database, "write", full)
        for _ in range(3):
            response = await post(stage, update)
            assert (response.status, response.headers["Retry-After"]) == (503, "5")
    assert sum("пока не сохранено" in seen for seen in anna.chat) == 1
    assert await values(stage, anna) == {}
    assert (await post(stage, update)).status == 200
    await anna.sees("Вопрос 2 из", within=PATIENCE)
    assert list((await values(stage, anna)).values()) == [0]


async def test_u11_a_messenger_that_takes_no_answers_is_asked_to_come_again(stage: Stage) -> None:
    anna = await begin(stage)
    rule = stage.telegram.rule("editMessageText", Http(502))
    update = orjson.dumps(press(anna, "0 Не владею", 900_001))
    assert (await post(stage, update)).status == 503
    rule.release()
    assert (await post(stage, update)).status == 200
    await anna.sees("Вопрос 2 из", within=PATIENCE)
    assert list((await values(stage, anna)).values()) == [0]


async def test_t07_half_a_surrogate_pair_is_taken(stage: Stage) -> None:
    anna = await begin(stage)
    chat = {"id": anna.id, "type": "private", "first_name": "Анна"}
    stage.telegram.push(
        {"message": {"message_id": 9_000, "date": 1, "from": anna.user, "chat": chat, "text": "привет \ud800"}}
    )
    await anna.sees("Такого варианта нет", within=PATIENCE)


async def test_u15_a_stop_lets_calls_under_way_finish(stage: Stage) -> None:
    anna = await begin(stage)
    rule = stage.telegram.rule("editMessageText", Hang())
    before = len(stage.telegram.calls("editMessageText"))
    await anna.presses("0 Не владею")
    await stage.telegram.called("editMessageText", before + 1, within=PATIENCE)
    stopping = asyncio.create_task(stage.stop())
    rule.release()
    await stopping
    await anna.sees("Вопрос 2 из", within=PATIENCE)
    assert stage.telegram.updates_pending == 0
    await stage.start()
    await stage.telegram.called("setWebhook", 2, within=PATIENCE)
    await anna.presses("1 С помощью")
    await anna.sees("Вопрос 3 из", within=PATIENCE)
