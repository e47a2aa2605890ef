"""The composition root: settings → database, messenger, dispatcher, intake, ticks. The only place that knows all."""

import asyncio
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError
from aiohttp import web

from bot.background import Background
from bot.courier import Courier
from bot.domain.consents import Documents
from bot.domain.programmes import Programme
from bot.domain.rhythm import Rhythm
from bot.exporting import Exporter
from bot.following import Follower
from bot.intake import TRANSIENT, BadToken, Processor
from bot.introduction import introduce
from bot.ledger import Ledger
from bot.limiter import Limiter
from bot.office import open_office
from bot.patience import Sleep, backoff
from bot.pictures import Pictures
from bot.planner import Planner
from bot.polling import Poller
from bot.programmes import load_programme
from bot.receiving import Now, moments, open_processor
from bot.sender import Sender
from bot.sending import Messenger
from bot.session import LeanSession
from bot.settings import Settings
from bot.ticks import start_ticks
from bot.usecases.questionnaires import publish
from bot.usecases.roster import count_sealed
from bot.usecases.rounds import Round
from bot.webhook import PATH, webhook_app
from handlers import get_routers
from handlers.gate import ConsentGate
from handlers.menus import set_menus_right
from handlers.middlewares import TurnMiddleware
from handlers.office import Office
from handlers.screens.deliveries import parcel_screen
from handlers.texts.commands import commands_for
from handlers.texts.introduction import SHORT_DESCRIPTION, description
from questionnaires.catalogue import built_in
from storage.database import Database, open_database, sqlite_path
from storage.keys import open_answer_key
from storage.sealing import Seal

log = structlog.get_logger(__name__)

CONNECTIONS = 400  # to the messenger at once, at the most: a broadcast must leave some to those who answer


@dataclass
class App:
    """A bot that is put together and not yet running."""

    settings: Settings
    database: Database
    bot: Bot
    messenger: Messenger
    processor: Processor
    exporter: Exporter
    planner: Planner
    sender: Sender
    background: Background
    pictures: Pictures
    documents: Documents
    now: Now
    sleep: Sleep

    async def run(self, stop: asyncio.Event, sends: bool = True) -> None:
        """Take updates until `stop`, then finish and close everything. Raises `BadToken`.

        Unless it `sends`, what falls due waits for `planner.run_once` and `sender.drain`.
        """
        try:
            if not await self._greet(stop):
                return
            planner = self.planner if sends else None
            scheduler = start_ticks(self.database, self.settings.database_url, self.settings.zone, self.now, planner)
            self.background.start("menus", set_menus_right(self.database, self.messenger))
            await self.exporter.resume()
            if sends:
                self.background.start("sender", self.sender.run())
            try:
                await (self._serve(stop) if self.settings.webhook_url else self._poll(stop))
            finally:
                scheduler.shutdown(wait=False)
        finally:
            await self.close()

    async def close(self) -> None:
        """Let go of everything, whether it ran or not."""
        await self.sender.close()
        await self.background.close()
        self.pictures.close()
        await self.bot.session.close()
        await self.database.close()
        log.info("stopped")

    async def _greet(self, stop: asyncio.Event) -> bool:
        """Make sure of the token and set the menu that strangers see; wait for a messenger that is not there.

        False when told to stop before it came.
        """
        for failures in count(1):
            try:
                me = await self.bot.get_me()
                await self.messenger.set_commands(commands_for(frozenset()))
                about = description(load_programme(self.settings.programme).operator)
                self.background.start("introduce", introduce(self.bot, about, SHORT_DESCRIPTION))
                log.info("started", bot=me.id)
                return True
            except (TelegramUnauthorizedError, TelegramNotFound):
                raise BadToken from None
            except TRANSIENT as error:
                log.warning("messenger-away", error=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), backoff(failures))
                return False
        return False

    async def _poll(self, stop: asyncio.Event) -> None:
        await self.bot.delete_webhook()
        await Poller(self.bot, self.processor, self.sleep).run(stop)

    async def _serve(self, stop: asyncio.Event) -> None:
        """Listen for the messenger's calls; a stop lets those under way finish."""
        assert self.settings.webhook_url is not None
        assert self.settings.webhook_secret is not None
        secret = self.settings.webhook_secret.get_secret_value()
        runner = web.AppRunner(webhook_app(self.processor, secret), access_log=None, shutdown_timeout=10)
        await runner.setup()
        host, _, port = self.settings.webhook_listen.rpartition(":")
        await web.TCPSite(runner, host, int(port)).start()
        await self.bot.set_webhook(self.settings.webhook_url.rstrip("/") + PATH, secret_token=secret)
        try:
            await stop.wait()
        finally:
            await runner.cleanup()


