"""Check-ins of young teachers: when they are due, and which result needs somebody's help. Pure; knows no storage.

The points are the project's own (weeks 2 and 6, months 3, 6, 12, 24 and 36 from the start of work); a centre may add
its own interval. None of the five programmes states either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.rhythm import months_after

QUESTIONNAIRE, MENTOR_QUESTIONNAIRE = "adaptation", "adaptation_mentor"
WEEKS = (2, 6)
MONTHS = (3, 6, 12, 24, 36)
LATE_DAYS = 14
"""A check-in that could not be asked for so long is skipped: its moment has passed."""
OPEN_DAYS = 21
"""How long one takes answers."""
LOW = 45.0
"""Per cent. Below it the level is «Нужна помощь» (questionnaires/definitions/adaptation.yaml)."""
FALL = 20.0
"""Percentage points since the check-in before: about one step of the five-step scale on every question."""
SCHOOL_YEAR_BEGINS = (9, 1)


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """One check-in of one person. `occasion` is unique for the person: «w2», «m12», «i180» for an interval's days."""

    day: date
    occasion: str


@dataclass(frozen=True, slots=True)
class Alert:
    """A result that somebody should know of, in whole per cent; `before` is None at the first check-in."""

    now: int
    before: int | None
    is_low: bool
    has_fallen: bool


def work_began(started_on: date | None, started_year: int | None) -> date | None:
    """The first day of work: as entered, else the first of September of the year; None when nothing is known."""
    if started_on is not None:
        return started_on
    return date(started_year, *SCHOOL_YEAR_BEGINS) if started_year is not None else None


def points(began: date, interval_days: int | None, until: date) -> Iterator[Point]:
    """All check-ins of a person up to a day, `until` included.

    Those of the interval go on for as long as asked, except where a fixed one is near: nobody is asked twice in a
    fortnight.
    """
    found = [Point(began + timedelta(weeks=weeks), f"w{weeks}") for weeks in WEEKS]
    found += [Point(months_after(began, months), f"m{months}") for months in MONTHS]
    fixed, day = tuple(found), began
    while interval_days and (day := day + timedelta(days=interval_days)) <= until:
        if all(abs((day - point.day).days) > LATE_DAYS for point in fixed):
            found.append(Point(day, f"i{(day - began).days}"))
    yield from sorted(point for point in found if point.day <= until)


def due(began: date, interval_days: int | None, opened: date, today: date) -> Point | None:
    """The check-in to ask now, if any: the latest whose day has come since the campaign opened and is not long past.

    One at a time: after a pause in which several fell due, the person is asked once.
    """
    earliest = max(opened, today - timedelta(days=LATE_DAYS))
    come = [point for point in points(began, interval_days, today) if point.day >= earliest]
    return come[-1] if come else None


def alert(values: Sequence[float]) -> Alert | None:
    """What the results, oldest first and in per cent, call for: the last is low, or fell; None when all is well."""
    now = values[-1]
    before = values[-2] if len(values) > 1 else None
    is_low, has_fallen = now < LOW, before is not None and before - now >= FALL
    if not (is_low or has_fallen):
        return None
    return Alert(round(now), None if before is None else round(before), is_low, has_fallen)
