"""The few fixed ticks. Each only asks the database what is due; none belongs to a person."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.domain.submissions import DRAFT_DAYS
from bot.planner import Planner
from bot.usecases.erasure import retire_answers
from bot.usecases.updates import DAY, purge
from storage.database import Database, Unavailable
from storage.notes import take_notes

log = structlog.get_logger(__name__)

Tick = Callable[[], Awaitable[None]]


def start_ticks(
    database: Database, url: str, zone: ZoneInfo, now: Callable[[], float], planner: Planner | None
) -> AsyncIOScheduler:
    """Start the scheduler with its ticks; shut it down when the bot stops. `url` is the database's.

    Without a `planner` nothing is planned.
    """

    async def forget() -> None:
        moment = int(now())
        await database.write(purge, moment, moment - DRAFT_DAYS * DAY)
        await database.write(retire_answers, moment, zone)
        database.wipe()

    async def take() -> None:
        if stayed := await take_notes(database, url):
            log.warning("notes-not-taken", count=stayed)

    async def plan() -> None:
        assert planner is not None
        try:
            await planner.run_once()
        except ExceptionGroup as failed:  # the steps that could run have run; the next round tries again
            log.error("planning-failed", errors=[type(error).__name__ for error in failed.exceptions])
        except Unavailable as error:
            log.warning("planning-failed", errors=[type(error).__name__])

    return _every(((forget, 6 * 3600), (take, 300), *(((plan, 30),) if planner is not None else ())))


def _every(ticks: Iterable[tuple[Tick, int]]) -> AsyncIOScheduler:
    """Run each tick now and every so many seconds; now, because a bot restarted daily would never come to the rare."""
    scheduler, first = AsyncIOScheduler(timezone="UTC"), datetime.now(UTC)
    for tick, seconds in ticks:
        once = {"next_run_time": first, "coalesce": True, "misfire_grace_time": None}
        scheduler.add_job(_cut_short, "interval", (tick,), seconds=seconds, **once)
    scheduler.start()
    return scheduler


async def _cut_short(tick: Tick) -> None:
    """A stop ends a tick wherever it is; what it has not done is due at the next start, and nobody need read of it."""
    with suppress(asyncio.CancelledError):
        await tick()
