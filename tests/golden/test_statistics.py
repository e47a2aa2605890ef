"""A file for statistics packages, read back: one item of every kind, two versions, every reason for no answer."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from pandas.io.stata import StataReader

from bot.domain.counts import FIELD, PART, PackedSubmission
from exports.fields import NOT_APPLICABLE, NOT_PLACED, NOT_SHOWN, SKIPPED
from exports.frames import Frame
from exports.statistics import Layout
from questionnaires.model import Questionnaire

LONG = "Очень длинный вопрос, который не помещается целиком в восемьдесят знаков, отведённых подписи столбца"
AB = [{"code": "a", "label": "Первый"}, {"code": "b", "label": "Второй"}]
BEFORE_A = [{"code": "new", "label": "Новый"}, *AB]
SCALE = {
    "options": [{"value": 0, "label": "нет"}, {"value": 1, "label": "да\u202e"}, {"value": 2, "label": "да"}],
    "not_applicable": "Не моё",
}


def questionnaire(options: list[dict[str, str]], retired: bool = False) -> Questionnaire:
    items: list[dict[str, Any]] = [
        {"code": "note", "kind": "note", "label": "Читать"},
        {"code": "mark", "kind": "scale", "scale": "s", "label": LONG},
        {"code": "many", "kind": "multiple", "options": AB, "label": "Несколько", "required": False},
        {"code": "one", "kind": "single", "options": options, "label": "Один"},
        {"code": "order", "kind": "ranking", "options": AB, "top": 1, "label": "Порядок"},
        {"code": "years", "kind": "integer", "min": 0, "max": 60, "label": "Стаж"},
        {"code": "sum", "kind": "integer", "label": "Сумма"},
        {"code": "if", "kind": "decimal", "label": "Дробь"},
        {"code": "day", "kind": "date", "label": "День"},
        {"code": "at", "kind": "datetime", "label": "Когда"},
        {"code": "many_a", "kind": "text", "label": "Текст"},
        {"code": "paper", "kind": "file", "label": "Файл"},
    ]
    old = [{"code": "old", "kind": "single", "options": AB, "label": "Прежний"}] if retired else []
    section = {"code": "S", "title": "Раздел", "items": items + old}
    return Questionnaire.model_validate(
        {"code": "q", "title": "Анкета", "spec_version": 1, "scales": {"s": SCALE}, "sections": [section]}
    )


def packed(receipt: str, *parts: tuple[str, str, str]) -> PackedSubmission:
    responses = PART.join(FIELD.join(part) for part in parts)
    times = (1_788_210_000, 1_788_300_000)
    return PackedSubmission(receipt, "П-1", "Школа", "учитель", *times, 2, responses, '["физика", "химия"]')


LAYOUT = Layout([(2, questionnaire(BEFORE_A)), (1, questionnaire(AB, retired=True))], ZoneInfo("Europe/Moscow"))
ROWS = (
    packed(
        "К1",
        ("mark", "answered", "1"), ("many", "answered", '["b"]'), ("one", "answered", '"a"'),
        ("order", "answered", '["b"]'), ("years", "answered", "7"), ("sum", "answered", "900000000000000"),
        ("if", "answered", "4.5"), ("day", "answered", '"2026-11-23"'), ("at", "answered", '"2026-11-23T09:05"'),
        ("many_a", "answered", '"две\\nстроки\\u0007"'), ("paper", "answered", '["id", "план.pdf", "x", "1"]'),
        ("old", "answered", '"b"'),
    ),
    packed("К2", ("mark", "not_applicable", "null"), ("many", "skipped", "null"), ("one", "void", '"a"'),
           ("years", "skipped", "null"), ("many_a", "skipped", "null"), ("one", "answered", '"new"')),
    packed("К3", ("many_a", "answered", '"' + "я" * 1500 + '"')),
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("statistics") / "q.dta"
    frame = Frame(LAYOUT.fields, len(ROWS))
    for row, one in enumerate(ROWS):
        frame.put(row, LAYOUT.cells(one))
    frame.write(path, "Анкета", datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001 - the file's header has no zone
    return path


@pytest.fixture(scope="module")
def labelled(path: Path) -> Any:
    return pd.read_stata(path, convert_categoricals=True)


@pytest.fixture(scope="module")
def raw(path: Path) -> Any:
    return pd.read_stata(path, convert_categoricals=False, convert_dates=False, convert_missing=True)


def test_header_and_names(path: Path) -> None:
    assert path.read_bytes().startswith(b"<stata_dta><header><release>118</release>")
    with StataReader(path) as reader:
        assert (reader.data_label, reader.time_stamp) == ("Анкета", "23 Nov 2026 09:00")
        assert list(reader.variable_labels()) == [
            "receipt", "person", "organisation", "position", "started", "completed", "version", "subjects",
            "mark", "many__a", "many__b", "one", "order__a", "order__b", "years", "sum", "sum__given",
            "if_", "if__given", "day", "day__given", "at", "at__given", "many_a", "many_a__given",
            "paper", "paper__given", "old",
        ]  # fmt: skip


def test_variables_are_labelled_with_the_questions(path: Path) -> None:
    with StataReader(path) as reader:
        labels = reader.variable_labels()
    assert labels["mark"].endswith("…")
    assert len(labels["mark"]) <= 80
    assert LONG.startswith(labels["mark"].removesuffix("…"))
    assert (labels["many__a"], labels["subjects"]) == ("Первый — Несколько", "Предметы")


def test_values_are_labelled(path: Path) -> None:
    with StataReader(path) as reader:
        labels = reader.value_labels()
    missing = {SKIPPED: "пропущено", NOT_APPLICABLE: "не относится", NOT_SHOWN: "не показан"}
    assert labels["mark"] == {0: "нет", 1: "да (1)", 2: "да (2)", **missing}  # equal labels are told apart
    assert labels["many__a"] == {0: "не выбран", 1: "выбран", **missing}
    assert labels["order__a"] == {**missing, NOT_PLACED: "не вошёл в выбранные"}
    assert labels["one"] == {1: "Первый", 2: "Второй", 3: "Новый", **missing}  # the older version's numbers stay


def test_answers_come_back_by_their_labels(labelled: Any) -> None:
    first = labelled.loc[0]
    assert tuple(first[["receipt", "person", "organisation", "position", "version", "subjects"]]) == (
        "К1", "П-1", "Школа", "учитель", 2, "физика; химия",
    )  # fmt: skip
    assert tuple(first[["mark", "many__a", "many__b", "one", "old"]]) == (
        "да (1)", "не выбран", "выбран", "Первый", "Второй",
    )  # fmt: skip
    assert tuple(first[["order__b", "years", "sum", "if_", "paper"]]) == (1, 7, 900_000_000_000_000, 4.5, "план.pdf")
    assert labelled.loc[1, "one"] == "Новый"


def test_times_are_those_of_the_municipality(labelled: Any, path: Path) -> None:
    assert str(labelled.loc[0, "started"]) == "2026-09-01 00:00:00"
    assert str(labelled.loc[0, "day"]) == "2026-11-23 00:00:00"
    assert str(labelled.loc[0, "at"]) == "2026-11-23 09:05:00"
    assert pd.isna(labelled.loc[1, "day"])
    content = path.read_bytes()
    assert content.count(b"%td\0") == 1
    assert content.count(b"%tc\0") == 3


def test_texts_lose_control_characters_and_nothing_else(labelled: Any) -> None:
    assert labelled.loc[0, "many_a"] == "две строки"
    assert labelled.loc[2, "many_a"] == "я" * 1500  # 3000 bytes: more than a plain Stata text holds


@pytest.mark.parametrize(
    ("column", "second", "third"),
    [
        ("mark", ".b", ".c"), ("many__a", ".a", ".c"), ("years", ".a", ".c"), ("order__a", ".c", ".c"),
        ("sum__given", ".c", ".c"), ("many_a__given", ".a", 1), ("day__given", ".c", ".c"), ("old", ".c", ".c"),
        ("if_", ".", "."),
    ],
)  # fmt: skip
def test_a_missing_answer_says_why(raw: Any, column: str, second: object, third: object) -> None:
    assert [getattr(cell, "string", cell) for cell in raw[column][1:]] == [second, third]


def test_a_place_not_given_is_not_a_question_not_shown(raw: Any) -> None:
    assert raw.loc[0, "order__a"].string == ".d"


def test_marks_add_up_without_the_missing(path: Path) -> None:
    plain = pd.read_stata(path, convert_categoricals=False)
    assert (plain["many__b"].sum(), plain["many__b"].count()) == (1, 1)
