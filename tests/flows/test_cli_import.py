"""The staff list: template, dry run, all or nothing, every problem with its place."""

import openpyxl
import pytest

from tests.centre import PEOPLE, Centre


class TestImport:
    def test_a_template_is_written_and_can_be_read_back(self, centre: Centre) -> None:
        assert centre.runs("import", "people", "--template", "blank.xlsx").code == 0
        said = centre.runs("import", "people", "blank.xlsx", "--yes")
        assert said.code == 1
        assert "нет ни одного человека" in said.text

    @pytest.mark.parametrize("answer", ["", "нет\n", "\n", "может быть\n"])
    def test_without_a_yes_nothing_is_loaded(self, centre: Centre, answer: str) -> None:
        said = centre.runs("import", "people", centre.roster(), answer=answer)
        assert said.code == 1
        assert f"Люди — новых: {PEOPLE}, изменений: 0" in said.text
        assert "Ничего не загружено, реестр прежний." in said.text
        assert centre.ask("SELECT count(*) FROM people") == [(0,)]

    def test_a_yes_loads_everything_with_names_sealed(self, centre: Centre) -> None:
        said = centre.runs("import", "people", centre.roster(ФИО="Ясенева Полина Игнатьевна"), answer="да\n")
        assert said.code == 0
        assert f"Загружено: новых — {PEOPLE}" in said.text
        assert centre.ask("SELECT count(*) FROM person_names") == [(PEOPLE,)]
        stored = "".join(path.read_bytes().decode("utf-8", "replace") for path in (centre.folder / "data").iterdir())
        assert "Ясенева" not in stored
        assert "Ясенева" not in said.text
        assert centre.ask("SELECT action, object FROM audit WHERE action = 'import'") == [("import", "register")]

    def test_a_changed_cell_changes_one_person(self, centre: Centre) -> None:
        centre.imported()
        said = centre.runs("import", "people", centre.roster("second.xlsx", Должность="заместитель директора"), "--yes")
        assert "изменений: 1" in said.text
        assert "~ должность: 1" in said.text
        assert centre.ask("SELECT count(*) FROM people") == [(PEOPLE,)]

    def test_who_left_loses_the_invitation(self, centre: Centre) -> None:
        centre.imported().runs("invite", "--out", "all.csv", "--format", "csv")
        assert centre.runs("import", "people", centre.roster("second.xlsx", Работает="нет"), "--yes").code == 0
        revoked = "SELECT p.active FROM invitations i JOIN people p ON p.id = i.person_id WHERE revoked_at IS NOT NULL"
        assert centre.ask(revoked) == [(0,)]

    def test_every_problem_is_told_with_its_place_and_written_down(self, centre: Centre) -> None:
        wrong = centre.roster(Должность="", Категория="супер")
        said = centre.runs("import", "people", wrong, "--yes", "--problems", "wrong.xlsx")
        assert said.code == 1
        assert "Лист «Педагоги», строка 2, колонка E: не указана должность." in said.text
        assert "2 ошибки. Ничего не загружено, реестр прежний" in said.text
        assert centre.ask("SELECT count(*) FROM people") == [(0,)]
        sheet = openpyxl.load_workbook("wrong.xlsx")["Ошибки"]
        rows = list(sheet.iter_rows(min_row=sheet.max_row - 1, values_only=True))
        assert [row[:4] for row in rows] == [(1, "Педагоги", 2, "E"), (2, "Педагоги", 2, "K")]

    def test_a_missing_file_is_no_crash(self, centre: Centre) -> None:
        said = centre.runs("import", "people", "нет.xlsx", "--yes")
        assert said.code == 1
        assert "Такого файла нет, или это папка." in said.text

    def test_a_mentor_of_the_list_becomes_a_pair_and_the_same_list_changes_nothing(self, centre: Centre) -> None:
        centre.imported()
        (first,), (second,), *_ = centre.ask("SELECT code FROM people ORDER BY id")
        both = {"Код": first, "Наставник": second, "Дата начала работы": "01.09.2025", "Год начала работы": ""}
        assert "~ наставник: 1" in centre.runs("import", "people", centre.roster("second.xlsx", **both), "--yes").text
        again = centre.runs("import", "people", "second.xlsx", "--yes")
        assert "Без изменений" in again.text
        pairs = "SELECT a.code, b.code, ended_on FROM mentoring_pairs JOIN people a ON a.id = mentee_id JOIN people b"
        assert centre.ask(f"{pairs} ON b.id = mentor_id") == [(first, second, None)]
        assert centre.ask("SELECT started_on FROM people WHERE started_on IS NOT NULL") == [("2025-09-01",)]

    @pytest.mark.parametrize("change", [{"Наставник": ""}, {"Работает": "нет"}])
    def test_a_pair_ends_with_an_empty_cell_and_with_the_work(self, centre: Centre, change: dict[str, str]) -> None:
        centre.imported()
        (first,), (second,), *_ = centre.ask("SELECT code FROM people ORDER BY id")
        paired = {"Код": first, "Наставник": second}
        for name, cells in (("second.xlsx", paired), ("third.xlsx", paired | change)):
            assert centre.runs("import", "people", centre.roster(name, **cells), "--yes").code == 0
        assert centre.ask("SELECT count(*), count(ended_on) FROM mentoring_pairs") == [(1, 1)]

    def test_a_name_the_system_does_not_take_is_told(self, centre: Centre) -> None:
        said = centre.runs("import", "people", "--template", f"{'я' * 300}.xlsx")
        assert said.code == 1
        assert "слишком длинное имя" in said.text
