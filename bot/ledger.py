"""The sender's book-keeping: many small steps in few commits, tried again while the storage is away.

Whatever asks while one commit runs goes with the next, so that at thirty messages a second each is booked at once and
at a thousand a commit holds dozens.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Concatenate, Generic, ParamSpec, TypeVar, cast

import structlog

from bot.domain.parcels import Claimed, Outcome, Parcel
from bot.domain.rhythm import Rhythm
from bot.patience import Sleep, backoff
from bot.usecases.deliveries import begin, claim, settle, take_over
from storage.database import Database, Unavailable
from storage.transaction import Transaction

log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
A = TypeVar("A")
R = TypeVar("R")

TOGETHER = 50  # steps in one commit: everybody's answers wait as long as it takes


class Ledger:
    """Books for one sender. Waits for a storage that is away instead of raising."""

    def __init__(self, database: Database, rhythm: Rhythm, now: Callable[[], float], sleep: Sleep) -> None:
        self._database = database
        self._rhythm = rhythm
        self._now = now
        self._sleep = sleep
        self._begun: _Together[Parcel, Parcel | None] = _Together(self._begin_all)
        self._ended: _Together[tuple[Parcel, Outcome], None] = _Together(self._settle_all)

    async def claim(self, most: int) -> Claimed:
        """Take up what is due."""
        return await self._patiently(claim, self._moment, most, self._rhythm)

    async def take_over(self) -> None:
        """Settle everything that was being sent: whoever did is gone."""
        if left := await self._patiently(take_over, self._moment):
            log.warning("deliveries-interrupted", count=left)

    async def begin(self, parcel: Parcel) -> Parcel | None:
        """Mark as being sent; return what may still be sent of it."""
        return await self._begun(parcel)

    async def settle(self, parcel: Parcel, outcome: Outcome) -> None:
        """Keep what became of it."""
        await self._ended((parcel, outcome))

    @property
    def _moment(self) -> int:
        return int(self._now())

    async def _begin_all(self, parcels: Sequence[Parcel]) -> Sequence[Parcel | None]:
        return await self._patiently(begin, parcels, self._moment)

    async def _settle_all(self, ended: Sequence[tuple[Parcel, Outcome]]) -> Sequence[None]:
        await self._patiently(settle, ended, self._moment)
        return [None] * len(ended)

    async def _patiently(
        self, verb: Callable[Concatenate[Transaction, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        for failures in count(1):
            try:
                return await self._database.write(verb, *args, **kwargs)
            except Unavailable as error:
                log.warning("storage-away", error=error.args[0] if error.args else "")
            await self._sleep(backoff(failures))
        raise AssertionError


@dataclass(slots=True, eq=False)
class _Step(Generic[A, R]):
    asked: A
    done: bool = False
    result: R | None = None
    error: Exception | None = None


@dataclass
class _Together(Generic[A, R]):
    """Does one thing for many who ask at the same time; the first of those who wait does it for all."""

    work: Callable[[Sequence[A]], Awaitable[Sequence[R]]]
    _waiting: list[_Step[A, R]] = field(default_factory=list)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, asked: A) -> R:
        step: _Step[A, R] = _Step(asked)
        self._waiting.append(step)
        async with self._lock:
            if not step.done:
                await self._do_some()
        if step.error is not None:
            raise step.error
        return cast(R, step.result)

    async def _do_some(self) -> None:
        """In the order of asking, so that whoever holds the lock first is among them."""
        taken, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
        try:
            for step, result in zip(taken, await self.work([step.asked for step in taken]), strict=True):
                step.result = result
        except Exception as error:
            for step in taken:
                step.error = error
        finally:
            for step in taken:
                step.done = True
