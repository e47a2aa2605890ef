"""Finding the header row of a sheet and taking cells by column. Knows columns, not what they mean together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from bot.domain.roster.cells import Convert
from bot.domain.roster.headers import Headers, column_of, is_unread
from bot.domain.roster.sheets import Place, RosterProblem, Sheet, SheetRow, column_letter
from bot.domain.spelling import line
from questionnaires.problems import Problem

T = TypeVar("T")
D = TypeVar("D")
Header = tuple[frozenset[StrEnum], ...]
"""What makes a row a header: one column of each set."""
HEADER_WITHIN = 30
MAX_SHOWN = 60


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet whose header row was found: which column stands where, and what could not be read."""

    sheet: Sheet
    header: SheetRow
    columns: Mapping[StrEnum, int]
    problems: tuple[RosterProblem, ...]
    unread: tuple[str, ...]

    def rows(self) -> Iterator[SheetRow]:
        """The rows below the header that have something in a column that is read."""
        for row in self.sheet.rows:
            if row.number > self.header.number and any(
                index < len(row.cells) and row.cells[index] is not None for index in self.columns.values()
            ):
                yield row

    def missing(self, needed: Iterable[StrEnum]) -> Iterator[RosterProblem]:
        """A problem for each column the sheet cannot do without and does not have."""
        place = Place(self.sheet.title, self.header.number)
        for column in needed:
            if column not in self.columns:
                yield RosterProblem("missing-column", place, {"header": column.value})

    def notices(self) -> Iterator[RosterProblem]:
        """What is told of columns nobody reads."""
        place = Place(self.sheet.title, self.header.number)
        return (RosterProblem("unread-column", place, {"header": header}) for header in self.unread)


def find_table(sheet: Sheet, required: Header, headers: Headers) -> SheetTable | None:
    """The table of a sheet: its first rows are searched for a header with one column of each required set."""
    for row in sheet.rows:
        if row.number > HEADER_WITHIN:
            return None
        named = [column_of(cell, headers) for cell in row.cells]
        if all(columns & set(named) for columns in required):
            return _table(sheet, row, named)
    return None


def _table(sheet: Sheet, header: SheetRow, named: list[StrEnum | None]) -> SheetTable:
    columns: dict[StrEnum, int] = {}
    problems: list[RosterProblem] = []
    for index, column in enumerate(named):
        if column in columns:
            place = Place(sheet.title, header.number, column_letter(index))
            problems.append(RosterProblem("repeated-column", place, {"header": column.value}))
        elif column is not None:
            columns[column] = index
    unread = tuple(
        line(str(cell))[:MAX_SHOWN]
        for cell, column in zip(header.cells, named, strict=True)
        if column is None and not is_unread(cell)
    )
    return SheetTable(sheet, header, columns, tuple(problems), unread)


def in_reading_order(problems: Iterable[RosterProblem], sheets: Sequence[Sheet]) -> tuple[RosterProblem, ...]:
    """Problems of the whole file first, then sheet by sheet, row by row, column by column."""
    titles = [sheet.title for sheet in sheets]

    def position(place: Place) -> tuple[int, int, int, str]:
        column = place.column or ""
        return (titles.index(place.sheet) + 1 if place.sheet else 0, place.row or 0, len(column), column)

    return tuple(sorted(problems, key=lambda problem: position(problem.place)))


@dataclass(slots=True)
class RowReader:
    """Takes the values of one row, noting every problem with its column; a faulty cell gives the default."""

    table: SheetTable
    row: SheetRow
    problems: list[RosterProblem] = field(default_factory=list)

    def has(self, column: StrEnum) -> bool:
        """Whether the sheet has the column at all."""
        return column in self.table.columns

    def take(self, column: StrEnum, convert: Convert[T], default: D) -> T | D:
        """The converted cell; the default when the sheet has no such column or the cell is faulty."""
        index = self.table.columns.get(column)
        if index is None:
            return default
        value = convert(self.row.cells[index] if index < len(self.row.cells) else None)
        if isinstance(value, Problem):
            self.note(column, value.code, **value.params)
            return default
        return value

    def place(self, column: StrEnum | None = None) -> Place:
        """Where a column of this row stands; the row alone when the sheet has no such column."""
        index = self.table.columns.get(column) if column else None
        letter = column_letter(index) if index is not None else None
        return Place(self.table.sheet.title, self.row.number, letter)

    def note(self, column: StrEnum | None, code: str, **params: str | int) -> None:
        """Add a problem of this row; of one cell the first is enough."""
        place = self.place(column)
        if place.column is None or all(place != told.place for told in self.problems):
            self.problems.append(RosterProblem(code, place, params))
