"""What people do, as the messenger turns it into messages and updates. Knows nothing of waiting or HTTP."""

from collections.abc import Iterator
from typing import cast

from playground.arguments import Upload
from playground.chats import Chat, Door
from playground.entities import tidy
from playground.files import described, guess_mime, photo_sizes
from playground.limits import TEXT
from playground.shapes import Json, MessageObject, UserObject
from playground.world import World

INACCESSIBLE_AFTER = 48 * 3600  # seconds: a press on an older message comes without its content


def parts(text: str) -> Iterator[str]:
    """A long text as a client sends it: pieces within the limit."""
    for start in range(0, max(1, len(text)), TEXT):
        yield text[start : start + TEXT]


def write(world: World, chat: Chat, user: UserObject, content: MessageObject, extra: Json) -> MessageObject:
    """A message of a person; opens the chat at first contact."""
    if chat.door is Door.NEW:
        chat.door = Door.OPEN
    if chat.door is not Door.OPEN:
        raise ValueError(f"chat {chat.id} is {chat.door}: nothing can be written there")
    head = {"message_id": chat.next_id(), "from": user, "chat": chat.info, "date": world.time}
    message = cast(MessageObject, {**head, **content, **extra})
    world.keep(chat, message)
    world.push({"message": message})
    return message


def context(world: World, replied: MessageObject | None, via_bot: str | None, origin: UserObject | None) -> Json:
    """What a message answers, through which bot it came, whom it is forwarded from."""
    extra: Json = {}
    if replied:
        extra["reply_to_message"] = replied
    if via_bot:
        extra["via_bot"] = {"id": 1, "is_bot": True, "first_name": via_bot, "username": via_bot}
    if origin:
        extra["forward_origin"] = {"type": "user", "sender_user": origin, "date": world.time}
    return extra


def text_content(text: str) -> MessageObject:
    """Typed text; commands and links are recognised. What tidying would empty is sent as typed."""
    found = tidy(text)
    content: MessageObject = {"text": found.text or text}
    if found.entities:
        content["entities"] = list(found.entities)
    return content


def edit(world: World, chat: Chat, number: int, text: str) -> MessageObject:
    """A person changes her message."""
    kept = {key: value for key, value in chat.messages[number].items() if key != "entities"}
    message = cast(MessageObject, {**kept, **text_content(text), "edit_date": world.time})
    world.keep(chat, message)
    world.push({"edited_message": message})
    return message


def press(world: World, chat: Chat, user: UserObject, number: int, data: str, query_id: str | None) -> str:
    """A press of a button with this data under this message; returns the query's id."""
    opened = world.presses.open(user["id"], chat.id, query_id)
    query: Json = {"id": opened.id, "from": user, "message": _pressed(world, chat, number)}
    query |= {"chat_instance": str(chat.id * 7_919 + 1), "data": data}
    world.push({"callback_query": query})
    return opened.id


def file_content(world: World, kind: str, upload: Upload) -> MessageObject:
    """An attached file of a kind (`document`, `voice`, `sticker`…)."""
    named = Upload(upload.name, upload.content, upload.mime or guess_mime(upload.name))
    if kind == "photo":
        return {"photo": photo_sizes(world.files, named)}
    extra: Json = {"voice": {"duration": 3}, "sticker": _STICKER}.get(kind, {})
    return cast(MessageObject, {kind: {**described(world.files.add(kind, named)), **extra}})


def membership(world: World, chat: Chat, user: UserObject, old: str, new: str) -> None:
    """The bot's standing in a chat changes (`member`, `kicked`, `left`)."""
    change: Json = {"chat": chat.info, "from": user, "date": world.time}
    change["old_chat_member"] = _member(world.bot, old)
    change["new_chat_member"] = _member(world.bot, new)
    world.push({"my_chat_member": change})


def introduce(world: World, update: Json) -> None:
    """People and chats of a raw update become known, its message is kept."""
    for happened in update.values():
        if not isinstance(happened, dict):
            continue
        if isinstance(user := happened.get("from"), dict) and not user.get("is_bot"):
            chat = world.private_chat(UserObject(**user))  # type: ignore[typeddict-item]  # as the test has it
            chat.door = Door.OPEN if chat.door is Door.NEW else chat.door
        message = happened if "message_id" in happened else happened.get("message")
        if isinstance(message, dict) and isinstance(info := message.get("chat"), dict):
            if world.chats.find(info["id"]) is None:
                world.chats.add(Chat(info))  # type: ignore[arg-type]  # as the test has it
            if "message_id" in happened:
                world.chats.get(str(info["id"])).keep(message)  # type: ignore[arg-type]


def _pressed(world: World, chat: Chat, number: int) -> Json:
    message = chat.messages.get(number)
    if message is None or world.clock.now() - message["date"] > INACCESSIBLE_AFTER:
        return {"chat": chat.info, "message_id": number, "date": 0}
    return cast(Json, message)


def _member(bot: UserObject, status: str) -> Json:
    member: Json = {"user": bot, "status": status}
    return member | {"until_date": 0} if status == "kicked" else member


_STICKER: Json = {
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
    "type": "regular",
    "emoji": "👍",
}
