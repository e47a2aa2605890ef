"""Chats and what is written in them: histories, who may write, what a person sees now. Knows no transport."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from playground.errors import ApiError, bad_request, refused
from playground.feed import Feed
from playground.shapes import ChatObject, MarkupObject, MessageObject


class Door(StrEnum):
    """Whether the bot may write into a chat."""

    NEW = "new"  # the person has never written: a bot cannot begin
    OPEN = "open"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    KICKED = "kicked"
    LEFT = "left"


_CLOSED = {
    Door.NEW: "bot can't initiate conversation with a user",
    Door.BLOCKED: "bot was blocked by the user",
    Door.DEACTIVATED: "user is deactivated",
    Door.KICKED: "bot was kicked from the group chat",
    Door.LEFT: "bot is not a member of the group chat",
}


@dataclass(slots=True, eq=False)
class Chat:
    """One chat; message ids count from 1 in each; `touched` keeps message ids in order of their last change."""

    info: ChatObject
    door: Door = Door.OPEN
    messages: dict[int, MessageObject] = field(default_factory=dict)
    touched: dict[int, int] = field(default_factory=dict)
    revision: int = 0
    last_id: int = 0
    keyboard: MarkupObject | None = None
    action: str = ""
    pinned: int | None = None
    migrated_to: int | None = None
    feed: Feed = field(default_factory=Feed)

    @property
    def id(self) -> int:
        """Its chat_id."""
        return self.info["id"]

    @property
    def is_private(self) -> bool:
        """A chat with one person."""
        return self.info["type"] == "private"

    def next_id(self) -> int:
        """The id of the next message."""
        self.last_id += 1
        return self.last_id

    def keep(self, message: MessageObject) -> None:
        """Store a new or changed message and ring."""
        number = message["message_id"]
        self.last_id = max(self.last_id, number)
        self.messages[number] = message
        self.revision += 1
        self.touched.pop(number, None)
        self.touched[number] = self.revision
        self.feed.ring()

    def remove(self, number: int) -> None:
        """A message disappears."""
        self.messages.pop(number, None)
        self.touched.pop(number, None)
        self.revision += 1
        self.feed.ring()

    def recently_touched(self) -> Iterator[tuple[MessageObject, int]]:
        """Messages with the revision of their last change, the latest change first."""
        for number in reversed(self.touched):
            yield self.messages[number], self.touched[number]

    def newest(self) -> Iterator[MessageObject]:
        """Messages from the bottom of the chat upwards."""
        for number in reversed(self.messages):
            yield self.messages[number]

    def check_door(self) -> None:
        """Refuse when the bot may not write here."""
        if self.migrated_to is not None:
            parameters = {"migrate_to_chat_id": self.migrated_to}
            raise ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", parameters)
        if self.door in _CLOSED:
            raise refused(403, _CLOSED[self.door])


class Chats:
    """All chats by id."""

    def __init__(self) -> None:
        self._chats: dict[int, Chat] = {}

    def add(self, chat: Chat) -> Chat:
        """A chat comes into being."""
        self._chats[chat.id] = chat
        return chat

    def find(self, chat_id: int) -> Chat | None:
        """The chat, if there is one."""
        return self._chats.get(chat_id)

    def get(self, raw: str) -> Chat:
        """The chat a call names: a number or @username."""
        if not raw:
            raise bad_request("chat_id is empty")
        chat = self._by_name(raw) if raw.startswith("@") else self._by_number(raw)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable(self, raw: str) -> Chat:
        """The chat a call names, refused when the bot may not write there."""
        chat = self.get(raw)
        chat.check_door()
        return chat

    def __iter__(self) -> Iterator[Chat]:
        return iter(self._chats.values())

    def _by_number(self, raw: str) -> Chat | None:
        try:
            return self._chats.get(int(raw))
        except ValueError:
            raise bad_request("chat not found") from None

    def _by_name(self, name: str) -> Chat | None:
        return next((chat for chat in self if chat.info.get("username", "").lower() == name[1:].lower()), None)
