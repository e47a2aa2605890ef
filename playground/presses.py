"""Presses of inline buttons: each waits for one answer of the bot for 150 seconds. Knows no updates."""

from collections import OrderedDict
from dataclasses import dataclass

from playground.clock import Clock
from playground.errors import OLD_QUERY, bad_request
from playground.updates import QUERY_TTL


@dataclass(frozen=True, slots=True)
class Press:
    """One press: who, in which chat, when (epoch seconds)."""

    id: str
    user_id: int
    chat_id: int
    at: float


class Presses:
    """Presses not yet answered, oldest first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._open: OrderedDict[str, Press] = OrderedDict()
        self._count = 0

    def open(self, user_id: int, chat_id: int, query_id: str | None = None) -> Press:
        """A button has been pressed."""
        self._count += 1
        now = self._clock.now()
        press = Press(query_id or f"{user_id}{self._count:010d}", user_id, chat_id, now)
        self._open[press.id] = press
        self._forget_before(now - QUERY_TTL)
        return press

    def answer(self, query_id: str) -> Press:
        """Take the press that is answered; refused when unknown, already answered or too old."""
        press = self._open.pop(query_id, None)
        if press is None or self._clock.now() - press.at > QUERY_TTL:
            raise bad_request(OLD_QUERY)
        return press

    def _forget_before(self, time: float) -> None:
        while self._open and next(iter(self._open.values())).at < time:
            self._open.popitem(last=False)
