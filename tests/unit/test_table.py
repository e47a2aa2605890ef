from exports.answers import sheet_names
from exports.table import SHEET_NAME_LIMIT, Column, Table, natural, unique_titles


def test_repeated_and_empty_titles_become_unique() -> None:
    columns = [Column("a", "Код", 5), Column("b", " код ", 5), Column("c", "", 5), Column("d", "Два\nряда", 5)]
    assert [column.title for column in unique_titles(columns)] == ["Код", "код (2)", "c", "Два ряда"]


def test_numbers_sort_by_value() -> None:
    assert sorted(["СОШ № 10", "СОШ № 2", "Сад № 1"], key=natural) == ["Сад № 1", "СОШ № 2", "СОШ № 10"]
    assert sorted(["5²", "²", "5"], key=natural) == ["5", "5²", "²"]  # a digit by Unicode that int() does not read


def test_sheets_of_like_codes_have_names_of_their_own() -> None:
    codes = ["survey-of-the-municipality-a", "survey-of-the-municipality-b", "Needs", "needs", "other"]
    names = [name for _, name, _ in sheet_names(codes)]
    assert all(len(name) <= SHEET_NAME_LIMIT for name in names)
    assert len({name.casefold() for name in names}) == len(codes)
    assert names[-1] == "Ответы other"


def test_header_is_in_row_one_without_a_title() -> None:
    columns = (Column("a", "А", 5),)
    assert Table("Лист", "t", columns).header_row == 0
    assert Table("Лист", "t", columns, title="Заголовок", notes=("одно", "два")).header_row == 4
