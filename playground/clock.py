"""The messenger's clock: real time plus what a test has added. Everything that expires asks it."""

import asyncio
import time


class Clock:
    """Runs like the wall clock; `advance` jumps and wakes those who sleep; `frozen` stands until advanced."""

    def __init__(self, start: float | None = None, *, frozen: bool = False) -> None:
        base = time.time() if start is None else start
        self._base = base
        self._frozen = frozen
        self._started = time.monotonic()
        self._jumped = asyncio.Event()

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
        while (left := deadline - self.now()) > 0:
            try:
                await asyncio.wait_for(self._jumped.wait(), None if self._frozen else left)
            except TimeoutError:
                return
