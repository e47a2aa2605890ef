"""Days and times as people type them."""

from datetime import date

import pytest

from questionnaires.dates import bound, read_day, read_day_and_time, read_time
from questionnaires.problems import Problem

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.03.2026", date(2026, 3, 12)),
        ("12.03.26", date(2026, 3, 12)),
        ("1/2/2027", date(2027, 2, 1)),
        ("12-03-2026", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        ("12 марта 2026 г.", date(2026, 3, 12)),
        ("3 мая", date(2027, 5, 3)),
        ("12 Марта", date(2027, 3, 12)),
        ("24.11", date(2026, 11, 24)),
        ("23.11", date(2026, 11, 23)),
        ("12.3", date(2027, 3, 12)),
        ("сегодня", TODAY),
        ("Завтра", date(2026, 11, 24)),
        ("послезавтра", date(2026, 11, 25)),
        ("вчера", date(2026, 11, 22)),
    ],
)
def test_days(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


def test_a_day_without_a_year_may_only_lie_in_the_past() -> None:
    assert read_day("12.3", TODAY, latest=TODAY) == date(2026, 3, 12)
    assert read_day("24.11", TODAY, latest=TODAY) == date(2025, 11, 24)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.02.2026", "impossible-date"),
        ("31.02", "impossible-date"),
        ("12.13.2026", "impossible-date"),
        ("2026-02-30", "impossible-date"),
        ("12.03.0026", "impossible-date"),
        ("скоро", "not-a-date"),
        ("12", "not-a-date"),
        ("12 мая 26 27", "not-a-date"),
        ("", "not-a-date"),
        ("0.0.0000", "impossible-date"),
    ],
)
def test_what_is_no_day(text: str, code: str) -> None:
    problem = read_day(text, TODAY)
    assert isinstance(problem, Problem)
    assert problem.code == code


@pytest.mark.parametrize("text", ["завтра", "12.3"])
def test_relative_days_need_today(text: str) -> None:
    assert read_day(text, None) == Problem("not-a-date")


@pytest.mark.parametrize(
    ("text", "value"),
    [("15:00", "15:00"), ("15.30", "15:30"), ("15-05", "15:05"), ("9", "09:00"), ("в 9", "09:00"), ("8 ч", "08:00")],
)
def test_times(text: str, value: str) -> None:
    moment = read_time(text)
    assert not isinstance(moment, Problem)
    assert f"{moment:%H:%M}" == value


@pytest.mark.parametrize("text", ["25:00", "12:60", "полдень", "", "15:0"])
def test_what_is_no_time(text: str) -> None:
    assert read_time(text) == Problem("not-a-time")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.03.2026 15:00", "2026-03-12T15:00"),
        ("12.03.2026, 15.30", "2026-03-12T15:30"),
        ("завтра в 9", "2026-11-24T09:00"),
        ("завтра 9:05", "2026-11-24T09:05"),
        ("2026-03-12T15:00", "2026-03-12T15:00"),
        ("2026-03-12T15:00:00", "2026-03-12T15:00"),
        ("12 марта в 15:00", "2027-03-12T15:00"),
        ("24.11 15:00", "2026-11-24T15:00"),
    ],
)
def test_days_and_times(text: str, value: str) -> None:
    assert read_day_and_time(text, TODAY) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12.03.2026", "not-a-time"),
        ("15:00", "not-a-date"),
        ("31.02.2026 15:00", "impossible-date"),
        ("завтра 25:00", "not-a-time"),
    ],
)
def test_what_is_no_day_and_time(text: str, code: str) -> None:
    problem = read_day_and_time(text, TODAY)
    assert isinstance(problem, Problem)
    assert problem.code == code


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("today+30", date(2026, 12, 23)),
        ("today-1", date(2026, 11, 22)),
        ("2026-01-01", date(2026, 1, 1)),
    ],
)
def test_bounds(text: str, day: date) -> None:
    assert bound(text, TODAY) == day


def test_a_relative_bound_without_today_binds_nothing() -> None:
    assert bound("today", None) is None
    with pytest.raises(ValueError, match="isoformat"):
        bound("завтра", TODAY)
