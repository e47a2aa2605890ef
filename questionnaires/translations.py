"""A questionnaire in another of its languages. Codes, conditions and numbers stay; so does what is missing."""

from typing import Any

from questionnaires.items import Item, Option, OptionsItem, Scale
from questionnaires.model import Questionnaire, Section


def translated(questionnaire: Questionnaire, language: str) -> Questionnaire:
    """The questionnaire with the texts the definition gives for the language; itself for its own language.

    The result is for showing only: submissions stay pinned to the original's content hash.
    """
    if language == questionnaire.language:
        return questionnaire
    own = questionnaire.translations.get(language)
    texts = own.scales if own else {}
    parts = _fields(questionnaire) | {
        "language": language,
        "sections": tuple(_section(section, language) for section in questionnaire.sections),
        "scales": {code: _scale(scale, texts.get(code, {})) for code, scale in questionnaire.scales.items()},
    }
    if own:
        parts |= {key: text for key in ("title", "intro") if (text := getattr(own, key))}
    return Questionnaire(**parts)


def _fields(model: Questionnaire | Section) -> dict[str, Any]:
    """The declared fields only: a copy must not inherit what the original has cached."""
    return {name: getattr(model, name) for name in type(model).model_fields}


def _section(section: Section, language: str) -> Section:
    text = section.translations.get(language)
    parts = _fields(section) | {"items": tuple(_item(item, language) for item in section.items)}
    if text:
        parts |= {key: value for key in ("title", "note") if (value := getattr(text, key))}
    return Section(**parts)


def _item(item: Item, language: str) -> Item:
    text = item.translations.get(language)
    if text is None:
        return item.model_copy()
    keys = ("label", "hint", "example", "constraint_message")
    parts: dict[str, Any] = {key: value for key in keys if (value := getattr(text, key))}
    if isinstance(item, OptionsItem):
        parts["options"] = _options(item.options, text.options)
    return item.model_copy(update=parts)


def _scale(scale: Scale, labels: dict[str, str]) -> Scale:
    """Labels by option code; `not_applicable` names the label of «не относится…»."""
    return Scale(
        code=scale.code,
        options=_options(scale.options, labels),
        not_applicable=labels.get("not_applicable", scale.not_applicable),
    )


def _options(options: tuple[Option, ...], labels: dict[str, str]) -> tuple[Option, ...]:
    return tuple(
        option.model_copy(update={"label": labels[option.code]}) if option.code in labels else option
        for option in options
    )
