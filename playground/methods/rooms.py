"""Chats themselves: getChat, members, leaving, pinned messages, reactions; logging out."""

from playground.arguments import Arguments
from playground.chats import Chat, Door
from playground.errors import bad_request
from playground.methods.registry import Method
from playground.shapes import Json
from playground.world import World


def get_chat(world: World, arguments: Arguments) -> Json:
    """https://core.telegram.org/bots/api#getchat."""
    chat = world.chats.get(arguments.text("chat_id"))
    full: Json = {**chat.info, "accent_color_id": 0, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(_GIFTS, False)
    if chat.pinned in chat.messages:
        full["pinned_message"] = chat.messages[chat.pinned]
    return full


def get_chat_member(world: World, arguments: Arguments) -> Json:
    """https://core.telegram.org/bots/api#getchatmember."""
    chat = world.chats.get(arguments.text("chat_id"))
    user_id = arguments.integer("user_id")
    user = world.bot if user_id == world.bot["id"] else world.users.get(user_id)
    if user is None:
        raise bad_request("user not found")
    gone = user is world.bot and chat.door in (Door.KICKED, Door.LEFT)
    return {"user": user, "status": "left" if gone else "member"}


def leave_chat(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#leavechat."""
    chat = world.chats.writable(arguments.text("chat_id"))
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.door = Door.LEFT
    return True


def pin_message(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#pinchatmessage."""
    chat = world.chats.writable(arguments.text("chat_id"))
    number = arguments.integer("message_id")
    if number not in chat.messages:
        raise bad_request("message to pin not found")
    return _pin(world, chat, number)


def unpin_message(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#unpinchatmessage and unpinAllChatMessages."""
    return _pin(world, world.chats.writable(arguments.text("chat_id")), None)


def react(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#setmessagereaction."""
    chat = world.chats.writable(arguments.text("chat_id"))
    if arguments.integer("message_id") not in chat.messages:
        raise bad_request("message to react not found")
    return True


def log_out(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#logout and close: accepted, the local server keeps the bot."""
    del world, arguments
    return True


def _pin(world: World, chat: Chat, number: int | None) -> bool:
    chat.pinned = number
    world.notify("pinned", chat, {"message_id": number})
    return True


_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")

METHODS: dict[str, Method] = {
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "leavechat": leave_chat,
    "pinchatmessage": pin_message,
    "unpinchatmessage": unpin_message,
    "unpinallchatmessages": unpin_message,
    "setmessagereaction": react,
    "logout": log_out,
    "close": log_out,
}
