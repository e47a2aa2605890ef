"""How others send to many: the loop of aiogram's documentation, and a limiter that lets thirty go at once.

`python -m benchmarks.reference.broadcasters docs|naive --port N --recipients N`
"""

import argparse
import asyncio

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter

TOKEN = "7:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
TEXT = "Опрос о запросах педагогов. Займёт около 5 минут."


async def send(bot: Bot, chat: int) -> None:
    """As the documentation does it."""
    try:
        await bot.send_message(chat, TEXT)
    except TelegramRetryAfter as error:
        await asyncio.sleep(error.retry_after)
        await send(bot, chat)


async def docs(bot: Bot, recipients: int) -> None:
    """One after the other, with a pause of 50 ms after each: 20 messages a second, the documentation says."""
    for chat in range(1, recipients + 1):
        await send(bot, chat)
        await asyncio.sleep(0.05)


async def naive(bot: Bot, recipients: int) -> None:
    """Thirty at once, the next thirty a second later."""
    loop, calls = asyncio.get_running_loop(), set()
    for first in range(1, recipients + 1, 30):
        began = loop.time()
        calls |= {asyncio.create_task(send(bot, chat)) for chat in range(first, min(first + 30, recipients + 1))}
        await asyncio.sleep(max(0.0, began + 1 - loop.time()))
    await asyncio.gather(*calls)


async def run(way: str, port: int, recipients: int) -> None:
    """Send to everybody."""
    api = TelegramAPIServer.from_base(f"http://127.0.0.1:{port}")
    async with Bot(TOKEN, session=AiohttpSession(api=api)) as bot:
        await (docs if way == "docs" else naive)(bot, recipients)


def main() -> None:
    """Send once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("way", choices=["docs", "naive"])
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--recipients", type=int, required=True)
    given = parser.parse_args()
    asyncio.run(run(given.way, given.port, given.recipients))


if __name__ == "__main__":
    main()
