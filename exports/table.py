"""Tables as values: what a sheet says, before any file exists. Knows nothing of xlsx and SQL.

Builders return a `Table`, tests compare it whole, `exports.workbook` writes it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

Cell = str | int | float | date | None
Row = tuple[Cell, ...]

SHEET_NAME_LIMIT = 31
ROW_LIMIT = 1_048_576


class Style(StrEnum):
    """How a column's cells are shown; the writer maps each to one number format."""

    TEXT = "text"
    CODE = "code"
    COUNT = "count"
    MEAN = "mean"
    SHARE = "share"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` is stable and ASCII, `title` is what a person reads, `width` is in characters."""

    key: str
    title: str
    width: float
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Colours over the numbers of these columns, `low` → `high` of the scale; text cells stay uncoloured."""

    columns: tuple[str, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A native bar chart bound to the table: one message, one category column, 0-based rows `first`..`last`."""

    title: str
    category: str
    series: tuple[str, ...]
    value_title: str
    category_title: str
    description: str
    first: int = 0
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. `identifier` is the ASCII name of the Excel table; without `title` the header is in row 1."""

    name: str
    identifier: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    heat_maps: tuple[HeatMap, ...] = ()
    frozen_columns: int = 1
    landscape: bool = True
    fits_page: bool = True

    @property
    def header_row(self) -> int:
        """0-based row of the header: below the title, the notes and one empty row."""
        return len(self.notes) + 2 if self.title else 0

    def position(self, key: str) -> int:
        """0-based column of this key."""
        return next(index for index, column in enumerate(self.columns) if column.key == key)


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Sort key by which «№ 2» stands before «№ 10»."""
    return tuple((int(part), "") if part.isdecimal() else (0, part.casefold()) for part in re.split(r"(\d+)", text))


def unique_titles(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Excel drops a table whose headers repeat (letter case ignored), so repeats get a number."""
    return tuple(_renamed(columns))


def _renamed(columns: Iterable[Column]) -> Iterator[Column]:
    taken: set[str] = set()
    for column in columns:
        stem = " ".join(column.title.split()) or column.key
        title, number = stem, 1
        while title.casefold() in taken:
            number += 1
            title = f"{stem} ({number})"
        taken.add(title.casefold())
        yield replace(column, title=title)
