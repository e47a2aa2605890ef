"""«Ответы кампаний»: who was asked, by which order, and how many have answered. Knows values, not files."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.campaigns import Campaign
from bot.domain.findings import NO_ORGANISATION
from bot.domain.turnout import Report, Turnout
from exports.diagnosis import hidden
from exports.table import Column, Row, Style, Table, natural

NAME = "Ответы кампаний"
TOTAL = "Всего"
_COLUMNS = (
    Column("campaign", "Кампания", 44),
    Column("unit", "Организация", 40),
    Column("order", "Приказ, номер", 12),
    Column("order_date", "Приказ, дата", 11, Style.DATE),
    Column("opens", "Начало", 11, Style.DATE),
    Column("closes", "Последний день", 11, Style.DATE),
    Column("asked", "Спрошено", 10, Style.COUNT),
    Column("reached", "Получили", 10, Style.COUNT),
    Column("answered", "Ответили", 10, Style.COUNT),
    Column("missing", "Не ответили", 10, Style.COUNT),
    Column("share", "Доля ответивших", 11, Style.SHARE),
)


def turnout_table(reports: Sequence[Report], zone: ZoneInfo) -> Table:
    """Campaign by campaign: all organisations together, then each by name. Days are those of `zone`."""
    return Table(
        name=NAME,
        identifier="turnout",
        columns=_COLUMNS,
        rows=tuple(row for one in reports for row in _rows(one, zone)),
        title="Ответы кампаний: кого спросили и кто ответил",
        notes=(
            "Доля = ответили / спрошено. Получили — сообщение доставлено или анкета открыта без него.",
            "Числа за всю кампанию, по день выгрузки. В опросах молодых педагогов одного человека спрашивают не раз.",
            "Это числа участия, а не ответы. «н/д» стоит там, где по составу кампании можно узнать чужой результат.",
        ),
        frozen_columns=2,
    )


def _rows(one: Report, zone: ZoneInfo) -> Sequence[Row]:
    head = _head(one.campaign, zone)
    places = sorted(one.organisations, key=lambda place: (natural(place.name), place.organisation))
    lines = [(TOTAL, one.total), *((place.name or NO_ORGANISATION, place) for place in places)]
    return [(one.campaign.title, unit, *head, *_figures(turnout)) for unit, turnout in lines]


def _head(campaign: Campaign, zone: ZoneInfo) -> Row:
    order = campaign.order
    last = campaign.closes_at - 1  # closing at midnight, a campaign has lasted to the end of the day before
    days = [_day(moment, zone) for moment in (campaign.opens_at, last)]
    return (order.number if order else None, order.day if order else None, *days)


def _day(moment: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(moment, zone).date()


def _figures(found: Turnout) -> Row:
    if found.asked is None or found.finished is None:
        return tuple(hidden(None) for _ in range(5))
    share = found.finished / found.asked if found.asked else None
    return (found.asked, found.reached, found.finished, found.asked - found.finished, hidden(share))
