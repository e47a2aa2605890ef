"""«Ответы кампаний» whole: values in, Table out."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.campaigns import Order
from bot.domain.turnout import Report, Turnout
from exports.table import Column, Style, Table
from exports.turnout import turnout_table
from tests.planning import DAY, OPEN

ZONE = ZoneInfo("Asia/Yekaterinburg")
FIRST = replace(OPEN, title="Самоаудит", order=Order("12-од", date(2026, 9, 1)))
SECOND = replace(OPEN, title="Опрос", opens_at=OPEN.opens_at + DAY)
REPORTS = (
    Report(
        FIRST,
        Turnout("", "", 9, 8, 5, 3),
        (
            Turnout("ОО-10", "Школа 10", 4, 4, 3, 2),
            Turnout("ОО-2", "Школа 2", 4, 4, 2, 1),
            Turnout("", "", 1, 0, 0, 0),
        ),
    ),
    Report(SECOND, Turnout("", "", None, None, None, None), (Turnout("ОО-2", "Школа 2", None, None, None, None),)),
)
ND = "н/д"
BEGAN, ENDS, LATER = date(2026, 9, 10), date(2026, 9, 24), date(2026, 9, 11)


def test_turnout() -> None:
    assert turnout_table(REPORTS, ZONE) == Table(
        name="Ответы кампаний",
        identifier="turnout",
        columns=(
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
        ),
        rows=(
            ("Самоаудит", "Всего", "12-од", date(2026, 9, 1), BEGAN, ENDS, 9, 8, 3, 6, 3 / 9),
            ("Самоаудит", "без организации", "12-од", date(2026, 9, 1), BEGAN, ENDS, 1, 0, 0, 1, 0.0),
            ("Самоаудит", "Школа 2", "12-од", date(2026, 9, 1), BEGAN, ENDS, 4, 4, 1, 3, 0.25),
            ("Самоаудит", "Школа 10", "12-од", date(2026, 9, 1), BEGAN, ENDS, 4, 4, 2, 2, 0.5),
            ("Опрос", "Всего", None, None, LATER, ENDS, ND, ND, ND, ND, ND),
            ("Опрос", "Школа 2", None, None, LATER, ENDS, ND, ND, ND, ND, ND),
        ),
        title="Ответы кампаний: кого спросили и кто ответил",
        notes=(
            "Доля = ответили / спрошено. Получили — сообщение доставлено или анкета открыта без него.",
            "Числа за всю кампанию, по день выгрузки. В опросах молодых педагогов одного человека спрашивают не раз.",
            "Это числа участия, а не ответы. «н/д» стоит там, где по составу кампании можно узнать чужой результат.",
        ),
        frozen_columns=2,
    )


def test_nothing_was_asked() -> None:
    assert turnout_table((), ZONE).rows == ()
