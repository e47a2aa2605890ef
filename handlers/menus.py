"""The command menu of one person follows her roles."""

from collections.abc import Collection

from bot.domain.people import Role
from bot.sending import Messenger
from handlers.texts.commands import commands_for

_EVERYBODY = commands_for(frozenset())


async def show_menu(messenger: Messenger, messenger_id: int, roles: Collection[Role]) -> None:
    """Set the person's own menu, or take it away where the menu of everybody says the same."""
    commands = commands_for(roles)
    if commands == _EVERYBODY:
        await messenger.drop_commands(messenger_id)
    else:
        await messenger.set_commands(commands, messenger_id)
