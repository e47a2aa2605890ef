"""A workbook to fill in: sheets with headers and a sheet that explains them. Knows XlsxWriter, no particular list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from bot.domain.roster.sheets import HELP_SHEET
from exports.file import XlsxFile

_LAST_ROW = 25_000

C = TypeVar("C", bound=StrEnum)
Value = str | int | date


@dataclass(frozen=True, slots=True)
class BlankColumn(Generic[C]):
    """A column with what to write into it; `choices` are offered in a list, other words are warned of."""

    column: C
    meaning: str
    example: str
    width: int = 14
    kind: Literal["text", "number", "date"] = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlankSheet(Generic[C]):
    """One sheet to fill in; `lines` fill it for a sample."""

    title: str
    columns: tuple[BlankColumn[C], ...]
    lines: Iterable[Mapping[C, Value]] = ()


def write_blank(path: Path, title: str, sheets: Sequence[BlankSheet[C]]) -> None:
    """Write the workbook: the sheets, then one that explains every column once."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with XlsxFile(path, options) as book:
        formats = {
            "header": book.add_format(
                {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"}
            ),
            "text": book.add_format({"num_format": "@"}),
            "number": book.add_format({"num_format": "0", "align": "left"}),
            "date": book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
            "help": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        book.set_properties({"title": title, "author": "", "company": ""})
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.title), formats, sheet)
        _explain(book.add_worksheet(HELP_SHEET), formats, sheets)


def _fill(page: Any, formats: Mapping[str, Any], sheet: BlankSheet[C]) -> None:
    page.freeze_panes(1, 2)
    page.repeat_rows(0)
    page.set_row(0, 32)
    _set_print(page)
    for index, one in enumerate(sheet.columns):
        page.set_column(index, index, one.width, formats[one.kind])
        page.write_string(0, index, one.column.value, formats["header"])
        if one.choices:
            rule = {"validate": "list", "source": list(one.choices), "error_type": "warning"}
            page.data_validation(1, index, _LAST_ROW, index, rule)
    for number, line in enumerate(sheet.lines, start=1):
        for index, one in enumerate(sheet.columns):
            _write(page, number, index, line.get(one.column, ""), formats)


def _write(page: Any, row: int, index: int, value: Value, formats: Mapping[str, Any]) -> None:
    if isinstance(value, int):
        page.write_number(row, index, value, formats["number"])
    elif isinstance(value, date):
        page.write_datetime(row, index, value, formats["date"])
    elif value:
        page.write_string(row, index, value, formats["text"])


def _explain(page: Any, formats: Mapping[str, Any], sheets: Sequence[BlankSheet[C]]) -> None:
    for index, (title, width) in enumerate((("Колонка", 26), ("Что писать", 90), ("Пример", 34))):
        page.set_column(index, index, width)
        page.write_string(0, index, title, formats["header"])
    for number, one in enumerate(_once(sheets), start=1):
        for index, text in enumerate((one.column.value, one.meaning, one.example)):
            page.write_string(number, index, text, formats["help"])
    _set_print(page)


def _once(sheets: Sequence[BlankSheet[C]]) -> Iterator[BlankColumn[C]]:
    """Columns that stand on several sheets mean the same there."""
    seen: set[C] = set()
    for one in (column for sheet in sheets for column in sheet.columns):
        if one.column not in seen:
            seen.add(one.column)
            yield one


def _set_print(page: Any) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
