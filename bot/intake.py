"""Updates in: every update has its effect once, in its person's order, and is taken to its end.

How they come is the business of bot/polling.py and bot/webhook.py. Knows nothing of what an update means.
"""

import asyncio
import traceback
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import Update
from pydantic import ValidationError

from bot.patience import Sleep, backoff
from bot.raw_updates import RawUpdate, person_of, trim
from bot.sending import Unreachable
from storage.database import Unavailable

log = structlog.get_logger(__name__)

ATTEMPTS = 3
TRIES_TO_SHOW = 10  # after some minutes the others must not wait any longer for one who cannot be shown her screen
TRANSIENT = (Unavailable, TelegramNetworkError, TelegramServerError, TelegramRetryAfter)

Reply = dict[str, Any]
Feed = Callable[[Update, bool], Awaitable[Reply | None]]
Bury = Callable[[RawUpdate, int | None, str], Awaitable[None]]
Tell = Callable[[int], Awaitable[None]]


class BadToken(Exception):
    """The messenger does not know the token."""


@dataclass
class Processor:
    """Takes one raw update to its end: done, or kept as a dead letter.

    `warn` tells a person that something is not saved yet, `lose` remembers that a person cannot be reached. In a
    `hurry`, one whose screen cannot be shown keeps everybody waiting: it is not tried any more.
    """

    bot: Bot
    feed: Feed
    bury: Bury
    warn: Tell
    lose: Tell
    sleep: Sleep = asyncio.sleep
    hurry: bool = False
    _lanes: dict[int, "_Lane"] = field(default_factory=lambda: defaultdict(_Lane))
    _warned: set[int] = field(default_factory=set)

    async def process(self, raw: RawUpdate, reply: bool = False, patient: bool = True) -> Reply | None:
        """Handle the update after all earlier ones of the same person.

        Returns what may be said in the webhook's answer if `reply`. An impatient caller gets `Unavailable` instead of
        waiting for the storage to recover.
        """
        person = person_of(raw)
        async with self._lane(person):
            said = await self._attempt(raw, person, reply, patient)
            self._warned.discard(raw["update_id"])
            return said

    @asynccontextmanager
    async def _lane(self, person: int | None) -> AsyncIterator[None]:
        if person is None:
            yield
            return
        lane = self._lanes[person]
        lane.waiting += 1
        try:
            async with lane.lock:
                yield
        finally:
            lane.waiting -= 1
            if not lane.waiting:
                del self._lanes[person]

    async def _attempt(self, raw: RawUpdate, person: int | None, reply: bool, patient: bool) -> Reply | None:
        """Until it is done. What an update comes to in the end is tried as patiently as the update itself."""
        failures, buried = 0, False
        end: Callable[[], Awaitable[Reply | None]] = partial(self._handle, raw, reply)
        while True:
            try:
                return await end()
            except Unreachable:
                end = partial(self._lose, person)
            except TRANSIENT as error:
                failures += 1
                if isinstance(error, Unavailable) and failures == ATTEMPTS:
                    await self._warn(person, raw["update_id"])
                if not patient and failures >= ATTEMPTS:
                    raise
                if (self.hurry or failures >= TRIES_TO_SHOW) and not isinstance(error, Unavailable):
                    log.error("not-shown", update=raw.get("update_id"), error=type(error).__name__)
                    return None
                await self.sleep(backoff(failures))
            except Exception as error:
                failures += 1
                log.error("update-failed", update=raw.get("update_id"), attempt=failures, **_told(error))
                if buried:
                    return None
                if failures >= ATTEMPTS or isinstance(error, ValidationError):
                    buried, end = True, partial(self.bury, raw, person, type(error).__name__)

    async def _handle(self, raw: RawUpdate, reply: bool) -> Reply | None:
        return await self.feed(Update.model_validate(trim(raw), context={"bot": self.bot}), reply)

    async def _lose(self, person: int | None) -> None:
        if person is not None:
            await self.lose(person)

    async def _warn(self, person: int | None, update_id: int) -> None:
        """Once: what a webhook does not take, the messenger brings again and again."""
        if person is not None and update_id not in self._warned:
            self._warned.add(update_id)
            await self.warn(person)


@dataclass
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


def _told(error: Exception) -> dict[str, str]:
    """What a log may say of an error: its kind and place. Its message may hold an answer."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return {"error": type(error).__name__, "where": where}
