"""The list of courses: template, dry run, all or nothing, every problem with its place, the same file twice."""

from datetime import date

import openpyxl

from bot.domain.course_list.columns import Column
from exports.course_template import Line, write_course_template
from playground.courses import invent_courses
from tests.centre import Centre


def _list(centre: Centre, changes: Line | None = None, name: str = "courses.xlsx") -> str:
    """Write a list of the first three of the register; `changes` overwrite cells of the first line."""
    codes = [code for (code,) in centre.ask("SELECT code FROM people ORDER BY id LIMIT 3")]
    lines: list[Line] = [
        {
            Column.COURSE: "К-7", Column.TITLE: "Оценка чтения", Column.PROVIDER: "ИРО", Column.HOURS: 72,
            Column.STARTS: date(2026, 10, 5), Column.ENDS: date(2026, 10, 30), Column.PERSON: code,
            Column.FUNCTIONS: "A/01.6",
        }
        for code in codes
    ]  # fmt: skip
    write_course_template(centre.folder / name, [{**lines[0], **(changes or {})}, *lines[1:]])
    return name


def test_a_template_is_written_and_can_be_read_back(centre: Centre) -> None:
    assert centre.runs("import", "courses", "--template", "blank.xlsx").code == 0
    said = centre.runs("import", "courses", "blank.xlsx", "--yes")
    assert said.code == 1
    assert "нет ни одного слушателя" in said.text


def test_a_plan_is_shown_and_nothing_loaded_without_a_yes(centre: Centre) -> None:
    said = centre.imported().runs("import", "courses", _list(centre), answer="нет\n")
    assert said.code == 1
    assert "Потоки — новых: 1, изменений: 0, без изменений: 0." in said.text
    assert "Ничего не загружено, курсы прежние." in said.text
    assert centre.ask("SELECT count(*) FROM courses") == [(0,)]


def test_a_yes_loads_everything_and_the_same_file_changes_nothing(centre: Centre) -> None:
    said = centre.imported().runs("import", "courses", _list(centre), answer="да\n")
    assert said.code == 0
    assert "Загружено: потоков — 1, слушателей — 3." in said.text
    stored = "SELECT c.code, hours, functions, r.code, ends_on FROM courses c JOIN course_runs r ON r.course_id = c.id"
    assert centre.ask(stored) == [("K-7", 72, '["A/01.6"]', "K-7/2026-10-05", "2026-10-30")]
    before = centre.rows()
    again = centre.runs("import", "courses", "courses.xlsx", "--yes")
    assert (again.code, "Без изменений" in again.text) == (0, True)
    assert centre.rows() == before


def test_who_gave_up_is_changed(centre: Centre) -> None:
    centre.imported().runs("import", "courses", _list(centre), "--yes")
    said = centre.runs("import", "courses", _list(centre, {Column.FINISHED: "нет"}, "second.xlsx"), "--yes")
    assert "Слушатели — новых: 0, изменений: 1, без изменений: 2." in said.text
    assert centre.ask("SELECT count(*) FROM course_participants WHERE NOT finished") == [(1,)]


def test_every_problem_is_told_with_its_place_and_written_down(centre: Centre) -> None:
    wrong = _list(centre.imported(), {Column.PERSON: "T-77", Column.HOURS: "много"})
    said = centre.runs("import", "courses", wrong, "--yes", "--problems", "wrong.xlsx")
    assert said.code == 1
    assert "Лист «Курсы», строка 2, колонка D: «много» — не число часов от 1 до 2000." in said.text
    assert "1 ошибка. Ничего не загружено, курсы прежние" in said.text
    assert openpyxl.load_workbook("wrong.xlsx")["Ошибки"].max_row >= 4
    assert centre.ask("SELECT count(*) FROM courses") == [(0,)]


def test_the_invented_courses_of_the_demo_come_through(centre: Centre) -> None:
    codes = [code for (code,) in centre.imported().ask("SELECT code FROM people ORDER BY id")]
    write_course_template(centre.folder / "invented.xlsx", invent_courses(codes, date(2026, 11, 23), seed=1))
    said = centre.runs("import", "courses", "invented.xlsx", "--yes")
    assert "Загружено: потоков — 3, слушателей — 36." in said.text
    ended = centre.ask(
        "SELECT r.ends_on, count(*), sum(finished) FROM course_runs r"
        " JOIN course_participants p ON p.run_id = r.id GROUP BY r.id ORDER BY r.ends_on"
    )
    assert ended == [("2026-05-26", 10, 9), ("2026-09-23", 12, 11), ("2026-11-22", 14, 13)]
