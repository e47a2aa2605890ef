"""How long to wait for what is away. Knows nothing of what it is."""

import random
from collections.abc import Awaitable, Callable

LONGEST = 30.0  # seconds between two tries

Sleep = Callable[[float], Awaitable[None]]


def backoff(failures: int) -> float:
    """Return seconds to wait: doubling, capped, with jitter so that many processes do not knock together."""
    return float(min(LONGEST, 0.25 * 2.0 ** min(failures, 10)) * random.uniform(0.75, 1.25))  # noqa: S311
