"""Columns → one Stata file (.dta, format 118, UTF-8). The only place that loads pandas; knows nothing of answers.

Format: https://www.stata.com/help.cgi?dta_118. In a «long» the numbers above `fields.LARGEST` are the extended missing
values .a, .b …; pandas leaves an int32 column as it is, so they arrive. It refuses such a value in a double.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from exports.fields import NOT_SHOWN, Field, Kind
from exports.table import Cell
from exports.wording import clean

FORMAT = 118
_SHORT_TEXT = 2045  # bytes; a longer text is a «strL»
_EMPTY: dict[Kind, tuple[Any, Any]] = {
    Kind.CODE: (NOT_SHOWN, np.int32),
    Kind.NUMBER: (np.nan, np.float64),
    Kind.DAY: (np.datetime64("NaT"), "datetime64[s]"),
    Kind.MOMENT: (np.datetime64("NaT"), "datetime64[s]"),
    Kind.TEXT: ("", object),
}
_DATES = {Kind.DAY: "td", Kind.MOMENT: "tc"}
_SPACES = str.maketrans("\n\t", "  ")


class Frame:
    """A table of known length, filled row by row, column by column in memory."""

    def __init__(self, fields: Sequence[Field], length: int) -> None:
        self._fields = fields
        self._columns = [np.full(length, *_EMPTY[one.kind]) for one in fields]

    def put(self, row: int, cells: Iterable[tuple[int, Cell]]) -> None:
        """Set the cells of one row, each (column, cell)."""
        for column, cell in cells:
            self._columns[column][row] = _safe(cell) if isinstance(cell, str) else cell

    def write(self, path: Path, title: str, made: datetime) -> None:
        """Write everything to `path`; `title` of at most 80 signs and the time of making stand in the header."""
        names = [one.name for one in self._fields]
        frame = pd.DataFrame(dict(zip(names, self._columns, strict=True)))
        frame.to_stata(
            path,
            write_index=False,
            version=FORMAT,
            data_label=title,
            time_stamp=made,
            convert_dates={one.name: _DATES[one.kind] for one in self._fields if one.kind in _DATES},
            variable_labels={one.name: one.label for one in self._fields},
            value_labels={one.name: dict(one.labels) for one in self._fields if one.labels},
            convert_strl=self._long_texts(),
        )

    def _long_texts(self) -> list[str]:
        texts = (
            (one, column) for one, column in zip(self._fields, self._columns, strict=True) if one.kind is Kind.TEXT
        )
        return [one.name for one, column in texts if any(len(text.encode()) > _SHORT_TEXT for text in column)]


def _safe(text: str) -> str:
    """The text in one line and without control characters."""
    return clean(text).translate(_SPACES)
