"""Reading a staff list: tolerant of how people write, strict about what they mean."""

from bot.domain.people import Level, Organisation, OrganisationType, Role, Settlement
from bot.domain.roster.reading import Roster, read_roster
from bot.domain.roster.sheets import Place, RosterProblem, Sheet, Unusable, column_letter
from handlers.texts.roster import problem
from tests.unit.rosters import HEADER, TODAY, people, problems, read, sheet


def test_header_below_a_title_blank_rows_and_extra_columns() -> None:
    roster = read(
        sheet(
            "Лист1",
            ("Список педагогов на 2026 год", None),
            (None,),
            ("№ п/п", "ф.и.о. ", "Телефон", "ЗАНИМАЕМАЯ\nДОЛЖНОСТЬ", "Образовательная организация"),
            (1, "Иванова Мария Петровна", "+7", "Учитель", "СОШ №1"),
            (None, None, None, None),
            (2, "Ан Ли", None, "ВОСПИТАТЕЛЬ", "сош № 1"),
        )
    )
    assert [(p.name.last, p.person.position, p.place) for p in roster.people] == [
        ("Иванова", "учитель", Place("Лист1", 4)),
        ("Ан", "воспитатель", Place("Лист1", 6)),
    ]
    assert [o.name for o in roster.organisations] == ["СОШ №1"]
    assert RosterProblem("unread-column", Place("Лист1", 3), {"header": "Телефон"}) in roster.notices


def test_two_sheets_with_codes_that_keep_zeros() -> None:
    organisations = sheet(
        "Организации",
        ("Код", "Наименование", "Тип", "Город/село", "Признаки"),
        ("007", "Детский сад «Колосок»", "дошкольная", "с. Лесное", "опорная; Моя отметка"),
    )
    staff = sheet(
        "Педагоги",
        ("Должность", "Код организации", "Отчество", "Имя", "Фамилия"),
        ("воспитатель", "007", None, "Алёна", "Селезнёва"),
    )
    roster = read(organisations, staff)
    (organisation,) = roster.organisations
    (person,) = roster.people
    assert (organisation.code, organisation.types, organisation.settlement, organisation.flags) == (
        "007",
        frozenset({OrganisationType.PRESCHOOL}),
        Settlement.VILLAGE,
        frozenset({"base", "моя отметка"}),
    )
    assert person.person.organisations == (organisation.key,)
    assert person.person.levels == {Level.PRESCHOOL}


def test_one_sheet_derives_organisations_and_guesses_their_types() -> None:
    roster = read(
        people(
            (None, "Ан Ли", "Детский сад «Колосок»", "воспитатель"),
            (None, "Ким Ан", "Лесновская СОШ", "учитель"),
            (None, "Цой Ян", "Спортивная школа «Олимп»", "тренер-преподаватель"),
            (None, "Пак Ин", "Информационный отдел", "методист"),
        )
    )
    assert [set(o.likely_types) for o in roster.organisations] == [
        {OrganisationType.PRESCHOOL}, {OrganisationType.SCHOOL}, {OrganisationType.ADDITIONAL}, set(),
    ]  # fmt: skip
    assert RosterProblem("no-type", Place("Педагоги", 5, "C"), {"name": "Информационный отдел"}) in roster.notices


def test_second_place_may_be_named_before_its_own_rows() -> None:
    header = (*HEADER, "Совместительство")
    roster = read(
        sheet(
            "Педагоги",
            header,
            (None, "Ан Ли", "СОШ № 1", "учитель", "Дом творчества; СОШ № 2"),
            (None, "Ким Ан", "СОШ № 2", "учитель"),
            (None, "Цой Ян", "Дом творчества", "методист"),
        )
    )
    assert roster.people[0].person.organisations == ("сош № 1", "дом творчества", "сош № 2")


def test_register_completes_the_file() -> None:
    known = Organisation("E-100K", "Лесновская СОШ", frozenset({OrganisationType.SCHOOL}))
    roster = read_roster([people((None, "Ан Ли", "Е-100К", "учитель"))], TODAY, [known])
    assert isinstance(roster, Roster)
    assert [(o.code, o.name) for o in roster.organisations] == [("E-100K", "Лесновская СОШ")]


def test_with_an_organisations_sheet_misspelt_names_are_problems() -> None:
    organisations = sheet("Организации", ("Организация",), ("Берёзовская СОШ",))
    assert problems(organisations, people((None, "Ан Ли", "Березовская СОШш", "учитель"))) == (
        RosterProblem(
            "unknown-organisation",
            Place("Педагоги", 2, "C"),
            {"text": "Березовская СОШш", "near": "Берёзовская СОШ"},
        ),
    )


