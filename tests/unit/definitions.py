"""Small questionnaires for the tests of the engine."""

from typing import Any

from questionnaires.context import Attribute, Context
from questionnaires.model import Item, Questionnaire
from questionnaires.values import Response, ResponseState, Value

YES_NO = [{"code": "yes", "label": "Да"}, {"code": "no", "label": "Нет"}]
COLOURS = [
    {"code": "red", "label": "Красный"},
    {"code": "green", "label": "Зелёный"},
    {"code": "blue", "label": "Синий"},
    {"code": "none", "label": "Никакой", "exclusive": True},
]
MASTERY = {
    "not_applicable": "Не относится",
    "options": [
        {"value": 0, "label": "Не владею"},
        {"value": 1, "label": "С помощью"},
        {"value": 2, "label": "Уверенно"},
        {"value": 3, "label": "Могу учить"},
    ],
}


def item_data(code: str, kind: str = "single", **extra: Any) -> dict[str, Any]:
    """An item with what its kind needs."""
    needs: dict[str, dict[str, Any]] = {
        "single": {"options": YES_NO},
        "multiple": {"options": COLOURS},
        "ranking": {"options": COLOURS[:3]},
        "scale": {"scale": "mastery"},
        "choice": {"source": "mentees"},
        "calculated": {"expression": "1"},
    }
    return {"code": code, "kind": kind, "label": f"Вопрос {code}", **needs.get(kind, {}), **extra}


def definition(*sections: dict[str, Any] | list[dict[str, Any]], **extra: Any) -> dict[str, Any]:
    """A definition's data; a list stands for a section of these items."""
    return {
        "code": "demo",
        "title": "Проба",
        "spec_version": 1,
        "scales": {"mastery": MASTERY},
        "sections": [
            section if isinstance(section, dict) else {"code": f"part{at}", "title": f"Часть {at}", "items": section}
            for at, section in enumerate(sections, 1)
        ],
        **extra,
    }


def questionnaire(*sections: dict[str, Any] | list[dict[str, Any]], **extra: Any) -> Questionnaire:
    """The questionnaire itself."""
    return Questionnaire.model_validate(definition(*sections, **extra))


def item(kind: str, **extra: Any) -> Item:
    """One item that belongs to a questionnaire."""
    return questionnaire([item_data("q", kind, **extra)]).item("q")


def answered(**values: Value) -> dict[str, Response]:
    """Responses by item code."""
    return {code: Response(code, ResponseState.ANSWERED, value) for code, value in values.items()}


def context(responses: dict[str, Response] | None = None, **attributes: Attribute) -> Context:
    """A context with these responses and attributes."""
    return Context(responses=responses or {}, attributes=attributes, seed="s")
