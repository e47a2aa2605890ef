"""Roles, workbook, backups and questionnaires on the centre's machine, with the bot running and without."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from bot.domain.people import Role
from storage.lock import lock_file
from tests.centre import PEOPLE, Centre

TEACHER = "SELECT code FROM people WHERE active AND position = 'учитель' ORDER BY code"


class TestRoles:
    @pytest.mark.parametrize(("word", "role"), [("методист", Role.METHODOLOGIST), ("Coordinator", Role.COORDINATOR)])
    def test_are_given_in_either_language_and_noted(self, centre: Centre, word: str, role: Role) -> None:
        ((code,), *_) = centre.imported().ask(TEACHER)
        typed = code.lower().replace("t", "т")  # the Cyrillic letter
        assert centre.runs("role", "grant", typed, word).code == 0
        held = f"SELECT role FROM roles r JOIN people p ON p.id = r.person_id WHERE p.code = '{code}'"
        assert (role.value,) in centre.ask(held)
        noted = centre.ask(f"SELECT detail FROM audit WHERE action = 'grant' AND object = 'person:{code}'")
        assert f'{{"role": "{role.value}"}}' in [detail for (detail,) in noted]
        assert code in centre.runs("role", "list").text

    def test_are_taken_back(self, centre: Centre) -> None:
        ((code,), *_) = centre.imported().ask(TEACHER)
        centre.runs("role", "grant", code, "наблюдатель")
        assert "снята" in centre.runs("role", "revoke", code, "наблюдатель").text
        assert "и не было" in centre.runs("role", "revoke", code, "наблюдатель").text

    def test_the_last_administrator_stays(self, centre: Centre) -> None:
        centre.runs("init")
        ((code,),) = centre.ask("SELECT code FROM people")
        said = centre.runs("role", "revoke", code, "администратор")
        assert said.code == 1
        assert "единственный администратор" in said.text
        assert centre.ask("SELECT role FROM roles") == [("admin",)]


class TestWorkbook:
    def test_is_made_without_names_by_default(self, centre: Centre) -> None:
        said = centre.imported().runs("export", "monitoring", "--out", "m.xlsx")
        assert said.code == 0
        assert said.text.startswith("Книга готова: m.xlsx")
        assert openpyxl.load_workbook("m.xlsx").sheetnames[0] == "О файле"

    @pytest.mark.parametrize(
        ("arguments", "about", "detail"),
        [
            ((), "municipality", '{"names": 0, "what": "monitoring"}'),
            (("--organisation", "{place}", "--with-names"), "{place}", '{"names": 1, "what": "monitoring"}'),
        ],
    )
    def test_leaves_a_line_in_the_journal(
        self, centre: Centre, arguments: tuple[str, ...], about: str, detail: str
    ) -> None:
        ((place,), *_) = centre.imported().ask("SELECT code FROM organisations")
        given = [argument.format(place=place) for argument in arguments]
        assert centre.runs("export", "monitoring", "--out", "m.xlsx", *given).code == 0
        found = centre.ask("SELECT person_id, object, detail FROM audit WHERE action = 'export'")
        assert found == [(None, about.format(place=place), detail)]

    def test_with_names_is_private_and_warned_about(self, centre: Centre) -> None:
        said = centre.imported().runs("export", "monitoring", "--out", "m.xlsx", "--with-names")
        assert said.code == 0
        assert "не пересылайте" in said.text
        assert stat.S_IMODE(Path("m.xlsx").stat().st_mode) == 0o600

    def test_quiet_says_nothing(self, centre: Centre) -> None:
        said = centre.imported().runs("export", "monitoring", "--out", "m.xlsx", "--quiet", "--since", "01.09.2025")
        assert (said.code, said.text) == (0, "")

    def test_a_period_that_has_not_begun_is_refused(self, centre: Centre) -> None:
        said = centre.imported().runs("export", "monitoring", "--out", "m.xlsx", "--since", "01.01.2999")
        assert said.code == 1
        assert "Период начинается в будущем. Ничего не записано." in said.text
        assert not Path("m.xlsx").exists()

    def test_is_not_overwritten_by_accident(self, centre: Centre) -> None:
        Path("m.xlsx").write_text("важное")
        assert centre.imported().runs("export", "monitoring", "--out", "m.xlsx").code == 1
        assert Path("m.xlsx").read_text() == "важное"

    @pytest.mark.parametrize(
        "line", ["export monitoring --out m.pdf", "export monitoring --out m", "invite --out m.doc"]
    )
    def test_a_name_that_promises_another_file_is_refused(self, centre: Centre, line: str) -> None:
        said = centre.imported().runs(*line.split())
        assert said.code == 1
        assert "Ничего не записано." in said.text
        assert not list(Path().glob("m*"))

    def test_names_without_their_key_are_refused(self, centre: Centre) -> None:
        centre.imported()
        Path("keys/names.key").unlink()
        said = centre.runs("export", "monitoring", "--out", "m.xlsx", "--with-names")
        assert said.code == 1
        assert "Ключа имён keys/names.key нет" in said.text


class TestBesideTheBot:
    """What the commands do while another process holds the file."""

    @pytest.mark.parametrize(
        "line",
        ["import people list.xlsx --yes", "init", "invite --out a.pdf", "role grant T-1 admin", "restore b --force"],
    )
    def test_writing_is_refused_with_what_to_do(self, centre: Centre, line: str) -> None:
        centre.imported().runs("backup", "--out", "b")
        before, lock = centre.rows(), lock_file(centre.folder / "data" / "bot.sqlite3")
        said = centre.runs(*line.split())
        lock.release()
        assert said.code == 1
        assert "занята: бот запущен. Ничего не изменено." in said.text
        assert centre.rows() == before

    @pytest.mark.parametrize(
        "line",
        [
            "organisations",
            "role list",
            "questionnaire list",
            "check",
            "backup --out b",
            "export monitoring --out m.xlsx",
        ],
    )
    def test_reading_goes_on(self, centre: Centre, line: str) -> None:
        lock = lock_file(centre.imported().folder / "data" / "bot.sqlite3")
        assert centre.runs(*line.split()).code == 0
        lock.release()

    def test_an_export_leaves_its_line_for_the_bot(self, centre: Centre) -> None:
        lock = lock_file(centre.imported().folder / "data" / "bot.sqlite3")
        before = centre.rows()
        assert centre.runs("export", "monitoring", "--out", "m.xlsx").code == 0
        assert centre.rows() == before
        lock.release()
        assert len(list((centre.folder / "data").glob("bot.sqlite3.*.note"))) == 1
        centre.runs("export", "monitoring", "--out", "n.xlsx", "--with-names")
        assert len(centre.ask("SELECT at FROM audit WHERE action = 'export'")) == 2


class TestStore:
    def test_a_backup_brings_everything_back(self, centre: Centre) -> None:
        saved = centre.imported().runs("backup", "--out", "b.sqlite3")
        assert saved.code == 0
        assert f"В ней {PEOPLE} человек" in saved.text
        assert "Ключ имён keys/names.key в копию не входит." in saved.text
        before = centre.rows()
        centre.runs("init")
        assert centre.runs("restore", "b.sqlite3").code == 1
        assert "Прежние данные сохранены" in centre.runs("restore", "b.sqlite3", "--force").text
        assert centre.rows() == before
        assert centre.runs("check").text.startswith("База в порядке")

    def test_o07_a_truncated_database_is_told_and_nothing_opens_it(self, centre: Centre) -> None:
        path = centre.imported().folder / "data" / "bot.sqlite3"
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        cut = path.read_bytes()
        for line in ("check", "init", "role list", "organisations"):
            said = centre.runs(*line.split())
            assert said.code == 1
            assert "повреждён" in said.text
            assert "python -m bot restore КОПИЯ --force" in said.text
        assert path.read_bytes() == cut

    def test_a_folder_that_is_not_there_may_be_a_disk_that_is_not(self, centre: Centre) -> None:
        said = centre.imported().runs("backup", "--out", "disk/b.sqlite3")
        assert said.code == 1
        assert f"Папки {centre.folder / 'disk'} нет. Ничего не записано." in said.text
        assert not Path("disk").exists()

    def test_foreign_tables_are_told_under_the_name_of_the_copy(self, centre: Centre) -> None:
        with closing(sqlite3.connect("other.sqlite3")) as raw:
            raw.execute("CREATE TABLE a (b)")
        said = centre.runs("restore", "other.sqlite3")
        assert said.code == 1
        assert "В other.sqlite3 лежат чужие таблицы" in said.text

    def test_a_file_that_is_no_backup_is_refused(self, centre: Centre) -> None:
        said = centre.imported().runs("restore", centre.roster(), "--force")
        assert said.code == 1
        assert "не база бота" in said.text
        assert centre.ask("SELECT count(*) FROM people") == [(PEOPLE,)]


SURVEY = """
spec_version: 1
code: mood
title: Настроение
sections:
  - code: main
    title: Главное
    items:
      - {code: q1, kind: text, label: Как дела?}
