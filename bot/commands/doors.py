"""What every invitation has: how long it is valid, and where its link leads."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.refusals import Refusal
from handlers.texts import configuration

if TYPE_CHECKING:
    from bot.address import Link
    from bot.settings import Settings

Days = Annotated[int, typer.Option(help="Сколько дней действует приглашение.", metavar="ЧИСЛО", min=1, max=365)]


def last_day(settings: "Settings", now: int, lifetime: timedelta) -> date:
    """Return the day an invitation of now ends on, in the centre's zone."""
    return datetime.fromtimestamp(now + lifetime.total_seconds(), settings.zone).date()


async def find_link(settings: "Settings") -> "Link":
    """Return how a payload becomes an address; asks Telegram for the bot's name. Raises `Refusal`."""
    from bot.address import local_link, telegram_link
    from bot.commands.running import PORT

    if settings.bot_token is None:
        return local_link(PORT)

    from bot.intake import TRANSIENT, BadToken  # not before it is needed: loading aiogram takes seconds

    try:
        return await telegram_link(settings.bot_token.get_secret_value(), settings.bot_api_root)
    except BadToken:
        raise Refusal(configuration.NOT_ACCEPTED) from None
    except TRANSIENT:
        raise Refusal(configuration.NO_MESSENGER) from None
