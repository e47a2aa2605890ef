"""`run` without a token: the local Telegram, an administrator who comes in by `init`, and a light process.

Light: what it does not load, and that loading is not held up by searches for garbage (docs/performance.md).
"""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process

import aiohttp

from tests.centre import ROOT, Centre

HEAVY = {
    "pandas",
    "numpy",
    "matplotlib",
    "openpyxl",
    "xlsxwriter",
    "reportlab",
    "alembic",
    "asyncpg",
    "sqlalchemy.orm",
    "cryptography",
}
PROGRAM = """
import atexit, gc, sys
from bot.cli import main

def search(phase, _):
    if "aiogram" in sys.modules and not gc.get_freeze_count():
        searched.append(phase)

searched = []
gc.callbacks.append(search)
atexit.register(lambda: print("LOADED", *sys.modules))
atexit.register(lambda: print("GARBAGE", len(searched), gc.get_freeze_count() > 0, gc.isenabled()))
main()
"""


async def start() -> Process:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = (sys.executable, "-c", PROGRAM, "run", "--port", "0")  # one found free here may be taken by then
    return await asyncio.create_subprocess_exec(*command, env=environment, stdout=PIPE, stderr=PIPE)


async def address(process: Process) -> str:
    """What the program tells to open."""
    assert process.stdout is not None
    async for line in process.stdout:
        if found := re.search(r"http://\S+", line.decode()):
            return found[0]
    _, logs = await process.communicate()
    raise AssertionError(f"no address was told: {logs.decode()}")


async def says(page: aiohttp.ClientSession, person: int, text: str, wanted: str) -> None:
    """Write as one of the page's people and wait until the bot has shown something."""
    await page.post("/page/say", json={"person": person, "text": text})
    async with page.get("/page/events") as events:
        while wanted not in str(await (await page.get("/page/chat", params={"person": person})).json()):
            await asyncio.wait_for(events.content.readline(), 30)


async def press(page: aiohttp.ClientSession, person: int, label: str) -> None:
    """Press the button of the last message that has it."""
    chat = await (await page.get("/page/chat", params={"person": person})).json()
    number, data = next(
        (message["message_id"], button["callback_data"])
        for message in reversed(chat["messages"])
        for row in message.get("reply_markup", {}).get("inline_keyboard", [])
        for button in row
        if button["text"] == label
    )
    await page.post("/page/press", json={"person": person, "message_id": number, "data": data})


async def test_a_second_run_takes_no_update_for_one_of_the_first(centre: Centre) -> None:
    said = await asyncio.to_thread(centre.runs, "init")
    payload = next(line for line in said.text.splitlines() if line.startswith("inv_"))
    for first in (True, False):
        process = await start()
        async with aiohttp.ClientSession(await address(process)) as page:
            if first:
                for _ in range(3):
                    await says(page, 2, "/cancel", "прерывать нечего")
            else:
                await says(page, 1, payload, "Согласен")
                await press(page, 1, "Согласен")
                await says(page, 1, "/help", "/export")
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), 60)


async def test_the_first_administrator_comes_in_through_the_local_telegram(centre: Centre) -> None:
    said = await asyncio.to_thread(centre.runs, "init")
    payload = next(line for line in said.text.splitlines() if line.startswith("inv_"))
    process = await start()
    url = await address(process)
    async with aiohttp.ClientSession(url) as page:
        people = await (await page.get("/page/people")).json()
        assert [one["title"] for one in people["people"]] == [f"Новый аккаунт {number}" for number in range(1, 6)]
        await says(page, 1, payload, "Согласен")
    process.send_signal(signal.SIGTERM)
    out, logs = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0
    assert "Бот остановлен. Все принятые ответы сохранены." in out.decode()
    assert '"event": "started"' in logs.decode()
    assert "GARBAGE 0 True True" in out.decode(), "what is loaded is searched for garbage, which makes the start slow"
    loaded = out.decode().partition("LOADED")[2].split()
    assert "aiogram" in loaded
    assert not HEAVY.intersection(loaded)
