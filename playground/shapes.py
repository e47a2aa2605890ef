"""The JSON objects of the Bot API, as far as this messenger speaks them: names and types only.

Field meanings: https://core.telegram.org/bots/api#available-types. Times are epoch seconds, offsets and lengths
of entities count UTF-16 code units. Every field may be absent unless a constructor in this package sets it.
"""

from typing import Any, TypedDict

Json = dict[str, Any]
"""Any JSON object whose inside this package only carries (location, contact, raw updates)."""


class UserObject(TypedDict, total=False):
    """User: a person, or the bot as getMe tells."""

    id: int
    is_bot: bool
    first_name: str
    last_name: str
    username: str
    language_code: str
    can_join_groups: bool
    can_read_all_group_messages: bool
    supports_inline_queries: bool
    can_connect_to_business: bool
    has_main_web_app: bool


class ChatObject(TypedDict, total=False):
    """Chat: private (a person), group, supergroup or channel."""

    id: int
    type: str
    title: str
    first_name: str
    last_name: str
    username: str


class EntityObject(TypedDict, total=False):
    """MessageEntity: a formatted or recognised part of a text."""

    type: str
    offset: int
    length: int
    url: str
    language: str
    user: UserObject
    custom_emoji_id: str


class PhotoObject(TypedDict, total=False):
    """PhotoSize."""

    file_id: str
    file_unique_id: str
    width: int
    height: int
    file_size: int


class FileObject(TypedDict, total=False):
    """Document, voice, sticker or another uploaded thing; also the answer of getFile."""

    file_id: str
    file_unique_id: str
    file_size: int
    file_name: str
    mime_type: str
    file_path: str
    duration: int
    width: int
    height: int
    is_animated: bool
    is_video: bool
    type: str
    emoji: str


class ButtonObject(TypedDict, total=False):
    """InlineKeyboardButton or KeyboardButton."""

    text: str
    callback_data: str
    url: str


class MarkupObject(TypedDict, total=False):
    """InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove or ForceReply."""

    inline_keyboard: list[list[ButtonObject]]
    keyboard: list[list[ButtonObject]]
    one_time_keyboard: bool
    remove_keyboard: bool
    force_reply: bool


MessageObject = TypedDict(
    "MessageObject",
    {
        "message_id": int,
        "from": UserObject,
        "chat": ChatObject,
        "date": int,
        "edit_date": int,
        "text": str,
        "entities": list[EntityObject],
        "caption": str,
        "caption_entities": list[EntityObject],
        "photo": list[PhotoObject],
        "document": FileObject,
        "voice": FileObject,
        "sticker": FileObject,
        "video": FileObject,
        "audio": FileObject,
        "animation": FileObject,
        "location": Json,
        "contact": Json,
        "media_group_id": str,
        "reply_to_message": Json,
        "reply_markup": MarkupObject,
        "forward_origin": Json,
        "via_bot": UserObject,
        "pinned_message": Json,
        "has_protected_content": bool,
    },
    total=False,
)


class QueryObject(TypedDict, total=False):
    """CallbackQuery."""

    id: str
    message: Json
    chat_instance: str
    data: str


class UpdateObject(TypedDict, total=False):
    """Update: its id and exactly one of the things that can happen."""

    update_id: int
    message: MessageObject
    edited_message: MessageObject
    callback_query: Json
    my_chat_member: Json
