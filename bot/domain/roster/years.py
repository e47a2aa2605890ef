"""When somebody was born and began to work, from whatever columns tell it. Knows what years are possible."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from bot.domain.people import Person
from bot.domain.roster import cells
from bot.domain.roster.columns import Column
from bot.domain.roster.sheets import Cell
from bot.domain.roster.table import RowReader
from questionnaires.problems import Problem

YOUNGEST, OLDEST = 14, 100
SOON = timedelta(days=92)
"""How far ahead somebody may be on the list: the staff of September is written down in June."""
_ONLY_A_YEAR = re.compile(r"\D*\d{4}\D*")


class Years(NamedTuple):
    """Calendar years, and the day of the beginning where it is known; None is not told."""

    birth: int | None
    started: int | None
    started_on: date | None


def take_years(row: RowReader, today: date) -> Years:
    """Read and compare the columns; what contradicts itself or cannot be is noted in the row."""
    year = row.take(Column.STARTED, cells.year, None)
    tenure = row.take(Column.TENURE, cells.tenure, None)
    since = row.take(Column.STARTED_ON, _since, None)
    told = since.year if isinstance(since, date) else since
    if year is not None and told is not None and year != told:
        row.note(Column.STARTED_ON, "start-differs", year=year)
    started = told or year
    if started is None and tenure is not None:
        started = today.year - tenure
    birth = row.take(Column.BIRTH, cells.year, None)
    _check(row, birth, started, since if isinstance(since, date) else None, today)
    return Years(birth, started, since if isinstance(since, date) else None)


def with_true_start(person: Person) -> Person:
    """The person without a day of beginning that a corrected year has made untrue."""
    if person.started_on is None or person.started_on.year == person.started_year:
        return person
    return replace(person, started_on=None)


def _since(cell: Cell) -> date | int | Problem | None:
    """A day, or a year where only that is written."""
    found = cells.day(cell)
    if isinstance(found, Problem) and _ONLY_A_YEAR.fullmatch(str(cell)):
        return cells.year(cell)
    return found


def _check(row: RowReader, birth: int | None, started: int | None, since: date | None, today: date) -> None:
    told = [column for column in (Column.STARTED_ON, Column.STARTED, Column.TENURE) if row.has(column)]
    column = told[0] if told else None
    if birth is not None and not YOUNGEST <= today.year - birth <= OLDEST:
        row.note(Column.BIRTH, "impossible-birth", year=birth)
    if since is not None and since > today + SOON:
        row.note(Column.STARTED_ON, "starts-later", day=f"{since:%d.%m.%Y}")
    elif started is not None and not today.year - OLDEST <= started <= (today.year if since is None else since.year):
        row.note(column, "impossible-start", year=started)
    elif started is not None and birth is not None and started - birth < YOUNGEST:
        row.note(column, "started-too-young", age=started - birth)
