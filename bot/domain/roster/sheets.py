"""A workbook as plain values, and places in it. Knows no file format and no meaning of the columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

HELP_SHEET = "Как заполнять"
"""Explains the columns of a blank workbook and is not read."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell that has no value of its own: a formula (its stored result is not trusted) or an error."""

    code: str


Cell = str | int | float | bool | date | Unusable | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that is not blank; ``number`` counts from 1 as the spreadsheet program shows it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, blank rows left out."""

    title: str
    rows: tuple[SheetRow, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the workbook; ``column`` is the letter. Everything empty means the whole file."""

    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """Something in the file the centre should see: an error that stops the import, or a notice beside the plan."""

    code: str
    place: Place = Place()
    params: Mapping[str, str | int] = field(default_factory=dict)


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
