"""A questionnaire is one value: its JSON, its hash, its lookups."""

from copy import deepcopy
from typing import Any

import pytest
from pydantic import ValidationError

from questionnaires.model import Questionnaire, ScaleItem
from tests.unit.definitions import definition, item_data, questionnaire


def test_canonical_json_reads_back_to_an_equal_questionnaire() -> None:
    first = questionnaire([item_data("q1", "scale"), item_data("q2", "decimal", min="0.5")], intro="Текст")
    again = Questionnaire.model_validate_json(first.canonical_json)
    assert again == first
    assert again.content_hash == first.content_hash


def test_key_order_and_spelled_out_defaults_do_not_change_the_hash() -> None:
    data = definition([item_data("q1")])
    other = deepcopy(dict(reversed(data.items())))
    other["sections"][0]["items"][0]["required"] = True
    assert Questionnaire.model_validate(other).content_hash == Questionnaire.model_validate(data).content_hash


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Другое"},
        {"intro": "Новое"},
        {"confidentiality": "anonymous"},
        {"profile": {"overall": True}},
    ],
)
def test_any_text_or_rule_changes_the_hash(change: dict[str, Any]) -> None:
    assert questionnaire([item_data("q1")], **change).content_hash != questionnaire([item_data("q1")]).content_hash


def test_lookups() -> None:
    demo = questionnaire([item_data("q1")], [item_data("q2"), item_data("q3", "note")])
    assert [item.code for item in demo.items] == ["q1", "q2", "q3"]
    assert demo.item("q2").code == "q2"
    assert demo.section_of("q3").code == "part2"
    assert demo.find_item("nothing") is None
    with pytest.raises(KeyError):
        demo.item("nothing")


def test_scale_items_know_their_scale() -> None:
    item = questionnaire([item_data("q1", "scale")]).item("q1")
    assert isinstance(item, ScaleItem)
    assert item.bound_scale is not None
    assert [(option.code, option.value) for option in item.bound_scale.options][::3] == [("0", 0), ("3", 3)]
    assert item.not_applicable == "Не относится"


@pytest.mark.parametrize(
    "data",
    [
        item_data("1q"),
        item_data("q q"),
        item_data("вопрос"),
        item_data("q" * 41),
        item_data("q", label="  "),
        item_data("q", kind="guess"),
        item_data("q", colour="red"),
        item_data("q", "text", max_length=3501),
    ],
)
def test_bad_items_are_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        questionnaire([data])


def test_values_cannot_be_changed() -> None:
    demo = questionnaire([item_data("q1")])
    with pytest.raises(ValidationError):
        demo.title = "Другое"  # type: ignore[misc]
