"""What stands in one cell of a staff list, and what the register makes of it."""

from datetime import date, datetime

import pytest

from bot.domain.people import Category, Level, Settlement
from bot.domain.roster.reading import read_roster
from bot.domain.roster.sheets import Cell, Unusable
from tests.unit.rosters import HEADER, TODAY, one, problems, read, sheet

BASIC, SECONDARY, PRIMARY = Level.BASIC, Level.SECONDARY, Level.PRIMARY


@pytest.mark.parametrize(
    ("column", "cell", "field", "value"),
    [
        ("Год рождения", 1987, "birth_year", 1987),
        ("Год рождения", 1987.0, "birth_year", 1987),
        ("Год рождения", "1987 г.р.", "birth_year", 1987),
        ("Дата рождения", datetime(1987, 5, 3), "birth_year", 1987),  # noqa: DTZ001 - Excel dates have no zone
        ("Дата рождения", date(1987, 5, 3), "birth_year", 1987),
        ("Дата рождения", "03.05.1987", "birth_year", 1987),
        ("Год рождения", None, "birth_year", None),
        ("Год начала работы", "с 2010", "started_year", 2010),
        ("Дата начала работы", datetime(2025, 9, 1), "started_on", date(2025, 9, 1)),  # noqa: DTZ001 - as above
        ("Дата начала работы", "1 сентября 2025", "started_on", date(2025, 9, 1)),
        ("Дата начала работы", "01.09.2025", "started_year", 2025),
        ("Дата начала работы", 2019, "started_on", None),
        ("Дата начала работы", "с 2019 г.", "started_year", 2019),
        ("Дата начала работы", date(2027, 2, 1), "started_on", date(2027, 2, 1)),
        ("Дата начала работы", None, "started_year", None),
        ("Стаж", 5, "started_year", 2021),
        ("Педагогический стаж (лет)", "12,5", "started_year", 2014),
        ("Стаж", "3 г. 2 мес.", "started_year", 2023),
        ("Стаж работы", "21 год", "started_year", 2005),
        ("Стаж", "менее года", "started_year", 2026),
        ("Стаж", "7 месяцев", "started_year", 2026),
        ("Категория", "Высшая", "category", Category.HIGHEST),
        ("Категория", "I", "category", Category.FIRST),
        ("Категория", "СЗД", "category", Category.COMPLIANCE),
        ("Категория", "-", "category", Category.NONE),
        ("Категория", None, "category", None),
        ("Категория", "педагог–методист", "category", Category.METHODIST),
        ("Классный руководитель", "ДА", "class_teacher", True),
        ("Классный руководитель", True, "class_teacher", True),
        ("Классное руководство", "5 «А»", "class_teacher", True),
        ("Классное руководство", "-", "class_teacher", False),
        ("Классный руководитель", None, "class_teacher", False),
        ("Работает", "уволена", "active", False),
        ("Статус", "декретный отпуск", "active", True),
        ("Уволен", "да", "active", False),
        ("Уволен", None, "active", True),
        ("Предметы", "Математика, ФИЗИКА;\nалгебра", "subjects", ("математика", "физика")),
        ("Предмет", "Русский язык и литература", "subjects", ("русский язык", "литература")),
        ("Предметы", "ОБЖ; изо; Родной язык", "subjects", ("ОБЗР", "изобразительное искусство", "родной язык")),
        ("Предметы", "Музыка и движение", "subjects", ("музыка и движение",)),
        ("Предметы", "нет", "subjects", ()),
        ("Уровень образования", "ООО, СОО", "levels", {BASIC, SECONDARY}),
        ("Уровни", "начальное общее", "levels", {PRIMARY}),
        ("Ступень", "1–4; 5-9", "levels", {PRIMARY, BASIC}),
        ("Руководитель", "да", "leading", True),
    ],
)
def test_cells(column: str, cell: Cell, field: str, value: object) -> None:
    assert getattr(one(column, cell).person, field) == value


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("Год рождения", 1780, "bad-year"),
        ("Год рождения", 2020, "impossible-birth"),
        ("Год рождения", "1987 или 1988", "bad-year"),
        ("Год начала работы", 2030, "impossible-start"),
        ("Дата начала работы", "31.02.2025", "bad-date"),
        ("Дата начала работы", 45901, "bad-date"),
        ("Дата начала работы", "скоро", "bad-date"),
        ("Дата начала работы", date(2028, 9, 1), "starts-later"),
        ("Дата начала работы", 2030, "impossible-start"),
        ("Стаж", "много", "bad-tenure"),
        ("Категория", "пятая", "unknown-category"),
        ("Классный руководитель", "может быть", "bad-yes-no"),
        ("Уровень образования", "Высшее", "own-schooling"),
        ("Уровень образования", "всё", "unknown-level"),
        ("Роли", "царь", "unknown-role"),
        ("Тип организации", "ларёк", "unknown-type"),
        ("Населённый пункт", "Лесное", "unknown-settlement"),
        ("Часовой пояс", "МСК+12", "unknown-zone"),
        ("Часовой пояс", "Asia/Свердловск", "unknown-zone"),
        ("Часовой пояс", "Europe", "unknown-zone"),
        ("Часовой пояс", "../etc/passwd", "unknown-zone"),
        ("Предметы", Unusable("formula"), "formula"),
        ("Предметы", Unusable("error-value"), "error-value"),
        ("Предметы", "щ" * 400, "too-long"),
    ],
)
def test_faulty_cells(column: str, cell: Cell, code: str) -> None:
    row = (None, "Ан Ли", "СОШ № 1", "учитель", cell)
    found = problems(sheet("Педагоги", (*HEADER, column), row))
    assert {(p.code, p.place.row, p.place.column) for p in found} == {(code, 2, "E")}


