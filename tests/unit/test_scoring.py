"""Scores by the stated rule."""

from typing import Any

import pytest

from questionnaires.model import Questionnaire
from questionnaires.responses import Response, ResponseState
from questionnaires.scoring import RULE_VERSION, Score, score
from tests.unit.definitions import answered, context, item_data, questionnaire

LEVELS = [
    {"code": "low", "title": "Низкий", "at_least": 0},
    {"code": "middle", "title": "Средний", "at_least": 50},
    {"code": "high", "title": "Высокий", "at_least": 80},
]
NOT_APPLICABLE = Response("", ResponseState.NOT_APPLICABLE)


def audit(*items: dict[str, Any], **profile: Any) -> Questionnaire:
    section = {"code": "A", "title": "Обучение", "function": "A/01.6", "items": list(items)}
    return questionnaire(section, profile={"functions": True, "levels": LEVELS, **profile})


def marks(count: int, **extra: Any) -> list[dict[str, Any]]:
    return [item_data(f"q{at}", "scale", **extra) for at in range(1, count + 1)]


@pytest.mark.parametrize(
    ("values", "value", "level"),
    [
        ((0, 0, 0), 0.0, "low"),
        ((1, 1, 1), 100 / 3, "low"),
        ((2, 2, 2), 200 / 3, "middle"),
        ((3, 3, 3), 100.0, "high"),
        ((0, 3, 2), 500 / 9, "middle"),
        ((3, 3, 0), 200 / 3, "middle"),
    ],
)
def test_mean_of_the_scale(values: tuple[int, ...], value: float, level: str) -> None:
    responses = answered(**{f"q{at}": mark for at, mark in enumerate(values, 1)})
    expected = Score("function", "A/01.6", "Обучение", value, 3, 3, level, value < 60, RULE_VERSION)
    assert score(audit(*marks(3)), context(responses), 60) == (expected,)


def test_equal_to_the_threshold_is_no_deficit_whatever_the_arithmetic() -> None:
    responses = answered(q1=3, q2=3, q3=3, q4=0, q5=0)  # exactly 60 %
    found = score(audit(*marks(5)), context(responses), 60.0)[0]
    assert (found.value, found.deficit) == (60.0, False)
    assert score(audit(*marks(5)), context(responses), 60.01)[0].deficit is True


@pytest.mark.parametrize(
    ("given", "n", "of", "has_value"),
    [
        ({}, 0, 4, False),
        ({"q1": 3}, 1, 4, False),
        ({"q1": 3, "q2": 3}, 2, 4, True),
        ({"q1": 3, "q2": None, "q3": None, "q4": None}, 1, 1, True),
        ({"q1": None, "q2": None, "q3": None, "q4": None}, 0, 0, False),
        ({"q1": 3, "q2": None}, 1, 3, False),
    ],
)
def test_missing_data_rule(given: dict[str, int | None], n: int, of: int, has_value: bool) -> None:
    responses = {
        code: NOT_APPLICABLE if value is None else answered(**{code: value})[code] for code, value in given.items()
    }
    found = score(audit(*marks(4)), context(responses), 60)[0]
    assert (found.n, found.of, found.value is not None, found.deficit) == (n, of, has_value, False)
    assert found.level == ("high" if has_value else None)


def test_skipped_void_and_draft_answers_are_missing() -> None:
    for state in (ResponseState.SKIPPED, ResponseState.VOID, ResponseState.DRAFT):
        found = score(audit(*marks(1)), context({"q1": Response("q1", state, 3)}), 60)[0]
        assert (found.value, found.n, found.of) == (None, 0, 1)


def test_reversed_items() -> None:
    found = score(audit(*marks(1), item_data("r", "scale", reversed=True)), context(answered(q1=3, r=0)), 60)[0]
    assert found.value == 100.0


def test_hidden_items_are_outside() -> None:
    demo = audit(*marks(1), item_data("q9", "scale", when="respondent.young"))
    found = score(demo, context(answered(q1=3, q9=0)), 60)[0]
    assert (found.value, found.n, found.of) == (100.0, 1, 1)


def test_hidden_functions_have_no_score() -> None:
    demo = audit(*marks(1, when="respondent.young"))
    assert score(demo, context(), 60) == ()


def test_groups_named_scales_and_overall() -> None:
    demo = audit(
        item_data("q1", "scale", groups=["methodical", "subject"]),
        item_data("q2", "scale", groups=["subject"]),
        item_data("q3", "text"),
        groups={"methodical": "Методические", "subject": "Предметные", "universal": "Универсальные"},
        scales=[{"code": "own", "title": "Своя", "items": ["q2"]}],
        overall=True,
    )
    found = score(demo, context(answered(q1=3, q2=0, q3="x")), 60)
    assert [(one.kind, one.code, one.value, one.n, one.of, one.deficit) for one in found] == [
        ("function", "A/01.6", 50.0, 2, 2, True),
        ("group", "methodical", 100.0, 1, 1, False),
        ("group", "subject", 50.0, 2, 2, True),
        ("scale", "own", 0.0, 1, 1, True),
        ("overall", "overall", 50.0, 2, 2, True),
    ]


def test_one_function_in_two_sections_is_one_score() -> None:
    parts = [
        {"code": code, "title": title, "function": "A/01.6", "items": [item_data(f"q{code}", "scale")]}
        for code, title in (("a", "Первая"), ("b", "Вторая"))
    ]
    demo = questionnaire(*parts, profile={"functions": True})
    found = score(demo, context(answered(qa=3, qb=0)), 60)
    assert [(one.title, one.value, one.level) for one in found] == [("Первая", 50.0, None)]


def test_single_choice_with_values_counts_too() -> None:
    options = [{"code": "no", "label": "Нет", "value": 1}, {"code": "yes", "label": "Да", "value": 5}]
    demo = audit(item_data("q1", options=options), item_data("q2"))
    found = score(demo, context(answered(q1="yes", q2="yes")), 60)[0]
    assert (found.value, found.n, found.of) == (100.0, 1, 1)


def test_scales_of_different_width_weigh_the_same() -> None:
    options = [{"code": "a", "label": "А", "value": 0}, {"code": "b", "label": "Б", "value": 10}]
    demo = audit(item_data("q1", options=options), item_data("q2", "scale"))
    assert score(demo, context(answered(q1="b", q2=0)), 60)[0].value == 50.0


def test_no_profile_no_scores() -> None:
    assert score(questionnaire([item_data("q1", "scale")]), context(answered(q1=3)), 60) == ()
