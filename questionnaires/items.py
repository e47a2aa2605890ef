"""The kinds of items a questionnaire is made of. Frozen values; knows nothing of answering."""

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.-]*$", max_length=40)]
OptionCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:-]+$", max_length=40)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Default = str | int | float | tuple[str, ...]


class Frozen(BaseModel):
    """A closed, immutable value: an unknown key is an error, a number may stand where text is meant."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class Option(Frozen):
    """One choice. `value` is its number in a scale, `descriptor` the behaviour it stands for."""

    code: OptionCode
    label: Label
    value: int | None = None
    descriptor: str | None = None
    exclusive: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether the label is the number and nothing else, as on a scale from 0 to 10."""
        return self.label == str(self.value)


class Scale(Frozen):
    """Numbered options shared by many items. The code of an option is its number as text."""

    code: Code
    options: tuple[Option, ...] = Field(min_length=2)
    not_applicable: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _code_is_value(cls, data: Any) -> Any:
        """Definitions give only `value`: the code follows from it."""
        if not isinstance(data, dict) or not isinstance(data.get("options"), list | tuple):
            return data
        options = [
            {"code": str(option.get("value")), **option} if isinstance(option, dict) else option
            for option in data["options"]
        ]
        return {**data, "options": options}

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """The lowest and the highest number."""
        values = [option.value for option in self.options if option.value is not None]
        return (min(values), max(values)) if values else (0, 0)


class ItemText(Frozen):
    """The texts of an item in another language; what is missing stays as it is."""

    label: str | None = None
    hint: str | None = None
    example: str | None = None
    constraint_message: str | None = None
    options: dict[str, str] = Field(default_factory=dict)


class BaseItem(Frozen):
    """What every item has. Conditions: see docs/questionnaires.md."""

    code: Code
    label: Label
    hint: str | None = None
    example: str | None = None
    required: bool = True
    when: str | None = None
    default: Default | None = None
    constraint: str | None = None
    constraint_message: str | None = None
    action: str | None = None
    groups: tuple[str, ...] = ()
    reversed: bool = False
    translations: dict[str, ItemText] = Field(default_factory=dict)


class SingleItem(BaseItem):
    """Exactly one of the listed options. Response: the option's code."""

    kind: Literal["single"]
    options: tuple[Option, ...]
    random_order: bool = False


class MultipleItem(BaseItem):
    """Several of the listed options. Response: codes in the definition's order."""

    kind: Literal["multiple"]
    options: tuple[Option, ...]
    min_choices: int = Field(default=1, ge=0)
    max_choices: int | None = Field(default=None, ge=1)
    random_order: bool = False


class RankingItem(BaseItem):
    """All options (or the first `top`) put in order. Response: codes, the most important first."""

    kind: Literal["ranking"]
    options: tuple[Option, ...]
    top: int | None = Field(default=None, ge=1)
    random_order: bool = False


class ScaleItem(BaseItem):
    """One mark on a scale of the questionnaire. Response: the option's number."""

    kind: Literal["scale"]
    scale: str
    allow_not_applicable: bool = True

    def bind(self, scale: Scale | None) -> None:
        """Called by the questionnaire that owns the item, once, when it is made."""
        self.__dict__["bound_scale"] = scale  # where a cached property lives: outside equality and JSON

    @cached_property
    def bound_scale(self) -> Scale | None:
        """The scale itself; None before the item belongs to a questionnaire or if the name is unknown."""
        return None

    @property
    def not_applicable(self) -> str | None:
        """The label of «не относится…», or None when the item does not offer it."""
        return self.bound_scale.not_applicable if self.bound_scale and self.allow_not_applicable else None


class IntegerItem(BaseItem):
    """A whole number."""

    kind: Literal["integer"]
    min: int | None = None
    max: int | None = None


class DecimalItem(BaseItem):
    """A number with a fraction; «4,5» and «4.5» are the same."""

    kind: Literal["decimal"]
    min: Decimal | None = None
    max: Decimal | None = None
    places: int = Field(default=2, ge=0, le=6)


class TextItem(BaseItem):
    """Free text, lengths in characters. The largest limit still fits one message."""

    kind: Literal["text"]
    min_length: int = Field(default=1, ge=0)
    max_length: int = Field(default=1000, ge=1, le=3500)


class DateItem(BaseItem):
    """A day. Bounds: ISO date, `today`, `today+N` or `today-N` days. Response: YYYY-MM-DD."""

    kind: Literal["date"]
    min: str | None = None
    max: str | None = None


class TimeItem(BaseItem):
    """A time of day. Bounds and response: HH:MM."""

    kind: Literal["time"]
    min: str | None = None
    max: str | None = None


class DateTimeItem(BaseItem):
    """A day and a time on the respondent's clock. Bounds as for `date`. Response: YYYY-MM-DDTHH:MM."""

    kind: Literal["datetime"]
    min: str | None = None
    max: str | None = None


class NoteItem(BaseItem):
    """Text to read; passed with «Далее», counted nowhere, never exported."""

    kind: Literal["note"]


class FileItem(BaseItem):
    """A photo or a document; the messenger keeps the bytes. 20 MB is what a bot may download."""

    kind: Literal["file"]
    accept: tuple[Literal["photo", "pdf", "document", "spreadsheet", "presentation", "any"], ...] = ("any",)
    max_mb: int = Field(default=20, ge=1, le=20)


class ChoiceItem(BaseItem):
    """Options known only at run time; `source` names the list, one of those the application supplies.

    Response as for `single`, or as for `multiple`.
    """

    kind: Literal["choice"]
    source: str
    multiple: bool = False
    min_choices: int = Field(default=1, ge=0)
    max_choices: int | None = Field(default=None, ge=1)


class CalculatedItem(BaseItem):
    """A value computed from earlier answers; never asked, never on the path."""

    kind: Literal["calculated"]
    expression: str


OptionsItem = SingleItem | MultipleItem | RankingItem
Item = Annotated[
    SingleItem
    | MultipleItem
    | RankingItem
    | ScaleItem
    | IntegerItem
    | DecimalItem
    | TextItem
    | DateItem
    | TimeItem
    | DateTimeItem
    | NoteItem
    | FileItem
    | ChoiceItem
    | CalculatedItem,
    Field(discriminator="kind"),
]
