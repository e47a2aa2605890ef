"""Where an invitation leads: to the bot's own chat, or to the local messenger when there is no token."""

from collections.abc import Callable
from urllib.parse import quote

Link = Callable[[str], str]  # payload → address


async def telegram_link(token: str, api_root: str) -> Link:
    """Ask the messenger for the bot's name. Raises `BadToken`, and what `bot.intake.TRANSIENT` lists."""
    from aiogram import Bot  # loading it takes seconds, which a local link need not cost
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError

    from bot.intake import BadToken
    from bot.session import LeanSession

    bot = Bot(token, session=LeanSession(api=TelegramAPIServer.from_base(api_root)))
    try:
        name = (await bot.get_me()).username
    except (TelegramUnauthorizedError, TelegramNotFound):
        raise BadToken from None
    finally:
        await bot.session.close()
    return lambda payload: f"https://t.me/{name}?start={payload}"


def local_link(port: int) -> Link:
    """Return addresses of the local messenger's page."""
    return lambda payload: f"http://127.0.0.1:{port}/?start={quote(payload)}"
