"""Quiet hours, weekends, the weekly cap, days of the recipient's zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.rhythm import (
    WEEK,
    Rhythm,
    cap_allows,
    day_ends,
    is_quiet,
    months_after,
    next_allowed,
    tomorrow_at_ten,
)

MOSCOW, KALININGRAD, KAMCHATKA = (ZoneInfo(name) for name in ("Europe/Moscow", "Europe/Kaliningrad", "Asia/Kamchatka"))
BERLIN, HAVANA = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Havana")  # with summer time; Havana skips midnight


def at(text: str, zone: ZoneInfo = MOSCOW) -> int:
    """«2026-11-23 08:00» on a clock of the zone."""
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())


def told(moment: int, zone: ZoneInfo = MOSCOW) -> str:
    return f"{datetime.fromtimestamp(moment, zone):%Y-%m-%d %H:%M}"


NEXT = [
    ("2026-11-23 07:59", MOSCOW, "2026-11-23 08:00"),  # a Monday
    ("2026-11-23 08:00", MOSCOW, "2026-11-23 08:00"),
    ("2026-11-23 19:59", MOSCOW, "2026-11-23 19:59"),
    ("2026-11-23 20:00", MOSCOW, "2026-11-24 08:00"),
    ("2026-11-27 20:00", MOSCOW, "2026-11-30 08:00"),  # Friday evening
    ("2026-11-28 12:00", KALININGRAD, "2026-11-30 08:00"),
    ("2026-11-29 23:59", KAMCHATKA, "2026-11-30 08:00"),  # Sunday, the last minute; the month's end too
    ("2026-12-31 21:00", MOSCOW, "2027-01-01 08:00"),
    ("2028-02-28 22:00", MOSCOW, "2028-02-29 08:00"),
    ("2027-03-26 20:30", BERLIN, "2027-03-29 08:00"),  # the clock goes forward on that Sunday
    ("2026-10-23 20:30", BERLIN, "2026-10-26 08:00"),  # and back
    ("2026-10-26 07:00", BERLIN, "2026-10-26 08:00"),
]


@pytest.mark.parametrize(("now", "zone", "expected"), NEXT)
def test_b13_nobody_is_written_to_at_night_or_at_a_weekend(now: str, zone: ZoneInfo, expected: str) -> None:
    moment = next_allowed(at(now, zone), zone)
    assert told(moment, zone) == expected
    assert next_allowed(moment, zone) == moment


def test_b13_one_moment_is_day_here_and_night_there() -> None:
    now = at("2026-11-24 09:00", MOSCOW)
    assert [is_quiet(now, zone) for zone in (KALININGRAD, MOSCOW, KAMCHATKA)] == [False, False, False]
    assert [is_quiet(now - 7200, zone) for zone in (KALININGRAD, MOSCOW, KAMCHATKA)] == [True, True, False]
    assert [is_quiet(now + 7200, zone) for zone in (KALININGRAD, MOSCOW, KAMCHATKA)] == [False, False, True]


@pytest.mark.parametrize("zone", [MOSCOW, BERLIN, HAVANA, ZoneInfo("Australia/Lord_Howe")], ids=str)
def test_every_hour_of_a_year_leads_to_a_working_day(zone: ZoneInfo) -> None:
    start = at("2026-01-01 00:30", zone)
    for now in range(start, start + 366 * 86_400, 3600):
        found = datetime.fromtimestamp(next_allowed(now, zone), zone)
        assert 8 <= found.hour < 20
        assert found.weekday() < 5
        assert 0 <= found.timestamp() - now <= 3 * 86_400


TEN = [
    ("2026-11-23 00:01", MOSCOW, "2026-11-24 10:00"),
    ("2026-11-27 23:59", MOSCOW, "2026-11-28 10:00"),  # a Saturday, as was asked for
    ("2027-01-31 12:00", KAMCHATKA, "2027-02-01 10:00"),
    ("2027-03-27 12:00", BERLIN, "2027-03-28 10:00"),  # 23 hours of a day
]


@pytest.mark.parametrize(("now", "zone", "expected"), TEN)
def test_tomorrow_at_ten_is_the_persons_own(now: str, zone: ZoneInfo, expected: str) -> None:
    assert told(tomorrow_at_ten(at(now, zone), zone), zone) == expected


def test_a_day_ends_at_midnight_or_where_the_clock_skips_it() -> None:
    assert told(day_ends(at("2026-11-23 23:59"), MOSCOW)) == "2026-11-24 00:00"
    assert told(day_ends(at("2026-03-07 12:00", HAVANA), HAVANA), HAVANA) == "2026-03-08 01:00"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 9, 1), 36, date(2029, 9, 1)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months_end_where_they_end(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


NOW = at("2026-11-23 12:00")


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ((), NOW),
        ((NOW - 10, NOW - 20), NOW),
        ((NOW - 30, NOW - 10, NOW - 20), NOW - 30 + WEEK),
        ((NOW - WEEK, NOW - 10, NOW - 20), NOW),  # the oldest does not count any more
        ((NOW - 40, NOW - 30, NOW - 10, NOW - 20), NOW - 30 + WEEK),  # an older, higher cap
    ],
)
def test_no_more_than_the_cap_in_any_seven_days(sent: tuple[int, ...], expected: int) -> None:
    assert cap_allows(NOW, sent, 3) == expected


def test_a_zone_that_says_nothing_is_the_centres() -> None:
    rhythm = Rhythm(MOSCOW, 5)
    assert rhythm.zone_of("Asia/Kamchatka") == KAMCHATKA
    assert [rhythm.zone_of(name) for name in (None, "", "Nowhere", "../etc")] == [MOSCOW] * 4
