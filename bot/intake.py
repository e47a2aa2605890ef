"""Updates in: every update has its effect once, in its person's order, and is confirmed only afterwards.

The poller keeps a window of updates under way and moves the offset past the oldest unfinished one only when it is
done, so that a killed process gets everything unfinished again. Knows nothing of what an update means.
"""

import asyncio
import random
import traceback
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import Update
from pydantic import ValidationError

from bot.raw_updates import KINDS, RawUpdate, collapse_starts, person_of, trim
from bot.sending import Sleep, Unreachable
from bot.session import LeanSession
from storage.database import Unavailable

log = structlog.get_logger(__name__)

WINDOW = 100  # what getUpdates returns at the most
LONG_POLL = 25.0
ATTEMPTS = 3
TRIES_TO_SHOW = 10  # after some minutes the others must not wait any longer for one who cannot be shown her screen
PATIENCE = 30.0  # longest pause between tries, seconds
CONFLICT_PAUSE = 3.0
SLOW = 1.0  # seconds after which an unfinished update no longer keeps the next ones waiting
GRACE = 10.0  # seconds to finish after SIGTERM
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

    `warn` tells a person that something is not saved yet, `lose` remembers that a person cannot be reached.
    """

    bot: Bot
    feed: Feed
    bury: Bury
    warn: Tell
    lose: Tell
    sleep: Sleep = asyncio.sleep
    _lanes: dict[int, "_Lane"] = field(default_factory=lambda: defaultdict(_Lane))

    async def process(self, raw: RawUpdate, reply: bool = False, patient: bool = True) -> Reply | None:
        """Handle the update after all earlier ones of the same person.

        Returns what may be said in the webhook's answer if `reply`. An impatient caller gets `Unavailable` instead of
        waiting for the storage to recover.
        """
        person = person_of(raw)
        async with self._lane(person):
            return await self._attempt(raw, person, reply, patient)

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
                if not patient and failures >= ATTEMPTS:
                    raise
                if failures >= TRIES_TO_SHOW and not isinstance(error, Unavailable):
                    log.error("not-shown", update=raw.get("update_id"), error=type(error).__name__)
                    return None
                await self._wait(error, person, failures)
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

    async def _wait(self, error: Exception, person: int | None, failures: int) -> None:
        if isinstance(error, Unavailable) and person is not None and failures == ATTEMPTS:
            await self.warn(person)
        await self.sleep(backoff(failures))


@dataclass
class _Lane:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


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
                await self._sleep(_pause(error, troubles))
                continue
            await self._make_room(self._start(fetched))
        stopping.cancel()
        await self._drain()

    async def _fetch_or_stop(self, stopping: "asyncio.Task[bool]") -> list[RawUpdate]:
        settled = not self._running
        request = asyncio.create_task(self._get_updates(LONG_POLL if settled else 0.0))
        await asyncio.wait({request, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not request.done():
            request.cancel()
            await asyncio.gather(request, return_exceptions=True)
            return []
        found = request.result()
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
        fresh = [raw for raw in fetched if raw["update_id"] not in self._running.keys() | self._finished]
        for raw in fresh:
            self._next = max(self._next, raw["update_id"] + 1)
        wanted = collapse_starts(fresh)
        self._finished.update(raw["update_id"] for raw in fresh if raw not in wanted)
        for raw in wanted:
            update_id = raw["update_id"]
            self._running[update_id] = asyncio.create_task(self._processor.process(raw))
            self._running[update_id].add_done_callback(partial(self._finish, update_id))
        return len(wanted)

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


def backoff(failures: int) -> float:
    """Return seconds to wait: doubling, capped, with jitter so that many processes do not knock together."""
    return float(min(PATIENCE, 0.25 * 2.0 ** min(failures, 10)) * random.uniform(0.75, 1.25))  # noqa: S311


def _told(error: Exception) -> dict[str, str]:
    """What a log may say of an error: its kind and place. Its message may hold an answer."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return {"error": type(error).__name__, "where": where}


def _pause(error: TelegramAPIError, troubles: int) -> float:
    if isinstance(error, TelegramRetryAfter):
        return float(error.retry_after)
    floor = CONFLICT_PAUSE if isinstance(error, TelegramConflictError) else 0.0
    return max(floor, backoff(troubles))
