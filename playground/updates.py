"""The queue of updates: kept until confirmed by a higher offset or expired. Knows no transport.

Source of the rules: getUpdates of telegram-bot-api (`do_get_updates`, tdlib's TQueue).
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from playground.clock import Clock
from playground.shapes import UpdateObject

MESSAGE_TTL = 86_400.0
QUERY_TTL = 150.0
FIRST_ID = 700_000_001
DEFAULT_EXCLUDED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Pending:
    """One update waiting to be confirmed."""

    update: UpdateObject
    expires_at: float

    @property
    def id(self) -> int:
        """Its update_id."""
        return self.update["update_id"]


class UpdateQueue:
    """Updates in the order they happened; ids grow by one unless a raw update brings its own."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._queue: deque[Pending] = deque()
        self._next_id = FIRST_ID
        self._next_expiry = float("inf")
        self.allowed: frozenset[str] = frozenset()

    def push(self, update: UpdateObject) -> Pending | None:
        """Queue an update; None when the bot has not allowed its kind."""
        kind = next(key for key in update if key != "update_id")
        if kind not in self.allowed if self.allowed else kind in DEFAULT_EXCLUDED:
            return None
        if "update_id" not in update:
            update = UpdateObject(update_id=self._next_id, **update)
            self._next_id += 1
        ttl = QUERY_TTL if kind == "callback_query" else MESSAGE_TTL
        pending = Pending(update, self._clock.now() + ttl)
        self._next_expiry = min(self._next_expiry, pending.expires_at)
        self._queue.append(pending)
        return pending

    def get(self, offset: int, limit: int) -> list[UpdateObject]:
        """Confirm everything before `offset`, return up to `limit` after it; a negative offset keeps the last."""
        self.purge()
        if offset < 0:
            self._drop_front(max(0, len(self._queue) + offset))
        while offset > 0 and self._queue and self._queue[0].id < offset:
            self._queue.popleft()
        later = (item.update for item in self._queue if item.id >= offset)
        return list(islice(later, limit))

    def purge(self) -> None:
        """Forget what has expired."""
        now = self._clock.now()
        if now < self._next_expiry:
            return
        self._queue = deque(item for item in self._queue if item.expires_at > now)
        self._next_expiry = min((item.expires_at for item in self._queue), default=float("inf"))

    def remove(self, pending: Pending) -> None:
        """One update is done (a webhook has taken it)."""
        if self._queue and self._queue[0] is pending:
            self._queue.popleft()
        elif pending in self._queue:
            self._queue.remove(pending)

    def drop(self) -> None:
        """Forget everything pending."""
        self._queue.clear()

    def renumber(self, next_id: int) -> None:
        """Continue with another id, as the messenger may do after a quiet week."""
        self._next_id = next_id

    def allow(self, kinds: Sequence[str]) -> None:
        """Only these kinds from now on; none means the default set."""
        self.allowed = frozenset(kinds)

    @property
    def waiting(self) -> tuple[Pending, ...]:
        """Everything not yet confirmed."""
        self.purge()
        return tuple(self._queue)

    def __len__(self) -> int:
        self.purge()
        return len(self._queue)

    def _drop_front(self, count: int) -> None:
        for _ in range(count):
            self._queue.popleft()
