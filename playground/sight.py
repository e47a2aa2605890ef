"""What a person can see in a chat, and waiting until she sees it. Reads the world, changes nothing but toasts taken."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

from playground.chats import Chat
from playground.feed import until
from playground.shapes import ButtonObject, MessageObject
from playground.views import Document, Message, Toast, view
from playground.world import World

T = TypeVar("T")
GLANCE = 20  # messages in which a button is looked for


class Sight:
    """The eyes of one person on one chat; `mark` is set at each of her acts."""

    def __init__(self, world: World, chat: Chat, user_id: int) -> None:
        self._world = world
        self._chat = chat
        self._user_id = user_id
        self._mark = 0

    def mark(self) -> None:
        """She acts: from now on what was there before is old."""
        self._mark = self._chat.revision

    async def until(self, find: Callable[[str], T | None], wanted: str, within: float) -> T:
        """The first thing `find` makes of the chat; AssertionError with the chat's end after `within` seconds."""
        try:
            return await until(lambda: find(wanted), within, self._chat.feed, self._world.settled)
        except TimeoutError:
            what = f"{find.__name__} «{wanted}» within {within} s"
            raise AssertionError(f"no {what}; the chat ends with:\n{self.transcript()}") from None

    @property
    def last(self) -> Message | None:
        """What the bot has shown or changed last."""
        return next((self._view(message) for message, _ in self._shown()), None)

    @property
    def toasts(self) -> list[Toast]:
        """Answers to presses that said something."""
        return [toast for toast in self._world.toasts.get(self._user_id, ()) if toast.text or toast.url]

    def screen(self, text: str) -> Message | None:
        """A message with `text` shown since the mark, or the last one once all is quiet."""
        for message, revision in self._shown():
            if revision <= self._mark and not self._world.is_settled:
                return None
            if text in message.get("text", message.get("caption", "")):
                return self._view(message)
            if revision <= self._mark:
                return None
        return None

    def button(self, label: str) -> tuple[int, ButtonObject] | None:
        """The newest button that says `label` or begins with it, and its message; 0 for the reply keyboard."""
        for message in islice(self._chat.newest(), GLANCE):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            if found := _labelled(rows, label, "callback_data"):
                return message["message_id"], found
        keyboard = (self._chat.keyboard or {}).get("keyboard", [])
        key = _labelled(keyboard, label, "text")
        return (0, key) if key else None

    def document(self, name: str) -> Document | None:
        """A document shown since the mark."""
        for message, revision in self._shown():
            if revision <= self._mark:
                return None
            document = self._view(message).document
            if document and name in document.name:
                return document
        return None

    def toast(self, text: str) -> Toast | None:
        """An answer to a press, taken off the list."""
        found = next((toast for toast in self.toasts if text in toast.text), None)
        if found:
            self._world.toasts[self._user_id].remove(found)
        return found

    def transcript(self, messages: int = 5) -> str:
        """The end of the chat in words."""
        views = [self._view(message) for message in islice(self._chat.newest(), messages)]
        return "\n".join(_line(seen) for seen in reversed(views)) or "(nothing)"

    def _shown(self) -> Iterator[tuple[MessageObject, int]]:
        bot = self._world.bot["id"]
        return (pair for pair in self._chat.recently_touched() if pair[0]["from"]["id"] == bot)

    def _view(self, message: MessageObject) -> Message:
        return view(message, self._world.files)


def _labelled(rows: list[list[ButtonObject]], label: str, needs: str) -> ButtonObject | None:
    keys = [key for row in rows for key in row if needs in key]
    exact = next((key for key in keys if key["text"] == label), None)
    return exact or next((key for key in keys if key["text"].startswith(label)), None)


def _line(seen: Message) -> str:
    author = "bot" if seen.by_bot else "person"
    keys = "".join(f"\n    {' | '.join(button.text for button in row)}" for row in seen.rows)
    return f"  {author} #{seen.id}: {seen.text!r}{keys}"
