"""Tables → one xlsx file. The only writer: no formulas, no links, no names of persons or folders in the file.

Knows how a sheet is laid out; knows nothing of what its figures mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from math import ceil, isfinite
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from xlsxwriter.worksheet import Worksheet

from exports.charts import insert_charts
from exports.file import XlsxFile
from exports.formats import HEAT_COLOURS, Formats
from exports.stream import StreamedSheet, new_sheet
from exports.table import ROW_LIMIT, SHEET_NAME_LIMIT, Cell, Column, Row, Style, Table, unique_titles
from exports.wording import clean, fit, is_risky

_LINE = 14.0
_MOST_LINES = 25  # Excel's highest row is 409 points
_A4 = 9
_RICH = "<r>"


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself. `period` stands on every printed page; `created` must be aware."""

    title: str
    subject: str
    product: str
    period: str
    created: datetime


class Workbook:
    """An xlsx file being written; leaving the `with` block normally completes it."""

    def __init__(self, path: Path, properties: Properties, scratch: Path) -> None:
        """`scratch` is an existing folder for the unfinished parts; its owner removes it."""
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._file = XlsxFile(str(path), options | {"tmpdir": str(scratch), "in_memory": False})
        self._properties, self._scratch = properties, scratch
        self._formats = Formats(self._file)
        self._streams: list[Stream] = []
        self.cut_texts = 0
        created = properties.created.astimezone(UTC).replace(tzinfo=None)
        about = {"title": properties.title, "subject": properties.subject, "author": properties.product}
        self._file.set_properties(about | {"company": "", "created": created})

    def reserve(self, name: str) -> Worksheet:
        """An empty sheet in this place, to be given its table later (the cover counts what follows it)."""
        return self._file.add_worksheet(name)

    def add(self, table: Table, sheet: Worksheet | None = None) -> None:
        """One whole sheet."""
        table = replace(table, columns=unique_titles(table.columns))
        sheet = sheet or self.reserve(table.name)
        self._frame(sheet, table, len(table.rows))
        for index, row in enumerate(table.rows, start=table.header_row + 1):
            sheet.set_row(index, _LINE * _lines(row, table.columns))
            for column, (value, look) in enumerate(zip(row, table.columns, strict=True)):
                self._write(sheet, index, column, value, look)
        self._colour(sheet, table)
        insert_charts(self._file, sheet, table)

    def stream(self, table: Table, row_limit: int = ROW_LIMIT) -> "Stream":
        """A sheet whose rows come one by one; it goes on in a further sheet above `row_limit`."""
        stream = Stream(self, replace(table, columns=unique_titles(table.columns)), row_limit)
        self._streams.append(stream)
        return stream

    def text(self, value: str) -> tuple[str, bool]:
        """The text as it may stand in a cell, and whether it looks like a formula; cut ones are counted."""
        text, was_cut = fit(clean(value))
        self.cut_texts += was_cut
        return text, is_risky(text)

    def open_part(self, table: Table, number: int) -> StreamedSheet:
        """A sheet for the next part of a stream, ready for its rows."""
        suffix = f" ({number})" if number > 1 else ""
        sheet = new_sheet(self._file, table.name[: SHEET_NAME_LIMIT - len(suffix)] + suffix)
        identifier = f"{table.identifier}_{number}" if number > 1 else table.identifier
        self._frame(sheet, replace(table, identifier=identifier), 0)
        body = self._scratch / f"{identifier}.rows"
        looks = [partial(self._style, column.style) for column in table.columns]
        sheet.open_body(body, table.header_row + 1, self.text, looks)
        return sheet

    def _style(self, style: Style, value: Cell, risky: bool) -> int:
        index = self._formats.cell(style, isinstance(value, str), risky, False)._get_xf_index()
        assert isinstance(index, int)
        return index

    def _frame(self, sheet: Worksheet, table: Table, rows: int) -> None:
        """Everything around the rows: title, notes, header, widths, panes, the Excel table, print set-up."""
        header, last = table.header_row, len(table.columns) - 1
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width)
        self._head(sheet, table)
        lines = max(ceil(len(column.title) * 1.15 / column.width) for column in table.columns)
        sheet.set_row(header, _LINE * min(max(lines, 1), 12) + 3)
        columns = [{"header": column.title, "header_format": self._formats.header} for column in table.columns]
        looks = {"name": table.identifier, "columns": columns, "style": "Table Style Light 1"}
        sheet.add_table(header, 0, header + max(rows, 1), last, looks)
        sheet.freeze_panes(header + 1, table.frozen_columns)
        self._set_print(sheet, table)

    def _head(self, sheet: Worksheet, table: Table) -> None:
        if not table.title:
            return
        sheet.write_string(0, 0, self._plain(table.title), self._formats.title)
        last, width = len(table.columns) - 1, sum(column.width for column in table.columns)
        for index, note in enumerate(table.notes, start=1):
            sheet.set_row(index, _LINE * ceil(len(note) * 1.1 / width))
            if last:
                sheet.merge_range(index, 0, index, last, "", self._formats.note)
            sheet.write_string(index, 0, self._plain(note), self._formats.note)

    def _set_print(self, sheet: Worksheet, table: Table) -> None:
        if table.landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        if table.fits_page:
            sheet.fit_to_pages(1, 0)
        else:
            sheet.set_print_scale(60)
            sheet.repeat_columns(0, max(table.frozen_columns - 1, 0))
        sheet.set_margins(left=0.5, right=0.4, top=0.7, bottom=0.7)
        sheet.repeat_rows(table.header_row)
        period = self._plain(self._properties.period).replace("&", "&&")[:200]
        sheet.set_header(f"&L&9{table.name}&R&9 {period}")
        sheet.set_footer("&R&9Страница &P из &N")

    def _plain(self, text: str) -> str:
        safe, _ = self.text(text)
        # xlsxwriter takes a text that begins and ends like this for XML of its own and writes it unescaped.
        return f" {safe}" if safe.startswith(_RICH) else safe

    def _write(self, sheet: Worksheet, row: int, column: int, value: Cell, look: Column) -> None:
        if isinstance(value, str):
            text = self._plain(value)
            sheet.write_string(row, column, text, self._formats.cell(look.style, True, is_risky(text), True))
            return
        shape = self._formats.cell(look.style, False, False, True)
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, shape)
        elif value is None or not isfinite(value):
            sheet.write_blank(row, column, None, shape)
        else:
            sheet.write_number(row, column, value, shape)

    def _colour(self, sheet: Worksheet, table: Table) -> None:
        first, last = table.header_row + 1, table.header_row + max(len(table.rows), 1)
        for heat in table.heat_maps:
            middle = (heat.low + heat.high) / 2
            stops = zip(("min", "mid", "max"), (heat.low, middle, heat.high), HEAT_COLOURS, strict=True)
            rule: dict[str, Any] = {"type": "3_color_scale"}
            for place, value, colour in stops:
                rule |= {f"{place}_type": "num", f"{place}_value": value, f"{place}_color": colour}
            for index in map(table.position, heat.columns):
                sheet.conditional_format(first, index, last, index, rule)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for stream in self._streams:
            stream.close()
        if kind is None:
            self._file.close()
        else:
            self._file.fileclosed = True  # else xlsxwriter's finaliser writes the half-made file after all


def _lines(row: Row, columns: Sequence[Column]) -> int:
    """How many lines the row needs: LibreOffice does not stretch rows to wrapped text by itself."""
    texts = ((value, column.width) for value, column in zip(row, columns, strict=True) if isinstance(value, str))
    return min(
        max(
            (sum(ceil(max(len(line), 1) / width) for line in text.split("\n")) for text, width in texts),
            default=1,
        ),
        _MOST_LINES,
    )


class Stream:
    """Rows of one table that is too long to be held; made by `Workbook.stream`."""

    def __init__(self, book: Workbook, table: Table, row_limit: int) -> None:
        self._book, self._table, self._limit = book, table, row_limit
        self._parts = [book.open_part(table, 1)]

    def append(self, rows: Sequence[Row]) -> None:
        """Rows in their final order, a cell for every column."""
        sheet = self._parts[-1]
        for row in rows:
            if sheet.next_row >= self._limit:
                sheet = self._book.open_part(self._table, len(self._parts) + 1)
                self._parts.append(sheet)
            sheet.append(row)

    def close(self) -> None:
        """Gives every part its range."""
        for sheet in self._parts:
            sheet.close_body()
