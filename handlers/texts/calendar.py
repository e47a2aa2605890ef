"""Names of months and days, and days in words."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MONTHS = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь",
    "Декабрь",
)  # fmt: skip
WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_OF_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
    "декабря",
)  # fmt: skip


def day_in_words(day: date) -> str:
    """«12 декабря 2026»."""
    return f"{day.day} {_OF_MONTHS[day.month - 1]} {day.year}"


def closing_in_words(closes_at: int, zone: ZoneInfo) -> str:
    """Until when answers are taken: «по 12 декабря 2026 включительно», or to the minute: «до 18:00 12 декабря 2026»."""
    at = datetime.fromtimestamp(closes_at, zone)
    if (at.hour, at.minute) == (0, 0):
        return f"по {day_in_words(at.date() - timedelta(days=1))} включительно"
    return f"до {at:%H:%M} {day_in_words(at.date())}"
