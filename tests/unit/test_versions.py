"""What changed between two versions, and what must not."""

from typing import Any

import pytest

from questionnaires.model import Questionnaire
from questionnaires.versions import Change, Changes, compare
from tests.unit.definitions import MASTERY, YES_NO, item_data, questionnaire


def version(*items: dict[str, Any], **extra: Any) -> Questionnaire:
    return questionnaire(list(items), **extra)


def test_the_same_is_no_change() -> None:
    assert compare(version(item_data("q1")), version(item_data("q1"))) == Changes()


def test_added_and_retired_items() -> None:
    changes = compare(version(item_data("q1"), item_data("q2")), version(item_data("q2"), item_data("q3")))
    assert (changes.added, changes.retired, changes.refused) == (("q3",), ("q1",), False)


def test_relabelled_items_and_options() -> None:
    options = [YES_NO[0] | {"label": "Да, конечно"}, YES_NO[1]]
    changes = compare(version(item_data("q1")), version(item_data("q1", label="Новый текст", options=options)))
    assert changes.relabelled == (
        Change("q1", "Вопрос q1", "Новый текст"),
        Change("q1", "Да", "Да, конечно", "yes"),
    )
    assert not changes.refused


def test_options_added_retired_and_moved() -> None:
    more = [YES_NO[1], YES_NO[0], {"code": "maybe", "label": "Не знаю"}]
    changes = compare(version(item_data("q1")), version(item_data("q1", options=more)))
    assert changes.options_added == (Change("q1", "", "Не знаю", "maybe"),)
    assert changes.moved == ("q1",)
    back = compare(version(item_data("q1", options=more)), version(item_data("q1")))
    assert back.options_retired == (Change("q1", "Не знаю", "", "maybe"),)
    assert not changes.refused
    assert not back.refused


def test_item_in_another_section_is_moved() -> None:
    old = questionnaire([item_data("q1"), item_data("q2")], [item_data("q3")])
    new = questionnaire([item_data("q1")], [item_data("q2"), item_data("q3")])
    assert compare(old, new).moved == ("q2",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (item_data("q", "single"), item_data("q", "multiple")),
        (item_data("q", "integer"), item_data("q", "decimal")),
        (item_data("q", "choice"), item_data("q", "choice", multiple=True)),
        (item_data("q", "scale"), item_data("q", "scale", reversed=True)),
    ],
)
def test_changed_type_is_refused(old: dict[str, Any], new: dict[str, Any]) -> None:
    changes = compare(version(old), version(new))
    assert [change.item for change in changes.retyped] == ["q"]
    assert changes.refused


@pytest.mark.parametrize(
    "options",
    [
        [YES_NO[0] | {"value": 1}, YES_NO[1]],
        [{"code": "yes", "label": "Нет"}, {"code": "no", "label": "Да"}],
    ],
)
def test_renumbered_or_exchanged_options_are_refused(options: list[dict[str, Any]]) -> None:
    assert compare(version(item_data("q")), version(item_data("q", options=options))).refused


def test_changed_scale_ends_are_refused_and_labels_are_not() -> None:
    marks: list[dict[str, Any]] = MASTERY["options"]  # type: ignore[assignment]
    longer = {"mastery": {"options": [*marks, {"value": 4, "label": "Ещё выше"}]}}
    other = {"mastery": {"options": [*marks[:3], {"value": 3, "label": "Учу других"}]}}
    old = version(item_data("q", "scale"))
    assert compare(old, version(item_data("q", "scale"), scales=longer)).refused
    relabelled = compare(old, version(item_data("q", "scale"), scales=other))
    assert relabelled.relabelled == (Change("q", "Могу учить", "Учу других", "3"),)
    assert not relabelled.refused


def test_same_question_under_another_code_is_refused() -> None:
    changes = compare(version(item_data("q1", label="Текст")), version(item_data("x1", label="Текст")))
    assert changes.recoded == (Change("x1", "q1", "x1"),)
    assert changes.refused


def test_two_questionnaires_are_not_versions_of_each_other() -> None:
    with pytest.raises(ValueError, match="versions"):
        compare(version(item_data("q")), version(item_data("q"), code="other"))
