"""A person in a chat with the bot: writes, presses, and waits for what she sees. Tests read as dialogues."""

from dataclasses import dataclass

from playground import acts
from playground.arguments import Upload
from playground.chats import Chat, Door
from playground.shapes import Json, MessageObject, UserObject
from playground.sight import Sight
from playground.views import Document, Message, Toast, view
from playground.world import World

PATIENCE = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Card:
    """How the chat page presents a person to play."""

    title: str = ""
    note: str = ""
    start_payload: str = ""


class Person:
    """One user; the same user in a group is another `Person` made by `inside`."""

    def __init__(self, world: World, user: UserObject, chat: Chat | None = None, card: Card | None = None) -> None:
        self.user = user
        self.card = card or Card()
        self._world = world
        self._chat = chat or world.private_chat(user)
        self._sight = Sight(world, self._chat, self.id)

    @property
    def id(self) -> int:
        """Telegram's number of the user."""
        return self.user["id"]

    @property
    def chat(self) -> tuple[Message, ...]:
        """The whole chat as it stands, oldest first."""
        return tuple(self._view(message) for message in self._chat.messages.values())

    @property
    def screen(self) -> Message | None:
        """What the bot has shown or changed last and is still there."""
        return self._sight.last

    @property
    def documents(self) -> tuple[Document, ...]:
        """Documents the bot has sent, oldest first."""
        return tuple(found.document for found in self.chat if found.by_bot and found.document)

    @property
    def toasts(self) -> list[Toast]:
        """Answers to presses that said something, oldest first."""
        return self._sight.toasts

    @property
    def commands(self) -> dict[str, str]:
        """The command menu of this chat: command → description."""
        language, private = self.user.get("language_code", ""), self._chat.is_private
        found = self._world.profile.commands_for(self._chat.id, self.id, language, private=private)
        return {command["command"]: command["description"] for command in found}

    @property
    def keys(self) -> tuple[str, ...]:
        """Labels of the reply keyboard under the input, if there is one."""
        return tuple(key["text"] for row in (self._chat.keyboard or {}).get("keyboard", []) for key in row)

    @property
    def action(self) -> str:
        """`typing`, `upload_document`… while the bot says so."""
        return self._chat.action

    def inside(self, group: Chat) -> "Person":
        """The same person in a group."""
        return Person(self._world, self.user, group)

    async def says(
        self,
        text: str,
        *,
        reply_to: Message | None = None,
        via_bot: str | None = None,
        forwarded_from: UserObject | None = None,
    ) -> Message:
        """Type and send; a text over the limit goes in several messages, the last is returned."""
        replied = self._chat.messages[reply_to.id] if reply_to else None
        extra = acts.context(self._world, replied, via_bot, forwarded_from)
        return [self._write(acts.text_content(part), extra) for part in acts.parts(text)][-1]

    async def edits(self, message: Message, text: str) -> Message:
        """Change an own message."""
        self._sight.mark()
        return self._view(acts.edit(self._world, self._chat, message.id, text))

    async def deletes(self, message: Message) -> None:
        """Delete a message on both sides; the bot is not told."""
        self._world.remove(self._chat, message.id)

    async def presses(self, label: str, *, within: float = PATIENCE) -> str:
        """Press the newest visible button that says `label` or begins with it, waiting for it to appear.

        A key of the reply keyboard is typed. Returns the id of the callback query ("" for a key).
        """
        number, button = await self._sight.until(self._sight.button, label, within)
        if "callback_data" in button:
            return self._press(number, button["callback_data"])
        await self.says(button["text"])
        return ""

    async def presses_data(self, message: Message | int, data: str, *, query_id: str | None = None) -> str:
        """Press a button as a forged or outdated client can: any data under any message."""
        return self._press(message if isinstance(message, int) else message.id, data, query_id)

    async def sends_photo(self, content: bytes, caption: str = "") -> Message:
        """Attach a picture (PNG, JPEG or GIF bytes)."""
        return self._attach("photo", Upload("photo.jpg", content, ""), caption)

    async def sends_document(self, name: str, content: bytes, caption: str = "", mime: str = "") -> Message:
        """Attach a file."""
        return self._attach("document", Upload(name, content, mime), caption)

    async def sends_voice(self, content: bytes = b"OggS") -> Message:
        """A voice message."""
        return self._attach("voice", Upload("voice.ogg", content, "audio/ogg"))

    async def sends_sticker(self, content: bytes = b"RIFF") -> Message:
        """A sticker."""
        return self._attach("sticker", Upload("sticker.webp", content, "image/webp"))

    async def sends_location(self, latitude: float = 61.0, longitude: float = 69.0) -> Message:
        """A place."""
        return self._write({"location": {"latitude": latitude, "longitude": longitude}}, {})

    async def sends_contact(self, phone: str, name: str = "") -> Message:
        """Her own phone number."""
        contact: Json = {"phone_number": phone, "first_name": name or self.user["first_name"]}
        return self._write({"contact": contact | {"user_id": self.id}}, {})

    async def sees(self, text: str = "", *, within: float = PATIENCE) -> Message:
        """Wait for a message of the bot that contains `text`: shown or changed since her last act and still there.

        Once nothing is under way any more, the last shown message counts even if it is older.
        """
        return await self._sight.until(self._sight.screen, text, within)

    async def sees_document(self, name: str = "", *, within: float = PATIENCE) -> Document:
        """Wait for a document whose name contains `name`, sent since her last act."""
        return await self._sight.until(self._sight.document, name, within)

    async def sees_toast(self, text: str = "", *, within: float = PATIENCE) -> Toast:
        """Wait for the answer to a press that contains `text`; it is taken off the list."""
        return await self._sight.until(self._sight.toast, text, within)

    async def blocks(self) -> None:
        """Stop the bot: everything it sends is refused."""
        self._chat.door = Door.BLOCKED
        acts.membership(self._world, self._chat, self.user, "member", "kicked")

    async def unblocks(self) -> None:
        """Let the bot in again."""
        self._chat.door = Door.OPEN
        acts.membership(self._world, self._chat, self.user, "kicked", "member")

    async def deactivates(self) -> None:
        """Delete the account; the bot is not told."""
        self._chat.door = Door.DEACTIVATED

    async def adds_bot(self) -> None:
        """Invite the bot into this group."""
        self._chat.door = Door.OPEN
        acts.membership(self._world, self._chat, self.user, "left", "member")

    async def removes_bot(self) -> None:
        """Throw the bot out of this group."""
        self._chat.door = Door.KICKED
        acts.membership(self._world, self._chat, self.user, "member", "kicked")

    def _view(self, message: MessageObject) -> Message:
        return view(message, self._world.files)

    def _press(self, number: int, data: str, query_id: str | None = None) -> str:
        self._sight.mark()
        return acts.press(self._world, self._chat, self.user, number, data, query_id)

    def _write(self, content: MessageObject, extra: Json) -> Message:
        message = acts.write(self._world, self._chat, self.user, content, extra)
        self._sight.mark()
        return self._view(message)

    def _attach(self, kind: str, upload: Upload, caption: str = "") -> Message:
        extra: Json = {"caption": caption} if caption else {}
        return self._write(acts.file_content(self._world, kind, upload), extra)
