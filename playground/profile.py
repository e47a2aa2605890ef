"""What the bot has set about itself: commands per scope and language, descriptions, menu buttons."""

import re
from dataclasses import dataclass, field
from typing import TypedDict, cast

from playground.chats import Chats
from playground.errors import bad_request
from playground.shapes import Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
    | {"chat", "chat_administrators", "chat_member"}
)
MOST_COMMANDS = 100
Scope = tuple[str, int, int]
DEFAULT: Scope = ("default", 0, 0)


class CommandObject(TypedDict):
    """BotCommand."""

    command: str
    description: str


@dataclass(slots=True)
class Profile:
    """Commands by (scope, language), texts by (kind, language), menu buttons by chat (0 is the default)."""

    commands: dict[tuple[Scope, str], list[CommandObject]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    def commands_for(self, chat_id: int, user_id: int, language: str, *, private: bool) -> list[CommandObject]:
        """What this person sees in this chat: the narrowest scope that has commands.

        Order: https://core.telegram.org/bots/api#determining-list-of-commands
        """
        wide = "all_private_chats" if private else "all_group_chats"
        scopes: list[Scope] = [("chat_member", chat_id, user_id), ("chat", chat_id, 0), (wide, 0, 0), DEFAULT]
        for scope in scopes:
            for tongue in (language, ""):
                if found := self.commands.get((scope, tongue)):
                    return found
        return []


def parse_scope(raw: object, chats: Chats) -> Scope:
    """A BotCommandScope as a key; absent means default."""
    if raw is None:
        return DEFAULT
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = raw.get("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not str(kind).startswith("chat"):
        return str(kind), 0, 0
    chat = chats.get(str(raw.get("chat_id", "")))
    user_id = int(raw.get("user_id", 0)) if kind == "chat_member" else 0
    return str(kind), chat.id, user_id


def parse_commands(raw: object) -> list[CommandObject]:
    """Commands a call sets."""
    if not isinstance(raw, list):
        raise bad_request("expected an Array of BotCommand")
    if len(raw) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in raw:
        _check_command(command)
    return cast(list[CommandObject], raw)


def _check_command(command: object) -> None:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    if not _COMMAND.fullmatch(str(command.get("command", "")).removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
