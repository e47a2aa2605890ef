"""The demo's clock: a year that passes in a minute and ends in working hours. Knows when people may be written to.

At night and at weekends the bot lets its messages wait for the morning, and so it does in the demo. Rather than relax a
rule that the demo is to show, its clock goes back to when people were last at work.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bot.domain.rhythm import DAY, is_quiet

HOUR = 3_600
AHEAD = 3 * HOUR  # working time that is left to the visitor
YEAR, PAUSE = 364, 14  # days; a check-in is still asked a fortnight after its point


def at_work(now: float, zone: ZoneInfo) -> float:
    """Return `now`, or the latest moment before, a whole number of hours, with working hours left; epoch seconds."""
    while is_quiet(int(now), zone) or is_quiet(int(now) + AHEAD, zone):
        now -= HOUR
    return now


def year_before(end: float, zone: ZoneInfo) -> Iterator[float]:
    """Yield working moments a fortnight apart, from a year before `end` to `end` itself."""
    for days in range(YEAR, -1, -PAUSE):
        yield at_work(end - days * DAY, zone)
