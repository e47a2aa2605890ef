"""How fast messages may go out: the messenger's limits for the whole bot and for one chat, and its flood control.

Telegram takes about 30 messages a second from a bot (up to 1000 when the bot pays) and about one a second into a chat,
and answers 429 with the seconds in which nobody of the bot may call (https://core.telegram.org/bots/faq). What somebody
waits for goes first and may come in bursts; messages to many go at even intervals in what is left. Why so:
docs/decisions/0014-even-slots.md.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.patience import Sleep

log = structlog.get_logger(__name__)

FREE_RATE = 30  # messages a second that cost nothing
MARGIN = 0.982  # of the limit: what leaves us evenly arrives a little unevenly,
PAID_MARGIN = 0.95  # and more so when a thousand a second keep the machine busy
CAUTION = 0.02  # how much slower after each refusal, for the limit is neither published nor constant
MOST_CAUTION = 0.2
TRUST = 0.999  # of the caution is left after each message that was taken
REPLIES_AT_ONCE = 5  # into one chat, before they come one a second
CATCH_UP = 0.1  # seconds: how late a message to many may be and still keep its place in the schedule
POLITENESS = 20  # times that a message to many lets others go first
KNOWN_CHATS = 10_000


@dataclass(slots=True)
class _Slot:
    """When a message goes out."""

    moment: float


class Limiter:
    """Everybody's turn. `rate` is the limit in messages a second, `clock` gives seconds."""

    def __init__(
        self, rate: int = FREE_RATE, sleep: Sleep = asyncio.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.rate = rate
        self.pays = rate > FREE_RATE
        self._sleep = sleep
        self._clock = clock
        self._margin = PAID_MARGIN if self.pays else MARGIN
        self._caution = 0.0
        self._taken: deque[_Slot] = deque(maxlen=rate)  # the last ones: no more than these in a window
        self._next_to_many = 0.0
        self._chats: dict[int, float] = {}  # chat → when its allowance is whole again
        self._pause: asyncio.Future[None] | None = None
        self._strikes = 0

    async def reply(self, chat_id: int) -> None:
        """Wait for the turn of a message that somebody waits for."""
        await self._until(self._turn_in_chat(chat_id, REPLIES_AT_ONCE))
        self._put_off_the_many()
        await self.slot()

    async def chat(self, chat_id: int) -> None:
        """Wait until a chat may have a message it does not wait for."""
        await self._until(self._turn_in_chat(chat_id, 1))

    async def approach(self) -> None:
        """Wait until it is time to get a message to many ready; then comes `slot`, which hardly waits any more."""
        await self.open()
        for _ in range(POLITENESS):
            begin = max(self._next_to_many, self._free_at())
            if begin <= self._clock():
                break
            await self._until(begin)
        self._put_off_the_many()

    async def slot(self) -> None:
        """Take the next slot and wait for it."""
        slot = _Slot(max(self._clock(), self._free_at()))
        self._taken.append(slot)
        await self._until(slot.moment)
        slot.moment = max(slot.moment, self._clock())  # a busy machine wakes us late

    async def open(self) -> None:
        """Wait until the messenger lets anybody call at all."""
        while self._pause is not None:
            await asyncio.shield(self._pause)

    @property
    def is_open(self) -> bool:
        """Whether anybody may call now."""
        return self._pause is None

    async def hold(self, seconds: float) -> None:
        """Let nobody call for so many seconds, longer each time that holding was not enough."""
        if self._pause is not None:
            await self.open()
            return
        self._strikes += 1
        self._caution = min(MOST_CAUTION, self._caution + CAUTION)
        seconds *= self._strikes
        log.warning("flood-control", seconds=seconds)
        self._pause = asyncio.get_running_loop().create_future()
        try:
            await self._sleep(seconds)
        finally:
            self._pause.set_result(None)
            self._pause = None

    def passed(self) -> None:
        """The messenger has taken a call: it is not angry any more."""
        self._strikes = 0
        self._caution *= TRUST

    @property
    def _window(self) -> float:
        """Seconds in which the limit may be used up once."""
        return (1 + self._caution) / self._margin

    def _put_off_the_many(self) -> None:
        """Whoever goes takes a place in the schedule, so that the window stays evenly filled and has room soon."""
        self._next_to_many = max(self._next_to_many, self._clock() - CATCH_UP) + self._window / self.rate

    def _free_at(self) -> float:
        """When the window has room again."""
        return self._taken[0].moment + self._window if len(self._taken) == self._taken.maxlen else 0.0

    def _turn_in_chat(self, chat_id: int, at_once: int) -> float:
        now = self._clock()
        whole = max(now, self._chats.get(chat_id, now))
        moment = max(now, whole - (at_once - 1))
        if len(self._chats) >= KNOWN_CHATS:
            self._chats = {chat: at for chat, at in self._chats.items() if at > now}
        self._chats[chat_id] = max(whole, moment) + 1
        return moment

    async def _until(self, moment: float) -> None:
        if (seconds := moment - self._clock()) > 0:
            await self._sleep(seconds)
