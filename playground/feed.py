"""Who waits for what: conditions checked at the very moment something changes, so nothing is missed or polled."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class _Waiter(Generic[T]):
    condition: Callable[[], T | None]
    future: asyncio.Future[T]

    def look(self) -> None:
        if not self.future.done() and (found := self.condition()) is not None:
            self.future.set_result(found)


class Feed:
    """Rings on every change of one thing (a chat, the whole messenger)."""

    def __init__(self) -> None:
        self._waiters: list[_Waiter[object]] = []

    def ring(self) -> None:
        """Something has changed: let each waiter look at once."""
        for waiter in self._waiters:
            waiter.look()

    def add(self, waiter: "_Waiter[T]") -> None:
        """Ring this waiter too."""
        self._waiters.append(waiter)  # type: ignore[arg-type]  # a list of waiters for anything

    def remove(self, waiter: "_Waiter[T]") -> None:
        """The waiter has gone."""
        self._waiters.remove(waiter)  # type: ignore[arg-type]


async def until(condition: Callable[[], T | None], within: float, *feeds: Feed) -> T:
    """The first value of `condition` that is not None; TimeoutError after `within` seconds of real time."""
    if (found := condition()) is not None:
        return found
    waiter = _Waiter(condition, asyncio.get_running_loop().create_future())
    for feed in feeds:
        feed.add(waiter)
    try:
        return await asyncio.wait_for(waiter.future, within)
    finally:
        for feed in feeds:
            feed.remove(waiter)
