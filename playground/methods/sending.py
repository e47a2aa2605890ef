"""sendMessage, sendLocation, sendContact, sendChatAction, copyMessage, forwardMessage."""

from typing import cast

from playground.arguments import Arguments
from playground.entities import formatted
from playground.errors import bad_request
from playground.limits import check_caption, check_text
from playground.methods.compose import send
from playground.methods.registry import Method
from playground.shapes import Json, MessageObject
from playground.world import World

ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "find_location"}
    | {"upload_document", "choose_sticker", "record_video_note", "upload_video_note", "cancel"}
)
_OWN = frozenset({"message_id", "from", "chat", "date", "edit_date", "reply_markup", "reply_to_message"})
_OWN_COPY = _OWN | {"forward_origin", "via_bot"}


def text_content(arguments: Arguments) -> MessageObject:
    """Text of a call with its entities, checked."""
    if not arguments.text("text"):
        raise bad_request("message text is empty")
    found = formatted(arguments, "text", "entities")
    check_text(found.text)
    content: MessageObject = {"text": found.text}
    if found.entities:
        content["entities"] = list(found.entities)
    return content


def caption_content(arguments: Arguments) -> MessageObject:
    """Caption of a call with its entities, checked; nothing when there is none."""
    if not arguments.text("caption"):
        return {}
    found = formatted(arguments, "caption", "caption_entities")
    check_caption(found.text)
    content: MessageObject = {"caption": found.text}
    if found.entities:
        content["caption_entities"] = list(found.entities)
    return content


def send_message(world: World, arguments: Arguments) -> MessageObject:
    """https://core.telegram.org/bots/api#sendmessage."""
    return send(world, arguments, text_content(arguments))


def send_location(world: World, arguments: Arguments) -> MessageObject:
    """https://core.telegram.org/bots/api#sendlocation."""
    place: Json = {}
    for name in ("latitude", "longitude"):
        if not arguments.text(name):
            raise bad_request(f"{name} is empty")
        place[name] = float(arguments.text(name))
    return send(world, arguments, {"location": place})


def send_contact(world: World, arguments: Arguments) -> MessageObject:
    """https://core.telegram.org/bots/api#sendcontact."""
    contact: Json = {}
    for name in ("phone_number", "first_name"):
        if not arguments.text(name):
            raise bad_request(f'parameter "{name}" is required')
        contact[name] = arguments.text(name)
    return send(world, arguments, {"contact": contact})


def send_chat_action(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#sendchataction."""
    action = arguments.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.chats.writable(arguments.text("chat_id"))
    chat.action = "" if action == "cancel" else action
    chat.feed.ring()
    world.notify("action", chat, {"action": chat.action})
    return True


def forward_message(world: World, arguments: Arguments) -> MessageObject:
    """https://core.telegram.org/bots/api#forwardmessage."""
    source = _source(world, arguments, "message to forward not found")
    origin: Json = {"type": "user", "sender_user": source["from"], "date": source["date"]}
    origin = source.get("forward_origin", origin)
    kept = {key: value for key, value in source.items() if key not in _OWN}
    return send(world, arguments, cast(MessageObject, {**kept, "forward_origin": origin}))


def copy_message(world: World, arguments: Arguments) -> Json:
    """https://core.telegram.org/bots/api#copymessage."""
    source = _source(world, arguments, "message to copy not found")
    kept = {key: value for key, value in source.items() if key not in _OWN_COPY}
    if "caption" in arguments.values:
        kept = {key: value for key, value in kept.items() if not key.startswith("caption")}
        kept.update(caption_content(arguments))
    return {"message_id": send(world, arguments, cast(MessageObject, kept))["message_id"]}


def _source(world: World, arguments: Arguments, missing: str) -> MessageObject:
    chat = world.chats.get(arguments.text("from_chat_id"))
    message = chat.messages.get(arguments.integer("message_id"))
    if message is None:
        raise bad_request(missing)
    return message


METHODS: dict[str, Method] = {
    "sendmessage": send_message,
    "sendlocation": send_location,
    "sendcontact": send_contact,
    "sendchataction": send_chat_action,
    "forwardmessage": forward_message,
    "copymessage": copy_message,
}
