"""Everything this messenger remembers, in one place, and its notices to whoever looks on. Knows no HTTP."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from playground.chats import Chat, Chats, Door
from playground.clock import Clock
from playground.feed import Feed
from playground.files import Files
from playground.journal import Journal
from playground.presses import Press, Presses
from playground.profile import Profile
from playground.rules import Rules
from playground.shapes import ChatObject, Json, MessageObject, UpdateObject, UserObject
from playground.throttle import Throttle, Turnstile
from playground.updates import Pending, UpdateQueue

TOASTS = 100  # answers to presses remembered per person
Watcher = Callable[[str, Chat, Json], None]


@dataclass(frozen=True, slots=True)
class Toast:
    """Answer to a button press as the person sees it; `alert` is a dialog to close."""

    text: str
    alert: bool = False
    url: str = ""


@dataclass(slots=True, eq=False)
class World:
    """State of the messenger for one bot."""

    token: str
    bot: UserObject
    clock: Clock
    throttle: Throttle | None = None
    chats: Chats = field(default_factory=Chats)
    files: Files = field(default_factory=Files)
    journal: Journal = field(default_factory=Journal)
    rules: Rules = field(default_factory=Rules)
    profile: Profile = field(default_factory=Profile)
    users: dict[int, UserObject] = field(default_factory=dict)
    toasts: dict[int, deque[Toast]] = field(default_factory=dict)
    watchers: list[Watcher] = field(default_factory=list)
    deliver: Callable[[Pending], None] | None = None
    settled: Feed = field(default_factory=Feed)
    updates: UpdateQueue = field(init=False)
    presses: Presses = field(init=False)
    turnstile: Turnstile | None = field(init=False)

    def __post_init__(self) -> None:
        self.updates = UpdateQueue(self.clock)
        self.presses = Presses(self.clock)
        self.turnstile = Turnstile(self.throttle, self.clock) if self.throttle else None

    @property
    def time(self) -> int:
        """Date of what happens now."""
        return int(self.clock.now())

    @property
    def is_settled(self) -> bool:
        """Nothing waits for the bot and no call of it is being worked on."""
        return not self.journal.under_way and not len(self.updates)

    def ring_if_settled(self) -> None:
        """Tell those who wait for quiet."""
        if self.is_settled:
            self.settled.ring()

    def push(self, update: UpdateObject) -> UpdateObject | None:
        """Something happens; None when the bot has not allowed updates of this kind."""
        pending = self.updates.push(update)
        if pending is None:
            return None
        if self.deliver:
            self.deliver(pending)
        return pending.update

    def notify(self, kind: str, chat: Chat, data: Json) -> None:
        """Tell the chat page, if anybody looks."""
        for watcher in self.watchers:
            watcher(kind, chat, data)

    def keep(self, chat: Chat, message: MessageObject) -> None:
        """A message appears or changes."""
        chat.keep(message)
        self.notify("message", chat, {"message": message})

    def remove(self, chat: Chat, number: int) -> None:
        """A message disappears."""
        chat.remove(number)
        self.notify("deleted", chat, {"message_id": number})

    def toast(self, press: Press, toast: Toast) -> None:
        """The person sees the answer to a press."""
        self.toasts.setdefault(press.user_id, deque(maxlen=TOASTS)).append(toast)
        if chat := self.chats.find(press.chat_id):
            chat.feed.ring()
            body = {"text": toast.text, "alert": toast.alert, "query_id": press.id, "user_id": press.user_id}
            self.notify("toast", chat, body)

    def private_chat(self, user: UserObject) -> Chat:
        """The chat with a person, made when there is none."""
        self.users[user["id"]] = user
        if found := self.chats.find(user["id"]):
            return found
        names: ChatObject = {"id": user["id"], "first_name": user.get("first_name", "")}
        if "last_name" in user:
            names["last_name"] = user["last_name"]
        if "username" in user:
            names["username"] = user["username"]
        return self.chats.add(Chat({**names, "type": "private"}, Door.NEW))
