"""Whatever the storage, the checks and the engine may answer has a sentence."""

import re
from pathlib import Path

import pytest

from bot.domain.exporting import ExportOutcome
from bot.domain.roster.sheets import Place
from exports.roster_problems import problems_table
from handlers.texts import configuration, definitions, exporting, storage
from questionnaires.issues import Issue
from questionnaires.versions import Change, Changes
from storage.checkup import CONTRADICTIONS

ROOT = Path(__file__).parents[2]


def codes(pattern: str, *folders: str) -> set[str]:
    """Every code that the sources name in this way."""
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return {code for path in files for code in re.findall(pattern, path.read_text("utf-8"))}


def test_every_refusal_of_the_storage_has_a_sentence() -> None:
    assert codes(r'Refused\(\s*"(\w+)"', "storage") == storage.REFUSALS


def test_every_finding_of_the_check_has_a_sentence() -> None:
    named = codes(r'Finding\("(\w+)"', "storage") | set(CONTRADICTIONS)
    assert named == storage.FINDINGS


def test_every_rejection_of_the_commands_has_a_sentence() -> None:
    ours = ("roster", "inviting", "organisations", "appointments")
    sources = [(ROOT / "bot" / "usecases" / f"{name}.py").read_text("utf-8") for name in ours]
    named = {code for source in sources for code in re.findall(r'"([a-z]+_[a-z_]+)"', source)}
    assert named >= storage.REJECTIONS


def test_every_end_of_an_export_has_a_sentence() -> None:
    ends = set(ExportOutcome.__dataclass_fields__["code"].type.__args__)  # type: ignore[union-attr]
    assert ends - {"ready"} == set(exporting.FAILED)


def test_every_fault_of_a_definition_has_a_sentence() -> None:
    documented = (ROOT / "docs" / "questionnaires.md").read_text("utf-8")
    _, _, table = documented.partition("`not-utf8`")
    rows = "`not-utf8`" + table.partition("\n\n")[0]
    listed = {code for row in rows.splitlines() for code in re.findall(r"`([a-z0-9-]+)`", row)}
    assert listed == definitions.CODES


@pytest.mark.parametrize(
    ("issue", "line"),
    [
        (
            Issue("a.yaml", 12, "q3", "later-item", {"name": "q9", "column": 4}),
            "a.yaml:12 q3: «q9» стоит позже; условие может смотреть только на то, что уже отвечено",
        ),
        (
            Issue("a.yaml", 2, None, "bad-value", {"key": "title", "problem": "string_type"}),
            "a.yaml:2: значение «title» не подходит: нужен текст; числа и «да/нет» возьмите в кавычки",
        ),
        (
            Issue("a.yaml", 5, "q", "many-options", {"count": 30}, "warning"),
            "a.yaml:5 q: замечание: вариантов 30: на телефоне это неудобно; подумайте о виде choice с поиском",
        ),
    ],
)
def test_an_issue_is_told_with_its_place(issue: Issue, line: str) -> None:
    assert definitions.issue(issue) == line


def test_a_condition_that_breaks_off_is_told_so() -> None:
    issue = Issue("a.yaml", 3, "q", "condition-syntax", {"found": "", "column": 8})
    assert definitions.issue(issue) == "a.yaml:3 q: условие обрывается на знаке 8: в нём чего-то не хватает"


def test_changes_are_told_by_kind() -> None:
    found = Changes(added=("q7",), relabelled=(Change("q1", "Как?", "Каким образом?"), Change("q1", "a", "b", "o1")))
    assert definitions.changes(found) == ("Новые вопросы: q7.", "Изменены формулировки: q1.")


def test_refused_changes_name_both_sides() -> None:
    found = Changes(retyped=(Change("q1", "text", "integer"),), recoded=(Change("q9", "q2", "q9"),))
    assert definitions.refusals(found) == (
        "• q1: было «text», стало «integer»",
        "• тот же вопрос под другим кодом: был «q2», стал «q9»",
    )


def test_wrong_settings_are_named_without_their_values() -> None:
    told = configuration.wrong([("TIMEZONE", "wrong"), ("BOT_TOKN", "extra"), ("CONTACT", "empty")], ["a", "b"])
    assert told.splitlines()[1:4] == [
        "• TIMEZONE: такого часового пояса нет; пример: Asia/Yekaterinburg",
        "• BOT_TOKN: такой настройки нет, проверьте имя",
        "• CONTACT: задано пустым; впишите значение или уберите строку",
    ]


def test_problems_of_a_list_become_a_sheet() -> None:
    place = Place("Педагоги", 5, "E")
    table = problems_table("list.xlsx", [(place.sheet, place.row, place.column, "Не указана должность.")])
    assert [column.title for column in table.columns] == ["№", "Лист", "Строка", "Колонка", "Что исправить"]
    assert table.rows == ((1, "Педагоги", 5, "E", "Не указана должность."),)
