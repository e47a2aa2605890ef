"""The messenger's clock: real time plus what a test has added. Everything that expires asks it."""

import asyncio
import contextlib
import time


class Clock:
    """Runs like the wall clock; `advance` jumps and wakes those who sleep; `frozen` stands until advanced."""

    def __init__(self, start: float | None = None, *, frozen: bool = False) -> None:
        base = time.time() if start is None else start
        self._base = base
        self._frozen = frozen
        self._started = time.monotonic()
        self._jumped = asyncio.Event()
        self._asleep = asyncio.Event()
        self._sleepers = 0

    def now(self) -> float:
        """Epoch seconds."""
        return self._base + (0.0 if self._frozen else time.monotonic() - self._started)

    def advance(self, seconds: float) -> None:
        """Jump by `seconds`, backwards too."""
        self._base += seconds
        jumped, self._jumped = self._jumped, asyncio.Event()
        jumped.set()

    async def sleep(self, seconds: float) -> None:
        """Wait until this clock, not the machine's, has moved on by `seconds`."""
        deadline = self.now() + seconds
        self._count(1)
        try:
            while (left := deadline - self.now()) > 0:
                await self._jump_or(None if self._frozen else left)
        finally:
            self._count(-1)

    async def until_asleep(self) -> None:
        """Wait until somebody sleeps on this clock: now `advance` decides what happens next."""
        await self._asleep.wait()

    async def _jump_or(self, seconds: float | None) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._jumped.wait(), seconds)

    def _count(self, change: int) -> None:
        self._sleepers += change
        if self._sleepers:
            self._asleep.set()
        else:
            self._asleep.clear()
