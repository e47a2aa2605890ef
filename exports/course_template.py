"""The list of courses the centre fills in, blank or filled. Knows its columns, not what is stored."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.domain.course_list.columns import SHEET, Column
from exports.blank import BlankColumn, BlankSheet, Value, write_blank

Line = Mapping[Column, Value]

_COLUMNS = (
    BlankColumn(Column.COURSE, "Обязательно. Код программы, какой принят у вас.", "К-12"),
    BlankColumn(Column.TITLE, "Обязательно. Название, как оно должно стоять в отчётах.", "Оценка чтения", 44),
    BlankColumn(Column.PROVIDER, "Обязательно. Кто проводит: институт, центр, школа.", "ИРО", 28),
    BlankColumn(Column.HOURS, "Сколько часов.", "72", kind="number"),
    BlankColumn(Column.STARTS, "Обязательно. Первый день.", "05.10.2026", kind="date"),
    BlankColumn(Column.ENDS, "Обязательно. Последний день: после 15 часов придёт анкета.", "30.10.2026", kind="date"),
    BlankColumn(
        Column.RUN,
        "Можно не заполнять: код курса и первый день. Нужен, если групп несколько или день исправляется.",
        "К-12/2",
        18,
    ),
    BlankColumn(Column.PERSON, "Обязательно. Код из реестра; на каждого слушателя своя строка.", "T-04127Y", 16),
    BlankColumn(
        Column.FINISHED, "Нет — не завершил. Пусто или «да» — учится или завершил.", "да", choices=("да", "нет")
    ),
    BlankColumn(
        Column.FUNCTIONS,
        "Каким трудовым функциям служит: коды профстандарта. По ним через полгода предлагается повторный самоаудит.",
        "A/01.6, A/02.6",
        24,
    ),
)
COLUMNS = tuple(one.column for one in _COLUMNS)


def write_course_template(path: Path, lines: Iterable[Line] = ()) -> None:
    """Write the workbook: one sheet to fill in and one that explains; lines fill it for a sample."""
    write_blank(path, "Курсы и слушатели", (BlankSheet(SHEET, _COLUMNS, lines),))
