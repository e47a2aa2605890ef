"""Updates in by long polling: a window of them under way, the offset never past an unfinished one.

So a killed process gets everything unfinished again. Knows nothing of what an update means.
"""

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.intake import BadToken, Processor
from bot.patience import Sleep, backoff
from bot.raw_updates import KINDS, RawUpdate, collapse_starts
from bot.session import LeanSession

log = structlog.get_logger(__name__)

WINDOW = 100  # what getUpdates returns at the most
LONG_POLL = 25.0
CONFLICT_PAUSE = 3.0
SLOW = 1.0  # seconds after which an unfinished update no longer keeps the next ones waiting
GRACE = 10.0  # seconds to finish after SIGTERM


class Poller:
    """Long polling without losing an update."""

    def __init__(self, bot: Bot, processor: Processor, sleep: Sleep = asyncio.sleep) -> None:
        assert isinstance(bot.session, LeanSession)
        self._bot = bot
        self._session = bot.session
        self._processor = processor
        self._sleep = sleep
        self._running: dict[int, asyncio.Task[Any]] = {}
        self._finished: set[int] = set()
        self._next = 0
        self._enough = 0
        self._room = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop`; then finish what is under way, confirm it and return. Raises `BadToken`."""
        stopping = asyncio.create_task(stop.wait())
        troubles = 0
        while not stop.is_set():
            try:
                fetched = await self._fetch_or_stop(stopping)
                troubles = 0
            except (TelegramUnauthorizedError, TelegramNotFound):  # a token of the wrong form is a 404
                raise BadToken from None
            except TelegramAPIError as error:
                troubles += 1
                log.warning("polling-trouble", error=type(error).__name__)
                await self._pause_or_stop(_pause(error, troubles), stopping)
                continue
            begun = self._start(fetched)
            self._processor.hurry = len(fetched) == WINDOW and not begun
            await self._make_room(begun)
        stopping.cancel()
        await self._drain()

    async def _pause_or_stop(self, seconds: float, stopping: "asyncio.Task[bool]") -> None:
        pause = asyncio.ensure_future(self._sleep(seconds))
        await asyncio.wait({pause, stopping}, return_when=asyncio.FIRST_COMPLETED)
        pause.cancel()
        await asyncio.gather(pause, return_exceptions=True)

    async def _fetch_or_stop(self, stopping: "asyncio.Task[bool]") -> list[RawUpdate]:
        settled, offset = not self._running, self._offset()
        request = asyncio.create_task(self._get_updates(LONG_POLL if settled else 0.0))
        await asyncio.wait({request, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not request.done():
            request.cancel()
            await asyncio.gather(request, return_exceptions=True)
            return []
        found = request.result()
        self._finished = {one for one in self._finished if one >= offset}  # what the call confirmed cannot come again
        if settled:  # the call confirmed everything: forget the ids, which may start anew after a quiet week
            self._next = 0
            self._finished.clear()
        return found

    async def _get_updates(self, wait: float, limit: int = WINDOW) -> list[RawUpdate]:
        payload = {"offset": self._offset(), "limit": limit, "timeout": int(wait), "allowed_updates": list(KINDS)}
        found: list[RawUpdate] = await self._session.call(self._bot, "getUpdates", payload, seconds=wait + 15)
        return found

    def _offset(self) -> int:
        """Everything below is confirmed: up to the oldest unfinished update, or up to the newest of all."""
        return min(self._running, default=self._next)

    def _start(self, fetched: list[RawUpdate]) -> int:
        """Begin what is new; return how many were begun."""
        fresh = [raw for raw in fetched if not self._knows(raw["update_id"])]
        for raw in fresh:
            self._next = max(self._next, raw["update_id"] + 1)
        wanted = collapse_starts(fresh)
        self._finished.update(raw["update_id"] for raw in fresh if raw not in wanted)
        for raw in wanted:
            update_id = raw["update_id"]
            self._running[update_id] = asyncio.create_task(self._processor.process(raw))
            self._running[update_id].add_done_callback(partial(self._finish, update_id))
        return len(wanted)

    def _knows(self, update_id: int) -> bool:
        return update_id in self._running or update_id in self._finished

    def _finish(self, update_id: int, _: "asyncio.Task[Any]") -> None:
        del self._running[update_id]
        self._finished.add(update_id)
        if len(self._running) <= self._enough:
            self._room.set()

    async def _make_room(self, fresh: int) -> None:
        """Wait until half of the new updates are done, but no longer than a slow one may hold up the others."""
        self._enough = len(self._running) - max(1, fresh // 2)
        self._room.clear()
        if self._running:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._room.wait(), SLOW)

    async def _drain(self) -> None:
        """Finish what is under way and confirm it, so that the next start does not meet it again."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=GRACE)
        with suppress(TelegramAPIError):
            await self._get_updates(0.0, limit=1)


def _pause(error: TelegramAPIError, troubles: int) -> float:
    if isinstance(error, TelegramRetryAfter):
        return float(error.retry_after)
    floor = CONFLICT_PAUSE if isinstance(error, TelegramConflictError) else 0.0
    return max(floor, backoff(troubles))
