"""getUpdates: long polling for one poller at a time.

Source: `process_get_updates_query`, `do_get_updates`, `fail_query_conflict` of telegram-bot-api: a second waiting
poller throws the first out with 409, and conflicts are told at most once in three seconds.
"""

import asyncio
import time
from dataclasses import dataclass

from playground.arguments import Arguments
from playground.errors import SECOND_POLLER, WEBHOOK_ACTIVE, ApiError, refused
from playground.shapes import UpdateObject
from playground.world import World

LONGEST = 50  # seconds
CONFLICT_PAUSE = 3.0
REPEAT_PAUSE = 0.5


@dataclass(slots=True, eq=False)
class _Parked:
    answer: asyncio.Future[list[UpdateObject]]
    offset: int
    limit: int


class Poller:
    """Waiting polls of the bot."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._parked: _Parked | None = None
        self._next_conflict = 0.0
        self._previous = (-1, 0.0)

    async def get_updates(self, arguments: Arguments, *, webhook: bool) -> list[UpdateObject]:
        """The answer of getUpdates; waits up to `timeout` seconds while there is nothing."""
        if webhook:
            raise await self._conflict(WEBHOOK_ACTIVE)
        offset = arguments.integer("offset")
        limit, timeout = self._manners(offset, arguments)
        self._allow(arguments)
        found = self._world.updates.get(offset, limit)
        self._world.ring_if_settled()
        if found or not timeout:
            return found
        return await self._park(offset, limit, timeout)

    def wake(self) -> None:
        """Updates have come: answer the waiting poll at the next turn of the loop, with all of them."""
        if self._parked:
            asyncio.get_running_loop().call_soon(self._answer)

    def drop(self, text: str = SECOND_POLLER) -> None:
        """Throw the waiting poll out."""
        parked, self._parked = self._parked, None
        if parked and not parked.answer.done():
            parked.answer.set_exception(refused(409, text))

    @property
    def is_waiting(self) -> bool:
        """Whether the bot waits for updates right now."""
        return self._parked is not None

    async def _park(self, offset: int, limit: int, patience: int) -> list[UpdateObject]:
        self.drop()
        parked = _Parked(asyncio.get_running_loop().create_future(), offset, limit)
        self._parked = parked
        self._world.settled.ring()
        try:
            return await asyncio.wait_for(parked.answer, patience)
        except TimeoutError:
            return []
        except ApiError as problem:
            raise await self._conflict(problem.description.removeprefix("Conflict: ")) from None
        finally:
            if self._parked is parked:
                self._parked = None

    def _answer(self) -> None:
        parked = self._parked
        if parked and not parked.answer.done():
            found = self._world.updates.get(parked.offset, parked.limit)
            if found:
                self._parked = None
                parked.answer.set_result(found)

    def _manners(self, offset: int, arguments: Arguments) -> tuple[int, int]:
        """A poll that repeats its offset within half a second gets one update at a time, as in the source."""
        limit = arguments.integer("limit", 100, 1, 100)
        now = time.monotonic()
        previous, at = self._previous
        self._previous = (offset, now)
        limit = 1 if offset == previous and now < at + REPEAT_PAUSE else limit
        return limit, arguments.integer("timeout", 0, 0, LONGEST)

    def _allow(self, arguments: Arguments) -> None:
        kinds = arguments.json("allowed_updates", "can't parse allowed_updates JSON object")
        if isinstance(kinds, list):
            self._world.updates.allow([str(kind) for kind in kinds])

    async def _conflict(self, text: str) -> ApiError:
        now = time.monotonic()
        if now < self._next_conflict:
            await asyncio.sleep(CONFLICT_PAUSE)
        else:
            self._next_conflict = now + CONFLICT_PAUSE
        return refused(409, text)
