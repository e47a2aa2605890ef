"""«Ответы» and «Кодировка» of a small questionnaire with one item of every telling kind."""

from zoneinfo import ZoneInfo

from bot.domain.counts import FIELD, PART, PackedSubmission
from exports.answers import AnswerSheet, sheet_names
from exports.codebook import codebook_table
from questionnaires.model import Questionnaire

OPTIONS = [{"code": "a", "label": "Первый"}, {"code": "b", "label": "Второй"}]


def questionnaire(label: str = "Оценка", retired: bool = False) -> Questionnaire:
    items = [
        {"code": "note", "kind": "note", "label": "Читать"},
        {"code": "mark", "kind": "scale", "scale": "s", "label": label, "reversed": True},
        {"code": "many", "kind": "multiple", "options": OPTIONS, "label": "Несколько", "required": False},
        {"code": "one", "kind": "single", "options": OPTIONS, "label": "Один", "when": "mark > 0"},
        {"code": "amount", "kind": "decimal", "label": "Число"},
        {"code": "day", "kind": "date", "label": "День"},
        {"code": "free", "kind": "text", "label": "Текст"},
        {"code": "sum", "kind": "calculated", "label": "Сумма", "expression": "amount * 2"},
    ]
    scale = {"options": [{"value": 0, "label": "нет"}, {"value": 1, "label": "да"}], "not_applicable": "Не моё"}
    old = [{"code": "old", "kind": "integer", "label": "Прежний"}] if retired else []
    section = {"code": "S", "title": "Раздел", "items": items + old}
    return Questionnaire.model_validate(
        {"code": "q", "title": "Анкета", "spec_version": 1, "scales": {"s": scale}, "sections": [section]}
    )


def packed(*parts: tuple[str, str, str]) -> PackedSubmission:
    responses = PART.join(FIELD.join(part) for part in parts)
    return PackedSubmission("К1", "П-1", "Школа", "учитель", 1_788_210_000, 1_788_300_000, 2, responses, "[]")


def sheet(**options: dict[str, str]) -> AnswerSheet:
    versions = [(2, questionnaire()), (1, questionnaire("Прежняя подпись", retired=True))]
    return AnswerSheet(versions, ZoneInfo("Europe/Moscow"), **options)  # type: ignore[arg-type]


def test_columns_of_all_versions_with_the_newest_labels() -> None:
    titles = [column.title for column in sheet().table().columns][7:]
    assert titles == [
        "mark. Оценка", "many. Несколько", "many.a: Первый", "many.b: Второй", "one. Один", "amount. Число",
        "day. День", "free. Текст", "sum. Сумма", "old. Прежний",
    ]  # fmt: skip


def test_a_row_of_answers() -> None:
    row = sheet().row(
        packed(
            ("mark", "answered", "1"), ("many", "answered", '["b"]'), ("one", "answered", '"a"'),
            ("amount", "answered", "4.5"), ("day", "answered", '"2026-11-23"'), ("free", "answered", '"=1+1\\n"'),
            ("sum", "answered", "9.0"),
        )
    )  # fmt: skip
    assert row[:4] == ("К1", "П-1", "Школа", "учитель")
    assert [str(cell) for cell in row[4:7]] == ["2026-09-01", "2026-09-02", "2"]
    assert row[7:13] == (1, "Второй", 0, 1, "Первый", 4.5)
    assert [str(cell) for cell in row[13:]] == ["2026-11-23", "=1+1\n", "9.0", "не показан"]


def test_missing_answers_say_why() -> None:
    row = sheet().row(packed(("mark", "not_applicable", "null"), ("many", "skipped", "null"), ("one", "void", '"a"')))
    assert row[7:12] == ("не относится", "пропущено", "пропущено", "пропущено", "не показан")
    assert set(row[12:]) == {"не показан"}


def test_names_only_when_given() -> None:
    row = sheet(names={"П-1": "Иванова Мария"}).row(packed(("mark", "answered", "0")))
    assert row[:3] == ("К1", "П-1", "Иванова Мария")


def test_codebook_tells_every_column() -> None:
    rows = {row[1]: row for row in codebook_table([sheet()]).rows}
    assert list(rows) == ["mark", "many", "many.a", "many.b", "one", "amount", "day", "free", "sum", "old"]
    assert rows["mark"][2:] == (
        "Оценка", "шкала", "0 = нет; 1 = да", "не относится; не показан", "обратная: больше — хуже", "всегда", 2,
    )  # fmt: skip
    assert rows["many.a"][2:6] == (
        "Несколько — Первый", "отметка варианта", "1 = выбран; 0 = не выбран", "пропущено; не показан",
    )  # fmt: skip
    assert rows["one"][4] == "a = Первый; b = Второй"
    assert rows["one"][7] == "(mark > 0)"
    assert rows["old"][8] == 1


def test_sheet_names() -> None:
    assert sheet_names(["q"]) == (("q", "Ответы", "answers"),)
    assert sheet_names(["q", "r"]) == (("q", "Ответы q", "answers_1"), ("r", "Ответы r", "answers_2"))
