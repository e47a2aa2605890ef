"""The command menu of one person follows her roles, also those that were changed while nobody could tell the chat."""

from collections.abc import Collection
from hashlib import sha256

import structlog

from bot.domain.people import Role
from bot.sending import Messenger, Unreachable
from bot.usecases.menus import chats, note_menu
from handlers.texts.commands import commands_for
from storage.database import Database

log = structlog.get_logger(__name__)

_EVERYBODY = commands_for(frozenset())


def mark_of(roles: Collection[Role]) -> str | None:
    """What tells the menu of these roles from others, also from that of another release; None: everybody's."""
    commands = commands_for(roles)
    return None if commands == _EVERYBODY else sha256(repr(commands).encode()).hexdigest()[:16]


async def show_menu(database: Database, messenger: Messenger, messenger_id: int, roles: Collection[Role]) -> None:
    """Set the person's own menu, or take it away where the menu of everybody says the same; remember which."""
    mark = mark_of(roles)
    if mark is None:
        await messenger.drop_commands(messenger_id)
    else:
        await messenger.set_commands(commands_for(roles), messenger_id)
    if not await database.write(note_menu, messenger_id, mark):
        await messenger.drop_commands(messenger_id)


async def set_menus_right(database: Database, messenger: Messenger) -> None:
    """After a start: roles may have been changed on the centre's machine, a new release may have other commands."""
    for chat in await database.read(chats):
        if chat.menu != mark_of(chat.roles):
            try:
                await show_menu(database, messenger, chat.messenger_id, chat.roles)
            except Unreachable:
                log.info("menu-unreachable")
