"""Flood limits: token buckets for the whole bot and for each chat. Off unless a test or a demo asks for it.

Figures of https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: about 30 messages a
second in all, one a second to a chat with short bursts tolerated, 20 a minute to a group.
"""

import math
from dataclasses import dataclass

from playground.clock import Clock
from playground.errors import ApiError, too_many_requests


@dataclass(frozen=True, slots=True)
class Throttle:
    """Rates are tokens a second, bursts are bucket sizes; `penalty` is added to what has to be waited, seconds."""

    total_rate: float = 30.0
    total_burst: int = 30
    chat_rate: float = 1.0
    chat_burst: int = 20
    penalty: int = 0


class _Bucket:
    __slots__ = ("filled_at", "tokens")

    def __init__(self, tokens: float, now: float) -> None:
        self.tokens = tokens
        self.filled_at = now

    def lacks(self, now: float, rate: float, burst: int) -> float:
        """Fill up and tell how many seconds until there is a whole token."""
        self.tokens = min(burst, self.tokens + max(0.0, now - self.filled_at) * rate)
        self.filled_at = now
        return max(0.0, (1 - self.tokens) / rate)


class Turnstile:
    """Counts messages against a `Throttle`; a refused message costs nothing but the wait."""

    def __init__(self, throttle: Throttle, clock: Clock) -> None:
        self._throttle = throttle
        self._clock = clock
        self._total = _Bucket(throttle.total_burst, clock.now())
        self._chats: dict[int, _Bucket] = {}
        self._closed_until = 0.0

    def pass_or_wait(self, chat_id: int, messages: int = 1) -> None:
        """Take tokens for `messages`, or refuse with 429; while a refusal lasts everything is refused."""
        now = self._clock.now()
        if now < self._closed_until:
            raise self._refusal(self._closed_until - now)
        limit = self._throttle
        chat = self._chats.setdefault(chat_id, _Bucket(limit.chat_burst, now))
        total_wait = self._total.lacks(now, limit.total_rate, limit.total_burst)
        chat_wait = chat.lacks(now, limit.chat_rate, limit.chat_burst)
        if total_wait > 0:
            self._closed_until = now + math.ceil(total_wait) + limit.penalty
        if wait := max(total_wait, chat_wait):
            raise self._refusal(wait + limit.penalty)
        self._total.tokens -= messages
        chat.tokens -= messages

    @staticmethod
    def _refusal(seconds: float) -> ApiError:
        return too_many_requests(max(1, math.ceil(seconds)))
