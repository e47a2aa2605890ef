"""A message of the bot put into a chat: what all sending methods share."""

from typing import cast

from playground.arguments import Arguments
from playground.chats import Chat
from playground.errors import bad_request
from playground.methods.markup import is_inline, parse_markup
from playground.shapes import Json, MarkupObject, MessageObject
from playground.world import World


def send(world: World, arguments: Arguments, content: MessageObject) -> MessageObject:
    """Send `content` to the chat, with the keyboard and the reply the call asks for."""
    markup = parse_markup(arguments)
    chat = world.chats.writable(arguments.text("chat_id"))
    reply = _replied(chat, arguments)
    admit(world, chat)
    message = compose(world, chat, content)
    if reply is not None:
        message["reply_to_message"] = reply
    if arguments.boolean("protect_content"):
        message["has_protected_content"] = True
    return post(world, chat, message, markup)


def admit(world: World, chat: Chat, messages: int = 1) -> None:
    """Count the messages against the flood limits, if there are any."""
    if world.turnstile:
        world.turnstile.pass_or_wait(chat.id, messages)


def compose(world: World, chat: Chat, content: MessageObject) -> MessageObject:
    """A new message of the bot, not yet posted."""
    head = {"message_id": chat.next_id(), "from": world.bot, "chat": chat.info, "date": world.time}
    return cast(MessageObject, {**head, **content})


def post(world: World, chat: Chat, message: MessageObject, markup: MarkupObject | None) -> MessageObject:
    """Show the message; a reply keyboard belongs to the chat, an inline one to the message."""
    chat.action = ""
    if is_inline(markup):
        message["reply_markup"] = cast(MarkupObject, markup)
    elif markup is not None:
        chat.keyboard = None if markup.get("remove_keyboard") else markup
        world.notify("keyboard", chat, {"keyboard": chat.keyboard})
    world.keep(chat, message)
    return message


def _replied(chat: Chat, arguments: Arguments) -> Json | None:
    raw = arguments.json("reply_parameters", "can't parse reply parameters JSON object")
    if raw is not None and not isinstance(raw, dict):
        raise bad_request("object expected as reply parameters")
    parameters = raw or {}
    number = int(parameters.get("message_id", 0)) or arguments.integer("reply_to_message_id")
    if not number:
        return None
    if found := chat.messages.get(number):
        return {key: value for key, value in found.items() if key != "reply_to_message"}
    if parameters.get("allow_sending_without_reply") or arguments.boolean("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
