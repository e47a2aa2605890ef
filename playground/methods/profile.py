"""getMe and what the bot sets about itself: commands, descriptions, name, menu button."""

from collections.abc import Callable

from playground.arguments import Arguments
from playground.errors import bad_request
from playground.limits import utf16_length
from playground.methods.registry import Method
from playground.profile import CommandObject, Scope, parse_commands, parse_scope
from playground.shapes import Json, UserObject
from playground.world import World

_TEXTS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, arguments: Arguments) -> UserObject:
    """https://core.telegram.org/bots/api#getme."""
    del arguments
    return world.bot


def set_commands(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#setmycommands."""
    commands = parse_commands(arguments.json("commands", "can't parse commands JSON object") or [])
    world.profile.commands[_key(world, arguments)] = commands
    _tell(world)
    return True


def get_commands(world: World, arguments: Arguments) -> list[CommandObject]:
    """https://core.telegram.org/bots/api#getmycommands."""
    return world.profile.commands.get(_key(world, arguments), [])


def delete_commands(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#deletemycommands."""
    world.profile.commands.pop(_key(world, arguments), None)
    _tell(world)
    return True


def set_menu_button(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#setchatmenubutton."""
    button = arguments.json("menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    world.profile.menu_buttons[arguments.integer("chat_id")] = button
    return True


def get_menu_button(world: World, arguments: Arguments) -> Json:
    """https://core.telegram.org/bots/api#getchatmenubutton."""
    buttons = world.profile.menu_buttons
    return buttons.get(arguments.integer("chat_id"), buttons.get(0, {"type": "commands"}))


def _key(world: World, arguments: Arguments) -> tuple[Scope, str]:
    raw = arguments.json("scope", "can't parse BotCommandScope JSON object")
    return parse_scope(raw, world.chats), arguments.text("language_code")


def _tell(world: World) -> None:
    for chat in world.chats if world.watchers else ():
        world.notify("commands", chat, {})


def _setter(kind: str) -> Callable[[World, Arguments], bool]:
    def set_text(world: World, arguments: Arguments) -> bool:
        text = arguments.text(kind)
        if utf16_length(text) > _TEXTS[kind]:
            raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
        world.profile.texts[kind, arguments.text("language_code")] = text
        return True

    return set_text


def _getter(kind: str) -> Callable[[World, Arguments], Json]:
    def get_text(world: World, arguments: Arguments) -> Json:
        default = world.bot["first_name"] if kind == "name" else ""
        return {kind: world.profile.texts.get((kind, arguments.text("language_code")), default)}

    return get_text


METHODS: dict[str, Method] = {
    "getme": get_me,
    "setmycommands": set_commands,
    "getmycommands": get_commands,
    "deletemycommands": delete_commands,
    "setchatmenubutton": set_menu_button,
    "getchatmenubutton": get_menu_button,
    **{f"setmy{kind.replace('_', '')}": _setter(kind) for kind in _TEXTS},
    **{f"getmy{kind.replace('_', '')}": _getter(kind) for kind in _TEXTS},
}
