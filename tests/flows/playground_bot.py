"""A tiny bot on raw HTTP, to speak with the playground as any client would: polls, and calls methods."""

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from playground import Playground

Reply = dict[str, Any]
Handler = Callable[["RawBot", Reply], Awaitable[None]]


class RawBot:
    """Methods by name: `await bot.call("sendMessage", chat_id=1, text="…")` gives the whole envelope."""

    def __init__(self, session: aiohttp.ClientSession, root: str) -> None:
        self.session = session
        self.root = root

    async def call(self, method: str, **parameters: object) -> Reply:
        async with self.session.post(f"{self.root}/{method}", json=parameters) as response:
            reply: Reply = await response.json()
            return reply

    async def done(self, method: str, **parameters: object) -> Any:
        reply = await self.call(method, **parameters)
        assert reply["ok"], reply
        return reply["result"]

    async def refusal(self, method: str, **parameters: object) -> str:
        reply = await self.call(method, **parameters)
        assert not reply["ok"], reply
        return str(reply["description"])

    async def upload(self, method: str, **fields: object) -> Any:
        form = aiohttp.FormData()
        for name, value in fields.items():
            if isinstance(value, tuple):
                form.add_field(name, io.BytesIO(value[1]), filename=value[0])
            else:
                form.add_field(name, str(value))
        async with self.session.post(f"{self.root}/{method}", data=form) as response:
            return await response.json()


@asynccontextmanager
async def raw_bot(telegram: Playground) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as session:
        yield RawBot(session, f"{telegram.url}/bot{telegram.token}")


@asynccontextmanager
async def polling_bot(telegram: Playground, handler: Handler) -> AsyncIterator[RawBot]:
    """The bot works on one update after the other and confirms each when its handler has ended."""
    async with raw_bot(telegram) as bot:
        task = asyncio.create_task(_poll(bot, handler))
        try:
            yield bot
        finally:
            task.cancel()
            (ended,) = await asyncio.gather(task, return_exceptions=True)
            if isinstance(ended, Exception):
                raise ended


async def _poll(bot: RawBot, handler: Handler) -> None:
    offset = 0
    while True:
        for update in await bot.done("getUpdates", offset=offset, timeout=30):
            await handler(bot, update)
            offset = update["update_id"] + 1
