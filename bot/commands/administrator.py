"""`init`: the first administrator."""

import asyncio
import secrets
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.doors import Days, find_link, last_day
from bot.commands.frame import say
from bot.commands.installation import load_settings, open_store
from handlers.texts import inviting as texts

if TYPE_CHECKING:
    from bot.address import Link


def init(
    again: Annotated[
        bool, typer.Option("--again", help="Выдать ещё одно, если прежнее потеряно или нужен второй администратор.")
    ] = False,
    days: Days = 30,
) -> None:
    """Пригласить первого администратора. Ссылка показывается один раз."""
    from bot.usecases.inviting import invite_first_admin

    async def work() -> "tuple[str, str, Link]":
        link = await find_link(settings)
        async with open_store(settings) as database:
            found = await database.write(
                invite_first_admin, secrets.token_bytes, secrets.randbelow, texts.ADMINISTRATOR, now, again, lifetime
            )
        return *found, link

    settings, now, lifetime = load_settings(), int(time.time()), timedelta(days=days)
    code, payload, link = asyncio.run(work())
    say(texts.admin(code, link(payload), payload, last_day(settings, now, lifetime)))
