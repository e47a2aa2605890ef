"""Days and times as people type them. Knows no items; `today` comes in."""

import re
from datetime import date, time, timedelta

from questionnaires.operands import folded
from questionnaires.problems import Problem, ProblemCode

EARLIEST_YEAR = 1900  # a slip of the pen before it, and no day of a spreadsheet
_DAYS = {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2}
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_NUMBERS = re.compile(r"([0-9]{1,2})[./ -]([0-9]{1,2})(?:[./ -]([0-9]{4}|[0-9]{2}))?\.?")
_WORDS = re.compile(r"([0-9]{1,2}) ([а-я]{3,8})(?: ([0-9]{4}))?(?: г(?:\.|ода)?)?")
_TIME = re.compile(r"(?:в )?([0-9]{1,2})(?:[:.\- ]([0-9]{2}))?(?: ?ч(?:\.|ас\w*)?)?")
_DAY_AND_TIME = re.compile(r"(.+?)(?:,? +в +|, *| +|(?<=[0-9])t)([0-9]{1,2}(?:[:.\-][0-9]{2})?)(?::00)?")
_BOUND = re.compile(r"today(?:([+-])([0-9]{1,4}))?")


def bound(text: str, today: date | None) -> date | None:
    """An item's bound as a day: ISO, `today`, `today+N`, `today-N`; None when it needs an unknown today.

    Raises ValueError on anything else.
    """
    match = _BOUND.fullmatch(text)
    if match is None:
        return date.fromisoformat(text)
    days = int(match[2] or 0) * (-1 if match[1] == "-" else 1)
    return None if today is None else today + timedelta(days=days)


def read_day(text: str, today: date | None, latest: date | None = None) -> date | Problem:
    """The day meant. Without a year: the next such day from today on, or the last one before `latest`."""
    words = folded(text)
    if words in _DAYS:
        return today + timedelta(days=_DAYS[words]) if today else Problem(ProblemCode.NOT_A_DATE)
    if match := _ISO.fullmatch(words):
        return _dated(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(words):
        day, month, year = int(match[1]), int(match[2]), match[3]
    elif (match := _WORDS.fullmatch(words)) and (named := _month(match[2])):
        day, month, year = int(match[1]), named, match[3]
    else:
        return Problem(ProblemCode.NOT_A_DATE)
    if year is not None:
        return _dated(text, int(year) if len(year) == 4 else 2000 + int(year), month, day)
    return _nearest(text, month, day, today, latest)


def read_time(text: str) -> time | Problem:
    """«15:00», «15.00», «15-00», «9», «в 9»."""
    match = _TIME.fullmatch(folded(text))
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        return Problem(ProblemCode.NOT_A_TIME)
    return time(int(match[1]), int(match[2] or 0))


def read_day_and_time(text: str, today: date | None, latest: date | None = None) -> str | Problem:
    """«12.03.2026 15:00», «завтра в 9», «2026-03-12T15:00» as YYYY-MM-DDTHH:MM."""
    match = _DAY_AND_TIME.fullmatch(folded(text))
    if match is None:
        day = read_day(text, today, latest)
        return day if isinstance(day, Problem) else Problem(ProblemCode.NOT_A_TIME)
    day, moment = read_day(match[1], today, latest), read_time(match[2])
    if isinstance(day, Problem):
        return day
    return moment if isinstance(moment, Problem) else f"{day.isoformat()}T{moment:%H:%M}"


def _month(word: str) -> int | None:
    return next((number for number, start in enumerate(_MONTHS, 1) if word.startswith(start)), None)


def _dated(text: str, year: int, month: int, day: int) -> date | Problem:
    try:
        if year < EARLIEST_YEAR:
            raise ValueError
        return date(year, month, day)
    except ValueError:
        return Problem(ProblemCode.IMPOSSIBLE_DATE, {"text": text.strip()[:50]})


def _nearest(text: str, month: int, day: int, today: date | None, latest: date | None) -> date | Problem:
    if today is None:
        return Problem(ProblemCode.NOT_A_DATE)
    candidates = [_dated(text, today.year + shift, month, day) for shift in (-1, 0, 1)]
    days = [one for one in candidates if isinstance(one, date) and (latest is None or one <= latest)]
    coming = [one for one in days if one >= today]
    if coming or days:
        return coming[0] if coming else days[-1]
    problem = candidates[1]
    return problem if isinstance(problem, Problem) else Problem(ProblemCode.TOO_LATE, {"max": str(latest)})
