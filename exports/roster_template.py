"""The staff list workbook the centre fills in, blank or filled. Knows columns and XlsxWriter, not the register."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from bot.domain.roster.columns import HELP_SHEET, ORGANISATIONS_SHEET, PEOPLE_SHEET, Column

Line = Mapping[Column, str | int]

ORGANISATION_COLUMNS = (Column.CODE, Column.ORGANISATION, Column.TYPES, Column.SETTLEMENT, Column.FLAGS, Column.ZONE)
PEOPLE_COLUMNS = (
    Column.CODE,
    Column.NAME,
    Column.ORGANISATION,
    Column.SECOND_ORGANISATION,
    Column.POSITION,
    Column.SUBJECTS,
    Column.LEVELS,
    Column.STARTED,
    Column.STARTED_ON,
    Column.BIRTH,
    Column.CATEGORY,
    Column.CLASS_TEACHER,
    Column.LEADING,
    Column.ROLES,
    Column.MENTOR,
    Column.ACTIVE,
)
_WIDTHS: Mapping[Column, int] = {
    Column.NAME: 36,
    Column.ORGANISATION: 42,
    Column.SECOND_ORGANISATION: 36,
    Column.POSITION: 38,
    Column.SUBJECTS: 30,
    Column.LEVELS: 28,
    Column.FLAGS: 26,
    Column.ZONE: 18,
    Column.TYPES: 28,
    Column.ROLES: 22,
}
_YES_NO = ("да", "нет")
_CHOICES: Mapping[Column, tuple[str, ...]] = {
    Column.CATEGORY: ("нет", "соответствие", "первая", "высшая", "педагог-методист", "педагог-наставник"),
    Column.CLASS_TEACHER: _YES_NO,
    Column.LEADING: _YES_NO,
    Column.ACTIVE: _YES_NO,
    Column.SETTLEMENT: ("город", "село"),
}
_NUMBERS = (Column.STARTED, Column.BIRTH)
_LAST_ROW = 25_000
_HELP: tuple[tuple[Column, str, str], ...] = (
    (Column.CODE, "Можно не заполнять: код будет дан сам.", "T-04127Y или свой, например 007"),
    (Column.NAME, "Обязательно. Фамилия, имя, отчество. В чат имена не попадают.", "Иванова Мария Петровна"),
    (Column.ORGANISATION, "Обязательно. Название или код с листа «Организации».", "Лесновская СОШ № 2"),
    (Column.SECOND_ORGANISATION, "Если человек работает ещё где-то. Несколько — через «;».", "Дом творчества"),
    (Column.POSITION, "Обязательно. Как в штатном расписании.", "учитель"),
    (Column.SUBJECTS, "Через запятую.", "математика, физика"),
    (
        Column.LEVELS,
        "На каком уровне учит: дошкольное, начальное, основное, среднее, дополнительное.",
        "основное, среднее",
    ),
    (Column.STARTED, "Год, с которого идёт педагогический стаж.", "2019"),
    (
        Column.STARTED_ON,
        "Если работает первые три года: день начала. По нему бот спрашивает, как идут дела. Год тогда не нужен.",
        "01.09.2025",
    ),
    (Column.BIRTH, "Только год. Если вписать дату, сохранится год.", "1987"),
    (Column.CATEGORY, "Нет, соответствие, первая, высшая, педагог-методист, педагог-наставник.", "первая"),
    (Column.CLASS_TEACHER, "Да или нет; можно вписать класс.", "да"),
    (Column.LEADING, "Да или нет. Без колонки определяется по должности.", "нет"),
    (
        Column.ROLES,
        "Педагог, наставник, методист, координатор, администратор, наблюдатель. Пусто — педагог.",
        "педагог, наставник",
    ),
    (Column.MENTOR, "Код наставника из реестра или из этого же списка. Пусто — наставника нет.", "T-04127Y"),
    (Column.ACTIVE, "Да или нет. «Нет» — человек уволен, приглашений и сообщений не будет.", "да"),
    (Column.TYPES, "Дошкольная, школа, дополнительное, другая. Можно несколько.", "школа, дошкольная"),
    (Column.SETTLEMENT, "Город или село.", "село"),
    (Column.FLAGS, "Отметки центра: ШНОР, малокомплектная, опорная…", "малокомплектная"),
    (Column.ZONE, "Если не тот же, что у центра: разница с Москвой или название.", "МСК+2"),
)


def write_template(path: Path, organisations: Iterable[Line] = (), people: Iterable[Line] = ()) -> None:
    """Write the workbook: two sheets to fill in and one that explains; lines fill the sheets for a sample."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        formats = {
            "header": book.add_format(
                {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"}
            ),
            "text": book.add_format({"num_format": "@"}),
            "year": book.add_format({"num_format": "0", "align": "left"}),
            "help": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        book.set_properties({"title": "Список педагогов и организаций", "author": "", "company": ""})
        _sheet(book, formats, PEOPLE_SHEET, PEOPLE_COLUMNS, people)
        _sheet(book, formats, ORGANISATIONS_SHEET, ORGANISATION_COLUMNS, organisations)
        _help(book, formats)


def _sheet(book: Any, formats: Mapping[str, Any], title: str, columns: Sequence[Column], lines: Iterable[Line]) -> None:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, 32)
    for index, column in enumerate(columns):
        cell_format = formats["year" if column in _NUMBERS else "text"]
        sheet.set_column(index, index, _WIDTHS.get(column, 14), cell_format)
        sheet.write_string(0, index, column.value, formats["header"])
        if column in _CHOICES:
            rule = {"validate": "list", "source": list(_CHOICES[column]), "error_type": "warning"}
            sheet.data_validation(1, index, _LAST_ROW, index, rule)
    for number, line in enumerate(lines, start=1):
        for index, column in enumerate(columns):
            _write(sheet, number, index, line.get(column, ""), formats)


def _write(sheet: Any, row: int, index: int, value: str | int, formats: Mapping[str, Any]) -> None:
    if isinstance(value, int):
        sheet.write_number(row, index, value, formats["year"])
    elif value:
        sheet.write_string(row, index, value, formats["text"])


def _help(book: Any, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(HELP_SHEET)
    for index, (title, width) in enumerate((("Колонка", 26), ("Что писать", 90), ("Пример", 34))):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, title, formats["header"])
    for number, (column, meaning, example) in enumerate(_HELP, start=1):
        for index, text in enumerate((column.value, meaning, example)):
            sheet.write_string(number, index, text, formats["help"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
