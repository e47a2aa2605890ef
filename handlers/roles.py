"""Giving and taking roles by command. What may not be done is refused where it is done, not by hiding the command."""

from contextlib import suppress

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.domain.codes import normalise_code
from bot.domain.people import Role
from bot.sending import Unreachable
from bot.usecases.roles import RoleChange, grant_role, list_roles, revoke_role
from handlers.menus import show_menu
from handlers.notices import notify
from handlers.screens import settings as screens
from handlers.texts.settings import role_of
from handlers.turn import Turn
from questionnaires.problems import Problem

router = Router(name="roles")


@router.message(Command("grant"))
async def grant(_: Message, command: CommandObject, turn: Turn) -> None:
    """«/grant КОД роль»."""
    await _change(turn, command, given=True)


@router.message(Command("revoke"))
async def revoke(_: Message, command: CommandObject, turn: Turn) -> None:
    """«/revoke КОД роль»."""
    await _change(turn, command, given=False)


@router.message(Command("roles"))
async def show_roles(_: Message, turn: Turn) -> None:
    """Who is more than a teacher, by code."""
    await turn.show(screens.holders_screen(await turn.read(list_roles)))


async def _change(turn: Turn, command: CommandObject, given: bool) -> None:
    asked = _asked(command.args or "")
    if asked is None:
        await turn.read(list_roles)  # whoever may not give roles is refused before being taught how
        await turn.show(screens.usage_screen(command.command))
        return
    change = await turn.write_kept(grant_role if given else revoke_role, *asked)
    await turn.show(screens.role_change_screen(change))
    await _tell(turn, change)


def _asked(words: str) -> tuple[str, Role] | None:
    """Code and role of «T-04127K координатор учреждения»."""
    code, _, rest = words.strip().partition(" ")
    role = role_of(rest)
    return (normalise_code(code), role) if code and role else None


async def _tell(turn: Turn, change: RoleChange | Problem) -> None:
    if isinstance(change, Problem) or not change.changed or change.messenger_id is None:
        return
    with suppress(Unreachable):  # that is no trouble of whoever acts
        await show_menu(turn.database, turn.messenger, change.messenger_id, change.roles)
    if change.messenger_id != turn.act.messenger_id:
        await notify(turn.messenger, change.messenger_id, screens.role_notice_screen(change.role, change.given))
