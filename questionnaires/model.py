"""A questionnaire as a frozen value: sections, scales, scoring rules, hash. Knows nothing of files."""

import hashlib
import json
from functools import cached_property
from typing import Any, Literal, NamedTuple

from pydantic import Field, field_validator

from questionnaires.conditions import Node, parse
from questionnaires.items import (
    BaseItem,
    CalculatedItem,
    ChoiceItem,
    Code,
    DateItem,
    DateTimeItem,
    DecimalItem,
    FileItem,
    Frozen,
    IntegerItem,
    Item,
    ItemText,
    Label,
    MultipleItem,
    NoteItem,
    Option,
    OptionsItem,
    RankingItem,
    Scale,
    ScaleItem,
    SingleItem,
    TextItem,
    TimeItem,
)

__all__ = [
    "BaseItem",
    "CalculatedItem",
    "ChoiceItem",
    "DateItem",
    "DateTimeItem",
    "DecimalItem",
    "FileItem",
    "IntegerItem",
    "Item",
    "ItemText",
    "Level",
    "MultipleItem",
    "NamedScale",
    "NoteItem",
    "Option",
    "OptionsItem",
    "Profile",
    "Questionnaire",
    "RankingItem",
    "Scale",
    "ScaleItem",
    "Section",
    "SingleItem",
    "Step",
    "TextItem",
    "TimeItem",
]


class SectionText(Frozen):
    """A section in another language."""

    title: str | None = None
    note: str | None = None


class QuestionnaireText(Frozen):
    """A questionnaire's own texts in another language; option labels and descriptors of scales by number."""

    title: str | None = None
    intro: str | None = None
    scales: dict[str, dict[str, str]] = Field(default_factory=dict)


class Section(Frozen):
    """Items shown under one title. `function` is the labour function they measure, if any."""

    code: Code
    title: Label
    note: str | None = None
    when: str | None = None
    function: str | None = None
    standard: str | None = None
    items: tuple[Item, ...] = Field(min_length=1)
    translations: dict[str, SectionText] = Field(default_factory=dict)


class Level(Frozen):
    """A named band of a score: from `at_least` per cent up to the next level."""

    code: Code
    title: Label
    at_least: int = Field(ge=0, le=100)
    descriptor: str | None = None


class NamedScale(Frozen):
    """A score over listed items, e.g. «Удовлетворённость»."""

    code: Code
    title: Label
    items: tuple[str, ...] = Field(min_length=1)


class Profile(Frozen):
    """What is scored: see `questionnaires.scoring`. `groups` names the competence groups by id."""

    levels: tuple[Level, ...] = ()
    functions: bool = False
    groups: dict[str, str] = Field(default_factory=dict)
    scales: tuple[NamedScale, ...] = ()
    overall: bool = False


class ItemStep(NamedTuple):
    """An item as the answer path needs it, conditions parsed; `expression` only for a calculated item."""

    code: str
    item: Item
    when: Node | None
    expression: Node | None


class Step(NamedTuple):
    """A section as the answer path needs it."""

    when: Node | None
    items: tuple[ItemStep, ...]


class Questionnaire(Frozen):
    """A published definition. Never changed: another text is another version with another `content_hash`.

    `by_campaign`: answered only by who is asked; `closing` is said after sending.
    """

    code: Code
    title: Label
    spec_version: Literal[1]
    intro: str | None = None
    language: str = "ru"
    kind: Literal["audit", "survey", "form"] = "survey"
    confidentiality: Literal["confidential", "anonymous"] = "confidential"
    by_campaign: bool = False
    closing: str | None = None
    duration_minutes: int | None = Field(default=None, ge=1, le=120)
    standard: str | None = None
    form: Literal["short", "full"] | None = None
    scales: dict[str, Scale] = Field(default_factory=dict)
    sections: tuple[Section, ...] = Field(min_length=1)
    profile: Profile | None = None
    translations: dict[str, QuestionnaireText] = Field(default_factory=dict)

    @field_validator("scales", mode="before")
    @classmethod
    def _scale_code_is_key(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {key: {"code": key, **one} if isinstance(one, dict) else one for key, one in data.items()}

    def model_post_init(self, _context: Any, /) -> None:
        """Give every scale item its scale, so that one item can be answered without the whole."""
        for item in self.items:
            if isinstance(item, ScaleItem):
                item.bind(self.scales.get(item.scale))

    @property
    def anonymous(self) -> bool:
        """Whether answers must not be tied to anybody."""
        return self.confidentiality == "anonymous"

    @property
    def asked_only(self) -> bool:
        """Whether nobody is offered it unasked: anonymous answers need a campaign to be one of many in."""
        return self.by_campaign or self.anonymous

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in order, notes and calculated ones too."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Sections and items with parsed conditions. Raises ConditionError if one was never inspected."""
        return tuple(
            Step(_parsed(section.when), tuple(_item_step(item) for item in section.items)) for section in self.sections
        )

    @cached_property
    def answerable(self) -> dict[str, tuple[str, ...]]:
        """The codes of the items a person answers, by section code: what `count(answered(section))` counts."""
        return {
            section.code: tuple(item.code for item in section.items if not isinstance(item, NoteItem | CalculatedItem))
            for section in self.sections
        }

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of every item in the definition, by code."""
        return {item.code: place for place, item in enumerate(self.items)}

    @cached_property
    def _items_by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}

    @cached_property
    def _sections_by_item(self) -> dict[str, Section]:
        return {item.code: section for section in self.sections for item in section.items}

    def item(self, code: str) -> Item:
        """The item with this code. Raises KeyError."""
        return self._items_by_code[code]

    def find_item(self, code: str) -> Item | None:
        """The item with this code, if there is one."""
        return self._items_by_code.get(code)

    def section_of(self, code: str) -> Section:
        """The section of the item with this code. Raises KeyError."""
        return self._sections_by_item[code]

    @cached_property
    def canonical_json(self) -> str:
        """Sorted, unspaced JSON without defaults; `Questionnaire.model_validate_json` reads it back."""
        data = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of `canonical_json`, hexadecimal: equal hash, equal questionnaire."""
        return hashlib.sha256(self.canonical_json.encode()).hexdigest()


def _parsed(condition: str | None) -> Node | None:
    return parse(condition) if condition else None


def _item_step(item: Item) -> ItemStep:
    expression = parse(item.expression) if isinstance(item, CalculatedItem) else None
    return ItemStep(item.code, item, _parsed(item.when), expression)
