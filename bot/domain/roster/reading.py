"""Whole workbook → roster, or every problem in it. Knows the order of reading; the register only as organisations."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.people import Organisation
from bot.domain.roster.columns import ORGANISATION_HEADERS, ORGANISATIONS_SHEET, PEOPLE_HEADERS, Column
from bot.domain.roster.organisations import Directory, RosterOrganisation
from bot.domain.roster.rows import RosterPerson, read_person
from bot.domain.roster.sheets import HELP_SHEET, Place, RosterProblem, Sheet
from bot.domain.roster.table import Header, RowReader, SheetTable, find_table, in_reading_order
from bot.domain.spelling import fold

MAX_PEOPLE = 25_000
_PERSON_HEADER: Header = (frozenset({Column.NAME, Column.LAST}), frozenset({Column.ORGANISATION, Column.POSITION}))
_ORGANISATION_HEADER: Header = (
    frozenset({Column.ORGANISATION}),
    frozenset({Column.CODE, Column.TYPES, Column.SETTLEMENT, Column.FLAGS}),
)


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file says, checked within itself, on ``day``; notices are things to tell beside the plan."""

    people: tuple[RosterPerson, ...]
    organisations: tuple[RosterOrganisation, ...]
    day: date
    notices: tuple[RosterProblem, ...] = ()


def read_roster(
    sheets: Sequence[Sheet], today: date, known: Iterable[Organisation] = ()
) -> Roster | tuple[RosterProblem, ...]:
    """Read all sheets; ``known`` are the register's organisations, ``today`` turns years of tenure into a year.

    One wrong cell anywhere gives the list of all problems and no roster.
    """
    directory = Directory(known)
    people_tables, organisation_tables, notices = _tables(sheets)
    problems = [problem for table in organisation_tables for problem in directory.add_sheet(table)]
    rows = [_Row(RowReader(table, row)) for table in people_tables for row in table.rows()]
    for row in rows:  # all main places first: a second place may be named above the rows that describe it
        row.main = directory.mention(row.reader)
    found = [read_person(row.reader, row.main, directory, today) for row in rows]
    people = [person for person in found if person is not None]
    problems += [problem for table in people_tables for problem in _missing_columns(table)]
    problems += [problem for row in rows for problem in row.reader.problems]
    problems += [*_repeated(people), *_amount(len(rows), people_tables)]
    if problems:
        return in_reading_order(problems, sheets)
    notices += _notices(people, directory.found.values(), people_tables)
    return Roster(tuple(people), tuple(directory.found.values()), today, tuple(notices))


@dataclass(slots=True)
class _Row:
    reader: RowReader
    main: str | None = None


def _amount(count: int, tables: Sequence[SheetTable]) -> Iterator[RosterProblem]:
    if not tables:
        yield RosterProblem("no-people-sheet")
    elif not count:
        yield RosterProblem("no-people", Place(tables[0].sheet.title))
    elif count > MAX_PEOPLE:
        yield RosterProblem("too-many-people", params={"max": MAX_PEOPLE, "count": count})


def _tables(sheets: Sequence[Sheet]) -> tuple[list[SheetTable], list[SheetTable], list[RosterProblem]]:
    people: list[SheetTable] = []
    organisations: list[SheetTable] = []
    notices: list[RosterProblem] = []
    for sheet in sheets:
        if sheet.hidden:
            notices.append(RosterProblem("hidden-sheet", Place(sheet.title)))
        elif table := find_table(sheet, _PERSON_HEADER, PEOPLE_HEADERS):
            people.append(table)
        elif table := find_table(sheet, _organisation_header(sheet), ORGANISATION_HEADERS):
            organisations.append(table)
        elif sheet.rows and fold(sheet.title) != fold(HELP_SHEET):
            notices.append(RosterProblem("unread-sheet", Place(sheet.title)))
    return people, organisations, notices


def _organisation_header(sheet: Sheet) -> Header:
    named_so = fold(sheet.title) == fold(ORGANISATIONS_SHEET)
    return _ORGANISATION_HEADER[:1] if named_so else _ORGANISATION_HEADER


def _missing_columns(table: SheetTable) -> Iterator[RosterProblem]:
    yield from table.problems
    names = () if Column.NAME in table.columns else (Column.FIRST,)
    yield from table.missing((Column.ORGANISATION, Column.POSITION, *names))


def _repeated(people: Iterable[RosterPerson]) -> Iterator[RosterProblem]:
    seen: dict[tuple[str, ...], RosterPerson] = {}
    for person in people:
        same_name = (fold(person.name.full), person.person.organisations[0])
        first = seen.setdefault(("code", person.code) if person.code else same_name, person)
        if first is not person:
            code = "repeated-code" if person.code else "repeated-person"
            yield RosterProblem(code, person.place, {"text": person.code or "", "first": first.place.row or 0})


def _notices(
    people: Sequence[RosterPerson], organisations: Iterable[RosterOrganisation], tables: Sequence[SheetTable]
) -> Iterator[RosterProblem]:
    for table in tables:
        yield from table.notices()
        if Column.TENURE in table.columns and Column.STARTED not in table.columns:
            yield RosterProblem("tenure-converted", Place(table.sheet.title))
    guesses = Counter(field for person in people for field in person.guessed)
    for field in sorted(guesses):
        yield RosterProblem(f"guessed-{field}", params={"count": guesses[field]})
    without = [person for person in people if not person.person.levels and not person.person.leading]
    if without:
        yield RosterProblem("no-levels", without[0].place, {"count": len(without)})
    for organisation in organisations:
        if not organisation.likely_types and not organisation.code:
            yield RosterProblem("no-type", organisation.place, {"name": organisation.name})
    places: dict[str, RosterPerson] = {}
    for person in people:
        first = places.setdefault(fold(person.name.full), person)
        if first is not person:
            yield RosterProblem("namesake", person.place, {"first": first.place.row or 0})
