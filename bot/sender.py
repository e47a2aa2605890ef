"""Sends what is due: takes it up, marks it, calls once, books what became of it. Knows neither words nor rules.

The order of things makes a crash almost never ambiguous: a delivery is marked as being sent only when its turn has
come, immediately before the call (docs/decisions/0013-two-step-claim.md).
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog

from bot.courier import Courier
from bot.domain.deliveries import DeliveryState
from bot.domain.parcels import Outcome, Parcel
from bot.ledger import Ledger
from bot.limiter import Limiter
from bot.patience import backoff
from bot.screen import Screen
from storage.database import Database, Leadership
from storage.leadership import Alone

log = structlog.get_logger(__name__)

ROLE = "sender"
LOOK = 1.0  # seconds between two looks for what is due
STANDBY = 2.0  # seconds between two tries to take the role over
BATCH = 50  # deliveries taken up at a time: everybody's answers wait as long as that takes
WIDTH = 100  # parcels under way: waiting for their turn, or for the messenger's answer
CLOSING = 8.0  # seconds that calls under way get to end

NO_WORDS = Outcome(DeliveryState.FAILED, reason="no_words")

Render = Callable[[Parcel], Screen]


class Sender:
    """One of the processes runs it; the others stand by."""

    def __init__(self, database: Database, ledger: Ledger, courier: Courier, limiter: Limiter, render: Render) -> None:
        self._database = database
        self._ledger = ledger
        self._courier = courier
        self._limiter = limiter
        self._render = render
        self._width = max(WIDTH, limiter.rate // 4)
        self._room = asyncio.Semaphore(self._width)
        self._turn = asyncio.Lock()
        self._woken = asyncio.Event()
        self._stopping = False
        self._put_back = False
        self._ended = asyncio.Event()
        self._ended.set()

    def wake(self) -> None:
        """Something was planned that somebody waits for."""
        self._woken.set()

    async def run(self) -> None:
        """Send what falls due until `close`, whenever the role is ours."""
        self._ended.clear()
        failures = 0
        try:
            while not self._stopping:
                try:
                    await self._rest(await self._serve())
                    failures = 0
                except Exception as error:  # one bad row or an absent storage must not end the sending for good
                    log.error("sender-failed", error=type(error).__name__)
                    failures += 1
                    await self._rest(backoff(failures))
        finally:
            self._ended.set()

    async def close(self) -> None:
        """Take up nothing more and let the calls under way end; what has not begun is taken up after the next start."""
        self._stopping = True
        self.wake()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), CLOSING)

    async def drain(self, role: Leadership | None = None) -> None:
        """Send everything that is due now; return when every outcome is booked."""
        self._put_back = True
        while self._put_back:
            self._put_back = False
            await self._sweep(role or Alone())

    async def _sweep(self, role: Leadership) -> None:
        """Take up and send until nothing is due; what comes back meanwhile is for the next time."""
        async with asyncio.TaskGroup() as under_way:
            while not self._stopping and await role.is_held():
                claimed = await self._ledger.claim(BATCH)
                if not claimed.seen:
                    break
                for parcel in claimed.parcels:
                    await self._room.acquire()
                    under_way.create_task(self._send(parcel))

    async def _serve(self) -> float:
        """Take the role and keep it; return how long to wait before the next try."""
        role = await self._database.lead(ROLE)
        if role is None:
            return STANDBY
        try:
            await self._ledger.take_over()
            while not self._stopping and await role.is_held():
                await self.drain(role)
                await self._rest(LOOK)
        finally:
            await role.release()
        return 0.0

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)
        if not self._stopping:
            self._woken.clear()

    async def _send(self, parcel: Parcel) -> None:
        try:
            await self._limiter.chat(parcel.messenger_id)
            screen = self._worded(parcel)
            async with self._turn:
                await self._courier.approach()
            if not self._stopping and (begun := await self._ledger.begin(parcel)):
                await self._call(begun, screen if begun == parcel else self._worded(begun))
        except Exception as error:  # one that breaks must not take the others with it; its lease settles it
            log.error("parcel-failed", error=type(error).__name__)
        finally:
            self._room.release()

    def _worded(self, parcel: Parcel) -> Screen | None:
        """None when there are no words for it: a bug that must cost one message only."""
        try:
            return self._render(parcel)
        except Exception as error:
            log.error("parcel-not-worded", delivery=parcel.matters[0].delivery.id, error=type(error).__name__)
            return None

    async def _call(self, parcel: Parcel, screen: Screen | None) -> None:
        """Nothing may come between marking a parcel and this call that is not needed for it."""
        outcome = await self._courier.deliver(parcel.messenger_id, screen) if screen else NO_WORDS
        self._put_back |= outcome.state is DeliveryState.PLANNED
        if outcome.hold:
            await asyncio.gather(self._limiter.hold(outcome.hold), self._ledger.settle(parcel, outcome))
        else:
            await self._ledger.settle(parcel, outcome)
