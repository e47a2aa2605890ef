"""What the bot has called: the last calls of each method and how many are being worked on."""

from collections import defaultdict, deque
from dataclasses import dataclass

from playground.arguments import Arguments
from playground.feed import Feed
from playground.shapes import Json

REMEMBERED = 10_000


@dataclass(slots=True, eq=False)
class Call:
    """One call: method as the bot spelled it, parameters as texts, the outcome once it is known."""

    number: int
    method: str
    arguments: Arguments
    at: float
    ok: bool | None = None
    description: str = ""

    @property
    def chat_id(self) -> int:
        """Chat the call is about, 0 for none."""
        return self.arguments.integer("chat_id")

    @property
    def is_work(self) -> bool:
        """A poll that waits for updates is not."""
        return self.method.lower() != "getupdates"

    @property
    def text(self) -> str:
        """Text or caption sent, formatting included."""
        return self.arguments.text("text") or self.arguments.text("caption")

    def __getitem__(self, name: str) -> str:
        return self.arguments.values[name]

    def to_json(self) -> Json:
        """For other processes; uploads as name and size."""
        uploads = {name: len(upload.content) for name, upload in self.arguments.uploads.items()}
        head = {"number": self.number, "method": self.method, "at": self.at}
        outcome = {"ok": self.ok, "description": self.description}
        return {**head, "parameters": dict(self.arguments.values), "uploads": uploads, **outcome}


class Journal:
    """Calls in order; each method remembers its last ones, so a busy method does not push others out."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._calls: defaultdict[str, deque[Call]] = defaultdict(lambda: deque(maxlen=remembered))
        self.count = 0
        self.under_way = 0
        self.feed = Feed()

    def begin(self, method: str, arguments: Arguments, at: float) -> Call:
        """A call has arrived."""
        self.count += 1
        call = Call(self.count, method, arguments, at)
        self.under_way += call.is_work
        self._calls[method.lower()].append(call)
        self.feed.ring()
        return call

    def end(self, call: Call) -> None:
        """A call has been answered or its connection is gone."""
        self.under_way -= call.is_work
        self.feed.ring()

    def calls(self, method: str | None = None) -> list[Call]:
        """Remembered calls of one method, or of all, oldest first."""
        if method is not None:
            return list(self._calls.get(method.lower(), ()))
        return sorted((call for calls in self._calls.values() for call in calls), key=lambda call: call.number)

    def clear(self) -> None:
        """Forget the past."""
        self._calls.clear()
