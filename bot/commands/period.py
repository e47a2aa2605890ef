"""The days a report is about, as options of a command."""

from datetime import datetime, time, timedelta
from typing import Annotated

import typer

from bot.commands.refusals import Refusal

_DAY = "ДД.ММ.ГГГГ"
_FORMATS = ["%d.%m.%Y"]

Since = Annotated[
    datetime | None,
    typer.Option(help="С какого дня; без него — с начала учебного года.", metavar=_DAY, formats=_FORMATS),
]
Until = Annotated[
    datetime | None,
    typer.Option(help="По какой день включительно; без него — по сегодня.", metavar=_DAY, formats=_FORMATS),
]


def beginning(since: datetime | None, now: datetime) -> datetime:
    """The first moment of the period; `now` is aware, in the centre's zone. Raises `Refusal` for a day to come."""
    from bot.domain.reports import school_year_start

    day = since.date() if since else school_year_start(now.date())
    begin = datetime.combine(day, time.min, now.tzinfo)
    if begin > now:
        raise Refusal("Период начинается в будущем. Ничего не записано.\nПроверьте --since.")
    return begin


def period(since: datetime | None, until: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """The first moment of the period and the first one after it. Raises `Refusal` when there is nothing between."""
    begin = beginning(since, now)
    end = (
        datetime.combine(until.date() + timedelta(days=1), time.min, now.tzinfo)
        if until
        else now + timedelta(seconds=1)
    )
    if end <= begin:
        raise Refusal("Период кончается раньше, чем начинается. Ничего не записано.\nПроверьте --since и --until.")
    return begin, end