"""


class TestQuestionnaires:
    def test_faults_come_all_at_once_with_their_lines(self, centre: Centre) -> None:
        wrong = SURVEY.replace("kind: text", "kind: poem") + "      - {code: q2, kind: text}\n"
        Path("mood.yaml").write_text(wrong, encoding="utf-8")
        said = centre.runs("questionnaire", "inspect", "mood.yaml")
        assert said.code == 1
        assert "mood.yaml:9 q1: такого вида вопроса нет" in said.text
        assert "mood.yaml:10 q2: нет обязательного ключа «label»" in said.text
        assert "2 ошибки. Публиковать нельзя" in said.text
        assert centre.runs("questionnaire", "publish", "mood.yaml").code == 1

    def test_versions_are_published_compared_and_listed(self, centre: Centre) -> None:
        path = Path("mood.yaml")
        path.write_text(SURVEY, encoding="utf-8")
        assert "Опубликована «Настроение», версия 1." in centre.runs("questionnaire", "publish", "mood.yaml").text
        assert "Без изменений" in centre.runs("questionnaire", "publish", "mood.yaml").text
        path.write_text(SURVEY + "      - {code: q2, kind: text, label: А почему?}\n", encoding="utf-8")
        said = centre.runs("questionnaire", "publish", "mood.yaml")
        assert "версия 2" in said.text
        assert "Новые вопросы: q2." in said.text
        assert "mood  версия 2, 2 вопроса: Настроение" in centre.runs("questionnaire", "list").text

    def test_f16_a_version_that_would_change_the_meaning_of_answers_is_refused(self, centre: Centre) -> None:
        path = Path("mood.yaml")
        path.write_text(SURVEY, encoding="utf-8")
        centre.runs("questionnaire", "publish", "mood.yaml")
        path.write_text(SURVEY.replace("kind: text", "kind: integer"), encoding="utf-8")
        said = centre.runs("questionnaire", "publish", "mood.yaml")
        assert said.code == 1
        assert "q1: было «text», стало «integer»" in said.text
        assert "версия 1" in centre.runs("questionnaire", "list").text

    def test_a_retired_question_cannot_come_back_as_another_kind(self, centre: Centre) -> None:
        path, second = Path("mood.yaml"), "      - {code: q2, kind: text, label: А почему?}\n"
        for text in (SURVEY + second, SURVEY):
            path.write_text(text, encoding="utf-8")
            assert centre.runs("questionnaire", "publish", "mood.yaml").code == 0
        path.write_text(SURVEY + second.replace("kind: text", "kind: integer"), encoding="utf-8")
        said = centre.runs("questionnaire", "publish", "mood.yaml")
        assert said.code == 1
        assert "q2: было «text», стало «integer»" in said.text

    def test_an_older_content_is_not_taken_for_the_newest(self, centre: Centre) -> None:
        path = Path("mood.yaml")
        for text in (SURVEY, SURVEY.replace("Как дела?", "Как вы?")):
            path.write_text(text, encoding="utf-8")
            assert centre.runs("questionnaire", "publish", "mood.yaml").code == 0
        path.write_text(SURVEY, encoding="utf-8")
        said = centre.runs("questionnaire", "publish", "mood.yaml")
        assert said.code == 1
        assert "действует другая, более новая версия 2. Ничего не изменено." in said.text

    def test_an_anonymous_questionnaire_that_asks_for_a_file_is_refused(self, centre: Centre) -> None:
        asked = "      - {code: plan, kind: file, label: Пришлите план}\n"
        Path("mood.yaml").write_text(f"{SURVEY.rstrip()}\n{asked}confidentiality: anonymous\n", encoding="utf-8")
        said = centre.runs("questionnaire", "publish", "mood.yaml")
        assert said.code == 1
        assert "файл в анонимной анкете выдаёт того, кто его прислал" in said.text
        assert not Path("data").exists()

    def test_a_missing_file_is_no_crash(self, centre: Centre) -> None:
        said = centre.runs("questionnaire", "inspect", "нет.yaml")
        assert said.code == 1
        assert "файла или папки нет" in said.text
