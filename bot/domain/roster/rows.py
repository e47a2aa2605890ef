"""One row of the people sheet → one person of the roster. Knows what columns mean together; not the register."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.names import Name, make_name, parse_name
from bot.domain.people import Category, Level, OrganisationType, Person, Role
from bot.domain.roster import cells, teaching, words
from bot.domain.roster.columns import Column
from bot.domain.roster.organisations import Directory
from bot.domain.roster.sheets import Place
from bot.domain.roster.table import RowReader
from bot.domain.roster.years import take_years
from bot.domain.spelling import fold

_FIELDS = {
    "position": (Column.POSITION,),
    "leading": (Column.LEADING,),
    "subjects": (Column.SUBJECTS,),
    "levels": (Column.LEVELS,),
    "started_year": (Column.STARTED, Column.TENURE, Column.STARTED_ON),
    "started_on": (Column.STARTED_ON,),
    "birth_year": (Column.BIRTH,),
    "category": (Column.CATEGORY,),
    "class_teacher": (Column.CLASS_TEACHER,),
    "active": (Column.ACTIVE, Column.DISMISSED),
    "roles": (Column.ROLES,),
    "mentor": (Column.MENTOR,),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody named by code in a cell."""

    code: str
    place: Place


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """One person as the file tells it: ``person`` has no code yet when ``code`` is None, and its organisations
    are keys of the file. ``said`` are the fields the file has columns for, ``guessed`` those read from the position;
    all other fields keep what the register holds. ``mentor`` may be a code that nobody has."""

    place: Place
    code: str | None
    name: Name
    person: Person
    roles: frozenset[Role]
    said: frozenset[str]
    guessed: frozenset[str]
    mentor: Reference | None = None


def read_person(row: RowReader, main: str | None, directory: Directory, today: date) -> RosterPerson | None:
    """The person of a row whose main organisation is known, or None with the row's problems noted."""
    name, code = _take_name(row), row.take(Column.CODE, cells.code, None)
    organisations = _take_organisations(row, main, directory)
    person, guessed = _take_work(row, directory, organisations, today)
    roles = row.take(Column.ROLES, cells.meanings_of(words.ROLES, "unknown-role"), frozenset())
    mentor = row.take(Column.MENTOR, cells.reference, None)
    if name is None or main is None or row.problems:
        return None
    said = frozenset(field for field, columns in _FIELDS.items() if any(map(row.has, columns)))
    if not roles:  # an empty cell takes nothing away: roles are also given in the chat
        said -= {"roles"}
    found = Reference(mentor, row.place(Column.MENTOR)) if mentor else None
    return RosterPerson(row.place(), code, name, person, roles or frozenset({Role.TEACHER}), said, guessed, found)


def _take_name(row: RowReader) -> Name | None:
    if row.has(Column.NAME):
        column, name = Column.NAME, parse_name(row.take(Column.NAME, cells.text, ""))
    else:
        column = Column.LAST
        parts = (row.take(part, cells.text, "") for part in (Column.LAST, Column.FIRST, Column.PATRONYMIC))
        name = make_name(*parts)
    if name is None:
        row.note(column, "bad-name")
    return name


def _take_organisations(row: RowReader, main: str | None, directory: Directory) -> tuple[str, ...]:
    others = row.take(Column.SECOND_ORGANISATION, cells.parts, ())
    keys = (main, *(directory.resolve(other, row, Column.SECOND_ORGANISATION) for other in others))
    return tuple(dict.fromkeys(key for key in keys if key is not None))


def _take_work(
    row: RowReader, directory: Directory, organisations: tuple[str, ...], today: date
) -> tuple[Person, frozenset[str]]:
    position = row.take(Column.POSITION, teaching.position, "")
    if not position:
        row.note(Column.POSITION, "no-position")
    subjects = row.take(Column.SUBJECTS, teaching.subjects, ())
    levels = row.take(Column.LEVELS, teaching.levels, frozenset())
    found_subjects = subjects or teaching.subjects_in(position)
    found_levels = levels or _levels_of(position, directory, organisations)
    said_leading = row.take(Column.LEADING, cells.meaning_of(words.YES_NO, "bad-yes-no"), None)
    leads = re.match(words.LEADING_POSITION, fold(position)) is not None
    years = take_years(row, today)
    person = Person(
        code="",
        organisations=organisations,
        position=position,
        leading=said_leading or (said_leading is None and leads),
        subjects=found_subjects,
        levels=found_levels,
        started_year=years.started,
        birth_year=years.birth,
        category=_take_category(row),
        class_teacher=row.take(Column.CLASS_TEACHER, teaching.class_teacher, False),
        active=_take_active(row),
        started_on=years.started_on,
    )
    guesses = (
        ("subjects", found_subjects != subjects),
        ("levels", found_levels != levels),
        ("leading", leads and said_leading is None),
    )
    return person, frozenset(field for field, guessed in guesses if guessed)


def _levels_of(position: str, directory: Directory, organisations: tuple[str, ...]) -> frozenset[Level]:
    types: frozenset[OrganisationType] = frozenset()
    if organisations:
        types = directory.found[organisations[0]].likely_types
    folded = fold(position)
    return frozenset(
        level
        for pattern, level, needed in words.POSITION_LEVELS
        if re.match(pattern, folded) and (needed is None or not types or needed in types)
    )


def _take_category(row: RowReader) -> Category | None:
    return row.take(Column.CATEGORY, cells.meaning_of(words.CATEGORIES, "unknown-category"), None)


def _take_active(row: RowReader) -> bool:
    working = row.take(Column.ACTIVE, cells.meaning_of(words.ACTIVE, "bad-yes-no"), None)
    gone = row.take(Column.DISMISSED, cells.meaning_of(words.DISMISSED, "bad-yes-no"), None)
    return working is not False and gone is not True
