"""Finding the header row of a sheet and taking cells by column. Knows columns, not what they mean together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.domain.roster.cells import Convert
from bot.domain.roster.columns import Column, column_of, is_unread
from bot.domain.roster.sheets import Place, RosterProblem, Sheet, SheetRow, column_letter
from bot.domain.spelling import line
from questionnaires.problems import Problem

T = TypeVar("T")
D = TypeVar("D")
HEADER_WITHIN = 30
MAX_SHOWN = 60


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet whose header row was found: which column stands where, and what could not be read."""

    sheet: Sheet
    header: SheetRow
    columns: Mapping[Column, int]
    problems: tuple[RosterProblem, ...]
    unread: tuple[str, ...]

    def rows(self) -> Iterator[SheetRow]:
        """The rows below the header that have something in a column that is read."""
        for row in self.sheet.rows:
            if row.number > self.header.number and any(
                index < len(row.cells) and row.cells[index] is not None for index in self.columns.values()
            ):
                yield row


def find_table(sheet: Sheet, required: tuple[frozenset[Column], ...], *, organisations: bool) -> SheetTable | None:
    """The table of a sheet: its first rows are searched for a header with one column of each required set."""
    for row in sheet.rows:
        if row.number > HEADER_WITHIN:
            return None
        named = [column_of(cell, organisations=organisations) for cell in row.cells]
        if all(columns & set(named) for columns in required):
            return _table(sheet, row, named)
    return None


def _table(sheet: Sheet, header: SheetRow, named: list[Column | None]) -> SheetTable:
    columns: dict[Column, int] = {}
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


@dataclass(slots=True)
class RowReader:
    """Takes the values of one row, noting every problem with its column; a faulty cell gives the default."""

    table: SheetTable
    row: SheetRow
    problems: list[RosterProblem] = field(default_factory=list)

    def has(self, column: Column) -> bool:
        """Whether the sheet has the column at all."""
        return column in self.table.columns

    def take(self, column: Column, convert: Convert[T], default: D) -> T | D:
        """The converted cell; the default when the sheet has no such column or the cell is faulty."""
        index = self.table.columns.get(column)
        if index is None:
            return default
        value = convert(self.row.cells[index] if index < len(self.row.cells) else None)
        if isinstance(value, Problem):
            self.note(column, value.code, **value.params)
            return default
        return value

    def place(self, column: Column | None = None) -> Place:
        """Where a column of this row stands; the row alone when the sheet has no such column."""
        index = self.table.columns.get(column) if column else None
        letter = column_letter(index) if index is not None else None
        return Place(self.table.sheet.title, self.row.number, letter)

    def note(self, column: Column | None, code: str, **params: str | int) -> None:
        """Add a problem of this row; of one cell the first is enough."""
        place = self.place(column)
        if place.column is None or all(place != told.place for told in self.problems):
            self.problems.append(RosterProblem(code, place, params))
