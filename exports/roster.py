"""An xlsx file → sheets of plain values, safely. Knows openpyxl and its traps, not what the cells mean."""

import warnings
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from bot.domain.roster.sheets import Cell, Place, RosterProblem, Sheet, SheetRow, Unusable
from bot.domain.spelling import line
from exports.guard import LIMITS, Limits, check_workbook

MAX_COLUMNS = 100
MAX_ROWS = 1_048_576
MAX_FILLED_ROWS = 30_000

if not openpyxl.DEFUSEDXML:  # without defusedxml openpyxl expands entities (billion laughs, XXE)
    raise RuntimeError("defusedxml is not installed: workbooks cannot be read safely")


def read_sheets(path: Path, limits: Limits = LIMITS) -> tuple[Sheet, ...] | RosterProblem:
    """All sheets of a workbook, blank rows left out, or the reason why the file is refused.

    Formulas and error cells come as `Unusable`: a stored result may be stale or forged.
    """
    refusal = check_workbook(path, limits)
    if refusal is not None:
        return RosterProblem(refusal.code, params=refusal.params)
    try:
        return _read(path)
    except Exception:
        # openpyxl meets foreign XML with every kind of exception; nothing was changed, so one answer fits all.
        return RosterProblem("damaged")


def _read(path: Path) -> tuple[Sheet, ...] | RosterProblem:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "extension not supported": parts that are not read here
        book = openpyxl.load_workbook(path, read_only=True, keep_links=False, data_only=False)
        try:
            sheets = []
            for worksheet in book.worksheets:
                sheet = _sheet(worksheet)
                if len(sheet.rows) > MAX_FILLED_ROWS:
                    return RosterProblem("too-many-rows", Place(sheet.title), {"max": MAX_FILLED_ROWS})
                sheets.append(sheet)
            return tuple(sheets) or RosterProblem("damaged")
        finally:
            book.close()


def _sheet(worksheet: Any) -> Sheet:
    hidden = worksheet.sheet_state != "visible"
    worksheet.reset_dimensions()  # the stated dimension is often wrong and is not needed
    return Sheet(line(worksheet.title), () if hidden else tuple(_rows(worksheet)), hidden)


def _rows(worksheet: Any) -> Iterator[SheetRow]:
    filled = 0
    rows = worksheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)
    for number, row in enumerate(rows, start=1):
        cells = [_value(cell.value, cell.data_type) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield SheetRow(number, tuple(cells))
            filled += 1
        if filled > MAX_FILLED_ROWS:
            return


def _value(value: Any, data_type: str) -> Cell:
    if value is None:
        return None
    if data_type == "f":
        return Unusable("formula")
    if data_type == "e":
        return Unusable("error-value")
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool | int | float | date):
        return value
    return str(value) if isinstance(value, time | timedelta) else Unusable("error-value")