def test_started_before_school_was_over() -> None:
    header = (*HEADER, "Год рождения", "Стаж")
    (found,) = problems(sheet("Педагоги", header, (None, "Ан Ли", "СОШ", "учитель", 2000, 20)))
    assert (found.code, found.place.column, found.params) == ("started-too-young", "F", {"age": 6})


@pytest.mark.parametrize(("year", "day", "told"), [(2024, date(2025, 9, 1), True), (2025, date(2025, 9, 1), False)])
def test_year_and_day_of_the_beginning_agree(year: int, day: date, told: bool) -> None:
    row = (None, "Ан Ли", "СОШ", "учитель", year, day)
    found = read_roster([sheet("Педагоги", (*HEADER, "Год начала работы", "Дата начала работы"), row)], TODAY)
    assert isinstance(found, tuple) is told
    if isinstance(found, tuple):
        assert [(p.code, p.place.column, p.params) for p in found] == [("start-differs", "F", {"year": 2024})]


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("МСК+2", "Asia/Yekaterinburg"),
        ("мск −1", "Europe/Kaliningrad"),
        ("Московское время", "Europe/Moscow"),
        ("MSK", "Europe/Moscow"),
        (2, "Asia/Yekaterinburg"),
        ("+9", "Asia/Kamchatka"),
        ("UTC+5", "Asia/Yekaterinburg"),
        ("UTC+03:00", "Europe/Moscow"),
        ("Asia/Omsk", "Asia/Omsk"),
        ("Asia/Barnaul", "Asia/Barnaul"),
        (None, None),
    ],
)
def test_zones(written: Cell, zone: str | None) -> None:
    lists = read(
        sheet("Организации", ("Организация", "Часовой пояс"), ("СОШ", written)),
        sheet("Педагоги", HEADER, (None, "Ан Ли", "СОШ", "учитель")),
    )
    assert [one.zone for one in lists.organisations] == [zone]


@pytest.mark.parametrize(
    ("position", "leading"),
    [
        ("Директор", True),
        ("и.о. директора", True),
        ("Заместитель директора по УВР", True),
        ("зам. директора", True),
        ("Заведующая", True),
        ("руководитель структурного подразделения", True),
        ("музыкальный руководитель", False),
        ("руководитель физического воспитания", False),
        ("заведующий библиотекой", False),
        ("учитель", False),
    ],
)
def test_leading_by_position(position: str, leading: bool) -> None:
    assert one("Категория", None, position).person.leading is leading


@pytest.mark.parametrize(
    ("position", "subjects", "levels"),
    [
        ("учитель математики", ("математика",), set()),
        ("Учитель русского языка и литературы", ("русский язык", "литература"), set()),
        ("учитель начальных классов", ("начальные классы",), {PRIMARY}),
        ("учитель-логопед", (), set()),
        ("учитель надомного обучения", (), set()),
        ("педагог дополнительного образования", (), set()),
    ],
)
def test_position_tells_what_the_columns_leave_out(
    position: str, subjects: tuple[str, ...], levels: set[Level]
) -> None:
    person = one("Категория", None, position).person
    assert (person.subjects, set(person.levels)) == (subjects, levels)


@pytest.mark.parametrize(
    ("written", "settlement"),
    [
        ("Город", Settlement.TOWN),
        ("пгт. Заречный", Settlement.TOWN),
        ("г. Лесной", Settlement.TOWN),
        ("с. Лесное", Settlement.VILLAGE),
        ("деревня Ключи", Settlement.VILLAGE),
        ("сельская местность", Settlement.VILLAGE),
        (None, None),
    ],
)
def test_settlements(written: Cell, settlement: Settlement | None) -> None:
    row = (None, "Ан Ли", "СОШ № 1", "учитель", written)
    roster = read(sheet("Педагоги", (*HEADER, "Населённый пункт"), row))
    assert roster.organisations[0].settlement == settlement
