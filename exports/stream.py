"""A worksheet whose rows go straight to a file: flat memory, a dictionary look-up per cell.

Knows the XML of one row; the rest of the part (table, panes, print set-up) is xlsxwriter's. Why not its own
`constant_memory`: it allows no tables and takes four times as long (docs/decisions/0004-workbook-writer.md).
"""

from collections.abc import Callable, Sequence
from datetime import date
from math import isfinite
from operator import getitem
from pathlib import Path
from shutil import copyfileobj
from typing import Any, TextIO
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from exports.table import Cell, Row
from exports.wording import literal

_KEPT_LENGTH = 64
_KEPT_CELLS = 4096
_EPOCH = date(1899, 12, 30).toordinal()

Text = Callable[[str], tuple[str, bool]]
StyleIndex = Callable[[Cell, bool], int]


class _Cells(dict[Cell, str]):
    """XML of one column's cells by value, from the style on to the address of the next cell.

    The row's number is the only part that differs between equal cells, so a row is `number.join(pieces)`.
    """

    def __init__(self, following: str, text: Text, style: StyleIndex) -> None:
        super().__init__()
        self._following, self._text, self._style = following, text, style

    def __missing__(self, value: Cell) -> str:
        piece = f"{self._tail(value)}{self._following}"
        if len(self) < _KEPT_CELLS and not (isinstance(value, str) and len(value) > _KEPT_LENGTH):
            self[value] = piece
        return piece

    def _tail(self, value: Cell) -> str:
        if isinstance(value, str):
            text, risky = self._text(value)
            body = escape(literal(text))
            kind = f's="{self._style(value, risky)}" t="inlineStr"'
            return f'" {kind}><is><t xml:space="preserve">{body}</t></is></c>'
        style = self._style(value, False)
        if isinstance(value, date):
            value = value.toordinal() - _EPOCH
        if value is None or not isfinite(value):
            return f'" s="{style}"/>'
        return f'" s="{style}"><v>{value!r}</v></c>'


class StreamedSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter is untyped
    """Rows below those written the usual way; call `open_body` once, then `append`."""

    def open_body(self, path: Path, first_row: int, text: Text, styles: Sequence[StyleIndex]) -> None:
        """`path` is a scratch file; `first_row` is 0-based; one style function per column."""
        ends = [f'<c r="{xl_col_to_name(index)}' for index in range(1, len(styles))] + ["</row>\n"]
        self._cells = [_Cells(end, text, style) for end, style in zip(ends, styles, strict=True)]
        self._file: TextIO = path.open("w+", encoding="utf-8")
        self.next_row = self._first_row = first_row

    def append(self, row: Row) -> None:
        """One more row; raises ValueError unless it has a cell for every column."""
        if len(row) != len(self._cells):
            raise ValueError("a row of another length than the header")
        self.next_row += 1
        self._file.write(str(self.next_row).join(('<row r="', '"><c r="A', *map(getitem, self._cells, row))))

    def close_body(self) -> None:
        """The table's range, known only now; xlsxwriter would keep a dictionary entry per cell of it."""
        for table in self.tables:
            corner = f"{xl_col_to_name(len(self._cells) - 1)}{max(self.next_row, self._first_row + 1)}"
            for key in ("range", "a_range", "autofilter"):
                table[key] = f"{table[key].split(':')[0]}:{corner}"

    def _write_dimension(self) -> None:
        written: int = self.dim_rowmax
        self.dim_rowmax: int = max(written, self.next_row - 1)
        super()._write_dimension()
        self.dim_rowmax = written

    def _write_rows(self) -> None:
        super()._write_rows()
        self._file.seek(0)
        copyfileobj(self._file, self.fh, 1 << 20)
        self._file.close()


def new_sheet(book: Any, name: str) -> StreamedSheet:
    """An empty streamed sheet of this xlsxwriter workbook."""
    sheet = book.add_worksheet(name, worksheet_class=StreamedSheet)
    assert isinstance(sheet, StreamedSheet)
    return sheet
