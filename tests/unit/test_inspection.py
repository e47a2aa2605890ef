"""What is found in a questionnaire that can be read but should not be published."""

from typing import Any

import pytest

from questionnaires.inspection import Vocabulary, inspect
from tests.unit.definitions import COLOURS, YES_NO, definition, item_data, questionnaire

VOCABULARY = Vocabulary({"std": {"A/01.6": frozenset({"A/01.6-ТД1"}), "A/02.6": frozenset()}})


def found(*items: dict[str, Any], **extra: Any) -> list[tuple[str | None, str]]:
    return [(issue.item, issue.code) for issue in inspect(questionnaire(list(items), **extra), VOCABULARY)]


FIRST = item_data("first")
NUMBER = item_data("number", "integer", min=0, max=10)
SCALE = item_data("mark", "scale")
MANY = item_data("many", "multiple")


def test_nothing_to_find() -> None:
    assert found(FIRST, NUMBER, SCALE, MANY, item_data("last", "text", when='first == "yes" and mark >= 2')) == []


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ({"options": [YES_NO[0]]}, "too-few-options"),
        ({"options": [YES_NO[0], YES_NO[0]]}, "duplicate-option"),
        ({"options": [one | {"value": 1} for one in YES_NO]}, "duplicate-value"),
        ({"options": [{"code": f"o{at}", "label": f"x{at}"} for at in range(95)]}, "too-many-options"),
        ({"options": [{"code": f"o{at}", "label": f"x{at}"} for at in range(21)]}, "many-options"),
        ({"options": [YES_NO[0], {"code": "no", "label": "x" * 61}]}, "option-too-long"),
        ({"options": [YES_NO[0], {"code": "no", "label": "ДА"}]}, "duplicate-label"),
        ({"default": "maybe"}, "bad-default"),
        ({"label": "я" * 3690}, "message-too-long"),
        ({"constraint": "value == 'yes'"}, "constraint-without-message"),
        ({"code": "value"}, "reserved-code"),
        ({"code": "respondent.x"}, "reserved-code"),
        ({"label": "{later}"}, "unknown-reference"),
        ({"hint": "{q}"}, "later-reference"),
        ({"label": "{respondent.shoe}"}, "unknown-attribute"),
        ({"groups": ["secret"]}, "unknown-group"),
        ({"action": "A/01.6-ТД1"}, "unknown-action"),
        ({"translations": {"en": {"label": "Q", "options": {"maybe": "M"}}}}, "unknown-option"),
        ({"translations": {"en": {"hint": "H"}}}, "translation-missing"),
    ],
)
def test_one_item(extra: dict[str, Any], code: str) -> None:
    item = item_data("q") | extra
    duplicates = {"duplicate-option", "duplicate-value", "duplicate-label"}
    assert found(item) == [(item["code"], code)] * (2 if code in duplicates else 1)


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (item_data("q", "scale", scale="unknown"), "unknown-scale"),
        (item_data("q", "integer", min=5, max=3), "min-over-max"),
        (item_data("q", "integer", min=5, default=3), "bad-default"),
        (item_data("q", "decimal", min=2, max="1.5"), "min-over-max"),
        (item_data("q", "text", min_length=9, max_length=3), "min-over-max"),
        (item_data("q", "multiple", min_choices=3, max_choices=2), "min-over-max"),
        (item_data("q", "multiple", max_choices=5), "more-than-options"),
        (item_data("q", "ranking", top=4), "more-than-options"),
        (item_data("q", "date", min="tomorrow"), "bad-bound"),
        (item_data("q", "date", min="today+2", max="today"), "min-over-max"),
        (item_data("q", "date", min="2026-02-01", max="2026-01-01"), "min-over-max"),
        (item_data("q", "time", min="25:00"), "bad-bound"),
        (item_data("q", "time", min="10:00", max="09:00"), "min-over-max"),
        (item_data("q", "calculated", expression="1 +"), "condition-syntax"),
        (item_data("q", "calculated", expression="q"), "later-item"),
        (item_data("q", "integer", constraint="value >", constraint_message="x"), "condition-syntax"),
    ],
)
def test_one_item_of_a_kind(item: dict[str, Any], code: str) -> None:
    assert found(item) == [("q", code)]


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        ("nobody == 1", ["unknown-item"]),
        ("last == 'yes'", ["later-item"]),
        ("after == 'yes'", ["later-item"]),
        ("respondent.shoe", ["unknown-attribute"]),
        ("part1", ["section-as-value"]),
        ("count(answered(part1)) > 1", ["later-item"]),
        ("value > 1", ["unknown-item"]),
        ("read", ["note-has-no-answer"]),
        ('first == "maybe"', ["unknown-option"]),
        ('many has "pink"', ["unknown-option"]),
        ('"pink" in many', ["unknown-option"]),
        ('first in ["yes", "maybe"]', ["unknown-option"]),
        ("mark == 7", ["unknown-option"]),
        ('respondent.levels has "prescool"', ["unknown-option"]),
        ("first = 1", ["condition-character"]),
        ("false", ["unreachable-item"]),
        ("1 > 2", ["unreachable-item"]),
        ('first == "yes" and first == "no"', ["unreachable-item"]),
        ("mark > 1 and mark < 1", ["unreachable-item"]),
        ("mark > 3", ["unreachable-item"]),
        ("number > 10", ["unreachable-item"]),
        ("number > 3 and number < 4", ["unreachable-item"]),
        ("answered(first) and skipped(first)", ["unreachable-item"]),
        ('not answered(first) and first == "yes"', ["unreachable-item"]),
        ('hidden == "yes"', ["unreachable-item"]),
        # all of these can hold
        ("number > 9", []),
        ("number > 3 and number < 5", []),
        ("mark > 2", []),
        ("not answered(first)", []),
        ('first != "yes" and mark in [0, 3]', []),
        ('respondent.levels has "primary" and count(many) > 1', []),
        ("number * 2 > 19", []),
    ],
)
def test_conditions(when: str, codes: list[str]) -> None:
    hidden = item_data("hidden", when="false")
    items = [FIRST, NUMBER, SCALE, MANY, item_data("read", "note"), hidden, item_data("last", when=when)]
    issues = found(*items, item_data("after"))
    assert issues == [("hidden", "unreachable-item"), *(("last", code) for code in codes)]