async def open_app(
    settings: Settings,
    now: Now = time.time,
    chance: Callable[[int], int] = secrets.randbits,
    sleep: Sleep = asyncio.sleep,
) -> App:
    """Open the database, publish the built-in questionnaires and put the bot together.

    `now` gives UTC epoch seconds, `chance` random bits. Raises `storage.errors.Refused`.
    """
    assert settings.bot_token is not None
    database = await open_database(settings.database_url)
    try:
        seal = await _seal(settings, database)
        for questionnaire in built_in():
            await database.write(publish, questionnaire, int(now()))
        return _put_together(settings, database, seal, now, chance, sleep)
    except BaseException:  # its writer would keep the process alive
        await database.close()
        raise


async def _seal(settings: Settings, database: Database) -> Seal:
    """What closes anonymous answers: here and nowhere later, so that nobody answers who could not send."""
    sealed = await database.read(count_sealed)
    return Seal(open_answer_key(Path(settings.key_file), sqlite_path(settings.database_url), sealed))


def _put_together(
    settings: Settings, database: Database, seal: Seal, now: Now, chance: Callable[[int], int], sleep: Sleep
) -> App:
    assert settings.bot_token is not None
    session = LeanSession(api=TelegramAPIServer.from_base(settings.bot_api_root), limit=CONNECTIONS)
    bot = Bot(settings.bot_token.get_secret_value(), session=session)
    limiter = Limiter(settings.send_rate, sleep)
    messenger = Messenger(bot, sleep, limiter)
    rhythm = Rhythm(settings.zone, settings.weekly_cap)
    ledger = Ledger(database, rhythm, now, sleep)
    sender = Sender(database, ledger, Courier(bot, limiter, sleep), limiter, parcel_screen)
    background = Background()
    exporter = Exporter(settings, database, messenger, background, now)
    programme = load_programme(settings.programme)
    planner = Planner(database, lambda: Round(int(now()), programme, rhythm, seal, chance(64)))
    pictures = Pictures(database, messenger, background, settings.zone)
    follower = Follower(database, messenger, background, settings.zone, sleep, now)

    def plan_soon() -> None:
        background.start("planner", planner.run_once())

    office = open_office(settings, programme.operator, seal, exporter, pictures, sender, plan_soon, follower)
    turns = TurnMiddleware(database, messenger, moments(settings.zone, now, chance), follower.leave)
    dispatcher = _dispatcher(office, programme, turns)
    processor = open_processor(bot, dispatcher, database, messenger, now, sleep)
    return App(
        settings,
        database,
        bot,
        messenger,
        processor,
        exporter,
        planner,
        sender,
        background,
        pictures,
        office.documents,
        now,
        sleep,
    )


def _dispatcher(office: Office, programme: Programme, turns: TurnMiddleware) -> Dispatcher:
    dispatcher = Dispatcher(disable_fsm=True, office=office, programme=programme)
    dispatcher.update.outer_middleware(turns)
    gate = ConsentGate()
    for observer in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query):
        observer.middleware(gate)
    dispatcher.include_routers(*get_routers())
    return dispatcher
