"""Staff lists as inline tables for the tests."""

from datetime import date

from bot.domain.roster.reading import Roster, read_roster
from bot.domain.roster.rows import RosterPerson
from bot.domain.roster.sheets import Cell, RosterProblem, Sheet, SheetRow

TODAY = date(2026, 11, 23)
HEADER = ("Код", "ФИО", "Организация", "Должность")


def sheet(title: str, *rows: tuple[Cell, ...], first: int = 1) -> Sheet:
    """Rows numbered from ``first``; a row of nothing but None counts as blank and is left out, as readers do."""
    numbered = (SheetRow(number, row) for number, row in enumerate(rows, start=first))
    return Sheet(title, tuple(row for row in numbered if any(cell is not None for cell in row.cells)))


def people(*rows: tuple[Cell, ...]) -> Sheet:
    """A people sheet with the smallest header."""
    return sheet("Педагоги", HEADER, *rows)


def read(*sheets: Sheet) -> Roster:
    """The roster of sheets that are in order."""
    roster = read_roster(sheets, TODAY)
    assert isinstance(roster, Roster), roster
    return roster


def problems(*sheets: Sheet) -> tuple[RosterProblem, ...]:
    """The problems of sheets that are not."""
    found = read_roster(sheets, TODAY)
    assert isinstance(found, tuple)
    return found


def one(column: str, cell: Cell, position: str = "учитель") -> RosterPerson:
    """The person of a row with one more column."""
    (person,) = read(sheet("Педагоги", (*HEADER, column), (None, "Ан Ли", "СОШ № 1", position, cell))).people
    return person