def test_several_faults_of_one_condition() -> None:
    assert found(item_data("q", when="a > 1 and b > respondent.c")) == [
        ("q", "unknown-item"),
        ("q", "unknown-item"),
        ("q", "unknown-attribute"),
    ]


def test_unreachable_section_is_named_once() -> None:
    closed = {"code": "b", "title": "B", "when": "false", "items": [item_data("q2"), item_data("q3")]}
    demo = questionnaire([FIRST], closed, [item_data("q4", when='q2 == "yes"')])
    assert [(issue.code, issue.item) for issue in inspect(demo)] == [
        ("unreachable-section", None),
        ("unreachable-item", "q4"),
    ]


def test_contradiction_between_section_and_item() -> None:
    section = {
        "code": "b",
        "title": "B",
        "when": 'first == "yes"',
        "items": [item_data("q2", when='first == "no"'), item_data("q3")],
    }
    assert [(issue.code, issue.item) for issue in inspect(questionnaire([FIRST], section))] == [
        ("unreachable-item", "q2")
    ]


def test_count_over_an_earlier_section() -> None:
    demo = questionnaire([FIRST, NUMBER], [item_data("q2", when="count(answered(part1)) >= 2")])
    assert inspect(demo) == ()


def test_duplicate_codes_of_items_and_sections() -> None:
    demo = questionnaire({"code": "q", "title": "T", "items": [item_data("a"), item_data("a"), item_data("q")]})
    assert [(issue.code, issue.params["code"]) for issue in inspect(demo)] == [
        ("duplicate-code", "a"),
        ("duplicate-code", "q"),
    ]


