"""Earlier answers in later labels, and answers as a person reads them."""

from decimal import Decimal

import pytest

from questionnaires.context import Context
from questionnaires.items import Option
from questionnaires.labels import answer_text, hint, label
from questionnaires.responses import Response, ResponseState
from questionnaires.values import Value
from tests.unit.definitions import answered, context, item, item_data, questionnaire

DEMO = questionnaire(
    [
        item_data("name", "text"),
        item_data("colours", "multiple", when='name != "тайна"'),
        item_data(
            "last",
            "text",
            label="{name}: {colours}; {respondent.position}; {nothing}",
            hint="Пишите, {name}",
        ),
    ]
)


def shown(**values: Value) -> str:
    return label(DEMO, DEMO.item("last"), context(answered(**values), position="учитель"))


def test_answers_are_piped_into_labels_and_hints() -> None:
    assert shown(name="Анна", colours=("red", "blue")) == "Анна: Красный, Синий; учитель; —"
    assert hint(DEMO, DEMO.item("last"), context(answered(name="Анна"))) == "Пишите, Анна"


def test_missing_and_hidden_answers_become_a_dash() -> None:
    assert shown() == "—: —; учитель; —"
    assert shown(name="тайна", colours=("red",)) == "тайна: —; учитель; —"


def test_braces_inside_an_answer_are_not_read_again() -> None:
    assert shown(name="{colours}", colours=("red",)) == "{colours}: Красный; учитель; —"


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("single", "yes", "Да"),
        ("scale", 2, "Уверенно"),
        ("multiple", ("red", "gone"), "Красный, gone"),
        ("ranking", ("blue", "red", "green"), "Синий, Красный, Зелёный"),
        ("choice", "m1", "Т-1"),
        ("integer", 5, "5"),
        ("decimal", Decimal("4.5"), "4,5"),
        ("date", "2026-03-12", "12.03.2026"),
        ("datetime", "2026-03-12T15:00", "12.03.2026 15:00"),
        ("time", "15:00", "15:00"),
        ("file", ("id", "план.pdf", "application/pdf", "5"), "план.pdf"),
        ("text", "<b>", "<b>"),
        ("note", None, ""),
    ],
)
def test_answer_text(kind: str, value: Value | None, text: str) -> None:
    known = Context(choices={"mentees": (Option(code="m1", label="Т-1"),)})
    assert answer_text(item(kind), Response("q", ResponseState.ANSWERED, value), known) == text


@pytest.mark.parametrize("state", [ResponseState.SKIPPED, ResponseState.NOT_APPLICABLE])
def test_other_states_have_no_text(state: ResponseState) -> None:
    assert answer_text(item("single"), Response("q", state), Context()) == ""
