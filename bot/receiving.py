"""What becomes of an update: handed to its handler at one moment, kept when it cannot be handled, answered for.

Knows where the parts of the bot are, not what they do.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Update

from bot.intake import Processor, Reply
from bot.patience import Sleep
from bot.raw_updates import RawUpdate, without_names
from bot.screen import Screen
from bot.sending import Messenger, Unreachable
from bot.usecases.people import set_reachable
from bot.usecases.updates import bury, error_code
from handlers.middlewares import Moment
from handlers.texts.errors import NOT_SAVED, failed
from handlers.turn import Outbox
from storage.database import Database

log = structlog.get_logger(__name__)

Now = Callable[[], float]


def moments(zone: ZoneInfo, now: Now, chance: Callable[[int], int]) -> Callable[[], Moment]:
    """Tell when an update is handled and which chance it may use."""

    def moment() -> Moment:
        at = now()
        return Moment(int(at), datetime.fromtimestamp(at, zone).date(), chance(64), zone)

    return moment


def open_processor(
    bot: Bot, dispatcher: Dispatcher, database: Database, messenger: Messenger, now: Now, sleep: Sleep
) -> Processor:
    """Put together what updates go through."""

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