def test_a_number_is_not_a_new_organisation() -> None:
    (problem,) = problems(people((None, "Ан Ли", 12, "учитель")))
    assert (problem.code, problem.place) == ("unknown-organisation", Place("Педагоги", 2, "C"))


def test_every_problem_is_listed_with_its_place() -> None:
    header = (*HEADER, "Категория", "Год рождения")
    found = problems(
        sheet(
            "Педагоги",
            header,
            (None, "Ан", "СОШ № 1", "учитель", "пятая", 1980),
            (None, "Ан Ли", None, None, None, Unusable("formula")),
            ("T-00001A", "Ким Ан", "СОШ № 1", "учитель", None, 1780),
        )
    )
    assert [(p.code, p.place.row, p.place.column) for p in found] == [
        ("bad-name", 2, "B"),
        ("unknown-category", 2, "E"),
        ("no-organisation", 3, "C"),
        ("no-position", 3, "D"),
        ("formula", 3, "F"),
        ("bad-code", 4, "A"),
        ("bad-year", 4, "F"),
    ]


def test_rows_that_describe_an_organisation_differently() -> None:
    header = (*HEADER, "Тип организации", "Населённый пункт")
    (found,) = problems(
        sheet(
            "Педагоги",
            header,
            (None, "Ан Ли", "СОШ", "учитель", "школа", None),
            (None, "Ким Ан", "СОШ", "учитель", None, "село"),
            (None, "Пак Ин", "Детский сад", "воспитатель", None, "село"),
            (None, "Тен Ия", "Детский сад", "воспитатель", "школа, дошкольная", "село"),
            (None, "Цой Ян", "СОШ", "учитель", "школа, дошкольная", "село"),
        )
    )
    assert (found.code, found.place) == ("organisation-differs", Place("Педагоги", 6, "E"))


def test_columns_missing_and_repeated() -> None:
    found = problems(sheet("Педагоги", ("Фамилия", "Организация", "Школа"), ("Ан", "СОШ", "СОШ")))
    assert {(p.code, p.params.get("header")) for p in found if p.place.row == 1} == {
        ("repeated-column", "Организация"),
        ("missing-column", "Должность"),
        ("missing-column", "Имя"),
    }


def test_repeated_people() -> None:
    found = problems(
        people(
            ("1", "Ан Ли", "СОШ", "учитель"),
            ("1", "Ким Ан", "СОШ", "учитель"),
            (None, "Цой Ян", "СОШ", "учитель"),
            (None, "ЦОЙ  ЯН", "СОШ", "методист"),
        )
    )
    assert [(p.code, p.place.row, p.params["first"]) for p in found] == [
        ("repeated-code", 3, 2),
        ("repeated-person", 5, 4),
    ]


def test_repeated_organisations() -> None:
    found = problems(
        sheet("Организации", ("Код", "Организация"), ("1", "Сад"), ("1", "Школа"), ("2", "САД")),
        people((None, "Ан Ли", "Школа", "учитель")),
    )
    assert [(p.code, p.place.row) for p in found] == [("repeated-code", 3), ("repeated-organisation", 4)]
    assert "уже занят в строке 2" in problem(found[0])


def test_namesakes_elsewhere_are_told() -> None:
    roster = read(people((None, "Ан Ли", "СОШ № 1", "учитель"), (None, "Ан Ли", "СОШ № 2", "учитель")))
    assert RosterProblem("namesake", Place("Педагоги", 3), {"first": 2}) in roster.notices


def test_sheets_that_are_no_lists() -> None:
    hidden = Sheet("Старое", (), hidden=True)
    other = sheet("Заметки", ("что-то", "ещё"), ("1", "2"))
    helping = sheet("Как заполнять", ("Колонка", "Что писать"))
    roster = read(hidden, other, helping, people((None, "Ан Ли", "СОШ", "учитель")))
    assert [(n.code, n.place.sheet) for n in roster.notices[:2]] == [
        ("hidden-sheet", "Старое"),
        ("unread-sheet", "Заметки"),
    ]
    assert [p.code for p in problems(other)] == ["no-people-sheet"]
    assert [p.code for p in problems(people())] == ["no-people"]


def test_roles_are_teacher_unless_said() -> None:
    header = (*HEADER, "Роль")
    roster = read(
        sheet(
            "Педагоги",
            header,
            (None, "Ан Ли", "СОШ", "учитель", "Наставник, координатор"),
            (None, "Ким Ан", "СОШ", "учитель", None),
        )
    )
    assert [person.roles for person in roster.people] == [{Role.MENTOR, Role.COORDINATOR}, {Role.TEACHER}]


def test_column_letters() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
