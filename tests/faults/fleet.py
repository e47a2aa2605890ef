"""Senders as processes of their own, to be killed. Each is forked from one that has loaded everything already."""

import asyncio
import multiprocessing
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from zoneinfo import ZoneInfo

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.courier import Courier
from bot.domain.rhythm import Rhythm
from bot.ledger import Ledger
from bot.limiter import Limiter
from bot.sender import Sender
from bot.session import LeanSession
from handlers.screens.deliveries import parcel_screen
from storage.database import open_database

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.faults.fleet"])


@dataclass(frozen=True, slots=True)
class Post:
    """Where a sender works: the database, the messenger, and how far its clock is from the machine's, in seconds."""

    database_url: str
    api_root: str
    token: str
    offset: float


async def _send(post: Post) -> None:
    """What the bot does beside its updates, until killed."""
    database = await open_database(post.database_url)
    limiter = Limiter()
    courier = Courier(
        Bot(post.token, session=LeanSession(api=TelegramAPIServer.from_base(post.api_root))), limiter, asyncio.sleep
    )
    ledger = Ledger(database, Rhythm(ZoneInfo("Europe/Moscow"), 5), lambda: time.time() + post.offset, asyncio.sleep)
    await Sender(database, ledger, courier, limiter, parcel_screen).run()


def _serve(post: Post) -> None:
    asyncio.run(_send(post))


@dataclass
class Fleet:
    """So many senders at one post; one that is killed is replaced at once."""

    post: Post
    size: int
    _running: list[ForkServerProcess] = field(default_factory=list)

    def start(self) -> None:
        """Begin; returns before they are at work."""
        self._running = [self._one() for _ in range(self.size)]

    def kill(self, which: int) -> None:
        """SIGKILL one of them and start another in its place."""
        self._end(self._running[which])
        self._running[which] = self._one()

    def end(self) -> None:
        """SIGKILL all of them."""
        for process in self._running:
            self._end(process)

    def _one(self) -> ForkServerProcess:
        process = _processes.Process(target=_serve, args=(self.post,), daemon=True)
        process.start()
        return process

    @staticmethod
    def _end(process: ForkServerProcess) -> None:
        process.kill()
        process.join()


@asynccontextmanager
async def fleet_at(post: Post, size: int) -> AsyncIterator[Fleet]:
    """A fleet that is gone at the end."""
    fleet = Fleet(post, size)
    fleet.start()
    try:
        yield fleet
    finally:
        fleet.end()
