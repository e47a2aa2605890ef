"""What people read of the bot before they press «Старт». Knows the messenger's texts about a bot, not what they say."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

log = structlog.get_logger(__name__)


async def introduce(bot: Bot, description: str, short_description: str) -> None:
    """Set both texts where they differ from what the messenger shows; it allows few changes a day.

    Not through `Messenger`: being told to wait here must hold up nobody's answer.
    """
    try:
        if (await bot.get_my_description()).description != description:
            await bot.set_my_description(description)
        if (await bot.get_my_short_description()).short_description != short_description:
            await bot.set_my_short_description(short_description)
    except TelegramAPIError as error:  # the next start tries again
        log.info("not-introduced", error=type(error).__name__)