def test_scales() -> None:
    data = definition([SCALE])
    data["scales"]["other"] = {"options": [{"code": "1", "label": "Один"}, {"code": "2", "value": 2, "label": "Два"}]}
    issues = inspect(questionnaire([SCALE], scales=data["scales"]))
    assert [(issue.code, issue.params) for issue in issues] == [("scale-value-missing", {"scale": "other"})]


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ({"scales": [{"code": "s", "title": "S", "items": ["nobody"]}]}, "unknown-item"),
        ({"scales": [{"code": "s", "title": "S", "items": ["first"]}]}, "not-scorable"),
        ({"levels": [{"code": "a", "title": "A", "at_least": 10}]}, "no-lowest-level"),
        ({"functions": True}, "no-functions"),
    ],
)
def test_profile(profile: dict[str, Any], code: str) -> None:
    assert found(FIRST, SCALE, profile=profile) == [(None, code)]


def test_two_levels_at_one_place() -> None:
    levels = [{"code": code, "title": code, "at_least": 0} for code in ("a", "b")]
    assert found(SCALE, profile={"levels": levels}) == [(None, "duplicate-level")] * 2


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ({"standard": "std", "function": "A/09.6"}, "unknown-function"),
        ({"standard": "gone", "function": "A/01.6"}, "unknown-standard"),
        ({"function": "A/01.6"}, "unknown-function"),
    ],
)
def test_names_from_the_standards(section: dict[str, Any], code: str) -> None:
    demo = questionnaire({"code": "a", "title": "A", "items": [SCALE], **section})
    assert [issue.code for issue in inspect(demo, VOCABULARY)] == [code]
    assert inspect(demo) == ()


@pytest.mark.parametrize(
    ("function", "action", "codes"),
    [
        ("A/01.6", "A/01.6-ТД1", []),
        ("A/01.6", "A/01.6-ТД9", ["unknown-action"]),
        ("A/02.6", "A/01.6-ТД1", ["action-outside-function"]),
    ],
)
def test_actions(function: str, action: str, codes: list[str]) -> None:
    item = SCALE | {"action": action}
    demo = questionnaire({"code": "a", "title": "A", "standard": "std", "function": function, "items": [item]})
    assert [issue.code for issue in inspect(demo, VOCABULARY)] == codes


def test_exclusive_options_are_fine() -> None:
    assert found(item_data("q", "multiple", options=COLOURS)) == []


def test_the_introduction_counts_where_it_may_be_shown() -> None:
    items = [item_data("a", when="respondent.leading == 1"), item_data("b"), item_data("c")]
    codes = [(one.item, one.code) for one in inspect(questionnaire(items, intro="я" * 2500))]
    assert codes == [("a", "message-too-long"), ("b", "message-too-long")]


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (item_data("q", "file"), "file-in-anonymous"),
        (item_data("q", when="respondent.young"), "attribute-in-anonymous"),
        (
            item_data("q", "integer", constraint="value > 1 or respondent.young", constraint_message="Нет."),
            "attribute-in-anonymous",
        ),
        (item_data("q", "calculated", expression="if(respondent.young, 1, 0)"), "attribute-in-anonymous"),
    ],
)
def test_an_anonymous_questionnaire_asks_for_nothing_that_tells_who_answers(item: dict[str, Any], code: str) -> None:
    assert found(FIRST, item) == []
    assert found(FIRST, item, confidentiality="anonymous") == [("q", code)]


def test_an_anonymous_questionnaire_opens_no_section_by_the_respondent() -> None:
    section = {"code": "part", "title": "Часть", "when": "respondent.leading", "items": [FIRST]}
    issues = inspect(questionnaire(section, confidentiality="anonymous"), VOCABULARY)
    assert [(issue.item, issue.code) for issue in issues] == [(None, "attribute-in-anonymous")]
