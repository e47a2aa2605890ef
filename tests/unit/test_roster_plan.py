"""Roster against register: what an import would change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import count

import pytest

from bot.domain.names import Name, name_digest
from bot.domain.people import Category, Organisation, OrganisationType, Person, Role
from bot.domain.roster.matching import plan_import
from bot.domain.roster.plan import Plan, Register
from bot.domain.roster.reading import Roster, read_roster
from bot.domain.roster.sheets import Cell, Place, RosterProblem, Sheet
from tests.unit.rosters import HEADER, TODAY, people, sheet

DIGEST = partial(name_digest, b"key")
SCHOOL = Organisation("E-1", "СОШ", frozenset({OrganisationType.SCHOOL}))
GARDEN = Organisation("E-2", "Детский сад", frozenset({OrganisationType.PRESCHOOL}))
LI = Person("T-1", ("E-1",), "учитель", category=Category.FIRST)
CHEN = Name("Чен", "Ия")
ROLES = frozenset({Role.TEACHER})


def _register(*staff: tuple[Person, Name]) -> Register:
    return Register(
        {"E-1": SCHOOL, "E-2": GARDEN},
        {person.code: person for person, _ in staff},
        {person.code: ROLES for person, _ in staff},
        {person.code: DIGEST(name) for person, name in staff},
    )


REGISTER = _register((LI, Name("Ан", "Ли")))


PAIRED = replace(
    _register((LI, Name("Ан", "Ли")), (replace(LI, code="T-2"), Name("Цой", "Ян")), (replace(LI, code="T-3"), CHEN)),
    mentors={"T-1": "T-2"},
)


def _random() -> Callable[[int], int]:
    numbers = count(500)
    return lambda _: next(numbers)


def _plan(register: Register, *sheets: Sheet) -> Plan | tuple[RosterProblem, ...]:
    roster = read_roster(sheets, TODAY, register.organisations.values())
    assert isinstance(roster, Roster), roster
    return plan_import(roster, register, DIGEST, _random())


def plan(register: Register, *sheets: Sheet) -> Plan:
    found = _plan(register, *sheets)
    assert isinstance(found, Plan), found
    return found


def _after(register: Register, done: Plan) -> Register:
    entries = [*done.added, *(change.entry for change in done.changed)]
    mentors = {e.person.code: e.mentor for e in entries}
    return Register(
        {**register.organisations, **{o.code: o for o in (*done.organisations_added, *done.organisations_changed)}},
        {**register.people, **{e.person.code: e.person for e in entries}},
        {**register.roles, **{e.person.code: e.roles for e in entries}},
        {**register.digests, **{e.person.code: e.digest for e in entries}},
        {code: mentor for code, mentor in {**register.mentors, **mentors}.items() if mentor},
    )


def test_everybody_is_new_at_first() -> None:
    done = plan(Register(), people((None, "Ан Ли", "СОШ", "учитель"), ("007", "Ким Ан", "СОШ", "учитель")))
    assert [entry.person.code for entry in done.added] == ["T-00501X", "007"]
    assert [o.code for o in done.organisations_added] == ["E-500K"]
    assert {entry.person.organisations for entry in done.added} == {("E-500K",)}
    assert not done.is_empty


def test_the_same_file_again_changes_nothing() -> None:
    file = sheet(
        "Педагоги",
        (*HEADER, "Предметы", "Роли", "Тип организации", "Дата начала работы", "Наставник", "Часовой пояс"),
        ("007", "Ан Ли", "СОШ", "учитель", "физика", "наставник", "школа", None, None, "МСК+2"),
        (None, "Ким Ан", "Детский сад", "воспитатель", None, None, None, "01.09.2025", "007", None),
    )
    register = _after(Register(), plan(Register(), file))
    again = plan(register, file)
    assert again.is_empty
    assert (again.unchanged, again.organisations_unchanged, again.missing) == (2, 2, ())


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ((None, "АН  ЛИ", "СОШ", "Учитель"), ()),
        (("Т-1", "Ан Ли", "E-1", "учитель"), ()),
        ((None, "Ан Ли", "СОШ", "методист"), ("position",)),
        (("T-1", "Ан Ли", "Детский сад", "учитель"), ("organisations",)),
        (("T-1", "Ким Ли", "СОШ", "учитель"), ("name",)),
        ((None, "Ан Ли", "СОШ", "директор"), ("position", "leading")),
    ],
)
def test_matching_by_code_or_by_name_and_organisation(cells: tuple[Cell, ...], fields: tuple[str, ...]) -> None:
    done = plan(REGISTER, people(cells))
    assert not done.added
    assert [change.fields for change in done.changed] == ([fields] if fields else [])


def test_columns_the_file_does_not_have_keep_what_is_known() -> None:
    kept = plan(REGISTER, people((None, "Ан Ли", "СОШ", "учитель")))
    cleared = plan(REGISTER, sheet("Педагоги", (*HEADER, "Категория"), (None, "Ан Ли", "СОШ", "учитель", None)))
    assert kept.is_empty
    assert [change.fields for change in cleared.changed] == [("category",)]


def test_roles_change_only_when_the_file_speaks_of_them() -> None:
    register = replace(REGISTER, roles={"T-1": frozenset({Role.METHODOLOGIST})})
    assert plan(register, people((None, "Ан Ли", "СОШ", "учитель"))).is_empty
    assert plan(register, sheet("П", (*HEADER, "Роли"), (None, "Ан Ли", "СОШ", "учитель", None))).is_empty
    done = plan(register, sheet("П", (*HEADER, "Роли"), (None, "Ан Ли", "СОШ", "учитель", "педагог, администратор")))
    assert done.changed[0].entry.roles == {Role.TEACHER, Role.ADMIN}
    assert dict(done.summary.rights) == {Role.ADMIN: 1}


def test_a_namesake_elsewhere_is_new_and_told() -> None:
    done = plan(REGISTER, people((None, "Ан Ли", "Детский сад", "воспитатель")))
    assert len(done.added) == 1
    assert RosterProblem("maybe-moved", Place("Педагоги", 2), {"codes": "T-1"}) in done.notices


def test_a_new_name_under_a_known_code_is_told() -> None:
    done = plan(REGISTER, people(("T-1", "Ким Ан", "СОШ", "учитель")))
    assert RosterProblem("name-changed", Place("Педагоги", 2), {"code": "T-1"}) in done.notices


def test_two_people_of_the_register_fit_one_row() -> None:
    register = _register((LI, Name("Ан", "Ли")), (replace(LI, code="T-2"), Name("Ан", "Ли")))
    assert _plan(register, people((None, "Ан Ли", "СОШ", "учитель"))) == (
        RosterProblem("ambiguous-person", Place("Педагоги", 2), {"codes": "T-1, T-2"}),
    )


def test_two_rows_fit_one_person_of_the_register() -> None:
    rows = ((None, "Ан Ли", "СОШ", "учитель"), ("T-1", "Ан Ли", "Детский сад", "учитель"))
    found = _plan(REGISTER, people(*rows))
    assert found == (RosterProblem("repeated-code", Place("Педагоги", 3), {"text": "T-1", "first": 2}),)


def test_people_left_out_are_told_and_kept() -> None:
    elsewhere = replace(LI, code="T-3", organisations=("E-2",))
    gone = replace(LI, code="T-4", active=False)
    register = _register(
        (LI, Name("Ан", "Ли")), (replace(LI, code="T-2"), Name("Цой", "Ян")),
        (elsewhere, Name("Пак", "Ин")), (gone, Name("Тен", "Ия")),
    )  # fmt: skip
    assert plan(register, people((None, "Ан Ли", "СОШ", "учитель"))).missing == ("T-2",)


def test_organisations_change_by_what_the_file_says() -> None:
    file = sheet("Организации", ("Код", "Организация", "Признаки"), ("E-1", "СОШ имени Героя", "ШНОР"))
    done = plan(REGISTER, file, people(("T-1", "Ан Ли", "E-1", "учитель")))
    assert done.organisations_changed == (replace(SCHOOL, name="СОШ имени Героя", flags=frozenset({"low_results"})),)


def test_summary_has_no_names() -> None:
    done = plan(REGISTER, people(("T-1", "Ким Ан", "СОШ", "методист"), (None, "Цой Ян", "СОШ", "учитель")))
    assert (done.summary.added, done.summary.changed, dict(done.summary.fields)) == (1, 1, {"position": 1, "name": 1})
    assert "Цой" not in repr(done.summary)


def _mentored(mentor: Cell, code: str = "T-1", works: Cell = "да") -> Sheet:
    """Li with a mentor, and the mentor Tsoi working or not."""
    return sheet(
        "П",
        (*HEADER, "Наставник", "Работает"),
        (code, "Ан Ли", "СОШ", "учитель", mentor, "да"),
        ("T-2", "Цой Ян", "СОШ", "учитель", None, works),
    )


@pytest.mark.parametrize(
    ("cell", "mentor"),
    [("T-2", "T-2"), ("т–2", "T-2"), ("T-3", "T-3"), (None, None), ("нет", None), ("—", None)],
)
def test_a_mentor_comes_and_goes_by_the_column(cell: Cell, mentor: str | None) -> None:
    done = plan(PAIRED, _mentored(cell))
    assert [change.entry.mentor for change in done.changed] == ([mentor] if mentor != "T-2" else [])
    assert [change.fields for change in done.changed] == ([("mentor",)] if mentor != "T-2" else [])


def test_without_the_column_a_pair_stays() -> None:
    done = plan(PAIRED, people(("T-1", "Ан Ли", "СОШ", "методист")))
    assert [(change.fields, change.entry.mentor) for change in done.changed] == [(("position",), "T-2")]


def test_who_has_left_has_no_mentor() -> None:
    file = sheet("П", (*HEADER, "Наставник", "Работает"), ("T-1", "Ан Ли", "СОШ", "учитель", "T-2", "нет"))
    assert plan(PAIRED, file).changed[0].fields == ("active", "mentor")


@pytest.mark.parametrize(
    ("cell", "works", "code"),
    [
        ("T-77", "да", "unknown-mentor"),
        ("Иванова М. П.", "да", "unknown-mentor"),
        ("T-1", "да", "own-mentor"),
        ("T-2", "нет", "mentor-left"),
    ],
)
def test_impossible_mentors_are_told_with_their_cell(cell: str, works: str, code: str) -> None:
    found = _plan(PAIRED, _mentored(cell, works=works))
    assert isinstance(found, tuple)
    assert [(problem.code, problem.place) for problem in found] == [(code, Place("П", 2, "E"))]


def test_a_mentor_may_be_new_in_the_same_file() -> None:
    file = sheet(
        "П",
        (*HEADER, "Наставник"),
        (None, "Ан Ли", "СОШ", "учитель", "Н-5"),
        ("Н-5", "Ким Ян", "СОШ", "учитель", None),
    )
    assert [entry.mentor for entry in plan(Register(), file).added] == ["H-5", None]


@pytest.mark.parametrize(("year", "day"), [(2025, date(2025, 9, 1)), (2024, None)])
def test_a_corrected_year_makes_the_known_day_untrue(year: int, day: date | None) -> None:
    known = replace(LI, started_year=2025, started_on=date(2025, 9, 1))
    register = _register((known, Name("Ан", "Ли")))
    file = sheet("П", (*HEADER, "Год начала работы"), (None, "Ан Ли", "СОШ", "методист", year))
    assert plan(register, file).changed[0].entry.person.started_on == day
