"""The staff list workbook the centre fills in, blank or filled. Knows its columns, not the register."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.domain.roster.columns import ORGANISATIONS_SHEET, PEOPLE_SHEET, Column
from exports.blank import BlankColumn, BlankSheet, Value, write_blank

Line = Mapping[Column, Value]
_YES_NO = ("да", "нет")
_CODE = BlankColumn(Column.CODE, "Можно не заполнять: код будет дан сам.", "T-04127Y или свой, например 007")
_ORGANISATION = BlankColumn(
    Column.ORGANISATION, "Обязательно. Название или код с листа «Организации».", "Лесновская СОШ № 2", 42
)
_ORGANISATIONS = (
    _CODE,
    _ORGANISATION,
    BlankColumn(Column.TYPES, "Дошкольная, школа, дополнительное, другая. Можно несколько.", "школа, дошкольная", 28),
    BlankColumn(Column.SETTLEMENT, "Город или село.", "село", choices=("город", "село")),
    BlankColumn(Column.FLAGS, "Отметки центра: ШНОР, малокомплектная, опорная…", "малокомплектная", 26),
    BlankColumn(Column.ZONE, "Если не тот же, что у центра: разница с Москвой или название.", "МСК+2", 18),
)
_PEOPLE = (
    _CODE,
    BlankColumn(
        Column.NAME, "Обязательно. Фамилия, имя, отчество. В чат имена не попадают.", "Иванова Мария Петровна", 36
    ),
    _ORGANISATION,
    BlankColumn(
        Column.SECOND_ORGANISATION, "Если человек работает ещё где-то. Несколько — через «;».", "Дом творчества", 36
    ),
    BlankColumn(Column.POSITION, "Обязательно. Как в штатном расписании.", "учитель", 38),
    BlankColumn(Column.SUBJECTS, "Через запятую.", "математика, физика", 30),
    BlankColumn(
        Column.LEVELS,
        "На каком уровне учит: дошкольное, начальное, основное, среднее, дополнительное.",
        "основное, среднее",
        28,
    ),
    BlankColumn(Column.STARTED, "Год, с которого идёт педагогический стаж.", "2019", kind="number"),
    BlankColumn(
        Column.STARTED_ON,
        "Если работает первые три года: день начала. По нему бот спрашивает, как идут дела. Год тогда не нужен.",
        "01.09.2025",
        kind="date",
    ),
    BlankColumn(Column.BIRTH, "Только год. Если вписать дату, сохранится год.", "1987", kind="number"),
    BlankColumn(
        Column.CATEGORY,
        "Нет, соответствие, первая, высшая, педагог-методист, педагог-наставник.",
        "первая",
        choices=("нет", "соответствие", "первая", "высшая", "педагог-методист", "педагог-наставник"),
    ),
    BlankColumn(Column.CLASS_TEACHER, "Да или нет; можно вписать класс.", "да", choices=_YES_NO),
    BlankColumn(Column.LEADING, "Да или нет. Без колонки определяется по должности.", "нет", choices=_YES_NO),
    BlankColumn(
        Column.ROLES,
        "Педагог, наставник, методист, координатор, администратор, наблюдатель. Пусто — педагог.",
        "педагог, наставник",
        22,
    ),
    BlankColumn(Column.MENTOR, "Код наставника из реестра или из этого же списка. Пусто — наставника нет.", "T-04127Y"),
    BlankColumn(
        Column.ACTIVE,
        "Да или нет. «Нет» — человек уволен, приглашений и сообщений не будет.",
        "да",
        choices=_YES_NO,
    ),
)
ORGANISATION_COLUMNS = tuple(one.column for one in _ORGANISATIONS)
PEOPLE_COLUMNS = tuple(one.column for one in _PEOPLE)


def write_template(path: Path, organisations: Iterable[Line] = (), people: Iterable[Line] = ()) -> None:
    """Write the workbook: two sheets to fill in and one that explains; lines fill the sheets for a sample."""
    sheets = (
        BlankSheet(PEOPLE_SHEET, _PEOPLE, people),
        BlankSheet(ORGANISATIONS_SHEET, _ORGANISATIONS, organisations),
    )
    write_blank(path, "Список педагогов и организаций", sheets)
