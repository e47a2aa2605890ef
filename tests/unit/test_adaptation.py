"""When young teachers are asked, and which result calls for help."""

from datetime import date, timedelta

import pytest

from bot.domain.adaptation import Alert, Point, alert, due, points, work_began


def test_the_points_of_three_years() -> None:
    found = list(points(date(2025, 9, 1), None, date(2029, 1, 1)))
    assert found == [
        Point(date(2025, 9, 15), "w2"),
        Point(date(2025, 10, 13), "w6"),
        Point(date(2025, 12, 1), "m3"),
        Point(date(2026, 3, 1), "m6"),
        Point(date(2026, 9, 1), "m12"),
        Point(date(2027, 9, 1), "m24"),
        Point(date(2028, 9, 1), "m36"),
    ]


def test_month_ends_stay_in_their_month() -> None:
    found = {point.occasion: point.day for point in points(date(2023, 8, 31), None, date(2027, 1, 1))}
    assert found["m3"] == date(2023, 11, 30)
    assert found["m6"] == date(2024, 2, 29)


def test_the_interval_adds_its_own() -> None:
    found = [point.occasion for point in points(date(2026, 1, 10), 90, date(2026, 7, 31))]
    assert found == ["w2", "w6", "m3", "m6"]  # those of the interval would come a day beside them


def test_the_interval_fills_the_gaps() -> None:
    found = [point.occasion for point in points(date(2026, 1, 10), 60, date(2027, 1, 31))]
    assert found == ["w2", "w6", "i60", "m3", "i120", "m6", "i240", "i300", "m12"]


@pytest.mark.parametrize(
    ("started_on", "started_year", "began"),
    [
        (date(2025, 2, 3), 2024, date(2025, 2, 3)),
        (None, 2024, date(2024, 9, 1)),
        (None, None, None),
    ],
)
def test_the_first_day_of_work(started_on: date | None, started_year: int | None, began: date | None) -> None:
    assert work_began(started_on, started_year) == began


@pytest.mark.parametrize(
    ("opened", "today", "asked"),
    [
        (date(2025, 8, 1), date(2025, 9, 14), None),
        (date(2025, 8, 1), date(2025, 9, 15), "w2"),
        (date(2025, 8, 1), date(2025, 9, 29), "w2"),  # a fortnight late is still of use
        (date(2025, 8, 1), date(2025, 9, 30), None),
        (date(2025, 9, 20), date(2025, 9, 21), None),  # its day was before the campaign
        (date(2025, 8, 1), date(2025, 10, 13), "w6"),
    ],
)
def test_what_is_due(opened: date, today: date, asked: str | None) -> None:
    found = due(date(2025, 9, 1), None, opened, today)
    assert (found.occasion if found else None) == asked


def test_every_day_of_four_years_asks_each_point_once() -> None:
    began, asked = date(2024, 1, 31), []
    for day in (began + timedelta(days=n) for n in range(4 * 366)):
        found = due(began, None, began, day)
        if found is not None and found.occasion not in asked:
            asked.append(found.occasion)
    assert asked == ["w2", "w6", "m3", "m6", "m12", "m24", "m36"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([70.0], None),
        ([44.9], Alert(45, None, True, False)),
        ([45.0], None),
        ([80.0, 60.0], Alert(60, 80, False, True)),
        ([80.0, 60.1], None),
        ([60.0, 30.0], Alert(30, 60, True, True)),
        ([20.0, 60.0, 55.0], None),  # only the last step counts
    ],
)
def test_what_calls_for_help(values: list[float], told: Alert | None) -> None:
    assert alert(values) == told
