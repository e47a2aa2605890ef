"""A stage for dialogues: the local Telegram, the real bot on a real database, and people of a small register."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from bot.app import App, open_app
from bot.domain.consents import ConsentKind
from bot.domain.people import Level, Organisation, Person, Role
from bot.settings import Settings
from playground.person import Person as Player
from playground.playground import Playground
from storage.database import Database
from storage.transaction import Transaction

NOON = 1_789_030_800  # Thursday, 10 September 2026, 12:00 in Moscow
SCHOOL = Organisation(code="SCH-1", name="Лесновская школа № 1")
OTHER_SCHOOL = Organisation(code="SCH-2", name="Озёрская школа № 2")
MATHEMATICIAN = {
    "position": "учитель",
    "subjects": ("математика",),
    "levels": frozenset({Level.BASIC, Level.SECONDARY}),
}


@dataclass
class Clock:
    """The bot's time, moved by the test."""

    at: float = NOON

    def __call__(self) -> float:
        return self.at

    def advance(self, seconds: float) -> None:
        """Let time pass (or go back)."""
        self.at += seconds


@dataclass
class Stage:
    """Everything a dialogue needs. `start` and `stop` the bot as often as the play wants."""

    telegram: Playground
    settings: Settings
    clock: Clock = field(default_factory=Clock)
    app: App | None = None
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _running: asyncio.Task[None] | None = None
    _numbers: Any = field(default_factory=lambda: count(1001))

    @property
    def database(self) -> Database:
        """The running bot's database."""
        assert self.app is not None
        return self.app.database

    async def start(self) -> None:
        """Start the bot on whatever is stored."""
        chances = count(0x5EED_0000_0000_0001, 0x9E37_79B9_7F4A)
        self.app = await open_app(self.settings, self.clock, lambda _: next(chances) % 2**64, _no_wait)
        self._stop = asyncio.Event()
        self._running = asyncio.create_task(self.app.run(self._stop, sends=False))

    async def stop(self) -> None:
        """Stop the bot as SIGTERM does."""
        self._stop.set()
        if self._running is not None:
            await self._running
        self._running = None

    async def due(self) -> None:
        """Plan and send everything that is due by the stage's clock."""
        assert self.app is not None
        await self.app.planner.run_once()
        await self.app.sender.drain()

    async def person(
        self, *roles: Role, school: Organisation = SCHOOL, bound: bool = True, linking: bool = False, **facts: Any
    ) -> Player:
        """Enter a person into the register and let her stand before the bot, consent given unless not `bound`."""
        assert self.app is not None
        number = next(self._numbers)
        person = Person(code=f"T-{number}", organisations=(school.code,), **{**MATHEMATICIAN, **facts})
        player = self.telegram.person(number, first_name="Анна", last_name="Петровская")
        messenger_id = player.id if bound else None
        await self.database.write(_enter, person, school, roles or (Role.TEACHER,), messenger_id, linking, self.app)
        return player

    async def rows(self, work: Callable[[Transaction], Any]) -> Any:
        """Look into the database."""
        return await self.database.read(work)


async def _enter(
    tx: Transaction,
    person: Person,
    school: Organisation,
    roles: tuple[Role, ...],
    messenger_id: int | None,
    linking: bool,
    app: App,
) -> None:
    place = await tx.people.put_organisation(school)
    person_id = await tx.people.put(person, (place,))
    for role in roles:
        await tx.accounts.grant(person_id, role, NOON)
    if messenger_id is None:
        return
    await tx.accounts.bind(messenger_id, person_id, NOON)
    for kind in (ConsentKind.PROCESSING, *((ConsentKind.LINKING,) if linking else ())):
        await tx.accounts.consent(person_id, kind, app.documents[kind], NOON)


async def _no_wait(_: float) -> None:
    """Pauses pass at once: the tests decide when time moves."""
    await asyncio.sleep(0)


@asynccontextmanager
async def open_stage(database_url: str, folder: Path, **settings: Any) -> AsyncIterator[Stage]:
    """Start the local Telegram and the bot, and stop both at the end."""
    async with Playground.start() as telegram:
        values = Settings(
            _env_file=None,
            bot_token=telegram.token,
            bot_api_root=telegram.url,
            database_url=database_url,
            key_file=str(folder.with_name(f"{folder.name}-keys") / "names.key"),  # not in the database's folder
            **settings,
        )
        stage = Stage(telegram, values)
        await stage.start()
        try:
            yield stage
        finally:
            await stage.stop()
