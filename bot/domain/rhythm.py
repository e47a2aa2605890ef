"""When somebody may be written to: quiet hours, weekends, the weekly cap. Knows moments, not messages. Pure.

Moments are UTC epoch seconds; days and hours are those of the recipient's zone.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY_BEGINS, DAY_ENDS = 8, 20  # o'clock; outside it is quiet
SATURDAY = 5
MORNING = time(DAY_BEGINS)
TEN = time(10)
DAY, WEEK = 86_400, 7 * 86_400  # seconds


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The centre's own: its zone, for people whose organisation has none, and most messages a person gets in a week."""

    zone: ZoneInfo
    weekly_cap: int

    def zone_of(self, name: str | None) -> ZoneInfo:
        """Return the zone of an organisation; a name that says nothing must not stop everybody's messages."""
        try:
            return ZoneInfo(name) if name else self.zone
        except (ZoneInfoNotFoundError, ValueError):
            return self.zone


def is_quiet(now: int, zone: ZoneInfo) -> bool:
    """Tell whether nobody is to be disturbed: from 20 to 8 o'clock and at weekends."""
    local = datetime.fromtimestamp(now, zone)
    return local.weekday() >= SATURDAY or not DAY_BEGINS <= local.hour < DAY_ENDS


def next_allowed(now: int, zone: ZoneInfo) -> int:
    """Return `now`, or the morning of the next working day when it is quiet."""
    if not is_quiet(now, zone):
        return now
    local = datetime.fromtimestamp(now, zone)
    day = local.date() + timedelta(days=local.hour >= DAY_BEGINS)  # before eight the day is still to come
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return moment(day, MORNING, zone)


def tomorrow_at_ten(now: int, zone: ZoneInfo) -> int:
    """«Завтра в 10»: whatever day tomorrow is, for the person asked for it."""
    return moment(datetime.fromtimestamp(now, zone).date() + timedelta(days=1), TEN, zone)


def day_ends(now: int, zone: ZoneInfo) -> int:
    """Return the next midnight."""
    return moment(datetime.fromtimestamp(now, zone).date() + timedelta(days=1), time(), zone)


def moment(day: date, at: time, zone: ZoneInfo) -> int:
    """Return the moment of a clock's reading; one that the clock skips is taken an hour later, as clocks are then."""
    return int(datetime.combine(day, at, zone).timestamp())


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def cap_allows(now: int, sent_at: Sequence[int], cap: int) -> int:
    """Return `now`, or when the next message keeps to `cap` messages in any seven days."""
    recent = sorted(at for at in sent_at if now - WEEK < at)
    return recent[-cap] + WEEK if len(recent) >= cap else now
