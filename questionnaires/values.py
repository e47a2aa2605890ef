"""One response as a value, what a person can send, and their text form. Knows nothing of items."""

import json
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Value = str | int | Decimal | tuple[str, ...]
"""single/choice: option code; scale: the option's number; multiple/ranking: option codes in order;
integer, decimal, text: themselves; date, time, datetime: ISO text; file: (file id, name, mime, bytes)."""

_decode = json.JSONDecoder(parse_float=Decimal).decode


class ResponseState(StrEnum):
    """What a stored response says. An item without a response was not reached yet, or not shown."""

    ANSWERED = "answered"
    SKIPPED = "skipped"  # shown, optional, deliberately left out
    NOT_APPLICABLE = "not_applicable"  # «не относится к моей работе»: outside every mean
    VOID = "void"  # answered once, then a changed branch hid the item; value kept
    DRAFT = "draft"  # unfinished multiple choice or ranking; counts as no answer


@dataclass(frozen=True, slots=True)
class Response:
    """One answer to one item."""

    item: str
    state: ResponseState
    value: Value | None = None

    @property
    def settled(self) -> bool:
        """Whether the item needs no further attention."""
        return self.state is not ResponseState.VOID and self.state is not ResponseState.DRAFT

    @property
    def number(self) -> float | None:
        """The answer as a number: scales, integers and decimals; None for everything else."""
        if self.state is not ResponseState.ANSWERED or not isinstance(self.value, int | Decimal):
            return None
        return float(self.value)

    def to_json(self) -> str:
        """The value (not the state) as JSON text; a decimal always carries a point."""
        if isinstance(self.value, Decimal):
            text = format(self.value, "f")
            return text if "." in text else f"{text}.0"
        return json.dumps(self.value, ensure_ascii=False)

    @classmethod
    def from_json(cls, item: str, state: ResponseState | str, text: str) -> "Response":
        """Read back what `to_json` wrote. Raises ValueError on anything that is not such a text."""
        value = _decode(text)
        if isinstance(value, list):
            value = tuple(value)
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal | tuple | None):
            raise ValueError("not a response value")
        return cls(item, ResponseState(state), value)


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished multiple choice or ranking: keep it, show it, and wait for `Done`."""

    response: Response


@dataclass(frozen=True, slots=True)
class Typed:
    """A text message."""

    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A pressed option; for dates and numbers the ISO or decimal text behind the button."""

    option: str


@dataclass(frozen=True, slots=True)
class Toggled:
    """A pressed option of a multiple choice or ranking: adds it or takes it back."""

    option: str


@dataclass(frozen=True, slots=True)
class Done:
    """«Готово» / «Далее»: finishes a multiple choice or ranking, passes a note, accepts a default."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """«Пропустить»."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """«Не относится к моей работе»."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A photo or document. `size` is in bytes, 0 when the messenger did not say."""

    file_id: str
    name: str
    mime: str
    size: int


Raw = Typed | Chosen | Toggled | Done | Skipped | NotApplicable | Uploaded
