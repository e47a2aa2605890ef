"""editMessageText, editMessageCaption, editMessageReplyMarkup, editMessageMedia.

An edit without `reply_markup` takes the keyboard away; an edit that changes nothing is refused.
"""

from collections.abc import Callable
from typing import cast

from playground.arguments import Arguments
from playground.chats import Chat
from playground.errors import NOT_MODIFIED, bad_request
from playground.methods.markup import parse_markup
from playground.methods.media import MEDIA_FIELDS, media_content
from playground.methods.registry import Method
from playground.methods.sending import caption_content, text_content
from playground.shapes import MessageObject
from playground.world import World


def edit_text(world: World, arguments: Arguments) -> MessageObject:
    """https://core.telegram.org/bots/api#editmessagetext."""
    content = text_content(arguments)
    return _edit(world, arguments, content, ("text", "entities"), _check_text)


def edit_caption(world: World, arguments: Arguments) -> MessageObject:
    """https://core.telegram.org/bots/api#editmessagecaption."""
    content = caption_content(arguments)
    return _edit(world, arguments, content, ("caption", "caption_entities"), _check_caption)


def edit_markup(world: World, arguments: Arguments) -> MessageObject:
    """https://core.telegram.org/bots/api#editmessagereplymarkup."""
    return _edit(world, arguments, {}, (), _check_nothing)


def edit_media(world: World, arguments: Arguments) -> MessageObject:
    """https://core.telegram.org/bots/api#editmessagemedia."""
    raw = arguments.json("media", "can't parse input media JSON object")
    content = media_content(world, raw, arguments)
    replaced = (*MEDIA_FIELDS, "caption", "caption_entities", "text", "entities")
    return _edit(world, arguments, content, replaced, _check_nothing)


def _edit(
    world: World,
    arguments: Arguments,
    content: MessageObject,
    replaced: tuple[str, ...],
    check: Callable[[MessageObject], None],
) -> MessageObject:
    markup = parse_markup(arguments)
    chat, old = _editable(world, arguments)
    check(old)
    rest = {key: value for key, value in old.items() if key not in (*replaced, "reply_markup", "edit_date")}
    new = cast(MessageObject, {**rest, **content})
    if markup is not None:
        new["reply_markup"] = markup
    if _same(new, old):
        raise bad_request(NOT_MODIFIED)
    return _keep(world, chat, new)


def _editable(world: World, arguments: Arguments) -> tuple[Chat, MessageObject]:
    if not arguments.text("chat_id") and not arguments.integer("message_id"):
        raise bad_request("message identifier is not specified")
    chat = world.chats.writable(arguments.text("chat_id"))
    message = chat.messages.get(arguments.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != world.bot["id"] or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


def _keep(world: World, chat: Chat, message: MessageObject) -> MessageObject:
    message["edit_date"] = world.time
    world.keep(chat, message)
    return message


def _same(new: MessageObject, old: MessageObject) -> bool:
    return new == {key: value for key, value in old.items() if key != "edit_date"}


def _check_nothing(message: MessageObject) -> None:
    del message


def _check_text(message: MessageObject) -> None:
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")


def _check_caption(message: MessageObject) -> None:
    if not any(field in message for field in MEDIA_FIELDS):
        raise bad_request("there is no caption in the message to edit")


METHODS: dict[str, Method] = {
    "editmessagetext": edit_text,
    "editmessagecaption": edit_caption,
    "editmessagereplymarkup": edit_markup,
    "editmessagemedia": edit_media,
}
