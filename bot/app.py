"""The composition root: settings → database, messenger, dispatcher, intake, ticks. The only place that knows all."""

import asyncio
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import Update
from aiohttp import web

from bot.background import Background
from bot.domain.consents import Documents
from bot.exporting import Exporter
from bot.intake import TRANSIENT, BadToken, Processor, Reply
from bot.introduction import introduce
from bot.patience import Sleep, backoff
from bot.pictures import Pictures
from bot.polling import Poller
from bot.programmes import load_programme
from bot.raw_updates import RawUpdate, without_names
from bot.screen import Screen
from bot.sending import Messenger, Unreachable
from bot.session import LeanSession
from bot.settings import Settings
from bot.ticks import start_ticks
from bot.usecases.people import set_reachable
from bot.usecases.questionnaires import publish
from bot.usecases.roster import sealed_names
from bot.usecases.updates import bury, error_code
from bot.webhook import PATH, webhook_app
from handlers import get_routers
from handlers.gate import ConsentGate
from handlers.menus import set_menus_right
from handlers.middlewares import Moment, TurnMiddleware
from handlers.office import Office
from handlers.texts.commands import commands_for
from handlers.texts.consent import default_documents
from handlers.texts.errors import NOT_SAVED, failed
from handlers.texts.introduction import SHORT_DESCRIPTION, description
from handlers.turn import Outbox
from questionnaires.catalogue import built_in
from storage.database import Database, open_database, sqlite_path
from storage.keys import open_answer_key
from storage.sealing import Seal

log = structlog.get_logger(__name__)

Now = Callable[[], float]


@dataclass
class App:
    """A bot that is put together and not yet running."""

    settings: Settings
    database: Database
    bot: Bot
    messenger: Messenger
    processor: Processor
    exporter: Exporter
    background: Background
    pictures: Pictures
    documents: Documents
    now: Now
    sleep: Sleep

    async def run(self, stop: asyncio.Event) -> None:
        """Take updates until `stop`, then finish and close everything. Raises `BadToken`."""
        try:
            if not await self._greet(stop):
                return
            scheduler = start_ticks(self.database, self.settings.database_url, self.settings.zone, self.now)
            self.background.start("menus", set_menus_right(self.database, self.messenger))
            await self.exporter.resume()
            try:
                await (self._serve(stop) if self.settings.webhook_url else self._poll(stop))
            finally:
                scheduler.shutdown(wait=False)
        finally:
            await self.close()

    async def close(self) -> None:
        """Let go of everything, whether it ran or not."""
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
    sealed = await database.read(sealed_names)
    return Seal(open_answer_key(Path(settings.key_file), sqlite_path(settings.database_url), sealed))


def _put_together(
    settings: Settings, database: Database, seal: Seal, now: Now, chance: Callable[[int], int], sleep: Sleep
) -> App:
    assert settings.bot_token is not None
    session = LeanSession(api=TelegramAPIServer.from_base(settings.bot_api_root))
    bot = Bot(settings.bot_token.get_secret_value(), session=session)
    messenger = Messenger(bot, sleep)
    background = Background()
    exporter = Exporter(settings, database, messenger, background, now)
    programme = load_programme(settings.programme)
    pictures = Pictures(database, messenger, background)
    office = _office(settings, programme.operator, seal, exporter, pictures)
    dispatcher = Dispatcher(disable_fsm=True, office=office, programme=programme)
    dispatcher.update.outer_middleware(TurnMiddleware(database, messenger, _moments(settings.zone, now, chance)))
    gate = ConsentGate()
    for observer in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query):
        observer.middleware(gate)
    dispatcher.include_routers(*get_routers())
    processor = _processor(bot, dispatcher, database, messenger, now, sleep)
    return App(
        settings, database, bot, messenger, processor, exporter, background, pictures, office.documents, now, sleep
    )


def _moments(zone: ZoneInfo, now: Now, chance: Callable[[int], int]) -> Callable[[], Moment]:
    def moment() -> Moment:
        at = now()
        return Moment(int(at), datetime.fromtimestamp(at, zone).date(), chance(64), zone)

    return moment


def _office(settings: Settings, operator: str, seal: Seal, exporter: Exporter, pictures: Pictures) -> Office:
    return Office(
        zone=settings.zone,
        operator=operator,
        contact=settings.contact,
        documents=default_documents(operator, settings.contact),
        guard_key=_guard_key(settings),
        seal=seal,
        send_picture=pictures.start,
        run_export=exporter.start,
    )


def _guard_key(settings: Settings) -> bytes:
    """The key of strangers' digests: secret as the token is, and useless for anything else."""
    assert settings.bot_token is not None
    return sha256(b"guard:" + settings.bot_token.get_secret_value().encode()).digest()


def _processor(
    bot: Bot, dispatcher: Dispatcher, database: Database, messenger: Messenger, now: Now, sleep: Sleep
) -> Processor:
    async def feed(update: Update, deferred: bool) -> Reply | None:
        outbox = Outbox(deferred)
        await dispatcher.feed_update(bot, update, outbox=outbox)
        return outbox.reply

    async def keep(raw: RawUpdate, person: int | None, error: str) -> None:
        update_id = raw["update_id"]
        code = error_code(update_id)
        await database.write(bury, update_id, person, code, error, str(without_names(raw)), int(now()))
        if person is not None:
            await tell(person, failed(code))

    async def warn(person: int) -> None:
        await tell(person, NOT_SAVED)

    async def lose(person: int) -> None:
        await database.write(set_reachable, person, False)

    async def tell(person: int, text: str) -> None:
        try:
            await messenger.send(person, Screen(text))
        except (Unreachable, TelegramAPIError) as error:  # the update goes on without the word about it
            log.info("not-told", error=type(error).__name__)

    return Processor(bot, feed, keep, warn, lose, sleep)
